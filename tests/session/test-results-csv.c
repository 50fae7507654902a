/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.csv, read back by a reader that knows nothing of its writer. */
#include "session/results.h"

#include "synthetic.h"

#include <math.h>
#include <string.h>

#define RUNS(array) ((LabRun *const *)(array)->pdata), (array)->len

typedef struct
{
  GPtrArray *comments; /* without "# " */
  char **names;
  GPtrArray *rows; /* char ** */
} Table;

static void
table_clear (Table *table)
{
  g_ptr_array_unref (table->comments);
  g_ptr_array_unref (table->rows);
  g_strfreev (table->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static Table
read_table (const char *csv)
{
  Table table = {.comments = g_ptr_array_new_with_free_func (g_free),
                 .rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev)};
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  guint count = g_strv_length (lines);

  g_assert_cmpuint (count, >, 1);
  g_assert_cmpstr (lines[count - 1], ==, ""); /* the last line is ended */
  for (guint i = 0; i + 1 < count; i++) {
    if (g_str_has_prefix (lines[i], "# "))
      g_ptr_array_add (table.comments, g_strdup (lines[i] + 2));
    else if (table.names == NULL)
      table.names = g_strsplit (lines[i], ",", -1);
    else
      g_ptr_array_add (table.rows, g_strsplit (lines[i], ",", -1));
  }
  g_assert_nonnull (table.names);
  for (guint i = 0; i < table.rows->len; i++)
    g_assert_cmpuint (g_strv_length (g_ptr_array_index (table.rows, i)), ==,
                      g_strv_length (table.names));
  return table;
}

static const char *
cell (const Table *table, guint row, const char *name)
{
  char **cells = g_ptr_array_index (table->rows, row);

  for (guint i = 0; table->names[i] != NULL; i++)
    if (g_str_equal (table->names[i], name))
      return cells[i];
  g_test_fail_printf ("no column %s", name);
  return "";
}

static gboolean
has_comment (const Table *table, const char *part)
{
  for (guint i = 0; i < table->comments->len; i++)
    if (strstr (g_ptr_array_index (table->comments, i), part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_values_read_back (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  g_auto (Table) table = read_table (csv);

  g_assert_cmpuint (table.rows->len, ==, 10);
  for (guint i = 0; i < table.rows->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);
    const LabEvaluation *chosen = &run->evaluations[run->chosen];

    g_assert_cmpint (atoi (cell (&table, i, "run")), ==, i);
    g_assert_cmpint (atoi (cell (&table, i, "repeat")), ==, i % 2);
    g_assert_cmpint (atoi (cell (&table, i, "n")), ==, 16 << (i / 2));
    g_assert_cmpstr (cell (&table, i, "seed"), ==, "77");
    g_assert_cmpstr (cell (&table, i, "status"), ==, "finished");
    g_assert_cmpstr (cell (&table, i, "validation_labels"), ==, "1024");
    g_assert_cmpstr (cell (&table, i, "diverged_step"), ==, "");
    g_assert_cmpuint (strtoull (cell (&table, i, "compute"), NULL, 10), ==, chosen->compute);
    /* Bit for bit: that is what 17 digits are for. */
    g_assert_true (strtod (cell (&table, i, "excess_risk"), NULL) == chosen->excess_risk);
    g_assert_true (strtod (cell (&table, i, "training_loss"), NULL) == chosen->training_loss);
    g_assert_true (strtod (cell (&table, i, "validation_loss"), NULL) == chosen->validation_loss);
  }
}

static void
test_header (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  g_auto (Table) table = read_table (csv);

  g_assert_true (has_comment (&table, "Scaling Lab "));
  g_assert_true (has_comment (&table, "seed: 77"));
  g_assert_true (has_comment (&table, "D=16"));
  g_assert_true (has_comment (&table, "grid=16,32,64,128,256"));
  g_assert_true (has_comment (&table, "planned 10, finished 10, diverged 0, stopped 0"));
  g_assert_true (has_comment (&table, "validation labels: 10240 over all runs"));
  g_assert_true (has_comment (&table, "in units of the target's variance"));
  for (guint i = 0; table.names[i] != NULL; i++) {
    g_autofree char *explained = g_strdup_printf ("column %s: ", table.names[i]);

    g_assert_true (has_comment (&table, explained));
  }
}

/* The header, line by line, after the program and the experiment. */
static void
test_whole_header (void)
{
  static const char *const lines[] = {
      "seed: 77",
      "runs: planned 10, finished 8, diverged 1, stopped 1, not measured 0",
      "validation labels: 124 over all runs, 2 to 32 in one run; they are taken out of n, one in "
      "eight",
      "left out of fits: 1 diverged runs, 1 stopped runs, 1 values that are not positive or not "
      "finite, "
      "0 under learning-rate warm-up, 0 at the optimisation floor",
      "diverged: run 3 (n 32, width 32, repeat 1) at step 7: no reason given",
      "excess risk is measured on 2048 fresh points per repeat; ",
      "one row per run, at the step that counts (the one with the lowest validation loss)",
      "an empty field is a value that is not there; numbers are in the C locale",
      "column run: index of the run: grid index x repeats + repeat",
      "column repeat: ",
      "column seed: seed of the experiment",
      "column n: ",
      "column training_points: ",
      "column parameters: N, trainable parameters, counted",
      "column width: m, embedding width of the transformer",
      "column depth: transformer blocks",
      "column steps: T, optimiser steps done when the row was measured",
      "column compute: C, FLOP of training up to there: counted multiply-adds x 2 of forward and "
      "backward",
      "column excess_risk: ",
      "column training_loss: ",
      "column validation_loss: ",
      "column validation_labels: ",
      "column status: finished; diverged (its finite part is kept, and no fit uses it); stopped "
      "(cut "
      "short by its user, and no fit uses it)",
      "column diverged_step: optimiser step at which the run diverged",
  };
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.validation = LAB_VALIDATION_SPLIT;
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  LabRun *flat = g_ptr_array_index (runs, 4);
  synthetic_diverge (g_ptr_array_index (runs, 3), NULL);
  ((LabRun *)g_ptr_array_index (runs, 8))->status = LAB_RUN_STOPPED;
  flat->evaluations[flat->chosen].excess_risk = 0.0;
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  g_auto (Table) table = read_table (csv);
  const char *first = g_ptr_array_index (table.comments, 0);

  g_assert_true (g_str_has_prefix (first, "Scaling Lab ") &&
                 g_str_has_suffix (first, ": measured points"));
  g_assert_true (
      g_str_has_prefix (g_ptr_array_index (table.comments, 1), "experiment: sweep=data "));
  g_assert_cmpuint (table.comments->len, ==, 2 + G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    const char *line = g_ptr_array_index (table.comments, 2 + i);

    if (!g_str_has_prefix (line, lines[i]))
      g_assert_cmpstr (line, ==, lines[i]);
  }
  g_assert_cmpstr (cell (&table, 8, "status"), ==, "stopped");
  g_assert_cmpstr (cell (&table, 4, "excess_risk"), ==, "0");
  g_assert_cmpstr (cell (&table, 4, "width"), ==, "32");
  g_assert_cmpstr (cell (&table, 4, "depth"), ==, "2");
  g_assert_cmpstr (cell (&table, 4, "training_points"), ==, "64");
  g_assert_cmpstr (cell (&table, 4, "parameters"), ==, "1032");
  experiment.validation = LAB_VALIDATION_NONE;
  g_autofree char *last = lab_results_points_csv (&experiment, RUNS (runs));
  g_assert_nonnull (strstr (last, "# one row per run, at the step that counts (the last one)\n"));
  synthetic_experiment (LAB_SWEEP_TIME, &experiment);
  g_autoptr (GPtrArray) trajectories = synthetic_runs (&experiment);
  synthetic_diverge (g_ptr_array_index (trajectories, 0), "at once");
  g_autofree char *steps = lab_results_points_csv (&experiment, RUNS (trajectories));
  g_auto (Table) rows = read_table (steps);
  g_assert_true (has_comment (&rows, "one row per evaluation of each run"));
  g_assert_true (
      has_comment (&rows, "diverged: run 0 (n 256, width 8, repeat 0) at step 7: at once"));
  g_assert_cmpuint (rows.rows->len, ==, 1 + 3 * 24);
  g_assert_cmpstr (cell (&rows, 0, "status"), ==, "diverged");
}

/* Order of arrival, gaps and wall time are not part of what was measured. */
static void
test_same_runs_same_bytes (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  LabRun *permuted[12] = {NULL};

  for (guint i = 0; i < 10; i++) {
    permuted[(7 * i + 3) % 12] = g_ptr_array_index (runs, i);
    ((LabRun *)g_ptr_array_index (runs, i))->seconds *= 3.0;
  }
  g_autofree char *again = lab_results_points_csv (&experiment, permuted, 12);
  g_assert_cmpstr (csv, ==, again);
}

static void
test_divergence (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  synthetic_diverge (g_ptr_array_index (runs, 3), "the loss was\nnot finite, alas");
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  g_auto (Table) table = read_table (csv);

  g_assert_cmpuint (table.rows->len, ==, 10);
  g_assert_cmpstr (cell (&table, 3, "status"), ==, "diverged");
  g_assert_cmpstr (cell (&table, 3, "diverged_step"), ==, "7");
  g_assert_cmpstr (cell (&table, 3, "excess_risk"), ==, "");
  g_assert_cmpstr (cell (&table, 3, "steps"), ==, "");
  g_assert_true (has_comment (&table, "finished 9, diverged 1"));
  g_assert_true (has_comment (&table, "at step 7: the loss was not finite, alas"));
}

static void
test_not_finite_is_empty (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.validation = LAB_VALIDATION_NONE;
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  g_auto (Table) table = read_table (csv);

  g_assert_cmpstr (cell (&table, 0, "validation_loss"), ==, "");
  g_assert_cmpstr (cell (&table, 0, "validation_labels"), ==, "0");
  g_assert_true (has_comment (&table, "validation labels: 0 over all runs"));
}

static void
test_trajectories (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_TIME, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  LabRun *warm = g_ptr_array_index (runs, 0);
  warm->warm_up_steps = warm->evaluations[4].step;
  g_autofree char *csv = lab_results_points_csv (&experiment, RUNS (runs));
  g_auto (Table) table = read_table (csv);
  guint row = 0;

  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    for (guint k = 0; k < run->evaluation_count; k++, row++) {
      g_assert_cmpint (atoi (cell (&table, row, "run")), ==, i);
      g_assert_cmpint (atoi (cell (&table, row, "steps")), ==, run->evaluations[k].step);
      g_assert_true (strtod (cell (&table, row, "excess_risk"), NULL) ==
                     run->evaluations[k].excess_risk);
    }
  }
  g_assert_cmpuint (table.rows->len, ==, row);
  g_assert_true (has_comment (&table, "5 under learning-rate warm-up"));
}

static void
test_nothing_measured (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autofree char *csv = lab_results_points_csv (&experiment, NULL, 0);
  g_auto (Table) table = read_table (csv);

  g_assert_cmpuint (table.rows->len, ==, 0);
  g_assert_true (has_comment (&table, "not measured 10"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/results-csv/values-read-back", test_values_read_back);
  g_test_add_func ("/results-csv/header", test_header);
  g_test_add_func ("/results-csv/whole-header", test_whole_header);
  g_test_add_func ("/results-csv/same-runs-same-bytes", test_same_runs_same_bytes);
  g_test_add_func ("/results-csv/divergence", test_divergence);
  g_test_add_func ("/results-csv/not-finite-is-empty", test_not_finite_is_empty);
  g_test_add_func ("/results-csv/trajectories", test_trajectories);
  g_test_add_func ("/results-csv/nothing-measured", test_nothing_measured);
  return g_test_run ();
}
