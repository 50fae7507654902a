/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab run: measures an experiment, writes its files, prints its table. */
#include "cli/command.h"

#include "cli/commands/chart-file.h"
#include "cli/commands/measure.h"
#include "cli/commands/model-class-width.h"
#include "cli/out.h"
#include "cli/output.h"
#include "cli/commands/run-kernel.h"
#include "cli/print/measured-text.h"
#include "experiment/conclude/curve-boundary.h"
#include "experiment/experiment-keys.h"
#include "experiment/runner/footprint.h"
#include "session/json-text.h"
#include "session/results-counts.h"
#include "session/results-rows.h"
#include "session/results.h"
#include "transformer/simd-level.h"

/* Everything that is known of a measured experiment. */
typedef struct
{
  GPtrArray *runs;
  LabCurve *curve;
  LabCurveFit *fit;
  LabRunKernel kernel;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->fit, lab_curve_fit_free);
  g_clear_pointer (&outcome->curve, lab_curve_free);
  g_clear_pointer (&outcome->runs, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static GBytes *
draw_chart (const Outcome *outcome, GError **error)
{
  LabChartCurve curve = {
      .curve = outcome->curve,
      .fit = outcome->fit,
      .runs = (LabRun *const *)outcome->runs->pdata,
      .run_count = outcome->runs->len,
  };
  LabChartInput input = {
      .experiment = &outcome->curve->experiment,
      .curves = &curve,
      .curve_count = 1,
      .ridge = outcome->kernel.has_ridge ? &outcome->kernel.ridge : NULL,
      .tangent = outcome->kernel.has_tangent ? &outcome->kernel.tangent : NULL,
      .own_kernel = outcome->kernel.has_own ? &outcome->kernel.own : NULL,
  };

  return lab_chart_file (&input, error);
}

static LabOut *
open_out (const LabArguments *words, int *status)
{
  static const char *const files[] = {"points.csv", "fits.json",   LAB_CHART_FILE,
                                      "ridge.csv",  "tangent.csv", "prediction.csv",
                                      NULL};
  LabExperiment resolved;
  g_autofree char *line = NULL;
  g_autofree char *presets = lab_results_presets (&words->experiment);

  lab_results_resolve (&words->experiment, &resolved);
  line = lab_experiment_to_text (&resolved);
  return lab_out_open (words,
                       &(LabResultOrigin){
                           .command = "run",
                           .words = line,
                           .presets = presets,
                           .input = words->points != NULL ? words->points->checksum : NULL,
                           .index = "fits.json",
                           .files = files,
                       },
                       status);
}

/* Whether the experiment came to its end: what was cut short never replaces what was not. */
static gboolean
is_finished (const LabArguments *words, const Outcome *outcome)
{
  g_autoptr (GPtrArray) sorted =
      lab_results_sorted_runs ((LabRun *const *)outcome->runs->pdata, outcome->runs->len);
  LabResultsCounts counts;

  lab_results_count (&words->experiment, sorted, &counts);
  return counts.stopped == 0 && counts.not_measured == 0 &&
         lab_run_kernel_is_whole (words, &outcome->kernel);
}

static gboolean
write_files (const LabArguments *words, LabOut *out, LabHold *hold, const Outcome *outcome)
{
  LabRun *const *runs = (LabRun *const *)outcome->runs->pdata;
  guint count = outcome->runs->len;
  g_autoptr (GError) error = NULL;
  g_autofree char *points = lab_results_points_csv (&outcome->curve->experiment, runs, count);
  g_autoptr (JsonNode) fits = lab_results_fits_json (outcome->curve, outcome->fit, runs, count);
  g_autoptr (GBytes) chart = draw_chart (outcome, &error);

  lab_out_add_text (out, "points.csv", points);
  if (chart != NULL)
    lab_out_add (out, LAB_CHART_FILE, chart);
  else
    lab_complain ("%s", error->message);
  lab_run_kernel_write (words, &outcome->kernel, out);
  return lab_out_commit (out, hold, fits, is_finished (words, outcome)) && chart != NULL;
}

static gboolean
print_json (const LabArguments *words, const Outcome *outcome)
{
  g_autoptr (JsonNode) root = lab_results_json (
      outcome->curve, outcome->fit, (LabRun *const *)outcome->runs->pdata, outcome->runs->len);
  JsonObject *experiment =
      json_object_get_object_member (json_node_get_object (root), "experiment");
  g_autofree char *text = NULL;

  /* Of the vocabulary, but of no experiment: results do not depend on it. */
  json_object_set_int_member (experiment, "workers", words->workers);
  lab_run_kernel_add (&outcome->kernel, outcome->curve, json_node_get_object (root));
  lab_model_class_width_add (outcome->curve, json_node_get_object (root));
  text = lab_json_text (root);
  return lab_print_utf8 (text);
}

/* What the pass predicts under this schedule, as a paragraph; empty where nothing is predicted. */
static char *
descent_text (const LabCurveFit *fit)
{
  g_autofree char *words = lab_descent_prediction_describe (&fit->descent);
  g_autofree char *sentence = g_strconcat ("Prediction: ", words, NULL);
  GString *text = g_string_new (NULL);

  if (words != NULL)
    lab_append_wrapped (text, "", sentence);
  return g_string_free (text, FALSE);
}

static gboolean
print_table (const LabOut *out, const Outcome *outcome)
{
  g_autofree char *table = lab_measured_text (outcome->curve, outcome->fit, outcome->runs);
  g_autofree char *descent = descent_text (outcome->fit);
  g_autofree char *width = lab_model_class_width_text (outcome->curve);
  g_autofree char *kernel = lab_run_kernel_text (&outcome->kernel, outcome->curve);
  g_autofree char *place = lab_out_words (out);
  g_autofree char *text =
      g_strconcat (table, descent, width, kernel, *place != '\0' ? "\n" : "", place, NULL);

  return lab_print (text);
}

/* Before anything is trained. */
static gboolean
check (const LabArguments *words, guint *workers, GError **error)
{
  return (words->simd == NULL || lab_simd_level_force (words->simd, error)) &&
         lab_run_kernel_check (words, error) &&
         lab_experiment_choose_workers (&words->experiment, words->workers, workers, error);
}

static int
run (const LabArguments *words)
{
  g_auto (Outcome) outcome = {.runs = NULL};
  g_autoptr (LabHold) hold = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lowered = NULL;
  gboolean written, printed;
  guint workers;
  int signal, status;

  if (!check (words, &workers, &error))
    return lab_exit_with (error);
  lowered = lab_experiment_workers_words (&words->experiment, words->workers, workers);
  if (lowered != NULL)
    lab_complain ("%s", lowered);
  if (words->out != NULL || !words->json) {
    out = open_out (words, &status);
    if (out == NULL)
      return status;
  }
  hold = lab_hold_new ();
  outcome.runs = lab_measure (&words->experiment, workers, hold, &signal, &error);
  outcome.curve =
      lab_curve_new (&words->experiment, (LabRun *const *)outcome.runs->pdata, outcome.runs->len);
  outcome.fit = lab_measure_fit (outcome.curve);
  if (signal == 0 && error == NULL)
    lab_run_kernel_compute (words, &outcome.kernel, &signal, &error);
  if (outcome.kernel.has_tangent)
    lab_curve_fit_set_own_kernel (outcome.fit, &outcome.kernel.tangent.own);
  written = out == NULL || write_files (words, out, hold, &outcome);
  printed = words->json ? print_json (words, &outcome) : print_table (out, &outcome);
  if (error != NULL)
    lab_complain ("%s", error->message);
  if (lab_hold_signal (hold) != 0)
    return LAB_EXIT_SIGNAL + lab_hold_signal (hold);
  return written && printed && error == NULL ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_run = {
    .name = "run",
    .usage = "[KEY=VALUE]... [--out DIR] [--replace] [--simd LEVEL] [--json]",
    .summary = "Train the transformers of an experiment and measure how their error scales.",
    .details =
        "Prints a table of the measured points with their errors, the runs that\n"
        "diverged, the fitted exponent beside the one of theory, and the verdict.\n"
        "Writes points.csv, fits.json and chart.svg into DIR; where no --out is given,\n"
        "into the first free of " LAB_RESULT_SET_DEFAULT ", " LAB_RESULT_SET_DEFAULT "-2, ...\n"
        "With --json it prints one object instead of the table, and writes files only\n"
        "with --out.\n"
        "\n"
        "fits.json lists the other files with size and checksum: together they are one\n"
        "set, and replaced as one. Finished results of the same experiment are replaced,\n"
        "those of another only with --replace; results cut short never replace finished\n"
        "ones but go to DIR-stopped. Every other file stays untouched.\n"
        "\n"
        "Exponents are slopes: negative when the error falls.\n"
        "Where the optimisation phase ends is told once, by every account that can be\n"
        "given: measured, predicted, bound or reconstruction. Text, chart and files\n"
        "show the same list (member boundaries of the object).\n"
        "Beside the points of data and model it lays what the network's own tangent\n"
        "kernel predicts without a fitted constant (key prediction), in the member\n"
        "predictions and in prediction.csv.\n"
        "With ridge=1 or tangent=1 it lays beside the networks what kernels do on the\n"
        "same data: on the chart, in the member kernel_ridge or tangent_kernel of the\n"
        "object, and in ridge.csv or tangent.csv.\n"
        "\n"
        "The same words give the same points.csv to the byte. Ctrl-C stops the runs\n"
        "and keeps what was measured.\n"
        "\n"
        "Example: scaling-lab run sweep=data d=4 repeats=5 --out d4\n",
    .flags = LAB_COMMAND_TAKES_OUT | LAB_COMMAND_TAKES_SIMD | LAB_COMMAND_TAKES_JSON,
    .keys_beside = lab_run_kernel_keys,
    .run = run,
};
