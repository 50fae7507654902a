/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two curves in words. */
#include "experiment/conclude/curve-difference.h"

#include <glib/gi18n.h>
#include <math.h>

#include "theory/exponents.h"
#include "theory/feature-learning.h"
#include "words/words.h"

/* nu of a ReLU-like kernel. */
#define KERNEL_ORDER 0.5

static const char *
slope_words (const LabCurveDifference *difference)
{
  if (difference->high < 0.0)
    return _ ("the error now falls faster");
  if (difference->low > 0.0)
    return _ ("the error now falls slower");
  return _ ("that the slopes differ cannot be told");
}

char *
lab_curve_difference_describe (const LabCurveDifference *difference)
{
  g_return_val_if_fail (difference != NULL && difference->valid, NULL);

  g_autofree char *exponent = lab_words_signed (difference->exponent, 2);
  g_autofree char *low = lab_words_signed (difference->low, 2);
  g_autofree char *high = lab_words_signed (difference->high, 2);

  /* Translators: a difference of two slopes with its interval, what that means, the interval of a factor. */
  return g_strdup_printf (_ ("Difference of the slopes %s (95 %% interval %s to %s): %s; factor on "
                             "the error between %.2f and %.2f."),
                          exponent, low, high, slope_words (difference), difference->level_low,
                          difference->level_high);
}

char *
lab_curve_difference_lazy_or_rich (const LabExperiment *before, const LabExperiment *now)
{
  if (!lab_curve_difference_is_of_laziness (before, now))
    return NULL;
  double lazy = lab_theory_time_exponent (lab_experiment_smoothness (now),
                                          lab_experiment_dimension (now), KERNEL_ORDER);
  double rich = lab_theory_rich_time_exponent (lazy);
  g_autofree char *lazy_words = lab_words_signed (-lazy, 2);
  g_autofree char *rich_words = lab_words_signed (-rich, 2);

  /* Translators: two exponents; lazy training leaves the kernel as it was, rich training learns features. */
  return g_strdup_printf (
      _ ("Kernel picture (ν = 1/2), for ever longer training: T^%s where training "
         "is lazy (a large head_scale), T^%s where it learns features."),
      lazy_words, rich_words);
}
