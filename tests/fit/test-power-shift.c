/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A power law with a shift of x and a floor anywhere: known constants come back, and intervals cover them. */
#include "core/random.h"
#include "fit/model-fit.h"

#include <math.h>

#define POINTS 24

static void
make (double shift, double floor, double exponent, double noise, guint seed, LabFitSample *samples)
{
  LabRandom random;

  lab_random_init (&random, seed, 0, LAB_STREAM_BOOTSTRAP);
  for (guint i = 0; i < POINTS; i++) {
    const double x = pow (10.0, 4.0 * i / (POINTS - 1)),
                 y = 5.0 * pow (x + shift, exponent) + floor;

    samples[i] = (LabFitSample){x, y * exp (noise * lab_random_normal (&random)), 0, 0.0};
  }
}

static void
fit_free (const LabFitSample *samples, gboolean any_floor, gboolean shift, LabModelFit *fit)
{
  g_autoptr (GError) error = NULL;
  const LabFitOptions options = {
      .model = LAB_MODEL_AUTO, .any_floor = any_floor, .shift = shift, .seed = 1};

  g_assert_true (lab_model_fit (samples, POINTS, &options, fit, &error));
  g_assert_no_error (error);
}

static void
test_exact (void)
{
  static const struct
  {
    double shift, floor, exponent;
    gboolean any_floor;
  } truths[] = {
      {30, .5, -.7, FALSE}, {0, -.02, -.3, TRUE}, {-.6, .1, -.5, FALSE}, {200, -.005, -.5, TRUE}};

  for (gsize t = 0; t < G_N_ELEMENTS (truths); t++) {
    LabFitSample samples[POINTS];
    LabModelFit fit;

    make (truths[t].shift, truths[t].floor, truths[t].exponent, 0.0, 1, samples);
    fit_free (samples, truths[t].any_floor, truths[t].shift != 0.0, &fit);
    g_test_message ("shift %g, floor %g, exponent %g", fit.curve.shift, fit.floor, fit.exponent);
    g_assert_cmpfloat_with_epsilon (fit.exponent, truths[t].exponent, 1e-3);
    g_assert_cmpfloat_with_epsilon (fit.floor, truths[t].floor, 1e-3);
    g_assert_cmpfloat_with_epsilon (fit.curve.shift, truths[t].shift,
                                    1e-2 * fabs (truths[t].shift) + 1e-9);
    g_assert_cmpfloat_with_epsilon (fit.prefactor, 5.0, 0.05);
  }
}

/* A floor that is not below zero stays above; one that is, is found below. */
static void
test_sign (void)
{
  LabFitSample samples[POINTS];
  LabModelFit bound, open;

  make (0.0, -.02, -.3, 1e-3, 2, samples);
  fit_free (samples, FALSE, TRUE, &bound);
  fit_free (samples, TRUE, FALSE, &open);
  g_assert_cmpfloat (bound.floor, >=, 0.0);
  g_assert_cmpfloat (open.floor, <, 0.0);
  g_assert_cmpfloat (open.floor_high, <, 0.0);
}

static void
test_coverage (void)
{
  guint covered = 0, floors = 0;
  const guint trials = 20;

  for (guint trial = 0; trial < trials; trial++) {
    LabFitSample samples[POINTS];
    LabModelFit fit;

    make (20.0, .5, -.6, 0.01, 10 + trial, samples);
    fit_free (samples, FALSE, TRUE, &fit);
    covered += fit.low <= -.6 && fit.high >= -.6;
    floors += fit.floor_low <= .5 && fit.floor_high >= .5;
  }
  g_test_message ("%u and %u of %u", covered, floors, trials);
  g_assert_cmpuint (covered, >=, 16);
  g_assert_cmpuint (floors, >=, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/power-shift/exact", test_exact);
  g_test_add_func ("/power-shift/sign", test_sign);
  g_test_add_func ("/power-shift/coverage", test_coverage);
  return g_test_run ();
}
