/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power law with a floor: exact recovery, coverage of the interval, robustness, choice by AICc. */
#include "core/error.h"
#include "core/random.h"
#include "fit/power-floor.h"

#include <math.h>

/* The slow suite makes 400; the default one fewer, where chance asks for a wider band. */
#ifndef TRIALS
#define TRIALS 80
#endif
#define LEAST_SHARE  (TRIALS >= 400 ? 0.90 : 0.85)
#define MOST_SHARE   (TRIALS >= 400 ? 0.98 : 1.0)
#define MOST_SAMPLES 64

typedef struct
{
  const char *path;
  guint abscissas, repeats;
  double exponent;
  double floor;    /* in units of the first value */
  double noise;    /* standard deviation of ln y */
  double outliers; /* share of samples that lie off by a factor of e^(+-1) */
  gboolean robust;
} Scenario;

static guint
draw_samples (const Scenario *scenario, LabRandom *random, LabFitSample *samples)
{
  guint count = 0;
  for (guint r = 0; r < scenario->repeats; r++)
    for (guint i = 0; i < scenario->abscissas; i++) {
      double share = i / (scenario->abscissas - 1.0);
      double x = 100.0 * pow (1000.0, share);
      double error = scenario->noise * lab_random_normal (random);
      if (lab_random_uniform (random) < scenario->outliers)
        error += lab_random_below (random, 2) == 0 ? -1.0 : 1.0;
      samples[count++] = (LabFitSample){
          .x = x,
          .y = 3.0 * (pow (x / 100.0, scenario->exponent) + scenario->floor) * exp (error),
          .cluster = r,
      };
    }
  return count;
}

static void
test_exact (void)
{
  static const Scenario scenarios[] = {
      {"", 12, 1, -0.5, 0.02, 0.0, 0.0, FALSE}, {"", 12, 2, -0.25, 0.0, 0.0, 0.0, FALSE},
      {"", 8, 1, -1.0, 1e-3, 0.0, 0.0, TRUE},   {"", 30, 1, -2.5, 1e-5, 0.0, 0.0, FALSE},
      {"", 12, 1, -0.1, 0.3, 0.0, 0.0, FALSE},
  };
  for (gsize s = 0; s < G_N_ELEMENTS (scenarios); s++) {
    LabFitSample samples[MOST_SAMPLES];
    LabPowerFloorFit fit;
    LabRandom random;
    lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_NOISE);
    guint count = draw_samples (&scenarios[s], &random, samples);
    /* A scale of 1e-9 changes the floor and nothing else. */
    for (guint i = 0; i < count; i++)
      samples[i].y *= 1e-9;
    g_assert_true (lab_power_floor_fit (samples, count, scenarios[s].robust, &fit, NULL));
    g_assert_cmpfloat_with_epsilon (fit.exponent, scenarios[s].exponent, 2e-4);
    g_assert_cmpfloat_with_epsilon (fit.floor, 3e-9 * scenarios[s].floor, 3e-12);
    g_assert_cmpfloat (fit.low, <=, fit.exponent);
    g_assert_cmpfloat (fit.high, >=, fit.exponent);
    g_assert_cmpfloat (fit.high - fit.low, <, 0.01);
    double first = exp (fit.prefactor + fit.exponent * log (100.0)) + fit.floor;
    g_assert_cmpfloat_with_epsilon (first, samples[0].y, 1e-4 * samples[0].y);
  }
}

static const Scenario coverage[] = {
    {"/power-floor/coverage/clear-floor", 12, 1, -0.5, 0.05, 0.03, 0.0, FALSE},
    {"/power-floor/coverage/three-repeats", 10, 3, -0.7, 0.02, 0.10, 0.0, FALSE},
    {"/power-floor/coverage/few-points", 7, 1, -1.0, 0.02, 0.05, 0.0, FALSE},
    {"/power-floor/coverage/faint-floor", 12, 1, -0.4, 0.01, 0.05, 0.0, FALSE},
    {"/power-floor/coverage/robust", 20, 1, -0.5, 0.05, 0.03, 0.0, TRUE},
    {"/power-floor/coverage/robust-with-outliers", 24, 1, -0.5, 0.05, 0.03, 0.08, TRUE},
};

/* 95 % shows between 371 and 389 of 400 in 95 of 100 series; 90-98 % is asked for. */
static void
test_coverage (gconstpointer data)
{
  const Scenario *scenario = data;
  LabFitSample samples[MOST_SAMPLES];
  LabRandom random;
  guint held = 0;
  double width = 0.0;

  lab_random_init (&random, 4711, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint trial = 0; trial < TRIALS; trial++) {
    LabPowerFloorFit fit;
    guint count = draw_samples (scenario, &random, samples);
    g_assert_true (lab_power_floor_fit (samples, count, scenario->robust, &fit, NULL));
    held += fit.low <= scenario->exponent && scenario->exponent <= fit.high;
    width += (MAX (fit.high, -8.0) - MAX (fit.low, -8.0)) / TRIALS;
  }
  g_test_message ("%s: held in %u of %u, mean width %.3f", scenario->path, held, TRIALS, width);
  g_assert_cmpuint (held, >=, (guint)(LEAST_SHARE * TRIALS));
  g_assert_cmpuint (held, <=, (guint)(MOST_SHARE * TRIALS));
}

/* Outliers move least squares far more than Huber's loss. */
static void
test_robust (void)
{
  static const Scenario scenario = {"", 20, 1, -0.5, 0.05, 0.02, 0.1, TRUE};
  LabFitSample samples[MOST_SAMPLES];
  LabRandom random;
  double robust = 0.0, squares = 0.0;

  lab_random_init (&random, 99, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint trial = 0; trial < 40; trial++) {
    LabPowerFloorFit fit;
    guint count = draw_samples (&scenario, &random, samples);
    g_assert_true (lab_power_floor_fit (samples, count, TRUE, &fit, NULL));
    robust += fabs (fit.exponent - scenario.exponent) / 40.0;
    g_assert_true (lab_power_floor_fit (samples, count, FALSE, &fit, NULL));
    squares += fabs (fit.exponent - scenario.exponent) / 40.0;
  }
  g_test_message ("mean error of the exponent: robust %.4f, least squares %.4f", robust, squares);
  g_assert_cmpfloat (robust, <, 0.5 * squares);
}

/* AICc finds a floor that is there, and rarely one that is not. */
static void
test_choice (void)
{
  static const Scenario scenarios[] = {{"", 12, 1, -0.5, 0.05, 0.03, 0.0, FALSE},
                                       {"", 12, 1, -0.5, 0.0, 0.03, 0.0, FALSE}};
  guint with_floor[2] = {0, 0};
  LabFitSample samples[MOST_SAMPLES];
  LabRandom random;

  lab_random_init (&random, 7, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint s = 0; s < 2; s++)
    for (guint trial = 0; trial < 100; trial++) {
      LabPowerFloorFit fit;
      guint count = draw_samples (&scenarios[s], &random, samples);
      g_assert_true (lab_power_floor_fit (samples, count, FALSE, &fit, NULL));
      with_floor[s] += fit.aicc < fit.power_aicc;
    }
  g_test_message ("floor chosen: %u of 100 with, %u of 100 without", with_floor[0], with_floor[1]);
  g_assert_cmpuint (with_floor[0], >=, 95);
  g_assert_cmpuint (with_floor[1], <=, 15);
}

static void
test_refusals (void)
{
  LabFitSample samples[8];
  LabPowerFloorFit fit;

  for (guint kind = 0; kind < 3; kind++) {
    g_autoptr (GError) error = NULL;
    guint count = kind == 0 ? 5 : 8;
    for (guint i = 0; i < 8; i++) {
      double x = ldexp (1.0, (int)i);
      samples[i] = (LabFitSample){x, kind == 0 ? 1.0 / x : kind == 1 ? x : 2.0, 0, 0.0};
    }
    g_assert_false (lab_power_floor_fit (samples, count, FALSE, &fit, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
    g_assert_false (fit.valid);
    g_assert_cmpuint (fit.points_used, ==, count);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/power-floor/exact", test_exact);
  for (gsize i = 0; i < G_N_ELEMENTS (coverage); i++)
    g_test_add_data_func (coverage[i].path, &coverage[i], test_coverage);
  g_test_add_func ("/power-floor/robust", test_robust);
  g_test_add_func ("/power-floor/choice", test_choice);
  g_test_add_func ("/power-floor/refusals", test_refusals);
  return g_test_run ();
}
