/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain twins of the routines. */
#include "plain.h"

#include <math.h>

void
plain_dense (guint out,
             guint in,
             guint columns,
             const double *w,
             const double *bias,
             const double *x,
             double *y)
{
  for (guint i = 0; i < out; i++)
    for (guint c = 0; c < columns; c++) {
      double sum = bias ? bias[i] : 0;

      for (guint k = 0; k < in; k++)
        sum += w[i * in + k] * x[k * columns + c];
      y[i * columns + c] = sum;
    }
}

static void
moments (guint width, guint columns, const double *x, guint c, double *mean, double *deviation)
{
  double sum = 0, squares = 0;

  for (guint i = 0; i < width; i++)
    sum += x[i * columns + c];
  *mean = sum / width;
  for (guint i = 0; i < width; i++)
    squares += pow (x[i * columns + c] - *mean, 2);
  *deviation = sqrt (squares / width + 1e-5);
}

void
plain_layer_norm (guint width,
                  guint columns,
                  const double *gain,
                  const double *bias,
                  const double *x,
                  double *y)
{
  for (guint c = 0; c < columns; c++) {
    double mean, deviation;

    moments (width, columns, x, c, &mean, &deviation);
    for (guint i = 0; i < width; i++)
      y[i * columns + c] = gain[i] * (x[i * columns + c] - mean) / deviation + bias[i];
  }
}

void
plain_layer_norm_backward (guint width,
                           guint columns,
                           const double *gain,
                           const double *x,
                           const double *y_gradient,
                           double *x_gradient,
                           double *gain_gradient,
                           double *bias_gradient)
{
  for (guint i = 0; i < width; i++)
    gain_gradient[i] = bias_gradient[i] = 0;
  for (guint c = 0; c < columns; c++) {
    double mean, deviation, sum = 0, along = 0;

    moments (width, columns, x, c, &mean, &deviation);
    for (guint i = 0; i < width; i++) {
      const double g = y_gradient[i * columns + c];
      const double normal = (x[i * columns + c] - mean) / deviation;

      gain_gradient[i] += g * normal;
      bias_gradient[i] += g;
      sum += g * gain[i] / width;
      along += g * gain[i] * normal / width;
    }
    for (guint i = 0; i < width; i++) {
      const double normal = (x[i * columns + c] - mean) / deviation;

      x_gradient[i * columns + c] =
          (y_gradient[i * columns + c] * gain[i] - sum - normal * along) / deviation;
    }
  }
}

double
plain_gelu (double u)
{
  return 0.5 * u * (1 + tanh (sqrt (2 / G_PI) * (u + 0.044715 * u * u * u)));
}

double
plain_gelu_slope (double u)
{
  const double z = sqrt (2 / G_PI) * (u + 0.044715 * u * u * u);

  return 0.5 * (1 + tanh (z)) +
         0.5 * u / pow (cosh (z), 2) * sqrt (2 / G_PI) * (1 + 3 * 0.044715 * u * u);
}

/* weights (tokens) of query t. */
static void
softmax_row (guint tokens,
             guint features,
             gboolean causal,
             const double *distance,
             const double *query,
             const double *key,
             guint t,
             double *weights)
{
  double sum = 0;

  for (guint u = 0; u < tokens; u++) {
    double score = 0;

    for (guint f = 0; f < features; f++)
      score += query[t * features + f] * key[u * features + f];
    weights[u] =
        causal && u > t ? 0 : exp (score / sqrt (features) + (distance ? distance[t - u] : 0));
    sum += weights[u];
  }
  for (guint u = 0; u < tokens; u++)
    weights[u] /= sum;
}

void
plain_attention (guint tokens,
                 guint features,
                 gboolean causal,
                 const double *distance,
                 const double *query,
                 const double *key,
                 const double *value,
                 double *mixed)
{
  g_autofree double *weights = g_new (double, tokens);

  for (guint t = 0; t < tokens; t++) {
    softmax_row (tokens, features, causal, distance, query, key, t, weights);
    for (guint f = 0; f < features; f++) {
      mixed[t * features + f] = 0;
      for (guint u = 0; u < tokens; u++)
        mixed[t * features + f] += weights[u] * value[u * features + f];
    }
  }
}

void
plain_attention_backward (guint tokens,
                          guint features,
                          gboolean causal,
                          const double *query,
                          const double *key,
                          const double *value,
                          const double *mixed_gradient,
                          double *query_gradient,
                          double *key_gradient,
                          double *value_gradient)
{
  g_autofree double *weights = g_new (double, tokens), *along = g_new (double, tokens);

  for (guint i = 0; i < tokens * features; i++)
    query_gradient[i] = key_gradient[i] = value_gradient[i] = 0;
  for (guint t = 0; t < tokens; t++) {
    double mean = 0;

    softmax_row (tokens, features, causal, NULL, query, key, t, weights);
    for (guint u = 0; u < tokens; u++) {
      along[u] = 0;
      for (guint f = 0; f < features; f++) {
        along[u] += mixed_gradient[t * features + f] * value[u * features + f];
        value_gradient[u * features + f] += weights[u] * mixed_gradient[t * features + f];
      }
      mean += weights[u] * along[u];
    }
    for (guint u = 0; u < tokens; u++)
      for (guint f = 0; f < features; f++) {
        const double score = weights[u] * (along[u] - mean) / sqrt (features);

        query_gradient[t * features + f] += score * key[u * features + f];
        key_gradient[u * features + f] += score * query[t * features + f];
      }
  }
}
