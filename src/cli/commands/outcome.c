/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/outcome.h"

#include "cli/print/chart-file.h"
#include "cli/commands/measure.h"
#include "cli/commands/run-language.h"
#include "cli/output.h"
#include "experiment/experiment-keys.h"
#include "session/results-counts.h"
#include "session/results-rows.h"
#include "session/results.h"

void
lab_outcome_clear (LabOutcome *outcome)
{
  g_clear_pointer (&outcome->fit, lab_curve_fit_free);
  g_clear_pointer (&outcome->curve, lab_curve_free);
  g_clear_pointer (&outcome->runs, g_ptr_array_unref);
}

void
lab_outcome_fit (LabOutcome *outcome, const LabArguments *arguments)
{
  outcome->curve = lab_curve_new (&arguments->experiment, (LabRun *const *)outcome->runs->pdata,
                                  outcome->runs->len);
  outcome->fit = lab_measure_fit (outcome->curve);
}

gboolean
lab_outcome_add_kernels (LabOutcome *outcome,
                         const LabArguments *arguments,
                         int *signal,
                         GError **error)
{
  const gboolean done = lab_run_kernel_compute (arguments, &outcome->kernel, signal, error);

  lab_run_kernel_fit (arguments, outcome->curve, outcome->fit, &outcome->kernel);
  return done;
}

static GBytes *
draw_chart (const LabOutcome *outcome, GError **error)
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

LabOut *
lab_outcome_open_out (const LabArguments *words, int *status)
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

gboolean
lab_outcome_is_finished (const LabOutcome *outcome, const LabArguments *words)
{
  g_autoptr (GPtrArray) sorted =
      lab_results_sorted_runs ((LabRun *const *)outcome->runs->pdata, outcome->runs->len);
  LabResultsCounts counts;

  lab_results_count (&words->experiment, sorted, &counts);
  return counts.stopped == 0 && counts.not_measured == 0 &&
         lab_run_kernel_is_whole (words, &outcome->kernel);
}

gboolean
lab_outcome_write (const LabOutcome *outcome, const LabArguments *words, LabOut *out, LabHold *hold)
{
  LabRun *const *runs = (LabRun *const *)outcome->runs->pdata;
  guint count = outcome->runs->len;
  g_autoptr (GError) error = NULL;
  g_autofree char *points = lab_results_points_csv (&outcome->curve->experiment, runs, count);
  g_autoptr (JsonNode) fits = lab_results_fits_json (outcome->curve, outcome->fit, runs, count);
  g_autoptr (GBytes) chart = draw_chart (outcome, &error);

  lab_run_language_add (outcome->curve, outcome->fit, outcome->runs, json_node_get_object (fits));
  lab_out_add_text (out, "points.csv", points);
  if (chart != NULL)
    lab_out_add (out, LAB_CHART_FILE, chart);
  else
    lab_complain ("%s", error->message);
  lab_run_kernel_write (words, &outcome->kernel, out);
  return lab_out_commit (out, hold, fits, lab_outcome_is_finished (outcome, words)) &&
         chart != NULL;
}

int
lab_outcome_make_files (LabOutcome *outcome, const LabArguments *arguments)
{
  g_autoptr (LabHold) hold = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;
  int signal = 0, status;

  out = lab_outcome_open_out (arguments, &status);
  if (out == NULL)
    return status;
  hold = lab_hold_new ();
  lab_outcome_fit (outcome, arguments);
  if (!lab_outcome_add_kernels (outcome, arguments, &signal, &error) || signal != 0)
    return lab_exit_after (signal, error);
  if (!lab_outcome_write (outcome, arguments, out, hold))
    return LAB_EXIT_FAILED;
  place = lab_out_words (out);
  if (!lab_print (place))
    return LAB_EXIT_FAILED;
  return lab_hold_signal (hold) != 0 ? LAB_EXIT_SIGNAL + lab_hold_signal (hold) : LAB_EXIT_DONE;
}
