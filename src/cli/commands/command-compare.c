/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab compare: measures two experiments and tells them apart. */
#include "cli/command.h"

#include "cli/print/chart-file.h"
#include "cli/commands/measure.h"
#include "cli/out.h"
#include "cli/output.h"
#include "cli/print/compare-answer.h"
#include "core/error.h"
#include "experiment/experiment-keys.h"
#include "experiment/runner/footprint.h"
#include "experiment/runner/sweep.h"
#include "session/json-text.h"
#include "session/results-counts.h"
#include "session/results-rows.h"
#include "session/results.h"
#include "transformer/simd-level.h"

#include <string.h>

#define CURVES 2

static const char *const points_files[CURVES] = {"before.csv", "now.csv"};
static const char *const members[CURVES] = {"before", "now"};

typedef struct
{
  LabExperiment experiment[CURVES];
  GPtrArray *runs[CURVES];
  LabCurve *curve[CURVES];
  LabCurveFit *fit[CURVES];
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  for (guint i = 0; i < CURVES; i++) {
    g_clear_pointer (&outcome->fit[i], lab_curve_fit_free);
    g_clear_pointer (&outcome->curve[i], lab_curve_free);
    g_clear_pointer (&outcome->runs[i], g_ptr_array_unref);
  }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/* One word of --with: any key but the axis, and what names a file. */
static gboolean
change (LabExperiment *experiment, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name = g_strndup (word, equals != NULL ? (gsize)(equals - word) : 0);
  const LabKey *key = lab_experiment_find_key (name);

  if (equals == NULL || key == NULL)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "--with %s: this is not KEY=VALUE with a key of an experiment.", word);
  if (key->type == LAB_KEY_TEXT || g_str_equal (name, "sweep"))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "--with %s: both curves are of one axis and one file; any other key may "
                       "differ.",
                       word);
  return lab_experiment_set (experiment, name, equals + 1, error);
}

static gboolean
read_second (const LabArguments *arguments, LabExperiment *second, GError **error)
{
  g_auto (GStrv) list = g_strsplit_set (arguments->with != NULL ? arguments->with : "", " ", -1);

  *second = arguments->experiment;
  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0' && !change (second, list[i], error))
      return FALSE;
  if (!lab_experiment_check (second, error))
    return FALSE;
  if (!lab_experiment_equal (second, &arguments->experiment))
    return TRUE;
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     "scaling-lab compare needs --with and what the second curve has instead, such "
                     "as --with d=4.");
}

static gboolean
check (const LabArguments *arguments, Outcome *outcome, guint *workers, GError **error)
{
  outcome->experiment[0] = arguments->experiment;
  if (!read_second (arguments, &outcome->experiment[1], error) ||
      (arguments->simd != NULL && !lab_simd_level_force (arguments->simd, error)))
    return FALSE;
  if (lab_axis (arguments->experiment.sweep)->is_choice)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "sweep=%s: there is no slope to compare; allowed are data, model, time and "
                       "compute.",
                       lab_axis_names[arguments->experiment.sweep]);
  for (guint i = 0; i < CURVES; i++)
    if (!lab_experiment_choose_workers (&outcome->experiment[i], arguments->workers, &workers[i],
                                        error))
      return FALSE;
  return TRUE;
}

static LabOut *
open_out (const LabArguments *arguments, const Outcome *outcome, int *status)
{
  static const char *const files[] = {"before.csv", "now.csv", "compare.json", LAB_CHART_FILE,
                                      NULL};
  LabExperiment first, second;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  g_autofree char *line = NULL;

  lab_results_resolve (&outcome->experiment[0], &first);
  lab_results_resolve (&outcome->experiment[1], &second);
  before = lab_experiment_to_text (&first);
  now = lab_experiment_to_text (&second);
  line = g_strdup_printf ("%s with %s", before, now);
  return lab_out_open (arguments,
                       &(LabResultOrigin){
                           .command = "compare",
                           .words = line,
                           .presets = "",
                           .input = arguments->points != NULL ? arguments->points->checksum : NULL,
                           .index = "compare.json",
                           .files = files,
                       },
                       status);
}

static gboolean
measure (Outcome *outcome, const guint *workers, LabHold *hold, GError **error)
{
  int signal = 0;

  for (guint i = 0; i < CURVES; i++) {
    outcome->runs[i] = lab_sweep_runs_new (&outcome->experiment[i]);
    if (signal == 0 && *error == NULL)
      lab_measure (&outcome->experiment[i], outcome->runs[i], workers[i], hold, NULL, NULL, &signal,
                   error);
    outcome->curve[i] = lab_curve_new (
        &outcome->experiment[i], (LabRun *const *)outcome->runs[i]->pdata, outcome->runs[i]->len);
    outcome->fit[i] = lab_measure_fit (outcome->curve[i]);
  }
  return signal == 0 && *error == NULL;
}

static void
compare (const Outcome *outcome, LabCompared *compared)
{
  for (guint i = 0; i < CURVES; i++) {
    compared->curve[i] = outcome->curve[i];
    compared->fit[i] = outcome->fit[i];
  }
  lab_curve_difference (outcome->curve[0], outcome->fit[0], outcome->curve[1], outcome->fit[1],
                        &compared->difference);
  lab_schedule_law_init (&compared->schedules, outcome->curve[0], outcome->curve[1]);
}

/* The first as baseline, the second as the curve; of lazy and rich training both slopes of theory. */
static GBytes *
draw (const Outcome *outcome, GError **error)
{
  const LabTheory *theories[] = {lab_theory_find ("kernel-time"),
                                 lab_theory_find (LAB_FEATURE_LEARNING)};
  LabChartCurve curves[CURVES];
  gboolean both =
      lab_curve_difference_is_of_laziness (&outcome->experiment[0], &outcome->experiment[1]);

  for (guint i = 0; i < CURVES; i++)
    curves[i] = (LabChartCurve){
        .curve = outcome->curve[i],
        .fit = outcome->fit[i],
        .colour_index = i,
        .ghost = i == 0,
        .baseline = i == 0,
        .runs = (LabRun *const *)outcome->runs[i]->pdata,
        .run_count = outcome->runs[i]->len,
    };
  return lab_chart_file (&(LabChartInput){.experiment = &outcome->experiment[1],
                                          .curves = curves,
                                          .curve_count = CURVES,
                                          .theories = both ? theories : NULL,
                                          .theory_count = both ? G_N_ELEMENTS (theories) : 0},
                         error);
}

static JsonNode *
build_json (const Outcome *outcome, const LabCompared *compared)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < CURVES; i++) {
    json_builder_set_member_name (builder, members[i]);
    json_builder_add_value (builder, lab_results_json (outcome->curve[i], outcome->fit[i],
                                                       (LabRun *const *)outcome->runs[i]->pdata,
                                                       outcome->runs[i]->len));
  }
  lab_compare_add (builder, compared);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
is_finished (const Outcome *outcome)
{
  for (guint i = 0; i < CURVES; i++) {
    g_autoptr (GPtrArray) sorted =
        lab_results_sorted_runs ((LabRun *const *)outcome->runs[i]->pdata, outcome->runs[i]->len);
    LabResultsCounts counts;

    lab_results_count (&outcome->experiment[i], sorted, &counts);
    if (counts.stopped > 0 || counts.not_measured > 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_files (LabOut *out, LabHold *hold, const Outcome *outcome, JsonNode *root)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chart = draw (outcome, &error);

  for (guint i = 0; i < CURVES; i++) {
    g_autofree char *points = lab_results_points_csv (
        &outcome->experiment[i], (LabRun *const *)outcome->runs[i]->pdata, outcome->runs[i]->len);
    lab_out_add_text (out, points_files[i], points);
  }
  if (chart != NULL)
    lab_out_add (out, LAB_CHART_FILE, chart);
  else
    lab_complain ("%s", error->message);
  return lab_out_commit (out, hold, root, is_finished (outcome)) && chart != NULL;
}

static gboolean
print (const LabArguments *arguments,
       const LabOut *out,
       const LabCompared *compared,
       JsonNode *root)
{
  g_autofree char *text = NULL;

  if (arguments->json) {
    text = lab_json_text (root);
    return lab_print_utf8 (text);
  }
  g_autofree char *answer = lab_compare_text (compared);
  g_autofree char *place = lab_out_words (out);
  text = g_strconcat (answer, *place != '\0' ? "\n" : "", place, NULL);
  return lab_print (text);
}

static int
run (const LabArguments *arguments)
{
  g_auto (Outcome) outcome = {.runs = {NULL}};
  g_autoptr (LabHold) hold = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  LabCompared compared;
  guint workers[CURVES];
  int status;

  if (!check (arguments, &outcome, workers, &error))
    return lab_exit_with (error);
  if (arguments->out != NULL || !arguments->json) {
    out = open_out (arguments, &outcome, &status);
    if (out == NULL)
      return status;
  }
  hold = lab_hold_new ();
  measure (&outcome, workers, hold, &error);
  compare (&outcome, &compared);
  root = build_json (&outcome, &compared);
  gboolean written = out == NULL || write_files (out, hold, &outcome, root);
  gboolean printed = print (arguments, out, &compared, root);
  if (error != NULL)
    lab_complain ("%s", error->message);
  if (lab_hold_signal (hold) != 0)
    return LAB_EXIT_SIGNAL + lab_hold_signal (hold);
  return written && printed && error == NULL ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_compare = {
    .name = "compare",
    .usage = "[KEY=VALUE]... --with WORDS [--out DIR] [--replace] [--simd LEVEL] [--json]",
    .summary = "Measure two curves, and how far their slopes and errors lie apart.",
    .details = "Measures the experiment of the words, then the same with the keys of --with\n"
               "instead, such as --with d=4 or --with 'head_scale=1 learning_rate=0.03'. Both\n"
               "are of one axis: data, model, time or compute. Prints both laws, the difference\n"
               "of their exponents and of their errors at one x, each with a 95 % interval. Where\n"
               "both share the seed, the intervals come from pairs of runs of one repeat.\n"
               "Writes before.csv, now.csv, compare.json and chart.svg into DIR; where no --out\n"
               "is given, into the first free of " LAB_RESULT_SET_DEFAULT ", ...\n"
               "\n"
               "Over time under gradient descent with another head_scale it shows lazy and rich\n"
               "training side by side: theory expects the exponent r = 2 beta/(d + 1) where\n"
               "features stay as they are, and 2 r/(1 + r) where they are learnt.\n"
               "\n"
               "Over time under two schedules of the learning rate it says what the decay bought,\n"
               "as measured, and fits the multi-power law to both curves.\n"
               "\n"
               "The object has before and now (as run --json prints them), difference (exponent,\n"
               "low, high; x; level: error of now over before, level_low, level_high; pairs),\n"
               "schedules (end, intrinsic_time, decay_gain, multi_power) and\n"
               "lazy_or_rich (lazy, rich: both exponents); null for other comparisons.\n"
               "\n"
               "Example: scaling-lab compare sweep=time optimizer=gd n=2048 steps=3000 \\\n"
               "  head_scale=10 learning_rate=0.002 --with 'head_scale=1 learning_rate=0.03'\n",
    .flags = LAB_COMMAND_TAKES_OUT | LAB_COMMAND_REPLACES | LAB_COMMAND_TAKES_SIMD |
             LAB_COMMAND_TAKES_JSON | LAB_COMMAND_TAKES_WITH | LAB_COMMAND_USES_BLAS,
    .run = run,
};
