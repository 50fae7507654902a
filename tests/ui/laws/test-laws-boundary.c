/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account of the phase boundary: for each of twelve settings, text, JSON, files, chart, phase map and
 * laws show the same numbers in the same words. */
#include <math.h>
#include <string.h>

#include "chart/content/compose.h"
#include "chart/phase-map/phase-map-plan.h"
#include "cli/print/measured-text.h"
#include "experiment/conclude/curve-boundary.h"
#include "experiment/experiment-keys.h"
#include "chart/kernel/kernel-charts.h"
#include "experiment/kernel/tangent-curve.h"
#include "session/results.h"
#include "ui/laws/laws-text.h"
#include "words/words.h"

#define TIME "sweep=time n=128 width=8 grid=8 heads=2 tokens=2 depth=1 steps=300 repeats=2 "

/* Of the tangent kernel: enough for its accounts to be there. */
#define KERNEL_POINTS 64

static const char *const settings[] = {
    TIME "d=1 sigma=0",
    TIME "d=1 sigma=0.5",
    TIME "d=2 sigma=0",
    TIME "d=2 sigma=0.5",
    TIME "d=4 sigma=0",
    TIME "d=4 sigma=0.5",
    TIME "d=2 sigma=0.5 optimizer=sgd batch=16 learning_rate=0.1",
    TIME "d=2 sigma=0.5 optimizer=gd learning_rate=0.1",
    "sweep=data grid=32,64,128 n=128 width=8 heads=2 tokens=2 depth=1 steps=60 repeats=2 d=2 "
    "sigma=0.5",
    "sweep=compute n=128 width=8 grid=8 heads=2 tokens=2 depth=1 steps=300 repeats=2 d=2 sigma=0.5",
    "sweep=time task=sequences n=32 width=8 grid=8 heads=2 tokens=4 depth=1 d=2 steps=200 "
    "repeats=2 "
    "sigma=0",
    "sweep=time task=sequences n=32 width=8 grid=8 heads=2 tokens=4 depth=1 d=2 steps=200 "
    "repeats=2 "
    "sigma=0.5",
};

typedef struct
{
  LabExperiment experiment;
  GPtrArray *runs;
  LabCurve *curve;
  LabCurveFit *fit;
} Measured;

static void
measured_clear (Measured *measured)
{
  g_clear_pointer (&measured->fit, lab_curve_fit_free);
  g_clear_pointer (&measured->curve, lab_curve_free);
  g_clear_pointer (&measured->runs, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Measured, measured_clear)

static void
measure (const char *text, Measured *measured)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  LabPredictionRequest request;
  LabPrediction prediction;
  LabTangentCurve tangent;

  lab_experiment_parse ((const char *const *)words, NULL, &measured->experiment, &error);
  g_assert_no_error (error);
  measured->runs = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_unref);
  for (guint i = 0; i < lab_experiment_run_count (&measured->experiment); i++) {
    LabRunPlan plan;
    lab_experiment_plan (&measured->experiment, i, &plan);
    g_ptr_array_add (measured->runs,
                     lab_run_train (&measured->experiment, &plan, NULL, NULL, NULL, NULL, NULL));
  }
  measured->curve = lab_curve_new (&measured->experiment, (LabRun *const *)measured->runs->pdata,
                                   measured->runs->len);
  lab_prediction_request_init (&request, &measured->experiment);
  g_assert_true (lab_prediction_compute (&request, 2, NULL, NULL, &prediction, NULL));
  measured->fit =
      lab_curve_fit_new (measured->curve, &(LabCurveFitOptions){.prediction = &prediction});
  if (!lab_axis (measured->experiment.sweep)->is_trajectory)
    return;
  g_assert_true (
      lab_tangent_curve_compute (&measured->experiment, KERNEL_POINTS, 1, NULL, &tangent, NULL));
  lab_curve_fit_set_own_kernel (measured->fit, &tangent.own);
}

/* What a table broke into lines, as one. */
static void
check_text (const Measured *measured)
{
  const LabPhases *phases = measured->fit->phases;
  g_autofree char *text = lab_measured_text (measured->curve, measured->fit, measured->runs);

  g_strdelimit (text, "\n", ' ');
  for (guint i = 0; i < phases->count; i++)
    g_assert_nonnull (strstr (text, phases->accounts[i].sentence));
  g_assert_true (phases->remark == NULL || strstr (text, phases->remark) != NULL);
}

static void
check_number (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    g_assert_cmpfloat (json_object_get_double_member (object, name), ==, value);
  else
    g_assert_true (json_object_get_null_member (object, name));
}

static void
check_json (const Measured *measured, JsonNode *root)
{
  const LabPhases *phases = measured->fit->phases;
  JsonObject *object = json_node_get_object (root);
  JsonArray *list = json_object_get_array_member (object, "boundaries");
  const LabAccount *drawn = lab_phases_drawn (phases);

  g_assert_cmpuint (json_array_get_length (list), ==, phases->count);
  for (guint i = 0; i < phases->count; i++) {
    const LabAccount *account = &phases->accounts[i];
    JsonObject *entry = json_array_get_object_element (list, i);

    g_assert_cmpstr (json_object_get_string_member (entry, "account"), ==,
                     lab_account_name (account->kind));
    g_assert_cmpstr (json_object_get_string_member (entry, "sentence"), ==, account->sentence);
    check_number (entry, "place", account->place);
    check_number (entry, "low", account->low);
    check_number (entry, "high", account->high);
  }
  if (drawn != NULL)
    g_assert_cmpstr (json_object_get_string_member (object, "boundary_drawn"), ==,
                     lab_account_name (drawn->kind));
  else
    g_assert_true (json_object_get_null_member (object, "boundary_drawn"));
}

static void
check_files (const Measured *measured)
{
  LabRun *const *runs = (LabRun *const *)measured->runs->pdata;
  g_autoptr (JsonNode) printed =
      lab_results_json (measured->curve, measured->fit, runs, measured->runs->len);
  g_autoptr (JsonNode) filed =
      lab_results_fits_json (measured->curve, measured->fit, runs, measured->runs->len);

  check_json (measured, printed);
  check_json (measured, filed);
}

static void
check_chart (const Measured *measured)
{
  const LabAccount *drawn = lab_phases_drawn (measured->fit->phases);
  const LabChartCurve shown = {.curve = measured->curve, .fit = measured->fit};
  g_autoptr (LabChartContent) content = lab_chart_compose (
      &(LabChartInput){.experiment = &measured->experiment, .curves = &shown, .curve_count = 1});
  g_autofree char *described = lab_chart_content_describe (content);

  g_assert_cmpuint (content->boundaries->len, ==, drawn != NULL ? 1 : 0);
  if (drawn == NULL)
    return;
  const LabChartBoundary *boundary = g_ptr_array_index (content->boundaries, 0);
  g_assert_cmpfloat (boundary->x, ==, drawn->place);
  g_assert_cmpfloat (boundary->low, ==, isfinite (drawn->low) ? drawn->low : drawn->place);
  g_assert_cmpfloat (boundary->high, ==, isfinite (drawn->high) ? drawn->high : drawn->place);
  g_assert_cmpstr (boundary->left_label, ==, drawn->before);
  g_assert_true (strstr (boundary->right_label, drawn->after) != NULL ||
                 strstr (boundary->right_label, "not certain to fall") != NULL);
  g_assert_nonnull (strstr (described, drawn->sentence));
}

static void
check_laws (const Measured *measured)
{
  const LabPhases *phases = measured->fit->phases;
  g_autofree char *said = lab_laws_phases (measured->fit);
  g_autofree char *details = lab_laws_details (&measured->fit->reference, measured->fit);
  g_autofree char *headline = lab_phases_headline (phases);

  for (guint i = 0; i < phases->count; i++) {
    g_autofree char *line =
        g_strdup_printf ("%s From: %s.", phases->accounts[i].sentence, phases->accounts[i].source);
    g_assert_nonnull (strstr (details, line));
  }
  if (!measured->fit->has_two_phase || headline == NULL)
    return;
  g_autofree char *markup = lab_words_markup (headline);
  g_assert_nonnull (strstr (said, markup));
}

/* The plane over data and time at this n; sequences have none, since no law is known of them. */
static void
check_map (const Measured *measured)
{
  const LabPhases *phases = measured->fit->phases;
  const LabAccount *drawn = lab_phases_drawn (phases);
  gboolean compute = drawn != NULL && drawn->axis == LAB_PLACE_COMPUTE;
  LabPhaseMapInput input = {.calibration = {.scale = 1.0, .misfit = (double)NAN},
                            .phases = phases,
                            .phases_points = 128.0};
  LabPhasePlan plan;

  if (drawn == NULL || lab_experiment_why_no_law (&measured->experiment) != NULL)
    return;
  lab_phase_plan_init (&plan, &measured->experiment, compute ? LAB_PLANE_COMPUTE : LAB_PLANE_TIME,
                       NULL, 0);
  g_autoptr (LabPhaseField) field = lab_phase_field_new (&plan.setting, 1, NULL, NULL, NULL);
  input.plane = plan.plane;
  input.field = field;
  input.flop_per_label = plan.flop_per_label;
  input.batch = plan.batch;
  input.range = plan.home;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&input);
  g_autofree char *headline = lab_phases_headline (phases);
  const LabChartLine *line = g_ptr_array_index (map->frame->lines, map->frame->lines->len - 1);
  g_assert_nonnull (strstr (map->note, headline));
  g_assert_cmpfloat (line->y[0], <=, drawn->place * (1.0 + 1e-12));
  g_assert_cmpfloat (line->y[1], >=, drawn->place * (1.0 - 1e-12));
}

/* The kernel view's picture and sentences show its study's list. */
static void
check_kernel_view (const Measured *measured)
{
  LabKernelStudySettings chosen;
  LabRunPlan plan;
  g_autoptr (GError) error = NULL;

  if (!lab_axis (measured->experiment.sweep)->is_trajectory)
    return;
  lab_kernel_study_default (&chosen);
  chosen.most_points = KERNEL_POINTS;
  chosen.head_scale = 1.0;
  chosen.centred = FALSE;
  chosen.train = chosen.widths = chosen.ridge = FALSE;
  chosen.test_points = 64;
  chosen.step_count = 2;
  chosen.steps[0] = 1;
  chosen.steps[1] = 100;
  lab_experiment_plan (&measured->experiment, 0, &plan);
  g_autoptr (LabKernelStudy) study =
      lab_kernel_study_new (&measured->experiment, &plan, &chosen, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  g_auto (LabKernelFindings) findings = {0};
  lab_kernel_findings (&measured->experiment, &chosen, study, &findings);
  g_autoptr (LabKernelCharts) charts = lab_kernel_charts_new (study, &findings, 10.0);
  g_autofree char *said = lab_kernel_fact_text (study, &findings, LAB_KERNEL_FACT_END);
  const LabPhases *phases = findings.phases;

  for (guint i = 0; i < phases->count; i++)
    g_assert_nonnull (strstr (said, phases->accounts[i].sentence));
  g_assert_true (phases->remark == NULL || strstr (said, phases->remark) != NULL);
  const LabAccount *drawn = lab_phases_drawn (phases);
  g_assert_cmpuint (charts->curves->boundaries->len, ==, drawn != NULL ? 1 : 0);
  if (drawn != NULL) {
    const LabChartBoundary *boundary = g_ptr_array_index (charts->curves->boundaries, 0);
    g_assert_cmpfloat (boundary->x, ==, drawn->place);
  }
  /* Without noise no place says that noise costs anything. */
  g_assert_true (measured->experiment.noise > 0.0 ||
                 (lab_phases_find (phases, LAB_ACCOUNT_OWN_KERNEL) == NULL &&
                  lab_phases_find (phases, LAB_ACCOUNT_LEVEL_TWO) == NULL));
}

/* No headline says compatible over a sentence that says steeper or shallower without saying than what; what is
 * said of floor and break in one place is said in no other. */
static void
check_verdict (const Measured *measured)
{
  const LabCurveFit *fit = measured->fit;
  g_autofree char *headline = lab_curve_fit_headline (fit);
  g_autofree char *window = lab_laws_verdict (measured->curve, fit);
  g_autofree char *table = lab_measured_text (measured->curve, fit, measured->runs);
  gboolean is_apart = fit->verdict == LAB_VERDICT_STEEPER || fit->verdict == LAB_VERDICT_SHALLOWER;

  g_strdelimit (table, "\n", ' ');
  g_assert_nonnull (strstr (table, headline));
  g_assert_nonnull (strstr (table, fit->sentence));
  if (!fit->power.valid)
    return;
  g_assert_cmpstr (window, ==, headline);
  g_assert_true (!is_apart || strstr (fit->sentence, ": compatible with") == NULL);
  g_assert_true (fit->verdict != LAB_VERDICT_COMPATIBLE ||
                 g_str_has_prefix (headline, "Compatible with "));
  g_assert_null (strstr (fit->sentence, "slope is steeper."));
  g_assert_null (strstr (fit->sentence, "slope is shallower."));
  if (fit->has_two_phase && fit->two_phase.choice == LAB_CHOICE_CANNOT_TELL)
    g_assert_null (strstr (fit->phase_sentence, "describes the training best"));
}

static void
test_setting (gconstpointer data)
{
  g_auto (Measured) measured = {0};

  measure (data, &measured);
  const LabPhases *phases = measured.fit->phases;
  for (guint i = 0; i < phases->count; i++)
    g_test_message ("%s", phases->accounts[i].sentence);
  g_test_message ("%s", phases->remark != NULL ? phases->remark : "-");
  /* Nothing statistical is claimed without noise, and something is always said. */
  g_assert_true (measured.experiment.noise > 0.0 ||
                 strstr (phases->remark, "the statistical phase never begins") != NULL);
  g_assert_true (phases->count > 0 || phases->remark != NULL);
  check_text (&measured);
  check_files (&measured);
  check_chart (&measured);
  check_laws (&measured);
  check_map (&measured);
  check_verdict (&measured);
  check_kernel_view (&measured);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *path = g_strdup_printf ("/laws-boundary/%u", i + 1);
    g_test_add_data_func (path, settings[i], test_setting);
  }
  return g_test_run ();
}
