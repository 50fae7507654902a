/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a smaller error costs, in words. */
#include "experiment/conclude/curve-what-if.h"

#include <math.h>

/* Each answer, whole. */
static void
test_sentences (void)
{
  static const struct
  {
    LabCurveWhatIf answer;
    const char *sentence;
  } known[] = {
      {{.axis = LAB_SWEEP_DATA, .what_if = {.factor = 3.71, .low = 2.9, .high = 12.5}},
       "3.7 × the data (2.9 to 12.5), measured"},
      {{.axis = LAB_SWEEP_TIME, .what_if = {.factor = 7.0, .low = 2.9, .high = INFINITY}},
       "7.0 × the steps (at least 2.9), measured"},
      /* Ten times the measured range is the last that is no extrapolation. */
      {{.axis = LAB_SWEEP_COMPUTE,
        .what_if = {.factor = 10.0, .low = 9.94, .high = 164.0, .decades_beyond = 1.0}},
       "10.0 × the compute (9.9 to 164), measured"},
      {{.axis = LAB_SWEEP_COMPUTE,
        .what_if = {.factor = 11.0, .low = 9.94, .high = 164.0, .decades_beyond = 1.04}},
       "9.9 to 160 × the compute, an extrapolation"},
      {{.axis = LAB_SWEEP_DATA,
        .what_if = {.factor = 300.0, .low = 23.45, .high = INFINITY, .decades_beyond = 2.5}},
       "at least 23 × the data, an extrapolation"},
      {{.axis = LAB_SWEEP_MODEL,
        .source = LAB_ANSWER_PREDICTED,
        .what_if = {.factor = 4.0, .low = NAN, .high = NAN, .decades_beyond = 2.0},
        .width_factor = 1.95,
        .width_low = NAN,
        .width_high = NAN},
       "1.9 × the width, predicted, kernel model"},
      {{.axis = LAB_SWEEP_MODEL,
        .what_if = {.factor = 4.0, .low = 3.0, .high = 5.0},
        .width_factor = 1.96,
        .width_low = 1.7,
        .width_high = 2.2},
       "2.0 × the width (1.7 to 2.2), measured"},
      {{.axis = LAB_SWEEP_DATA,
        .source = LAB_ANSWER_ASYMPTOTE,
        .what_if = {.factor = 4.0, .low = NAN, .high = NAN}},
       "4.0 × the data, by the slope of theory alone"},
      {{.axis = LAB_SWEEP_DATA, .what_if = {.outcome = LAB_WHAT_IF_BELOW_FLOOR, .floor = 0.0123}},
       "not by the data alone: the error ends at 0.012 (measured)"},
      {{.axis = LAB_SWEEP_TIME, .what_if = {.outcome = LAB_WHAT_IF_DOES_NOT_FALL}},
       "not by the steps: the error is not known to fall"},
      {{.axis = LAB_SWEEP_DATA,
        .source = LAB_ANSWER_PREDICTED,
        .what_if = {.outcome = LAB_WHAT_IF_OUT_OF_REACH}},
       "not by the data within a million times (predicted, kernel model)"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *sentence = lab_curve_what_if_words (&known[i].answer);
    g_assert_cmpstr (sentence, ==, known[i].sentence);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/curve-what-if-words/sentences", test_sentences);
  return g_test_run ();
}
