/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One order after the other. A context is a hash of 64 bits; only those that test has are counted. */
#include "corpus/statistics/context-entropy.h"

#include "core/memory.h"
#include "corpus/statistics/tally.h"

#include <math.h>

/* Tokens between two looks at the wish to stop. */
#define PORTION ((gsize)1 << 16)

/* What is known of a context that test has. */
typedef struct
{
  guint32 occurrences, followers;
} Context;

typedef struct
{
  const guint16 *training, *test;
  gsize n, count;
  guint64 *of_training, *of_test; /* hashes of the last m tokens before each */
  double *likely; /* (count): probability of each token of test by the order before */
  LabTask *task;
} Measurement;

/* Hashes of m tokens from those of m - 1. */
static void
lengthen (const guint16 *tokens, gsize count, guint m, guint64 *hashes)
{
  for (gsize i = m; i < count; i++)
    hashes[i] = lab_tally_mix (hashes[i] ^ (((guint64)m << 32) | tokens[i - m]));
}

static guint64
with_follower (guint64 context, guint16 follower)
{
  return lab_tally_mix (context + ((guint64)follower << 17) + 1);
}

/* Numbers the contexts of test: value i + 1 of a key is contexts[i]. */
static void
number_contexts (const Measurement *of, guint m, LabTally *numbers, GArray *contexts)
{
  for (gsize i = m; i < of->count; i++) {
    guint32 *number = lab_tally_at (numbers, of->of_test[i]);

    if (*number == 0) {
      const Context context = {0, 0};

      g_array_append_val (contexts, context);
      *number = contexts->len;
    }
  }
}

static gboolean
count_followers (const Measurement *of,
                 guint m,
                 const LabTally *numbers,
                 LabTally *followers,
                 GArray *contexts)
{
  for (gsize i = m; i < of->n; i++) {
    const guint32 number = lab_tally_get (numbers, of->of_training[i]);
    guint32 *times;

    if (i % PORTION == 0 && lab_task_is_cancelled (of->task))
      return FALSE;
    if (number == 0)
      continue;
    times = lab_tally_at (followers, with_follower (of->of_training[i], of->training[i]));
    g_array_index (contexts, Context, number - 1).occurrences++;
    g_array_index (contexts, Context, number - 1).followers += *times == 0;
    ++*times;
  }
  return TRUE;
}

static double
predict (const Measurement *of,
         guint m,
         const LabTally *numbers,
         const LabTally *followers,
         const GArray *contexts)
{
  double surprise = 0.0;

  for (gsize i = 0; i < of->count; i++) {
    const guint32 number = i >= m ? lab_tally_get (numbers, of->of_test[i]) : 0;

    if (number > 0) {
      const Context *context = &g_array_index (contexts, Context, number - 1);
      const double times = lab_tally_get (followers, with_follower (of->of_test[i], of->test[i]));

      if (context->occurrences > 0)
        of->likely[i] = (times + context->followers * of->likely[i]) /
                        ((double)context->occurrences + context->followers);
    }
    surprise -= log (of->likely[i]);
  }
  return surprise / (double)of->count;
}

static gboolean
measure_order (const Measurement *of, guint m, double *entropy)
{
  g_autoptr (LabTally) numbers = lab_tally_new ();
  g_autoptr (LabTally) followers = lab_tally_new ();
  g_autoptr (GArray) contexts = g_array_new (FALSE, FALSE, sizeof (Context));

  if (m > 0) {
    lengthen (of->training, of->n, m, of->of_training);
    lengthen (of->test, of->count, m, of->of_test);
  }
  number_contexts (of, m, numbers, contexts);
  if (!count_followers (of, m, numbers, followers, contexts))
    return FALSE;
  *entropy = predict (of, m, numbers, followers, contexts);
  return TRUE;
}

gboolean
lab_context_entropies (const guint16 *training,
                       gsize n,
                       const guint16 *test,
                       gsize count,
                       guint vocabulary,
                       guint orders,
                       double *entropies,
                       LabTask *task,
                       GError **error)
{
  Measurement of = {training, test, n, count, NULL, NULL, NULL, task};
  gboolean well = TRUE;

  g_return_val_if_fail (n > 0 && count > 0, FALSE);

  of.of_training = lab_memory_new (n, sizeof *of.of_training, "the contexts", error);
  if (of.of_training != NULL)
    of.of_test = lab_memory_new (count, sizeof *of.of_test, "the contexts", error);
  if (of.of_test != NULL)
    of.likely = lab_memory_new (count, sizeof *of.likely, "the contexts", error);
  well = of.likely != NULL;
  for (gsize i = 0; well && i < count; i++)
    of.likely[i] = 1.0 / vocabulary;
  for (guint m = 0; well && m <= orders; m++) {
    well = measure_order (&of, m, &entropies[m]);
    lab_task_report (task, (m + 1.0) / (orders + 1.0));
  }
  lab_memory_free (of.of_training);
  lab_memory_free (of.of_test);
  lab_memory_free (of.likely);
  return well;
}
