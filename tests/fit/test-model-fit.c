/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models behind one door: each on a curve of its own kind, the choice, and what is refused. */
#include "core/error.h"
#include "core/random.h"
#include "fit/model-fit.h"

#include <math.h>

#define POINTS 41
#define NOISE  0.02

typedef double (*Curve) (double x);

static double
power (double x)
{
  return 2.0 * pow (x, -0.5);
}

static double
with_floor (double x)
{
  return pow (x, -0.5) + 0.05;
}

static double
broken (double x)
{
  return x < 100.0 ? pow (x, -0.1) : pow (100.0, -0.1) * pow (x / 100.0, -0.6);
}

static double
two_phase (double x)
{
  return x < 60.0 ? exp (-x / 20.0) : exp (-3.0) * pow (x / 60.0, -0.3);
}

static double
sum (double x)
{
  return exp (-x / 50.0) + 0.3 * pow (x, -0.25);
}

static guint
draw (Curve curve, LabFitSample *samples)
{
  LabRandom random;

  lab_random_init (&random, 2, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint i = 0; i < POINTS; i++) {
    double x = pow (10.0, i / 10.0);
    samples[i] = (LabFitSample){x, curve (x) * exp (NOISE * lab_random_normal (&random)), 0, 0.0};
  }
  return POINTS;
}

static void
test_choice (void)
{
  static const struct
  {
    Curve curve;
    LabModel model;
    double exponent, floor, break_x;
  } known[] = {
      {power, LAB_MODEL_POWER, -0.5, 0.0, NAN},
      {with_floor, LAB_MODEL_POWER_FLOOR, -0.5, 0.05, NAN},
      {broken, LAB_MODEL_BROKEN, -0.6, 0.0, 100.0},
      {two_phase, LAB_MODEL_TWO_PHASE, -0.3, 0.0, 60.0},
      {sum, LAB_MODEL_SUM, -0.25, 0.0, 121.8},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    LabFitSample samples[POINTS];
    LabModelFit fit, asked;
    guint count = draw (known[i].curve, samples);

    g_assert_true (lab_model_fit (
        samples, count, &(LabFitOptions){.model = LAB_MODEL_AUTO, .seed = 1}, &fit, NULL));
    g_assert_cmpstr (lab_model_name (fit.model), ==, lab_model_name (known[i].model));
    g_assert_cmpfloat_with_epsilon (fit.exponent, known[i].exponent, 0.02);
    g_assert_cmpfloat (fit.low, <=, known[i].exponent);
    g_assert_cmpfloat (fit.high, >=, known[i].exponent);
    g_assert_cmpfloat_with_epsilon (fit.floor, known[i].floor, 0.005);
    if (isnan (known[i].break_x))
      g_assert_true (isnan (fit.break_x));
    else
      g_assert_cmpfloat_with_epsilon (fit.break_x, known[i].break_x, 0.1 * known[i].break_x);
    if (!isnan (known[i].break_x)) {
      g_assert_cmpfloat (fit.break_low, <=, known[i].break_x);
      g_assert_cmpfloat (fit.break_high, >=, known[i].break_x);
      g_assert_cmpfloat (fit.break_high, <, 1.5 * fit.break_low);
    }
    g_assert_cmpuint (fit.points_used, ==, POINTS);
    /* What auto chose is what asking for it by name gives, and no other model leads it. */
    for (guint model = 0; model < LAB_MODEL_AUTO; model++) {
      gboolean is_there = lab_model_fit (
          samples, count, &(LabFitOptions){.model = (LabModel)model, .seed = 1}, &asked, NULL);
      /* Constant speed and sums are refused where they would have no meaning. */
      g_assert_true (is_there || model >= LAB_MODEL_SUM);
      if (!is_there)
        continue;
      g_assert_cmpint ((int)asked.model, ==, (int)model);
      if (asked.model == fit.model)
        g_assert_cmpfloat (asked.exponent, ==, fit.exponent);
      else
        g_assert_cmpfloat (asked.aicc, >, fit.aicc - 2.0 * LAB_TWO_PHASE_LEAD);
    }
  }
}

static void
test_refusals (void)
{
  static const LabModel models[] = {LAB_MODEL_POWER_FLOOR, LAB_MODEL_BROKEN, LAB_MODEL_TWO_PHASE};
  LabFitSample samples[POINTS];
  LabModelFit fit;

  draw (power, samples);
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++) {
    g_autoptr (GError) error = NULL;
    /* Five points over half a decade: enough for one slope, for nothing else. */
    g_assert_false (lab_model_fit (
        samples + 10, 7, &(LabFitOptions){.model = LAB_MODEL_BROKEN, .seed = 1}, &fit, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
    g_clear_error (&error);
    for (guint k = 0; k < 5; k++)
      samples[k].x = pow (2.0, k);
    g_assert_false (
        lab_model_fit (samples, 5, &(LabFitOptions){.model = models[i], .seed = 1}, &fit, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
    g_assert_false (fit.valid);
    g_assert_cmpuint (fit.points_used, ==, 5);
    g_assert_true (lab_model_fit (samples, 5, &(LabFitOptions){.model = LAB_MODEL_AUTO, .seed = 1},
                                  &fit, NULL));
    g_assert_cmpint ((int)fit.model, ==, (int)LAB_MODEL_POWER);
  }
}

/* Large tables end soon: without a law with a break, or with a sentence. */
static void
test_large (void)
{
  guint count = LAB_MODEL_MOST_SAMPLES + 1, few = LAB_MODEL_MOST_ABSCISSAS_FOR_BREAK + 1;
  g_autofree LabFitSample *samples = g_new (LabFitSample, count);
  g_autoptr (GError) error = NULL;
  LabModelFit fit;

  for (guint i = 0; i < count; i++)
    samples[i] = (LabFitSample){1.0 + i, broken (1.0 + i), 0, 0.0};
  g_assert_false (lab_model_fit (
      samples, count, &(LabFitOptions){.model = LAB_MODEL_AUTO, .seed = 1}, &fit, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (lab_model_fit (
      samples, few, &(LabFitOptions){.model = LAB_MODEL_BROKEN, .seed = 1}, &fit, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  g_assert_true (lab_model_fit (samples, few, &(LabFitOptions){.model = LAB_MODEL_AUTO, .seed = 1},
                                &fit, NULL));
  g_assert_true (isnan (fit.break_x));
  /* Robustly, sooner. */
  LabFitOptions robust = {.model = LAB_MODEL_BROKEN, .robust = TRUE};
  g_assert_false (
      lab_model_fit (samples, LAB_MODEL_MOST_ABSCISSAS_FOR_ROBUST_BREAK + 1, &robust, &fit, NULL));
  robust.model = LAB_MODEL_AUTO;
  g_assert_true (
      lab_model_fit (samples, LAB_MODEL_MOST_ABSCISSAS_FOR_ROBUST_BREAK + 1, &robust, &fit, NULL));
}

static void
test_names (void)
{
  for (guint m = 0; m < LAB_MODEL_COUNT; m++) {
    LabModel model = LAB_MODEL_COUNT;
    g_assert_true (lab_model_from_name (lab_model_name ((LabModel)m), &model));
    g_assert_cmpuint (model, ==, m);
  }
  LabModel model;
  g_assert_false (lab_model_from_name ("linear", &model));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/model-fit/choice", test_choice);
  g_test_add_func ("/model-fit/refusals", test_refusals);
  g_test_add_func ("/model-fit/large", test_large);
  g_test_add_func ("/model-fit/names", test_names);
  return g_test_run ();
}
