/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language models: the gradient of the cross-entropy, in double, against central differences for every
 * configuration of heads, depth, positions and tying, on each instruction set; the loss against its plain twin.
 *
 * Steps and errors as in test-gradients.c. */
#include "core/random.h"
#include "plain-network.h"
#include "transformer/simd.h"
#include "transformer/parameters.h"
#include "transformer/simd-level-testing.h"

#include <math.h>

#define STEP       1e-5
#define EXAMPLES   11 /* a whole register and a half one with AVX-512 */
#define TOKENS     6
#define VOCABULARY 5
#define LOGITS     (EXAMPLES * TOKENS * VOCABULARY)

typedef struct
{
  LabModelShape shape;
  LabSimdLevel level;
} Case;

typedef struct
{
  const LabSimd *simd;
  LabNetwork *network;
  LabModelShape shape;
  gsize count;
  double *parameters, *gradient;
  double x[EXAMPLES * TOKENS], label[EXAMPLES * TOKENS];
} Check;

/* Sum of the counted labels' losses. */
static double
loss_of (Check *check)
{
  double sum = 0;

  check->simd->forward (check->network, check->parameters, EXAMPLES, check->x, NULL, NULL);
  check->simd->cross_entropy (check->network, check->label, NULL, 1, &sum);
  return sum;
}

static double
central_difference (Check *check, gsize parameter)
{
  const double before = check->parameters[parameter];
  double above, below;

  check->parameters[parameter] = before + STEP;
  above = loss_of (check);
  check->parameters[parameter] = before - STEP;
  below = loss_of (check);
  check->parameters[parameter] = before;
  return (above - below) / (2 * STEP);
}

/* Away from the initialisation; every fifth label does not count. */
static void
check_init (Check *check, const Case *the_case)
{
  LabRandom random;

  check->simd = lab_simd_get (the_case->level);
  check->shape = the_case->shape;
  check->network = check->simd->network_new (&check->shape, EXAMPLES, NULL, NULL);
  g_assert_nonnull (check->network);
  check->count = lab_model_shape_parameters (&check->shape);
  check->parameters = g_new (double, check->count);
  check->gradient = g_new0 (double, check->count);
  lab_random_init (&random, 7, 0, LAB_STREAM_INITIALISATION);
  for (gsize i = 0; i < check->count; i++)
    check->parameters[i] = 0.4 * lab_random_normal (&random);
  for (guint i = 0; i < EXAMPLES * TOKENS; i++) {
    check->x[i] = lab_random_below (&random, VOCABULARY);
    check->label[i] = i % 5 == 3 ? -1 : (double)lab_random_below (&random, VOCABULARY);
  }
}

static void
check_clear (Check *check)
{
  check->simd->network_free (check->network);
  g_free (check->parameters);
  g_free (check->gradient);
}

/* Each row of the examples' gradients against a batch in which only that example counts. */
static void
assert_examples (Check *check, double scale)
{
  const gsize stride = check->count + 3;
  g_autofree double *rows = g_new (double, EXAMPLES *stride);
  g_autofree double *sum = g_new0 (double, check->count), *weights = g_new (double, LOGITS);
  LabRandom random;

  lab_random_init (&random, 8, 0, LAB_STREAM_INITIALISATION);
  for (guint i = 0; i < LOGITS; i++)
    weights[i] = lab_random_normal (&random);
  check->simd->forward (check->network, check->parameters, EXAMPLES, check->x, NULL, NULL);
  check->simd->backward_examples (check->network, check->parameters, weights, sum, stride, rows);
  for (guint e = 0; e < EXAMPLES; e++) {
    g_autofree double *alone = g_new0 (double, check->count), *only = g_new0 (double, LOGITS);

    for (guint i = e * TOKENS * VOCABULARY; i < (e + 1) * TOKENS * VOCABULARY; i++)
      only[i] = weights[i];
    check->simd->backward (check->network, check->parameters, only, alone);
    for (gsize i = 0; i < check->count; i++)
      g_assert_cmpfloat_with_epsilon (rows[e * stride + i], alone[i], 1e-12 * scale);
  }
}

static void
test_gradients (gconstpointer data)
{
  Check check;
  double scale = 0, worst = 0;

  check_init (&check, data);
  loss_of (&check);
  check.simd->backward (check.network, check.parameters, NULL, check.gradient);
  for (gsize i = 0; i < check.count; i++)
    scale = MAX (scale, fabs (check.gradient[i]));
  for (gsize i = 0; i < check.count; i++) {
    const double difference = central_difference (&check, i);
    const double error = fabs (difference - check.gradient[i]) /
                         (fabs (difference) + fabs (check.gradient[i]) + 1e-3 * scale);

    if (error > 1e-6)
      g_test_message ("parameter %" G_GSIZE_FORMAT ": %g against %g", i, check.gradient[i],
                      difference);
    worst = MAX (worst, error);
  }
  g_test_message ("worst relative error %.2g of %" G_GSIZE_FORMAT, worst, check.count);
  g_assert_cmpfloat (worst, <, 1e-6);
  assert_examples (&check, scale);
  check_clear (&check);
}

/* Logits, losses and divergences against the plain network; the sum of the losses is what is descended. */
static void
test_twin (gconstpointer data)
{
  g_autofree double *logits = g_new (double, LOGITS);
  g_autofree float *truth = g_new (float, LOGITS);
  double losses[EXAMPLES * TOKENS], excess[EXAMPLES * TOKENS], sum = 0;
  Check check;

  check_init (&check, data);
  for (guint i = 0; i < LOGITS; i++)
    truth[i] = (float)(i % VOCABULARY) / 10; /* 0, .1, .2, .3, .4 */
  check.simd->forward (check.network, check.parameters, EXAMPLES, check.x, NULL, logits);
  check.simd->measure (check.network, check.label, truth, losses, excess);
  for (guint e = 0; e < EXAMPLES; e++) {
    double plain[TOKENS * VOCABULARY];

    plain_network (&check.shape, check.parameters, check.x + e * TOKENS, plain);
    for (guint t = 0; t < TOKENS; t++) {
      const guint at = e * TOKENS + t;
      double total = 0, divergence = 0;

      for (guint v = 0; v < VOCABULARY; v++) {
        g_assert_cmpfloat_with_epsilon (logits[at * VOCABULARY + v], plain[t * VOCABULARY + v],
                                        1e-11);
        total += exp (plain[t * VOCABULARY + v]);
      }
      for (guint v = 1; v < VOCABULARY; v++) {
        const double p = truth[v];

        divergence += p * log (p * total / exp (plain[t * VOCABULARY + v]));
      }
      if (check.label[at] < 0) {
        g_assert_true (isnan (losses[at]));
        continue;
      }
      g_assert_cmpfloat_with_epsilon (
          losses[at], log (total) - plain[t * VOCABULARY + (guint)check.label[at]], 1e-11);
      g_assert_cmpfloat_with_epsilon (excess[at], divergence, 1e-11);
      sum += losses[at];
    }
  }
  g_assert_cmpfloat_with_epsilon (loss_of (&check), sum, 1e-10 * sum);
  check_clear (&check);
}

/* Logits of thousands neither overflow nor lose the loss; a token that is none makes it NaN. */
static void
test_stable (gconstpointer data)
{
  Check check;
  LabParameterLayout layout;
  double loss;

  check_init (&check, data);
  lab_parameter_layout_init (&layout, &check.shape);
  for (guint v = 0; v < VOCABULARY; v++)
    check.parameters[layout.head_bias + v] = v == 2 ? 5000 : -5000;
  loss = loss_of (&check);
  g_assert_true (isfinite (loss));
  g_assert_cmpfloat (loss, >, 9000);
  check.x[7] = VOCABULARY;
  g_assert_true (isnan (loss_of (&check)));
  check_clear (&check);
}

static void
add (const char *name, const LabModelShape *shape, LabSimdLevel level, GTestDataFunc test)
{
  static const char *const positions[LAB_POSITIONS_COUNT] = {"learned", "relative", "rotary"};
  g_autofree char *path = g_strdup_printf ("/language/%s/%s/heads-%u-depth-%u-%s%s", name,
                                           lab_simd_level_name (level), shape->heads, shape->depth,
                                           positions[shape->positions], shape->tied ? "-tied" : "");

  g_test_add_data_func_full (path, g_memdup2 (&(Case){*shape, level}, sizeof (Case)), test, g_free);
}

static void
add_level (LabSimdLevel level)
{
  for (guint positions = 0; positions < LAB_POSITIONS_COUNT; positions++)
    for (guint tied = 0; tied < 2; tied++)
      for (guint heads = 1; heads <= 3; heads++)
        for (guint depth = 1; depth <= 2; depth++) {
          const LabModelShape shape = {.input = {LAB_INPUT_TOKENS, TOKENS, VOCABULARY},
                                       .width = 3 * heads + (heads == 1),
                                       .heads = heads,
                                       .depth = depth,
                                       .feed_forward = heads,
                                       .causal = TRUE,
                                       .per_token = TRUE,
                                       .positions = positions,
                                       .tied = tied};

          add ("gradients", &shape, level, test_gradients);
          add ("twin", &shape, level, test_twin);
          if (heads == 1 && depth == 1)
            add ("stable", &shape, level, test_stable);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint level = 0; level < LAB_SIMD_LEVELS; level++)
    if (lab_simd_level_available (level))
      add_level (level);
  return g_test_run ();
}
