/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multi-power law on curves of known constants: recovered, and another schedule foretold. */
#include "fit/multi-power.h"

#include <math.h>

#include "core/random.h"

#define STEPS  1000
#define POINTS 24
#define PEAK   0.3

static const LabScheduleShape SHAPES[] = {
    {LAB_SCHEDULE_CONSTANT, 0.02, 0.0, 0.0, STEPS},
    {LAB_SCHEDULE_COSINE, 0.02, 0.1, 0.0, STEPS},
    {LAB_SCHEDULE_WSD, 0.02, 0.1, 0.6, STEPS},
    {LAB_SCHEDULE_LINEAR, 0.02, 0.05, 0.0, STEPS}, /* not fitted, foretold */
};

#define FITTED 3

/* The formula as it is written, step by step and from nothing of the program but the rate. */
static double
truth (const LabScheduleShape *shape, guint t)
{
  double sum = 0.0, fallen = 0.0;

  for (guint i = 0; i < t; i++)
    sum += PEAK * lab_schedule_share (shape, i);
  for (guint k = 1; k < t; k++) {
    double rate = PEAK * lab_schedule_share (shape, k), since = 0.0;
    double drop = PEAK * lab_schedule_share (shape, k - 1) - rate;

    for (guint i = k; i < t && drop > 0; i++)
      since += PEAK * lab_schedule_share (shape, i);
    if (drop > 0)
      fallen += drop * (1 - pow (1 + 2.0 * pow (rate, -0.5) * since, -0.6));
  }
  return 0.02 + 0.5 * pow (sum, -0.5) - 0.1 * fallen;
}

static void
make_curves (double noise, guint *at, double *loss, LabMultiPowerCurve *curves)
{
  LabRandom random;

  lab_random_init (&random, 5, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint i = 0; i < POINTS; i++)
    at[i] = (guint)lround (20 * pow (STEPS / 20.0, (double)i / (POINTS - 1)));
  for (guint c = 0; c < FITTED; c++) {
    float normal[POINTS];

    lab_random_fill_normal (&random, POINTS, normal);
    for (guint i = 0; i < POINTS; i++)
      loss[c * POINTS + i] = truth (&SHAPES[c], at[i]) * exp (noise * normal[i]);
    curves[c] = (LabMultiPowerCurve){SHAPES[c], PEAK, POINTS, at, loss + c * POINTS};
  }
}

static void
check (double noise, double scatter, double foretold)
{
  const guint moments[] = {300, 700, STEPS};
  guint at[POINTS];
  double loss[FITTED * POINTS], value[G_N_ELEMENTS (moments)];
  LabMultiPowerCurve curves[FITTED];
  LabMultiPowerFit fit;
  g_autoptr (GError) error = NULL;

  make_curves (noise, at, loss, curves);
  g_assert_true (lab_multi_power_fit (curves, FITTED, &fit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fit.points, ==, FITTED * POINTS);
  g_assert_cmpfloat (fit.scatter, <, scatter);
  g_assert_cmpfloat_with_epsilon (fit.exponent, 0.5, 0.01 + 5 * noise);
  lab_multi_power_curve (&fit, &SHAPES[FITTED], PEAK, G_N_ELEMENTS (moments), moments, value);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    g_assert_cmpfloat (fabs (log (value[i] / truth (&SHAPES[FITTED], moments[i]))), <, foretold);
}

static void
test_exact (void)
{
  check (0.0, 2e-3, 0.01);
}

static void
test_noisy (void)
{
  check (0.01, 0.012, 0.03);
}

/* The law's own value, of constants that were not fitted. */
static void
test_value (void)
{
  const LabMultiPowerFit known = {0.02, 0.5, 0.5, 0.1, 2.0, 0.6, 0.5, 0.0, 0};
  const guint at[] = {20, 300, STEPS};
  double value[G_N_ELEMENTS (at)];

  for (guint s = 0; s < G_N_ELEMENTS (SHAPES); s++) {
    lab_multi_power_curve (&known, &SHAPES[s], PEAK, G_N_ELEMENTS (at), at, value);
    for (guint i = 0; i < G_N_ELEMENTS (at); i++)
      g_assert_cmpfloat (fabs (log (value[i] / truth (&SHAPES[s], at[i]))), <, 2e-3);
  }
}

static void
test_refused (void)
{
  guint at[POINTS];
  double loss[FITTED * POINTS];
  LabMultiPowerCurve curves[FITTED];
  LabMultiPowerFit fit;

  make_curves (0.0, at, loss, curves);
  g_assert_false (lab_multi_power_fit (curves, 1, &fit, NULL));
  curves[1] = curves[0]; /* two constant rates */
  g_assert_false (lab_multi_power_fit (curves, 2, &fit, NULL));
  curves[1] = curves[2];
  curves[0].count = curves[1].count = 5;
  g_assert_false (lab_multi_power_fit (curves, 2, &fit, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/multi-power/value", test_value);
  g_test_add_func ("/multi-power/exact", test_exact);
  g_test_add_func ("/multi-power/noisy", test_noisy);
  g_test_add_func ("/multi-power/refused", test_refused);
  return g_test_run ();
}
