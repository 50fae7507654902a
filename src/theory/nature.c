/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for what a law is. */
#include "theory/nature.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name, *word, *meaning;
} Words;

static const Words *
words_of (LabNature nature)
{
  static const Words words[] = {
      [LAB_NATURE_ASYMPTOTE] = {"asymptote", N_ ("asymptote"),
                                N_ ("reached only for ever larger sizes")},
      [LAB_NATURE_BOUND] = {"bound", N_ ("bound"),
                            N_ ("a bound for the best estimator, not a prediction")},
      [LAB_NATURE_RECONSTRUCTION] = {"reconstruction", N_ ("reconstruction"),
                                     N_ ("reconstructed from an abstract")},
      /* Translators: a line that others have fitted to their measurements. */
      [LAB_NATURE_MEASUREMENT] = {"measurement", N_ ("published fit"), N_ ("measured")},
  };

  g_return_val_if_fail ((guint)nature < G_N_ELEMENTS (words), &words[LAB_NATURE_ASYMPTOTE]);
  return &words[nature];
}

const char *
lab_nature_name (LabNature nature)
{
  return words_of (nature)->name;
}

const char *
lab_nature_word (LabNature nature)
{
  return _ (words_of (nature)->word);
}

const char *
lab_nature_meaning (LabNature nature, gboolean is_worst_case)
{
  if (nature == LAB_NATURE_BOUND && is_worst_case)
    return _ ("matching bounds for the worst data, not a prediction");
  return _ (words_of (nature)->meaning);
}
