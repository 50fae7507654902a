/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of kinds of curves by noise: is the law found, and is nothing false said?
 *
 * Small by default; the whole table (30 curves of each kind, and the coverage of a sum's exponent over 200)
 * is the slow test. Asked: of 30 at most 1 wrong; as many right as rival-curves.c says; and the number right
 * never falls by more than 3 when the noise falls. */
#include "fit/model-fit.h"
#include "rival-curves.h"

#include <math.h>
#include <stdlib.h>

#ifndef TRIALS
#define TRIALS 5
#endif
#ifndef COVERED
#define COVERED 12
#endif

/* theory: the law of "sum" in rival-curves.c. */
#define GAMMA (1.0 / 7.0)

static const double noises[] = {0.10, 0.03, 0.01, 0.001};

static guint
share (guint of_30)
{
  return of_30 * TRIALS / 30;
}

static void
test_kind (gconstpointer data)
{
  const RivalCurve *curve = data;
  guint before = 0;

  for (gsize n = 0; n < G_N_ELEMENTS (noises); n++) {
    guint right = 0, wrong = 0, silent = 0;

    /* Below 1 % only what is one of the laws has a right answer: the others fit none. */
    if (noises[n] < 0.01 && curve->least_at_1 == 0)
      continue;
    for (guint trial = 0; trial < TRIALS; trial++) {
      LabFitSample samples[RIVAL_POINTS];
      LabTwoPhaseChoice choice;

      rival_draw (curve, noises[n], trial, samples);
      lab_two_phase_choose (samples, RIVAL_POINTS, &choice);
      gboolean is_right = rival_is_right (curve, &choice);
      right += is_right;
      wrong += !is_right && rival_is_named (&choice);
      silent += !is_right && !rival_is_named (&choice);
    }
    g_test_message ("%s at %g %%: right %u, wrong %u, silent %u of %u", curve->name,
                    100.0 * noises[n], right, wrong, silent, TRIALS);
    g_assert_cmpuint (wrong, <=, curve->most_wrong);
    if (noises[n] <= 0.03)
      g_assert_cmpuint (right, >=,
                        share (noises[n] > 0.02 ? curve->least_at_3 : curve->least_at_1));
    g_assert_cmpuint (right + 3, >=, before);
    before = right;
  }
}

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Exponent and crossing of the sum law: near, and covered by their intervals. */
static void
test_sum (void)
{
  static const double crossing = 778.739;

  for (gsize n = 1; n < G_N_ELEMENTS (noises); n++) {
    guint trials = noises[n] == 0.01 ? COVERED : TRIALS, right = 0, inside = 0, crossed = 0;
    double distance[COVERED + TRIALS];

    for (guint trial = 0; trial < trials; trial++) {
      LabFitSample samples[RIVAL_POINTS];
      LabModelFit fit;

      rival_draw (rival_curve ("sum"), noises[n], trial, samples);
      g_assert_true (lab_model_fit (
          samples, RIVAL_POINTS, &(LabFitOptions){.model = LAB_MODEL_AUTO, .seed = 1}, &fit, NULL));
      right += fit.choice == LAB_CHOICE_SUM && fit.model == LAB_MODEL_SUM;
      inside += fit.low <= -GAMMA && -GAMMA <= fit.high;
      crossed += fit.break_low <= crossing && crossing <= fit.break_high;
      distance[trial] = fabs (fit.exponent + GAMMA);
    }
    qsort (distance, trials, sizeof *distance, compare_doubles);
    g_test_message ("%g %%: sum %u, gamma covered %u, crossing %u of %u, median distance %.4f",
                    100.0 * noises[n], right, inside, crossed, trials, distance[trials / 2]);
    g_assert_cmpuint (right * 30, >=, trials * 27 - 15);
    g_assert_cmpuint (inside * 30, >=, trials * 26 - 15);
    g_assert_cmpuint (crossed * 30, >=, trials * 26 - 15);
    g_assert_cmpfloat (distance[trials / 2], <, 0.02);
    if (trials >= 200)
      g_assert_true (inside >= 180 && inside <= 196);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint k = 0; k < RIVAL_CURVES; k++) {
    g_autofree char *path = g_strdup_printf ("/rival-table/%s", rival_curves[k].name);
    g_test_add_data_func (path, &rival_curves[k], test_kind);
  }
  g_test_add_func ("/rival-table/sum-law", test_sum);
  return g_test_run ();
}
