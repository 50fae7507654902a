/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a smaller error costs, in words. */
#include "experiment/conclude/curve-what-if.h"

#include <math.h>

/* Each answer as a whole sentence. */
static void
test_sentences (void)
{
  static const struct
  {
    LabCurveWhatIf answer;
    double share;
    const char *sentence;
  } known[] = {
      {{.axis = LAB_SWEEP_DATA, .what_if = {.factor = 3.7, .low = 2.9, .high = 12.5}},
       0.5,
       "For half of this error: 3.70 times the data (between 2.90 and 12.5), measured."},
      {{.axis = LAB_SWEEP_TIME,
        .what_if = {.factor = 10.0, .low = 2.9, .high = INFINITY, .decades_beyond = 0.5}},
       0.25,
       "For 25 % of this error: 10.0 times the steps (at least 2.90, with no upper limit), "
       "measured. "
       "That is 0.5 decades beyond the largest size measured."},
      {{.axis = LAB_SWEEP_COMPUTE,
        .what_if = {.factor = 100.0, .low = 9.99, .high = 99.9, .decades_beyond = 0.49}},
       0.125,
       "For 12.5 % of this error: 100 times the compute (between 9.99 and 99.9), measured."},
      {{.axis = LAB_SWEEP_MODEL,
        .source = LAB_ANSWER_PREDICTED,
        .what_if = {.factor = 4.0, .low = NAN, .high = NAN, .decades_beyond = 2.0},
        .width_factor = 1.95,
        .width_low = NAN,
        .width_high = NAN},
       0.5,
       "For half of this error: 1.95 times the width, predicted by the kernel picture for these "
       "sizes."},
      {{.axis = LAB_SWEEP_MODEL,
        .what_if = {.factor = 4.0, .low = 3.0, .high = 5.0},
        .width_factor = 1.95,
        .width_low = 1.7,
        .width_high = 2.2},
       0.5,
       "For half of this error: 1.95 times the width (between 1.70 and 2.20), measured."},
      {{.axis = LAB_SWEEP_DATA,
        .source = LAB_ANSWER_ASYMPTOTE,
        .what_if = {.factor = 4.0, .low = NAN, .high = NAN}},
       0.5,
       "For half of this error: 4.00 times the data, by the slope of theory alone, reached only "
       "for "
       "ever larger sizes."},
      {{.axis = LAB_SWEEP_DATA, .what_if = {.outcome = LAB_WHAT_IF_BELOW_FLOOR, .floor = 0.0123}},
       0.1,
       "For 10 % of this error: no amount of data alone is enough; the error stays above a floor "
       "of "
       "0.012 (measured)."},
      {{.axis = LAB_SWEEP_TIME, .what_if = {.outcome = LAB_WHAT_IF_DOES_NOT_FALL}},
       0.5,
       "For half of this error: more steps is not known to help; the measured slope may be zero."},
      {{.axis = LAB_SWEEP_DATA,
        .source = LAB_ANSWER_PREDICTED,
        .what_if = {.outcome = LAB_WHAT_IF_OUT_OF_REACH}},
       0.5,
       "For half of this error: more than a million times the data, farther than any law here can "
       "be "
       "believed (predicted by the kernel picture for these sizes)."},
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *sentence = lab_curve_what_if_words (&known[i].answer, known[i].share);
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
