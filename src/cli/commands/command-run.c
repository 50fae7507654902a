/* scaling-lab run: measures an experiment, writes its files, prints its table. */
#include "cli/command.h"

#include "chart/content/compose.h"
#include "chart/export/export.h"
#include "cli/directory.h"
#include "cli/commands/measure.h"
#include "cli/commands/model-width.h"
#include "cli/output.h"
#include "cli/commands/run-kernel.h"
#include "cli/print/table.h"
#include "experiment/conclude/prediction.h"
#include "session/json-text.h"
#include "session/results.h"
#include "transformer/simd-level.h"

/* Where files go when no place was named. */
#define DEFAULT_OUT "scaling-lab-results"

/* The chart's size in SVG pixels: half a page, labels of ordinary size. */
#define CHART_WIDTH     960.0
#define CHART_HEIGHT    640.0
#define CHART_FONT_SIZE 13.0

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

static gboolean
write_chart (const char *directory, const Outcome *outcome)
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
  };
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);
  g_autofree char *path = g_build_filename (directory, "chart.svg", NULL);
  g_autoptr (GError) error = NULL;
  LabChartStyle style;

  lab_chart_style_init (&style, LAB_LOOK_PRINT, CHART_FONT_SIZE);
  if (lab_chart_export (content, NULL, &style, CHART_WIDTH, CHART_HEIGHT, path, &error))
    return TRUE;
  lab_complain ("%s", error->message);
  return FALSE;
}

static gboolean
write_files (const LabWords *words, const char *directory, const Outcome *outcome)
{
  LabRun *const *runs = (LabRun *const *)outcome->runs->pdata;
  guint count = outcome->runs->len;
  g_autofree char *points = lab_results_points_csv (&outcome->curve->experiment, runs, count);
  g_autofree char *fits = lab_results_fits_json (outcome->curve, outcome->fit, runs, count);

  return lab_directory_write (directory, "points.csv", points) &&
         lab_directory_write (directory, "fits.json", fits) &&
         lab_run_kernel_write (words, &outcome->kernel, directory) &&
         write_chart (directory, outcome);
}

static gboolean
print_json (const LabWords *words, const Outcome *outcome)
{
  g_autoptr (JsonNode) root = lab_results_json (
      outcome->curve, outcome->fit, (LabRun *const *)outcome->runs->pdata, outcome->runs->len);
  JsonObject *experiment =
      json_object_get_object_member (json_node_get_object (root), "experiment");
  g_autofree char *text = NULL;

  /* Of the vocabulary, but of no experiment: results do not depend on it. */
  json_object_set_int_member (experiment, "workers", words->workers);
  lab_run_kernel_add (&outcome->kernel, json_node_get_object (root));
  lab_model_width_add (outcome->curve, json_node_get_object (root));
  text = lab_json_text (root);
  return lab_print_utf8 (text);
}

/* written: whether all files are in the directory; what is not there is not announced. */
static gboolean
print_table (const char *directory, gboolean written, const Outcome *outcome)
{
  g_autofree char *table = lab_table_new (outcome->curve, outcome->fit, outcome->runs);
  g_autofree char *width = lab_model_width_text (outcome->curve);
  g_autofree char *kernel = lab_run_kernel_text (&outcome->kernel);
  g_autofree char *place =
      written ? g_strdup_printf ("\nWritten into %s: points.csv, fits.json, chart.svg%s\n",
                                 directory, lab_run_kernel_file (&outcome->kernel))
              : g_strdup ("");
  g_autofree char *text = g_strconcat (table, width, kernel, place, NULL);

  return lab_print (text);
}

/* Against the exact prediction where theory has one: nobody waits here for an instant answer. */
static LabCurveFit *
fit_curve (const LabCurve *curve)
{
  LabCurveFitOptions options = {.prediction = NULL};
  LabPredictionRequest request;
  LabPrediction prediction;

  lab_prediction_request_init (&request, &curve->experiment);
  if (lab_prediction_compute (&request, 2, NULL, NULL, &prediction, NULL))
    options.prediction = &prediction;
  return lab_curve_fit_new_with (curve, &options);
}

static int
run (const LabWords *words)
{
  g_auto (Outcome) outcome = {.runs = NULL};
  g_autoptr (GError) error = NULL;
  const char *directory = words->out;
  gboolean written, printed;
  int signal;

  if (words->simd != NULL && !lab_simd_level_force (words->simd, &error)) {
    lab_complain ("%s", error->message);
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  if (!lab_run_kernel_check (words, &error)) {
    lab_complain ("%s", error->message);
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  if (directory == NULL && !words->json)
    directory = DEFAULT_OUT;
  if (directory != NULL && !lab_directory_prepare (directory))
    return LAB_EXIT_FAILED;
  outcome.runs = lab_measure (&words->experiment, words->workers, &signal, &error);
  outcome.curve =
      lab_curve_new (&words->experiment, (LabRun *const *)outcome.runs->pdata, outcome.runs->len);
  outcome.fit = fit_curve (outcome.curve);
  if (signal == 0 && error == NULL)
    lab_run_kernel_compute (words, &outcome.kernel, &signal, &error);
  written = directory == NULL || write_files (words, directory, &outcome);
  printed = words->json ? print_json (words, &outcome) : print_table (directory, written, &outcome);
  if (error != NULL)
    lab_complain ("%s", error->message);
  if (signal != 0)
    return LAB_EXIT_SIGNAL + signal;
  return written && printed && error == NULL ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_run = {
    .name = "run",
    .usage = "[KEY=VALUE]... [--out DIR] [--simd LEVEL] [--json]",
    .summary = "Train the transformers of an experiment and measure how their error scales.",
    .details = "Prints a table of the measured points with their errors, the runs that\n"
               "diverged, the fitted exponent beside the one of theory, and the verdict.\n"
               "Writes points.csv, fits.json and chart.svg into DIR (where no --out is given:\n"
               "into " DEFAULT_OUT "), in place of files of these names. With --json it\n"
               "prints one object instead of the table, and writes files only with --out.\n"
               "Exponents are slopes: negative when the error falls.\n"
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
