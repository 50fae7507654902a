/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.csv: a header that says what was measured and how, then the numbers. */
#include "session/results.h"

#include "config.h"
#include "experiment/experiment-keys.h"
#include "experiment/task.h"
#include "session/results-counts.h"
#include "session/results-rows.h"

#include <string.h>

/* A comment is one line: what a sentence brings along must not end it. */
static void append_comment (GString *csv, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_comment (GString *csv, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_string_append_printf (csv, "# %s\n", g_strdelimit (text, "\r\n", ' '));
}

static void
append_experiment (GString *csv, const LabExperiment *experiment)
{
  LabExperiment resolved;
  g_autofree char *words = NULL;

  lab_results_resolve (experiment, &resolved);
  words = lab_experiment_to_text (&resolved);
  append_comment (csv, "Scaling Lab %s: measured points", LAB_VERSION);
  append_comment (csv, "experiment: %s", words);
  append_comment (csv, "seed: %" G_GUINT64_FORMAT, experiment->seed);
  if (experiment->points != NULL) {
    g_autofree char *sentence = lab_experiment_describe_points (experiment);

    append_comment (csv, "points: %s", sentence);
    append_comment (csv, "sha256 of the file: %s", experiment->points->checksum);
  }
}

static void
append_counts (GString *csv, const LabExperiment *experiment, const GPtrArray *runs)
{
  LabResultsCounts counts;

  lab_results_count (experiment, runs, &counts);
  append_comment (csv, "runs: planned %u, finished %u, diverged %u, stopped %u, not measured %u",
                  counts.planned, counts.finished, counts.diverged, counts.stopped,
                  counts.not_measured);
  append_comment (csv,
                  "validation %s: %" G_GUINT64_FORMAT " over all runs, %" G_GUINT64_FORMAT
                  " to %" G_GUINT64_FORMAT " in one run; %s",
                  lab_task_info (experiment->task)->labelled, counts.validation_labels,
                  counts.validation_labels_least, counts.validation_labels_most,
                  lab_results_validation_meaning (experiment->validation));
  append_comment (csv,
                  "left out of fits: %u diverged runs, %u stopped runs, %u values that are not "
                  "positive or not finite, %u under learning-rate warm-up, %u at the optimisation "
                  "floor",
                  counts.diverged, counts.stopped, counts.values_left_out, counts.warm_up_values,
                  counts.floor_limited_values);
}

static void
append_divergences (GString *csv, const GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if (run->status == LAB_RUN_DIVERGED)
      append_comment (csv,
                      "diverged: run %u (n %" G_GUINT64_FORMAT ", width %u, repeat %u) at step %u: "
                      "%s",
                      run->plan.index, run->plan.n, run->plan.width, run->plan.repeat,
                      run->diverged_step, run->reason != NULL ? run->reason : "no reason given");
  }
}

static void
append_definitions (GString *csv, const LabExperiment *experiment)
{
  const LabTaskInfo *task = lab_task_info (experiment->task);

  append_comment (csv, "%s is measured on %" G_GSIZE_FORMAT " %s %s per repeat; %s",
                  lab_experiment_error_name (experiment), lab_experiment_test_points (experiment),
                  experiment->points != NULL ? "other" : "fresh", task->examples,
                  task->error_words (experiment)->of_labels);
  if (!lab_axis (experiment->sweep)->is_trajectory)
    append_comment (csv, "one row per run, at the step that counts (%s)",
                    experiment->validation == LAB_VALIDATION_NONE
                        ? "the last one"
                        : "the one with the lowest validation loss");
  else
    append_comment (csv, "one row per evaluation of each run");
  append_comment (csv, "an empty field is a value that is not there; numbers are in the C locale");
  for (guint c = 0; c < lab_results_column_count (experiment); c++)
    append_comment (csv, "column %s: %s", lab_results_column_name (experiment, c),
                    lab_results_column_meaning (experiment, c));
}

static void
append_value (GString *csv, const LabResultsValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->type) {
  case LAB_RESULTS_MISSING:
    break;
  case LAB_RESULTS_INTEGER:
    g_string_append_printf (csv, "%" G_GUINT64_FORMAT, value->integer);
    break;
  case LAB_RESULTS_REAL:
    g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value->real));
    break;
  case LAB_RESULTS_TEXT:
    g_string_append (csv, value->text);
    break;
  }
}

static void
append_rows (GString *csv, const LabExperiment *experiment, const GPtrArray *runs)
{
  g_autoptr (GArray) rows = lab_results_rows (experiment, runs);

  for (guint c = 0; c < lab_results_column_count (experiment); c++)
    g_string_append_printf (csv, "%s%s", c > 0 ? "," : "", lab_results_column_name (experiment, c));
  g_string_append_c (csv, '\n');
  for (guint r = 0; r < rows->len; r++) {
    const LabResultsRow *row = &g_array_index (rows, LabResultsRow, r);

    for (guint c = 0; c < lab_results_column_count (experiment); c++) {
      LabResultsValue value = lab_results_value (experiment, row, c);

      if (c > 0)
        g_string_append_c (csv, ',');
      append_value (csv, &value);
    }
    g_string_append_c (csv, '\n');
  }
}

char *
lab_results_points_csv (const LabExperiment *experiment, LabRun *const *runs, guint count)
{
  g_autoptr (GPtrArray) sorted = NULL;
  GString *csv;

  g_return_val_if_fail (experiment != NULL, NULL);
  g_return_val_if_fail (runs != NULL || count == 0, NULL);

  sorted = lab_results_sorted_runs (runs, count);
  csv = g_string_new (NULL);
  append_experiment (csv, experiment);
  append_counts (csv, experiment, sorted);
  append_divergences (csv, sorted);
  append_definitions (csv, experiment);
  append_rows (csv, experiment, sorted);
  return g_string_free (csv, FALSE);
}
