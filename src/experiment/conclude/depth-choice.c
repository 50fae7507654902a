/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest depth that is as good as any deeper one; rule and limits in the header. */
#include "experiment/conclude/depth-choice.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/random.h"
#include "fit/sample/student.h"
#include "theory/exponents.h"

#define CONFIDENCE 0.95
#define RESAMPLES  2000

/* Sets this stream of the seed's bootstraps apart from those of fits. */
#define BOOTSTRAP_RUN 0xde97u

/* ln (excess risk) of each depth and repeat. */
typedef struct
{
  guint depths;
  guint depth[LAB_GRID_MAX]; /* blocks, ascending */
  guint repeats;
  double risk[LAB_GRID_MAX][LAB_REPEATS_MAX];
} Table;

static guint
find_depth (Table *table, double blocks)
{
  for (guint i = 0; i < table->depths; i++)
    if (table->depth[i] == (guint)blocks)
      return i;
  g_assert (table->depths < LAB_GRID_MAX);
  table->depth[table->depths] = (guint)blocks;
  return table->depths++;
}

/* Repeats that a depth lacks are taken away from all: pairs need both. Samples come ascending in
 * depth. */
static void
fill_table (const LabCurve *curve, Table *table)
{
  gboolean missing[LAB_REPEATS_MAX] = {FALSE};

  for (guint i = 0; i < LAB_GRID_MAX; i++)
    for (guint r = 0; r < LAB_REPEATS_MAX; r++)
      table->risk[i][r] = NAN;
  for (guint i = 0; i < curve->sample_count; i++) {
    const LabCurveSample *sample = &curve->samples[i];
    guint depth = find_depth (table, sample->x);
    if (sample->repeat < LAB_REPEATS_MAX)
      table->risk[depth][sample->repeat] = log (sample->excess_risk);
  }
  for (guint i = 0; i < table->depths; i++)
    for (guint r = 0; r < LAB_REPEATS_MAX; r++)
      missing[r] |= isnan (table->risk[i][r]);
  for (guint r = 0; r < LAB_REPEATS_MAX; r++) {
    if (missing[r])
      continue;
    for (guint i = 0; i < table->depths; i++)
      table->risk[i][table->repeats] = table->risk[i][r];
    table->repeats++;
  }
}

static double
mean_of (const Table *table, guint depth, const guint *drawn)
{
  double sum = 0.0;
  for (guint r = 0; r < table->repeats; r++)
    sum += table->risk[depth][drawn[r]];
  return sum / table->repeats;
}

/* Whether the mean difference of a depth to a deeper one does not exceed its interval's half. */
static gboolean
is_as_good (const Table *table, guint depth, guint deeper, const guint *drawn, double critical)
{
  double mean = mean_of (table, depth, drawn) - mean_of (table, deeper, drawn);
  double squares = 0.0;
  for (guint r = 0; r < table->repeats; r++)
    squares += pow (table->risk[depth][drawn[r]] - table->risk[deeper][drawn[r]] - mean, 2.0);
  double error = sqrt (squares / (table->repeats - 1.0) / table->repeats);
  return mean <= critical * error;
}

/* Index of the first depth that is as good as the best deeper one; the last where there is none. */
static guint
choose (const Table *table, const guint *drawn, double critical)
{
  guint chosen = table->depths - 1, best = chosen;
  double least = mean_of (table, best, drawn);

  for (guint i = chosen; i-- > 0;) {
    double mean = mean_of (table, i, drawn);
    if (is_as_good (table, i, best, drawn, critical))
      chosen = i;
    if (mean < least) {
      least = mean;
      best = i;
    }
  }
  return chosen;
}

/* How often each depth is chosen by resampled repeats, and from that the interval. */
static void
bootstrap (const Table *table, guint64 seed, double critical, LabDepthChoice *choice)
{
  guint times[LAB_GRID_MAX] = {0};
  guint drawn[LAB_REPEATS_MAX];
  guint tail = (guint)(RESAMPLES * (1.0 - CONFIDENCE) / 2.0);
  guint low = 0, high = table->depths - 1;
  LabRandom random;

  lab_random_init (&random, seed, BOOTSTRAP_RUN, LAB_STREAM_BOOTSTRAP);
  for (guint i = 0; i < RESAMPLES; i++) {
    for (guint r = 0; r < table->repeats; r++)
      drawn[r] = lab_random_below (&random, table->repeats);
    times[choose (table, drawn, critical)]++;
  }
  for (guint below = times[low]; below <= tail; below += times[low])
    low++;
  for (guint above = times[high]; above <= tail; above += times[high])
    high--;
  choice->low = MIN (table->depth[low], choice->enough);
  choice->high = MAX (table->depth[high], choice->enough);
}

static void
find_best (const Table *table, const guint *all, LabDepthChoice *choice)
{
  double first = mean_of (table, 0, all), least = INFINITY;
  for (guint i = 0; i < table->depths; i++) {
    double mean = mean_of (table, i, all);
    if (mean < least) {
      least = mean;
      choice->best = table->depth[i];
    }
  }
  choice->gain = first - least;
}

void
lab_depth_choose (const LabCurve *curve, LabDepthChoice *choice)
{
  g_return_if_fail (curve != NULL && choice != NULL);
  g_return_if_fail (lab_axis (curve->experiment.sweep)->is_choice);

  g_autofree Table *table = g_new0 (Table, 1);
  guint all[LAB_REPEATS_MAX] = {0};
  fill_table (curve, table);
  *choice = (LabDepthChoice){.depths = table->depths,
                             .repeats = table->repeats,
                             .floor_limited = curve->sizes_still_falling};
  if (table->depths < 2 || table->repeats < LAB_DEPTH_LEAST_REPEATS)
    return;

  double critical = lab_student_critical_value (table->repeats - 1, CONFIDENCE);
  for (guint r = 0; r < table->repeats; r++)
    all[r] = r;
  choice->valid = TRUE;
  choice->shallowest = table->depth[0];
  choice->deepest = table->depth[table->depths - 1];
  choice->enough = table->depth[choose (table, all, critical)];
  choice->reached = choice->enough < choice->deepest;
  find_best (table, all, choice);
  bootstrap (table, curve->experiment.seed, critical, choice);
}

static char *
describe_point (const LabDepthChoice *choice)
{
  if (!choice->valid)
    return g_strdup_printf (
        _ ("Whether more depth helps can be told from two depths and %d repeats "
           "of each on."),
        LAB_DEPTH_LEAST_REPEATS);
  if (!choice->reached)
    return g_strdup_printf (ngettext ("More depth helped up to %u block, the deepest here.",
                                      "More depth helped up to %u blocks, the deepest here.",
                                      choice->deepest),
                            choice->deepest);
  if (choice->low == choice->high)
    return g_strdup_printf (
        ngettext ("From %u block on, more depth no longer helps (in 95 %% of resampled repeats).",
                  "From %u blocks on, more depth no longer helps (in 95 %% of resampled repeats).",
                  choice->enough),
        choice->enough);
  return g_strdup_printf (
      ngettext ("From %u block on, more depth no longer helps (95 %% interval over repeats: %u to "
                "%u).",
                "From %u blocks on, more depth no longer helps (95 %% interval over repeats: %u to "
                "%u).",
                choice->enough),
      choice->enough, choice->low, choice->high);
}

char *
lab_depth_describe (const LabExperiment *experiment, const LabDepthChoice *choice)
{
  g_return_val_if_fail (experiment != NULL && choice != NULL, NULL);

  g_autofree char *point = describe_point (choice);
  GString *text = g_string_new (point);
  if (choice->valid && choice->floor_limited > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (
        text,
        ngettext ("%u of %u depths is at the optimisation floor: more steps may let depth help.",
                  "%u of %u depths are at the optimisation floor: more steps may let depth help.",
                  choice->floor_limited),
        choice->floor_limited, choice->depths);
  }
  if (lab_experiment_why_no_law (experiment) != NULL)
    return g_string_free (text, FALSE);
  g_string_append_c (text, ' ');
  g_string_append_printf (text,
                          _ ("Paper A: a depth of O(log d) is enough, here log₂ d = %.1f and a "
                             "constant that is unknown "
                             "(asymptote)."),
                          lab_theory_depth (lab_experiment_dimension (experiment), 1.0, 0.0));
  return g_string_free (text, FALSE);
}
