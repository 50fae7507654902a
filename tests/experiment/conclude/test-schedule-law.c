/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intrinsic time, and two schedules beside each other: made-up trajectories whose law is known. */
#include "experiment/conclude/intrinsic-time.h"
#include "experiment/conclude/schedule-law.h"

#include "parse.h"

#include <math.h>

#define WORDS                                                                                      \
  "sweep=time optimizer=sgd learning_rate=0.1 steps=2000 warm_up=0 final_rate=0 width=8 grid=8 "   \
  "repeats=1 schedule="

#define POINTS 24

/* A trajectory with room for its points. */
typedef struct
{
  LabCurve curve;
  LabCurvePoint points[POINTS];
  LabCurveSample samples[POINTS];
} Made;

/* The law's curve at steps from 40 to the last, evenly in their logarithm. */
static void
make (Made *made, const char *words, const LabMultiPowerFit *law)
{
  LabScheduleShape shape;
  guint at[POINTS];
  double loss[POINTS];

  *made = (Made){.curve = {.experiment = parse (words)}};
  lab_experiment_schedule (&made->curve.experiment, &shape);
  for (guint i = 0; i < POINTS; i++)
    at[i] = (guint)lround (40 * pow (50, i / (POINTS - 1.0)));
  lab_multi_power_curve (law, &shape, made->curve.experiment.learning_rate, POINTS, at, loss);
  for (guint i = 0; i < POINTS; i++) {
    made->points[i] = (LabCurvePoint){.x = at[i], .count = 1, .mean = loss[i]};
    made->samples[i] = (LabCurveSample){.x = at[i], .excess_risk = loss[i]};
  }
  made->curve.point_count = made->curve.sample_count = POINTS;
  made->curve.points = made->points;
  made->curve.samples = made->samples;
}

/* A power of the sum of rates is found as one, under a schedule that bends it over steps. */
static void
test_intrinsic_time (void)
{
  const LabMultiPowerFit power = {.amplitude = 2, .exponent = 0.5};
  const LabCurveFit fit = {.axis = LAB_SWEEP_TIME};
  LabIntrinsicTime intrinsic;
  Made made;

  make (&made, WORDS "linear", &power);
  lab_intrinsic_time_init (&intrinsic, &made.curve, &fit);
  g_assert_cmpuint (intrinsic.count, ==, POINTS);
  g_assert_true (intrinsic.power.valid);
  g_assert_cmpfloat_with_epsilon (intrinsic.power.exponent, -0.5, 1e-3);
  /* Rates 0.1 (1 - i / 2,000) of 2,000 steps sum to 0.05 * 2,001. */
  g_assert_cmpfloat_with_epsilon (intrinsic.time[POINTS - 1], 100.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_intrinsic_time (&made.curve.experiment, 1), 0.1, 1e-12);
  made.curve.experiment.sweep = LAB_SWEEP_DATA;
  lab_intrinsic_time_init (&intrinsic, &made.curve, &fit);
  g_assert_cmpuint (intrinsic.count, ==, 0);
}

/* Both curves are followed, and the gain is that of the ends. */
static void
test_two_schedules (void)
{
  const LabMultiPowerFit truth = {.floor = 0.02,
                                  .amplitude = 0.5,
                                  .exponent = 0.6,
                                  .decay_amplitude = 0.3,
                                  .decay_scale = 1,
                                  .decay_exponent = 0.5,
                                  .rate_exponent = 0.5};
  LabScheduleLaw law;
  Made constant, decaying;

  make (&constant, WORDS "constant", &truth);
  make (&decaying, WORDS "wsd", &truth);
  lab_schedule_law_init (&law, &constant.curve, &decaying.curve);
  g_assert_true (law.valid && law.has_law);
  g_assert_cmpint (law.decaying, ==, 1);
  g_assert_cmpfloat (law.law.scatter, <, 0.02);
  g_assert_cmpfloat_with_epsilon (law.intrinsic_time[0], 200, 1e-9);
  g_assert_cmpfloat (law.intrinsic_time[1], <, 190);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpfloat (law.end[i], ==, (i == 0 ? constant : decaying).points[POINTS - 1].mean);
    g_assert_cmpfloat_with_epsilon (law.law_end[i] / law.end[i], 1, 0.05);
  }
  g_assert_cmpfloat (law.end[1], <, law.end[0]);
  lab_schedule_law_init (&law, &decaying.curve, &constant.curve);
  g_assert_cmpint (law.decaying, ==, 0);
}

/* Where schedules are the same, or more than they differs, nothing is said of a decay. */
static void
test_no_comparison (void)
{
  const LabMultiPowerFit power = {.amplitude = 2, .exponent = 0.5};
  LabScheduleLaw law;
  Made constant, same, other;

  make (&constant, WORDS "constant", &power);
  make (&same, WORDS "constant seed=2", &power);
  make (&other, WORDS "wsd seed=2", &power);
  lab_schedule_law_init (&law, &constant.curve, &same.curve);
  g_assert_false (law.valid);
  lab_schedule_law_init (&law, &constant.curve, &other.curve);
  g_assert_true (law.valid);
  g_assert_cmpint (law.decaying, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-law/intrinsic-time", test_intrinsic_time);
  g_test_add_func ("/schedule-law/two-schedules", test_two_schedules);
  g_test_add_func ("/schedule-law/no-comparison", test_no_comparison);
  return g_test_run ();
}
