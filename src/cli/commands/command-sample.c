/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab sample: points of a manifold with their targets, as a table. */
#include "cli/command.h"

#include "cli/hold.h"
#include "cli/memory.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "config.h"
#include "core/error.h"
#include "session/points-csv.h"
#include "session/results.h"

#include <stdio.h>

/* Of a comment in a table: longer ones are not ours. */
#define LINE_MOST 4096

/* From what the points are made: a line of the table's comment, by which it is known again. */
static char *
describe_words (const LabDataSource *source, gsize n)
{
  return g_strdup_printf ("manifold=%s d=%u D=%u density=%g ambient_noise=%g target=%s beta=%g "
                          "sigma=%g n=%" G_GSIZE_FORMAT " seed=%" G_GUINT64_FORMAT,
                          lab_manifold_names[source->manifold], source->intrinsic_dimension,
                          source->ambient_dimension, source->density, source->ambient_noise,
                          lab_target_names[source->target], source->smoothness, source->noise, n,
                          source->seed);
}

/* What made the points, so that the table can be made again. */
static char *
describe (const LabDataSource *source, const char *words)
{
  return g_strdup_printf (
      "Scaling Lab " LAB_VERSION "\n"
      "%s\n"
      "%s\n"
      "effective smoothness of the target: %g; D=0: coordinates of the manifold itself",
      words, lab_manifold_info (source->manifold)->description,
      lab_target_effective_smoothness (source->target, source->intrinsic_dimension,
                                       source->smoothness));
}

/* A LabBytesWith: points and their table. */
static guint64
bytes_with (guint64 n, gpointer data)
{
  const LabDataSource *source = data;
  const LabRunSource as_run = {.task = LAB_TASK_POINTS, .outputs = 1, .points = *source};
  const gsize row = lab_run_source_row_bytes (&as_run);

  return n * row + lab_points_csv_bytes (n, (guint)(row / sizeof (float) - 2));
}

static gboolean
check_size (LabDataSource *source, guint64 n, GError **error)
{
  const LabRunSource as_run = {.task = LAB_TASK_POINTS, .outputs = 1, .points = *source};
  const guint dimension = (guint)(lab_run_source_row_bytes (&as_run) / sizeof (float) - 2);
  const guint64 most = lab_points_csv_most (dimension);

  if (n > most)
    return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                       "n=%" G_GUINT64_FORMAT ": a table of %u coordinates holds at most "
                       "n=%" G_GUINT64_FORMAT " points.",
                       n, dimension, most);
  return lab_check_memory ("n", n, bytes_with, source, error);
}

/* What is drawn, and what becomes of it. */
typedef struct
{
  gsize n;
  const char *words;
  LabDataSource source;
  GError *error;
} Errand;

/* A LabWatched: the table, or NULL with an error, or without one when stopped. */
static gpointer
make_table (LabTask *task, gpointer data)
{
  Errand *errand = data;
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (&errand->source, &errand->error);
  g_autoptr (LabDataset) points = NULL;
  g_autofree char *comment = describe (&errand->source, errand->words);

  if (sampler == NULL)
    return NULL;
  points = lab_data_sampler_draw (sampler, LAB_DATA_TRAINING, errand->n, &task->cancelled,
                                  &errand->error);
  return points != NULL ? lab_points_csv (points, comment, task, &errand->error) : NULL;
}

/* Whether the first lines of a file say that it holds the points of these words. */
static gboolean
is_table_of (const char *path, const char *words)
{
  g_autofree char *wanted = g_strdup_printf ("# %s\n", words);
  FILE *file = fopen (path, "re");
  char line[LINE_MOST];
  gboolean found = FALSE;

  if (file == NULL)
    return FALSE;
  while (!found && fgets (line, sizeof line, file) != NULL && *line == '#')
    found = g_str_equal (line, wanted);
  fclose (file);
  return found;
}

/* Whether the points may take the place of what lies there. A device or a pipe is written into. */
static gboolean
check_place (const LabArguments *words, const char *line)
{
  g_autofree char *shown = NULL;

  if (words->out == NULL || words->replace || !g_file_test (words->out, G_FILE_TEST_IS_REGULAR) ||
      is_table_of (words->out, line))
    return TRUE;
  shown = g_filename_display_name (words->out);
  lab_complain ("%s is there already and holds something else than these points: name another "
                "file with --out, or let --replace replace it.",
                shown);
  return FALSE;
}

/* A file is written whole whatever signal comes meanwhile: *signal is then its number, else 0. A pipe,
 * which might never be read to its end, is left at once. */
static gboolean
write_table (const char *path, const char *table, int *signal)
{
  g_autoptr (LabHold) hold = NULL;
  g_autoptr (GError) error = NULL;

  *signal = 0;
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    hold = lab_hold_new ();
    lab_hold_writing (hold, TRUE);
  }
  if (!lab_results_write (path, table, &error)) {
    lab_complain ("%s", error->message);
    return FALSE;
  }
  if (hold != NULL)
    *signal = lab_hold_signal (hold);
  return TRUE;
}

static int
run (const LabArguments *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *table = NULL;
  g_autofree char *told = NULL;
  g_autofree char *line = NULL;
  const LabRunPlan plan = {.n = words->experiment.n};
  Errand errand = {.n = (gsize)words->experiment.n};
  int signal;

  lab_experiment_data_source (&words->experiment, &plan, &errand.source);
  errand.source.ambient_dimension = words->experiment.ambient_dimension;
  errand.words = line = describe_words (&errand.source, errand.n);
  if (!check_size (&errand.source, errand.n, &error))
    return lab_exit_with (error);
  if (!check_place (words, line))
    return LAB_EXIT_NOT_UNDERSTOOD;
  table = lab_watch (make_table, &errand, "Drawing points", &signal);
  error = g_steal_pointer (&errand.error);
  if (table == NULL)
    return lab_exit_after (signal, error);
  if (words->out == NULL)
    return lab_print_utf8 (table) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
  if (!write_table (words->out, table, &signal))
    return LAB_EXIT_FAILED;
  told = g_strdup_printf ("%" G_GUINT64_FORMAT " points written to %s\n", words->experiment.n,
                          words->out);
  if (!lab_print (told))
    return LAB_EXIT_FAILED;
  return signal != 0 ? LAB_EXIT_SIGNAL + signal : LAB_EXIT_DONE;
}

const LabCommand lab_command_sample = {
    .name = "sample",
    .usage = "[KEY=VALUE]... [--out FILE] [--replace]",
    .summary = "Draw points of a manifold with their targets, as a table.",
    .details = "sigma is 0 unless given, and D=0 keeps the coordinates of the manifold itself.\n"
               "The table has a column for each coordinate and one named target, and can be\n"
               "read by scaling-lab dimension. Without --out it is printed. A FILE that is there\n"
               "already is replaced where it holds these very points, or with --replace.\n"
               "\n"
               "The points are those that the first repeat of an experiment with the same keys,\n"
               "D among them, trains on.\n"
               "\n"
               "Example: scaling-lab sample manifold=swiss_roll n=2000 --out roll.csv\n",
    .flags = LAB_COMMAND_DRAWS_POINTS,
    .run = run,
};
