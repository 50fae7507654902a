/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab gather and scaling-lab status: what a run folder has come to. */
#include "cli/command.h"

#include "cli/commands/outcome.h"
#include "cli/commands/run-folders.h"
#include "cli/output.h"
#include "cluster/record.h"
#include "core/shown.h"

#include <glib/gstdio.h>
#include <time.h>

/* Missing runs are named one by one up to here. */
#define NAMED_MOST 20

static guint
count_missing (const GPtrArray *runs)
{
  guint missing = 0;

  for (guint i = 0; i < runs->len; i++)
    missing += runs->pdata[i] == NULL;
  return missing;
}

static void
name_missing (const GPtrArray *runs, const GPtrArray *complaints)
{
  GString *text = g_string_new (NULL);
  guint named = 0;

  for (guint i = 0; i < complaints->len; i++)
    lab_complain ("%s", (const char *)g_ptr_array_index (complaints, i));
  for (guint i = 0; i < runs->len && named < NAMED_MOST; i++)
    if (runs->pdata[i] == NULL)
      g_string_append_printf (text, "%s%u", named++ > 0 ? ", " : "", i);
  if (count_missing (runs) > 0)
    lab_complain ("%u of %u runs are missing: %s%s. scaling-lab work trains them.",
                  count_missing (runs), runs->len, text->str,
                  count_missing (runs) > NAMED_MOST ? ", ..." : "");
  g_string_free (text, TRUE);
}

static int
run_gather (const LabArguments *arguments)
{
  g_auto (LabOpenFolder) open = {.folder = NULL};
  g_auto (LabOutcome) outcome = {.runs = NULL};
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  int status;

  if (!lab_open_folder (arguments, &open, &status))
    return status;
  outcome.runs = lab_records_read (open.folder, &open.arguments.experiment, complaints);
  open.arguments.out = g_strdup (open.folder->path);
  status = lab_outcome_make_files (&outcome, &open.arguments);
  name_missing (outcome.runs, complaints);
  if (count_missing (outcome.runs) == 0)
    lab_records_tidy (open.folder);
  return status == LAB_EXIT_DONE && count_missing (outcome.runs) > 0 ? LAB_EXIT_FAILED : status;
}

const LabCommand lab_command_gather = {
    .name = "gather",
    .usage = "DIR",
    .summary = "Make the files of run of what a run folder has.",
    .details =
        "Writes points.csv, fits.json, chart.svg and the like into DIR, to the byte those of\n"
        "scaling-lab run where every run is there; ends with 0 then, and with 1 where runs are\n"
        "missing or their records are damaged, naming them. It may be called at any time.\n"
        "\n"
        "Example: scaling-lab gather big\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_USES_BLAS,
    .run = run_gather,
};

/* Status. */

typedef struct
{
  guint recorded, claimed;
  double done, total; /* FLOP */
  gint64 first, last; /* seconds: of the records, by the clock of whoever keeps the files */
} Progress;

static gboolean
is_claimed (const LabRunFolder *folder, guint index)
{
  g_autofree char *name =
      g_strdup_printf ("%s/" LAB_RUN_FOLDER_CLAIMS "/%06u", folder->path, index);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static void
look (const LabRunFolder *folder, Progress *progress)
{
  *progress = (Progress){.first = G_MAXINT64};
  for (guint i = 0; i < folder->count; i++) {
    g_autofree char *name =
        g_strdup_printf ("%s/" LAB_RUN_FOLDER_RECORDS "/%06u.json", folder->path, i);
    GStatBuf status;

    progress->total += folder->runs[i].cost;
    if (g_stat (name, &status) != 0) {
      progress->claimed += is_claimed (folder, i);
      continue;
    }
    progress->recorded++;
    progress->done += folder->runs[i].cost;
    progress->first = MIN (progress->first, (gint64)status.st_mtime);
    progress->last = MAX (progress->last, (gint64)status.st_mtime);
  }
}

static char *
progress_words (const LabRunFolder *folder, const Progress *progress)
{
  GString *text = g_string_new (NULL);
  const double seconds = (double)(progress->last - progress->first);

  g_string_append_printf (text,
                          "%u of %u runs recorded, %u claimed, %u waiting; %.1f %% of the work.\n",
                          progress->recorded, folder->count, progress->claimed,
                          folder->count - progress->recorded - progress->claimed,
                          progress->total > 0 ? 100.0 * progress->done / progress->total : 100.0);
  if (progress->recorded == folder->count)
    g_string_append (text, "All is there: scaling-lab gather makes the files of it.\n");
  else if (progress->recorded > 1 && seconds > 0)
    g_string_append_printf (
        text, "%.3g FLOP a second between the first and the last record; about %.0f s remain.\n",
        progress->done / seconds, (progress->total - progress->done) / (progress->done / seconds));
  return g_string_free (text, FALSE);
}

static int
run_status (const LabArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabRunFolder) folder = lab_run_folder_open (arguments->file, &error);
  g_autofree char *text = NULL;
  Progress progress;

  if (folder == NULL)
    return lab_exit_with (error);
  look (folder, &progress);
  text = progress_words (folder, &progress);
  return lab_print (text) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_status = {
    .name = "status",
    .usage = "DIR",
    .summary = "Tell how far a run folder is.",
    .details =
        "Prints how many runs are recorded, claimed and waiting, the rate of training and the\n"
        "time that remains at that rate.\n"
        "\n"
        "Example: scaling-lab status big\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_USES_BLAS,
    .run = run_status,
};
