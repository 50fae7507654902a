/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How parameters lie on a slider and how they are typed. */
#include <math.h>

#include "ui/controls/parameter-scale.h"

static void
init (LabParameterScale *scale, const char *key)
{
  lab_parameter_scale_init (scale, lab_experiment_find_key (key));
}

static void
test_position (void)
{
  static const char *const keys[] = {"d", "width", "n", "steps", "beta", "sigma", "learning_rate"};
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++) {
    LabParameterScale scale;
    double low, high;
    init (&scale, keys[k]);
    low = lab_parameter_scale_position (&scale, scale.minimum);
    high = lab_parameter_scale_position (&scale, scale.maximum);
    g_assert_cmpfloat (low, <, high);
    g_assert_cmpfloat (lab_parameter_scale_value (&scale, low), ==, scale.minimum);
    g_assert_cmpfloat (lab_parameter_scale_value (&scale, high), ==, scale.maximum);
    /* A value on a step stays where it is put. */
    for (guint i = 0; i <= 50; i++) {
      double value = lab_parameter_scale_value (&scale, low + (high - low) * i / 50);
      double again =
          lab_parameter_scale_value (&scale, lab_parameter_scale_position (&scale, value));
      g_assert_cmpfloat (value, ==, again);
    }
  }
}

/* n from 1,024 to 2,048 moves the slider as far as from 64 to 128. */
static void
test_logarithmic (void)
{
  LabParameterScale scale;
  init (&scale, "n");
  g_assert_cmpfloat_with_epsilon (
      lab_parameter_scale_position (&scale, 128) - lab_parameter_scale_position (&scale, 64),
      lab_parameter_scale_position (&scale, 2048) - lab_parameter_scale_position (&scale, 1024),
      1e-12);
  g_assert_cmpfloat (lab_parameter_scale_value (&scale, log2 (1000)), ==, 1024);
  g_assert_cmpfloat (lab_parameter_scale_value (&scale, log2 (1270)), ==, 1280);
}

static void
test_next (void)
{
  LabParameterScale scale;
  init (&scale, "d");
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 2, 1, FALSE), ==, 3);
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 1, -1, FALSE), ==, 1);
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 70, 1, FALSE), ==, 70);
  init (&scale, "n");
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 1024, 1, FALSE), ==, 1280);
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 1024, -1, FALSE), ==, 896);
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 1000, 1, FALSE), ==, 1024);
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 1024, 1, TRUE), ==, 2048);
  init (&scale, "learning_rate");
  g_assert_cmpfloat_with_epsilon (lab_parameter_scale_next (&scale, 1e-3, 1, FALSE), 1.5e-3, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_parameter_scale_next (&scale, 1e-3, -1, FALSE), 7e-4, 1e-12);
  init (&scale, "beta");
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 1, 1, FALSE), ==, 1.05);
  g_assert_cmpfloat (lab_parameter_scale_next (&scale, 0.1, -1, FALSE), >, 0);
}

static void
test_marks (void)
{
  LabParameterScale scale;
  LabScaleMark marks[32];
  guint count;
  init (&scale, "n");
  count = lab_parameter_scale_marks (&scale, marks);
  g_assert_cmpuint (count, ==, 12);
  for (guint i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (marks[i].position, 6 + i, 1e-12);
  g_assert_cmpstr (marks[0].label, ==, "64");
  g_assert_cmpstr (marks[4].label, ==, "1k");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *key;
    const char *typed;
    double value; /* NaN: refused */
  } cases[] = {
      {"n", "8192", 8192},    {"n", "8,192", 8192},     {"n", "8.192", 8192},
      {"n", " 8 192 ", 8192}, {"n", "8’192", 8192},     {"n", "131,072", 131072},
      {"n", "2^13", 8192},    {"n", "8k", 8192},        {"n", "1e4", 10000},
      {"n", "", NAN},         {"n", "many", NAN},       {"n", "12 apples", NAN},
      {"n", "nan", NAN},      {"n", "2^9999", NAN},     {"beta", "0.5", 0.5},
      {"beta", "0,5", 0.5},   {"beta", "1.125", 1.125}, {"learning_rate", "4e-3", 4e-3},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const LabKey *key = lab_experiment_find_key (cases[i].key);
    g_autofree char *text = lab_parameter_parse (key, cases[i].typed);
    if (isnan (cases[i].value))
      g_assert_null (text);
    else {
      g_assert_nonnull (text);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, cases[i].value);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/parameter-scale/position", test_position);
  g_test_add_func ("/parameter-scale/logarithmic", test_logarithmic);
  g_test_add_func ("/parameter-scale/next", test_next);
  g_test_add_func ("/parameter-scale/marks", test_marks);
  g_test_add_func ("/parameter-scale/parse", test_parse);
  return g_test_run ();
}
