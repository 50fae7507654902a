/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane of data and time: equal to the curves it stands for, its lines where they belong. */
#include "core/error.h"
#include "theory/phase-boundary.h"
#include "theory/phase-field.h"
#include "theory/sequence-model.h"

#include <math.h>

static const LabPhaseSetting usual = {
    .smoothness = 1.0,
    .intrinsic_dimension = 2.0,
    .nu = 0.5,
    .noise = 0.3,
    .features = INFINITY,
    .points_low = 50.0,
    .points_high = 5000.0,
    .time_low = 0.1,
    .time_high = 1e5,
};

static LabPhaseField *
field_of (const LabPhaseSetting *setting, guint level)
{
  g_autoptr (GError) error = NULL;
  LabPhaseField *field = lab_phase_field_new (setting, level, NULL, NULL, &error);
  g_assert_no_error (error);
  return field;
}

static double
curve_risk (const LabPhaseSetting *setting, guint level, double points, double time)
{
  LabKernelPicture curve = {
      .axis = LAB_THEORY_TIME,
      .smoothness = setting->smoothness,
      .intrinsic_dimension = setting->intrinsic_dimension,
      .nu = setting->nu,
      .noise = setting->noise,
      .points = points,
      .features = setting->features,
  };
  double risk = NAN;
  g_assert_true (
      lab_kernel_picture_compute (&curve, level, 1, &time, &risk, NULL, NULL, NULL, NULL));
  return risk;
}

static void
assert_equals_curves (const LabPhaseSetting *setting, guint level, double accuracy)
{
  g_autoptr (LabPhaseField) field = field_of (setting, level);
  double worst = 0.0;
  for (double points = 57.0; points < 5000.0; points *= 2.7)
    for (double time = 0.13; time < 1e5; time *= 7.3) {
      double expected = curve_risk (setting, level, points, time);
      worst = fmax (worst, fabs (lab_phase_field_risk (field, points, time) / expected - 1.0));
    }
  g_test_message ("level %u, d = %g: at most %.2g off", level, setting->intrinsic_dimension, worst);
  g_assert_cmpfloat (worst, <, accuracy);
}

static void
test_first (void)
{
  LabPhaseSetting setting = usual;
  assert_equals_curves (&setting, 1, 1e-3);
  setting.intrinsic_dimension = 7.0;
  setting.features = 300.0;
  assert_equals_curves (&setting, 1, 1e-3);
  setting.noise = 0.0;
  assert_equals_curves (&setting, 1, 1e-3);
}

static void
test_second (void)
{
  LabPhaseSetting setting = usual;
  assert_equals_curves (&setting, 2, 0.015);
  setting.features = 700.0;
  setting.noise = 0.0;
  assert_equals_curves (&setting, 2, 0.015);
}

/* Every vertex is where the sequence model's bisection finds it. */
static void
test_crossing (void)
{
  g_autoptr (LabPhaseField) field = field_of (&usual, 1);
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 0, NULL);
  g_auto (LabPhaseLine) line = {0};
  double noise = usual.noise * sqrt (spectrum->variance);
  g_assert_true (lab_phase_field_crossing (field, &line));
  g_assert_cmpuint (line.count, >, 50);
  for (guint i = 0; i < line.count; i++) {
    double expected = lab_sequence_crossing (spectrum, line.points[i], noise);
    g_assert_cmpfloat_with_epsilon (line.time[i], expected, 1e-6 * expected);
    g_assert_true (i == 0 || line.points[i] > line.points[i - 1]);
  }
}

static void
test_stopping (void)
{
  g_autoptr (LabPhaseField) field = field_of (&usual, 1);
  g_auto (LabPhaseLine) line = {0};
  g_assert_true (lab_phase_field_stopping (field, &line));
  for (guint i = 0; i < line.count; i++) {
    double risk = line.excess_risk[i];
    g_assert_true (i == 0 || line.points[i] > line.points[i - 1]);
    if (line.points[i] >= 2.0 && line.time[i] < 5e4)
      for (double factor = 0.9; factor < 1.2; factor += 0.2)
        g_assert_cmpfloat (curve_risk (&usual, 1, line.points[i], factor * line.time[i]), >, risk);
  }
}

static void
test_second_stopping (void)
{
  g_autoptr (LabPhaseField) field = field_of (&usual, 2);
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 0, NULL);
  g_auto (LabPhaseLine) line = {0};
  double noise = usual.noise * sqrt (spectrum->variance);
  g_assert_true (lab_phase_field_stopping (field, &line));
  g_assert_cmpuint (line.count, ==, 13);
  for (guint i = 0; i < line.count; i += 4) {
    double time, risk;
    g_assert_true (lab_boundary_optimal_stopping (spectrum, line.points[i], INFINITY, noise, &time,
                                                  &risk, NULL, 0, 0, NULL));
    g_assert_cmpfloat_with_epsilon (log (line.time[i] / time), 0.0, 0.1);
    g_assert_cmpfloat_with_epsilon (line.excess_risk[i] * spectrum->variance / risk, 1.0, 0.01);
  }
}

static void
test_no_noise (void)
{
  LabPhaseSetting setting = usual;
  setting.noise = 0.0;
  g_autoptr (LabPhaseField) field = field_of (&setting, 1);
  LabPhaseLine line = {0};
  g_assert_false (lab_phase_field_crossing (field, &line));
  g_assert_false (lab_phase_field_stopping (field, &line));
  g_assert_null (line.points);
}

static void
test_scale (void)
{
  g_autoptr (LabPhaseField) field = field_of (&usual, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  double points[60], steps[60], risk[60], scale, misfit;
  for (guint i = 0; i < 60; i++) {
    points[i] = 64 << (i % 5);
    steps[i] = 12.0 * pow (1.2, i / 5);
    risk[i] = lab_phase_field_risk (field, points[i], 0.37 * steps[i]);
    risk[i] *= exp (g_rand_double_range (rand, -0.1, 0.1));
  }
  g_assert_true (lab_phase_field_fit_scale (field, 60, points, steps, risk, &scale, &misfit));
  g_assert_cmpfloat_with_epsilon (scale, 0.37, 0.03);
  g_assert_cmpfloat_with_epsilon (misfit, 0.2 / sqrt (12.0), 0.02);

  /* Too few; all alike; beyond every scale. */
  g_assert_false (lab_phase_field_fit_scale (field, 3, points, steps, risk, &scale, &misfit));
  for (guint i = 0; i < 60; i++)
    risk[i] = 0.1;
  g_assert_false (lab_phase_field_fit_scale (field, 60, points, steps, risk, &scale, &misfit));
  for (guint i = 0; i < 60; i++)
    risk[i] = i == 0 ? 1e-9 : 1e-8;
  g_assert_false (lab_phase_field_fit_scale (field, 60, points, steps, risk, &scale, &misfit));
}

/* Somewhat more errors look long past the best than long before it: the smaller scale is taken all
 * the same. */
static void
test_two_scales (void)
{
  LabPhaseSetting setting = usual;
  setting.noise = 1.0;
  setting.time_low = 1e-3;
  setting.time_high = 1e8;
  g_autoptr (LabPhaseField) field = field_of (&setting, 1);
  double points[24], steps[24], risk[24], scale, misfit;
  for (guint i = 0; i < 24; i++) {
    points[i] = 1e3;
    steps[i] = 20.0 * pow (1.1, i);
    risk[i] = lab_phase_field_risk (field, points[i], (i % 9 < 3 ? 0.03 : 60.0) * steps[i]);
  }
  g_assert_true (lab_phase_field_fit_scale (field, 24, points, steps, risk, &scale, &misfit));
  g_test_message ("scale %g, misfit %g", scale, misfit);
  g_assert_cmpfloat (scale, <, 1.0);
}

static gboolean
is_stale (gpointer asked)
{
  return ++*(guint *)asked > 5;
}

static void
test_refusals (void)
{
  LabPhaseSetting bad[] = {usual, usual, usual, usual};
  bad[0].points_low = 1.0;
  bad[1].noise = (double)NAN;
  bad[2].time_high = bad[2].time_low;
  bad[3].smoothness = -1.0;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (lab_phase_field_new (&bad[i], 1, NULL, NULL, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  }
  g_autoptr (GError) error = NULL;
  guint asked = 0;
  g_assert_null (lab_phase_field_new (&usual, 2, is_stale, &asked, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (asked, ==, 6);
  g_autoptr (LabPhaseField) field = field_of (&usual, 1);
  g_assert_true (isnan (lab_phase_field_risk (field, 100.0, 1e7)));
  g_assert_true (isnan (lab_phase_field_risk (field, 0.0, 1.0)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/phase-field/first", test_first);
  g_test_add_func ("/phase-field/second", test_second);
  g_test_add_func ("/phase-field/crossing", test_crossing);
  g_test_add_func ("/phase-field/stopping", test_stopping);
  g_test_add_func ("/phase-field/second-stopping", test_second_stopping);
  g_test_add_func ("/phase-field/no-noise", test_no_noise);
  g_test_add_func ("/phase-field/scale", test_scale);
  g_test_add_func ("/phase-field/two-scales", test_two_scales);
  g_test_add_func ("/phase-field/refusals", test_refusals);
  return g_test_run ();
}
