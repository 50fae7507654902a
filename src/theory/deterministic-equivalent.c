/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 2 of the finite-size prediction.
 *
 * With gamma the effective ridge at z, L = lambda / (lambda + gamma), B = 1 - L, q = sum L L',
 * S = sum lambda / ((lambda + gamma)(lambda + gamma')):
 *   psi    = [q (N - D - D') + D D'] / (N - q)                     (q when N is infinite)
 *   bias   = sum c^2 B B' + S / (N - q) sum c^2 lambda B B'        (first sum when N is infinite)
 *   F      = (bias + sigma^2 psi / n) / ((1 - psi / n) z z')
 *   excess = double inverse Laplace transform of F at (t, t)
 *   train  = inverse Laplace transform at 2 t of [sum c^2 B + sigma^2] / (gamma (1 - D / N))
 * Sums over pairs of nodes come from sums over single nodes by partial fractions,
 *   1 / ((lambda + gamma)(lambda + gamma')) = [1/(lambda + gamma) - 1/(lambda + gamma')] / (gamma' - gamma),
 * except where the two are too close for that. */
#include "theory/deterministic-equivalent.h"

#include "core/error.h"
#include "core/stop.h"
#include "theory/effective-ridge.h"
#include "theory/inverse-laplace.h"

#include <glib/gi18n.h>
#include <math.h>

/* Relative distance of two gammas below which pairs are summed directly. */
#define TOO_CLOSE 1e-2

#define BOTH (2 * LAB_TALBOT_NODES) /* nodes and their conjugates */

/* Weights of the four sums of 1 / (lambda + gamma) over modes. */
enum
{
  SUM_SQUARE,      /* multiplicity lambda^2: q */
  SUM_EIGENVALUE,  /* multiplicity lambda: S */
  SUM_POWER,       /* c^2: bias */
  SUM_POWER_VALUE, /* c^2 lambda: bias of finite width */
  SUMS
};

typedef struct
{
  double complex z, gamma, trace;
  double complex sum[SUMS];
} Node;

struct _LabDeterministicEquivalent
{
  const LabSpectrum *spectrum; /* borrowed */
  double points, features, noise_variance;
  LabTalbot talbot;
  LabEffectiveRidge ridge[LAB_TALBOT_NODES];
};

static void
weigh_mode (const LabSpectrum *spectrum, guint k, double *weight)
{
  double lambda = spectrum->eigenvalue[k];
  weight[SUM_EIGENVALUE] = spectrum->multiplicity[k] * lambda;
  weight[SUM_SQUARE] = weight[SUM_EIGENVALUE] * lambda;
  weight[SUM_POWER] = spectrum->power[k];
  weight[SUM_POWER_VALUE] = spectrum->power[k] * lambda;
}

static void
sum_node (const LabSpectrum *spectrum, const LabEffectiveRidge *ridge, Node *node)
{
  double re[SUMS] = {0.0}, im[SUMS] = {0.0}, weight[SUMS];

  for (guint k = 0; k < spectrum->count; k++) {
    double sum = spectrum->eigenvalue[k] + creal (ridge->gamma);
    double scale = 1.0 / (sum * sum + cimag (ridge->gamma) * cimag (ridge->gamma));
    weigh_mode (spectrum, k, weight);
    for (guint s = 0; s < SUMS; s++) {
      re[s] += weight[s] * sum * scale;
      im[s] -= weight[s] * cimag (ridge->gamma) * scale;
    }
  }
  node->z = ridge->z;
  node->gamma = ridge->gamma;
  node->trace = ridge->trace;
  for (guint s = 0; s < SUMS; s++)
    node->sum[s] = re[s] + I * im[s];
}

static void
sum_pair_directly (const LabSpectrum *spectrum, const Node *a, const Node *b, double complex *sum)
{
  double weight[SUMS];

  for (guint s = 0; s < SUMS; s++)
    sum[s] = 0.0;
  for (guint k = 0; k < spectrum->count; k++) {
    double lambda = spectrum->eigenvalue[k];
    double complex product = 1.0 / ((lambda + a->gamma) * (lambda + b->gamma));
    weigh_mode (spectrum, k, weight);
    for (guint s = 0; s < SUMS; s++)
      sum[s] += weight[s] * product;
  }
}

static void
sum_pair (const LabSpectrum *spectrum, const Node *a, const Node *b, double complex *sum)
{
  double complex distance = b->gamma - a->gamma;

  if (cabs (distance) < TOO_CLOSE * cabs (a->gamma)) {
    sum_pair_directly (spectrum, a, b, sum);
    return;
  }
  for (guint s = 0; s < SUMS; s++)
    sum[s] = (a->sum[s] - b->sum[s]) / distance;
}

/* F (z, z') of the head comment. */
static double complex
pair_transform (const LabDeterministicEquivalent *self, const Node *a, const Node *b)
{
  double complex sum[SUMS];
  double complex product = a->gamma * b->gamma;

  sum_pair (self->spectrum, a, b, sum);
  double complex psi = sum[SUM_SQUARE];
  double complex bias = sum[SUM_POWER] * product;
  if (isfinite (self->features)) {
    double complex q = psi, rest = self->features - q;
    psi = (q * (self->features - a->trace - b->trace) + a->trace * b->trace) / rest;
    bias += sum[SUM_EIGENVALUE] / rest * sum[SUM_POWER_VALUE] * product;
  }
  return (bias + self->noise_variance * psi / self->points) /
         ((1.0 - psi / self->points) * a->z * b->z);
}

static gboolean
move_all (LabDeterministicEquivalent *self, double time)
{
  for (guint j = 0; j < LAB_TALBOT_NODES; j++)
    if (!lab_effective_ridge_move (&self->ridge[j], self->talbot.direction[j] / time))
      return FALSE;
  return TRUE;
}

/* Re sum over all pairs; F is conjugate-symmetric, so half the pairs are enough. */
static double
excess_at (const LabDeterministicEquivalent *self, double time)
{
  Node node[BOTH];
  double complex weight[BOTH], sum = 0.0;

  for (guint j = 0; j < LAB_TALBOT_NODES; j++) {
    if (lab_stop_asked (self->spectrum->stop))
      return NAN;
    Node *mirror = &node[LAB_TALBOT_NODES + j];
    sum_node (self->spectrum, &self->ridge[j], &node[j]);
    mirror->z = conj (node[j].z);
    mirror->gamma = conj (node[j].gamma);
    mirror->trace = conj (node[j].trace);
    for (guint s = 0; s < SUMS; s++)
      mirror->sum[s] = conj (node[j].sum[s]);
    weight[j] = 0.5 * self->talbot.weight[j] / time;
    weight[LAB_TALBOT_NODES + j] = conj (weight[j]);
  }
  for (guint a = 0; a < LAB_TALBOT_NODES; a++)
    for (guint b = 0; b < BOTH; b++) {
      if (lab_stop_asked (self->spectrum->stop))
        return NAN;
      sum += weight[a] * weight[b] * pair_transform (self, &node[a], &node[b]);
    }
  return 2.0 * creal (sum);
}

/* The ridges stand at the nodes of 2 time. */
static double
train_at (const LabDeterministicEquivalent *self, double time)
{
  double complex sum = 0.0;

  for (guint j = 0; j < LAB_TALBOT_NODES; j++) {
    Node node;
    if (lab_stop_asked (self->spectrum->stop))
      return NAN;
    sum_node (self->spectrum, &self->ridge[j], &node);
    double complex kernel = node.gamma * (1.0 - node.trace / self->features);
    double complex risk = node.sum[SUM_POWER] * node.gamma + self->noise_variance;
    sum += self->talbot.weight[j] / (2.0 * time) * risk / kernel;
  }
  return creal (sum);
}

static gboolean
lose (double time, GError **error)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("The finite-size prediction cannot be computed at time %g: it is beyond what "
                  "double precision resolves. Smaller times work."),
               time);
  return FALSE;
}

static gboolean
check_time (double time, GError **error)
{
  if (time >= 0.0 && isfinite (time))
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("A time must be finite and not negative; this one is %g."), time);
  return FALSE;
}

LabDeterministicEquivalent *
lab_deterministic_equivalent_new (const LabSpectrum *spectrum,
                                  double points,
                                  double features,
                                  double noise,
                                  GError **error)
{
  g_return_val_if_fail (spectrum != NULL, NULL);

  if (!(points >= 2.0) || isinf (points) || !(features >= 2.0) || !(noise >= 0.0) ||
      isinf (noise)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("The finite-size prediction needs n >= 2, N >= 2 and sigma >= 0; these are %g, "
                    "%g and %g."),
                 points, features, noise);
    return NULL;
  }
  g_autoptr (LabDeterministicEquivalent) self = g_new0 (LabDeterministicEquivalent, 1);
  self->spectrum = spectrum;
  self->points = points;
  self->features = features;
  self->noise_variance = noise * noise;
  lab_talbot_init (&self->talbot);
  for (guint j = 0; j < LAB_TALBOT_NODES; j++)
    if (!lab_effective_ridge_init (&self->ridge[j], spectrum, points, features,
                                   self->talbot.direction[j])) {
      lose (0.0, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
lab_deterministic_equivalent_free (LabDeterministicEquivalent *equivalent)
{
  g_free (equivalent);
}

gboolean
lab_deterministic_equivalent_excess_risk (LabDeterministicEquivalent *self,
                                          double time,
                                          double *excess_risk,
                                          GError **error)
{
  g_return_val_if_fail (self != NULL && excess_risk != NULL, FALSE);

  if (!check_time (time, error))
    return FALSE;
  *excess_risk = self->spectrum->variance;
  if (time == 0.0)
    return TRUE;
  if (!move_all (self, time))
    return lose (time, error);
  /* Where everything is learnt rounding may leave a negative rest. */
  *excess_risk = MAX (excess_at (self, time), 0.0);
  return TRUE;
}

gboolean
lab_deterministic_equivalent_train_risk (LabDeterministicEquivalent *self,
                                         double time,
                                         double *train_risk,
                                         GError **error)
{
  g_return_val_if_fail (self != NULL && train_risk != NULL, FALSE);

  if (!check_time (time, error))
    return FALSE;
  *train_risk = self->spectrum->variance + self->noise_variance;
  if (time == 0.0)
    return TRUE;
  if (!move_all (self, 2.0 * time))
    return lose (time, error);
  *train_risk = MAX (train_at (self, time), 0.0);
  return TRUE;
}
