/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab run: measures an experiment, writes its files, prints its table. */
#include "cli/command.h"

#include "cli/commands/measure.h"
#include "cli/commands/model-class-width.h"
#include "cli/commands/outcome.h"
#include "cli/commands/run-grid.h"
#include "cli/commands/run-language.h"
#include "cli/commands/run-session.h"
#include "cli/output.h"
#include "cli/print/measured-text.h"
#include "cli/print/schedule-answer.h"
#include "experiment/runner/footprint.h"
#include "experiment/runner/sweep.h"
#include "session/json-text.h"
#include "session/results.h"
#include "transformer/simd-level.h"

/* Where results go, if anywhere. */
typedef struct
{
  LabRunSession *session;
  LabOut *out;
} Places;

static void
places_clear (Places *places)
{
  g_clear_pointer (&places->out, lab_out_free);
  g_clear_pointer (&places->session, lab_run_session_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

/* Whether time is to be counted by the sum of the learning rates as well. */
static gboolean
asks_for_rates (const LabArguments *words)
{
  return lab_numbers_get (&words->numbers, "clock") > 0;
}

static gboolean
print_json (const LabArguments *words, const LabOutcome *outcome)
{
  g_autoptr (JsonNode) root = lab_results_json (
      outcome->curve, outcome->fit, (LabRun *const *)outcome->runs->pdata, outcome->runs->len);
  JsonObject *experiment =
      json_object_get_object_member (json_node_get_object (root), "experiment");
  g_autofree char *text = NULL;

  /* Of the vocabulary, but of no experiment: results do not depend on it. */
  json_object_set_int_member (experiment, "workers", words->workers);
  lab_run_kernel_add (&outcome->kernel, outcome->curve, json_node_get_object (root));
  if (asks_for_rates (words)) {
    LabIntrinsicTime intrinsic;

    lab_intrinsic_time_init (&intrinsic, outcome->curve, outcome->fit);
    json_object_set_member (json_node_get_object (root), "intrinsic_time",
                            lab_intrinsic_time_json (&intrinsic));
  }
  lab_model_class_width_add (outcome->curve, json_node_get_object (root));
  lab_run_language_add (outcome->curve, outcome->fit, outcome->runs, json_node_get_object (root));
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

static char *
rates_text (const LabArguments *words, const LabOutcome *outcome)
{
  LabIntrinsicTime intrinsic;

  if (!asks_for_rates (words))
    return g_strdup ("");
  lab_intrinsic_time_init (&intrinsic, outcome->curve, outcome->fit);
  return lab_intrinsic_time_text (&intrinsic);
}

static gboolean
print_table (const LabArguments *words, const Places *places, const LabOutcome *outcome)
{
  g_autofree char *rates = rates_text (words, outcome);
  g_autofree char *table = lab_measured_text (outcome->curve, outcome->fit, outcome->runs);
  g_autofree char *descent = descent_text (outcome->fit);
  g_autofree char *width = lab_model_class_width_text (outcome->curve);
  g_autofree char *kernel = lab_run_kernel_text (&outcome->kernel, outcome->curve);
  g_autofree char *language = lab_run_language_text (outcome->curve, outcome->fit, outcome->runs);
  g_autofree char *place = places->out != NULL ? lab_out_words (places->out) : g_strdup ("");
  g_autofree char *kept =
      places->session != NULL ? lab_run_session_words (places->session) : g_strdup ("");
  g_autofree char *text =
      g_strconcat (table, descent, rates, width, kernel, language,
                   *place != '\0' || *kept != '\0' ? "\n" : "", place, kept, NULL);

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

/* Before anything is trained. */
static gboolean
open_places (const LabArguments *arguments, Places *places, int *status)
{
  if (arguments->session != NULL) {
    places->session = lab_run_session_open (arguments, status);
    if (places->session == NULL)
      return FALSE;
  }
  if (arguments->out == NULL && (arguments->json || arguments->session != NULL))
    return TRUE;
  places->out = lab_outcome_open_out (arguments, status);
  return places->out != NULL;
}

static gboolean
keep (const LabRun *run, gpointer session, GError **error)
{
  return lab_run_session_keep (session, run, error);
}

/* Trains what is missing and says all that follows; FALSE where error is set. */
static gboolean
measure (const LabArguments *arguments,
         guint workers,
         const LabHold *hold,
         LabRunSession *session,
         LabOutcome *outcome,
         GError **error)
{
  const LabExperiment *experiment = &arguments->experiment;
  int signal = 0;
  gboolean done;

  outcome->runs = session != NULL ? lab_run_session_runs (session, experiment)
                                  : lab_sweep_runs_new (experiment);
  done = lab_measure (experiment, outcome->runs, workers, hold, session != NULL ? keep : NULL,
                      session, &signal, error);
  lab_outcome_fit (outcome, arguments);
  return done && (signal != 0 || lab_outcome_add_kernels (outcome, arguments, &signal, error));
}

static int
run_one (const LabArguments *arguments)
{
  g_auto (LabOutcome) outcome = {.runs = NULL};
  g_auto (Places) places = {.out = NULL};
  g_autoptr (LabHold) hold = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lowered = NULL;
  gboolean written, printed;
  guint workers;
  int status;

  if (!check (arguments, &workers, &error))
    return lab_exit_with (error);
  lowered = lab_experiment_workers_words (&arguments->experiment, arguments->workers, workers);
  if (lowered != NULL)
    lab_complain ("%s", lowered);
  if (!open_places (arguments, &places, &status))
    return status;
  hold = lab_hold_new ();
  measure (arguments, workers, hold, places.session, &outcome, &error);
  written = places.out == NULL || lab_outcome_write (&outcome, arguments, places.out, hold);
  if (places.session != NULL)
    written = lab_run_session_end (places.session, lab_outcome_is_finished (&outcome, arguments)) &&
              written;
  printed = arguments->json ? print_json (arguments, &outcome)
                            : print_table (arguments, &places, &outcome);
  if (error != NULL)
    lab_complain ("%s", error->message);
  if (lab_hold_signal (hold) != 0)
    return LAB_EXIT_SIGNAL + lab_hold_signal (hold);
  return written && printed && error == NULL ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

/* What is missing in a session's file, experiment by experiment. */
static int
run_session (const LabArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabSession) session = lab_session_read (arguments->file, &error);
  int status = LAB_EXIT_DONE;

  for (guint i = 0; session != NULL && i < session->experiments->len && status == LAB_EXIT_DONE;
       i++) {
    g_auto (LabArguments) own = {.workers = 0};
    int signal;

    if (!lab_run_session_parse (session, i, arguments, &own, &signal, &error))
      return lab_exit_after (signal, error);
    status = run_one (&own);
  }
  return session != NULL ? status : lab_exit_with (error);
}

static int
run (const LabArguments *arguments)
{
  if (arguments->key_grid != NULL)
    return lab_run_grid (arguments);
  return arguments->file != NULL ? run_session (arguments) : run_one (arguments);
}

const LabCommand lab_command_run = {
    .name = "run",
    .takes_language = TRUE,
    .usage =
        "[KEY=VALUE... | FILE] [--out DIR] [--session FILE] [--replace] [--simd LEVEL] [--json]",
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
        "Beside the points it lays what the network's own tangent kernel predicts\n"
        "without a fitted constant (key prediction), in the member predictions, and over\n"
        "n and N in prediction.csv, over T and C in tangent.csv and tangent_kernel.\n"
        "With ridge=1 it lays beside the networks what kernel ridge regression does on\n"
        "the same data: on the chart, in the member kernel_ridge and in ridge.csv.\n"
        "\n"
        "--session FILE keeps each run in a session's file as soon as it is finished; no\n"
        "folder is then written without --out. The same words again, or run FILE, go on\n"
        "with it: what is missing is trained. scaling-lab info and export read such files.\n"
        "\n"
        "sweep=KEY sweeps any numeric key, sweep=A,B[,C] up to three at once (data, model\n"
        "and time stand for n, width and steps), over grid=LIST[:LIST[:LIST]] or values\n"
        "chosen about the experiment's own. One key gets its best value (best: value, low,\n"
        "high, good_from, good_to), two a map and the valley of best values (valley:\n"
        "exponent, low, high), data and model the joint law (joint).\n"
        "\n"
        "The same words give the same points.csv to the byte. Ctrl-C stops the runs\n"
        "and keeps what was measured.\n"
        "\n"
        "Example: scaling-lab run sweep=data d=4 repeats=5 --out d4\n",
    .flags = LAB_COMMAND_TAKES_OUT | LAB_COMMAND_REPLACES | LAB_COMMAND_TAKES_SIMD |
             LAB_COMMAND_TAKES_JSON | LAB_COMMAND_TAKES_SESSION | LAB_COMMAND_USES_BLAS |
             LAB_COMMAND_SWEEPS_KEYS,
    .keys_beside = lab_run_kernel_keys,
    .run = run,
};
