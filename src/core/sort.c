/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sort.h"

#include "core/memory.h"

#include <glib/gi18n.h>
#include <string.h>

/* Moved between two looks at the task. */
#define MOVES_AT_ONCE 4096

/* Runs that the first pass makes by insertion. */
#define FIRST_RUN 16

typedef struct
{
  LabCompareIndices compare;
  gconstpointer data;
  const LabTask *task;
  gsize moves;
} Sort;

/* FALSE when to stop. */
static gboolean
go_on (Sort *sort, gsize moves)
{
  sort->moves += moves;
  if (sort->moves < MOVES_AT_ONCE)
    return TRUE;
  sort->moves = 0;
  return !lab_task_is_cancelled (sort->task);
}

static void
insert_run (const Sort *sort, guint32 *run, gsize n)
{
  for (gsize i = 1; i < n; i++) {
    const guint32 moved = run[i];
    gsize k = i;

    for (; k > 0 && sort->compare (run[k - 1], moved, sort->data) > 0; k--)
      run[k] = run[k - 1];
    run[k] = moved;
  }
}

/* from[0 .. half - 1] and from[half .. n - 1], each in order, into to. */
static gboolean
merge (Sort *sort, const guint32 *from, gsize half, gsize n, guint32 *to)
{
  gsize left = 0, right = half;

  for (gsize i = 0; i < n; i++) {
    const gboolean take_left =
        left < half && (right == n || sort->compare (from[left], from[right], sort->data) <= 0);

    to[i] = take_left ? from[left++] : from[right++];
    if (i % MOVES_AT_ONCE == MOVES_AT_ONCE - 1 && !go_on (sort, MOVES_AT_ONCE))
      return FALSE;
  }
  return go_on (sort, n % MOVES_AT_ONCE);
}

/* One array into the other with runs of twice the length. */
static gboolean
merge_all (Sort *sort, const guint32 *from, gsize n, gsize run, guint32 *to)
{
  for (gsize first = 0; first < n; first += 2 * run) {
    const gsize count = MIN (2 * run, n - first);

    if (!merge (sort, from + first, MIN (run, count), count, to + first))
      return FALSE;
  }
  return TRUE;
}

gboolean
lab_sort_indices (guint32 *order,
                  gsize n,
                  LabCompareIndices compare,
                  gconstpointer data,
                  LabTask *task,
                  GError **error)
{
  Sort sort = {.compare = compare, .data = data, .task = task};
  gboolean well = TRUE;
  guint32 *other, *from = order;

  g_return_val_if_fail ((order != NULL || n == 0) && compare != NULL, FALSE);

  other = lab_memory_new_untouched (n, sizeof *other, N_ ("the order of the points"), error);
  if (other == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    order[i] = (guint32)i;
  for (gsize first = 0; first < n && well; first += FIRST_RUN) {
    insert_run (&sort, order + first, MIN (FIRST_RUN, n - first));
    well = go_on (&sort, FIRST_RUN);
  }
  for (gsize run = FIRST_RUN; run < n && well; run *= 2) {
    guint32 *to = from == order ? other : order;

    well = merge_all (&sort, from, n, run, to);
    from = to;
  }
  if (from != order)
    memcpy (order, from, n * sizeof *order);
  lab_memory_free (other);
  return well;
}
