/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/statistics/order-entropy.h"

#include "corpus/statistics/tally.h"

#include <math.h>

/* Tokens between two looks at the wish to stop. */
#define PORTION ((gsize)1 << 16)

static void
add_surprise (guint32 count, gpointer sum)
{
  *(double *)sum -= count * log (count);
}

/* Entropy of the words of `length` tokens; *words is how many kinds there are. */
static double
word_entropy (const guint16 *tokens, gsize count, guint length, guint64 *words, LabTask *task)
{
  g_autoptr (LabTally) tally = lab_tally_new ();
  const double places = (double)(count - length + 1);
  guint64 word = 0;
  double sum = 0.0;

  for (gsize i = 0; i < count; i++) {
    word = word << 16 | tokens[i];
    if (length < 4)
      word &= ((guint64)1 << (16 * length)) - 1;
    if (i % PORTION == 0 && lab_task_is_cancelled (task))
      return 0.0;
    if (i + 1 >= length)
      ++*lab_tally_at (tally, lab_tally_mix (word));
  }
  lab_tally_visit (tally, add_surprise, &sum);
  *words = lab_tally_size (tally);
  return log (places) + sum / places;
}

gboolean
lab_order_entropies (const guint16 *tokens,
                     gsize count,
                     LabOrderEntropies *entropies,
                     LabTask *task)
{
  double shorter = 0.0, shorter_bias = 0.0;

  g_return_val_if_fail (count >= LAB_ENTROPY_ORDERS, FALSE);

  for (guint j = 0; j < LAB_ENTROPY_ORDERS && !lab_task_is_cancelled (task); j++) {
    const double longer = word_entropy (tokens, count, j + 1, &entropies->words[j], task);
    const double bias = ((double)entropies->words[j] - 1.0) / (2.0 * (double)(count - j));

    entropies->plug_in[j] = longer - shorter;
    entropies->bias[j] = bias - shorter_bias;
    shorter = longer;
    shorter_bias = bias;
  }
  return !lab_task_is_cancelled (task);
}
