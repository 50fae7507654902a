/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws in the window: chooser, fit window, baseline, prediction, residuals. */
#include <math.h>
#include <string.h>

#include "ui/chart/chart-view.h"
#include "ui/controls/parameter-row-private.h"
#include "ui/laws/theories-dialog.h"
#include "ui/laws/theories-dialog-testing.h"
#include "ui/laws/theory-row.h"
#include "ui/laws/theory-row-testing.h"
#include "ui/controls/control-panel.h"
#include "input.h"
#include "window-fixture.h"
#include "laboratory-test.h"

static guint
count_lines (LabLaboratory *laboratory, LabLineKind kind)
{
  g_autoptr (LabChartContent) content = lab_laboratory_compose (laboratory);
  guint count = 0;

  for (guint i = 0; i < content->lines->len; i++)
    count += ((LabChartLine *)g_ptr_array_index (content->lines, i))->kind == kind;
  return count;
}

static guint
count_outside (LabLaboratory *laboratory)
{
  g_autoptr (LabChartContent) content = lab_laboratory_compose (laboratory);
  guint count = 0;

  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);
    for (guint j = 0; j < series->point_count; j++)
      count += series->points[j].outside;
  }
  return count;
}

/* Whether some visible label below widget says text. */
static gboolean
says (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
open_dialog (LabWindow *window)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  gtk_widget_activate_action (GTK_WIDGET (window), "win.theories", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) toplevel = g_list_model_get_item (windows, i);
    if (gtk_window_get_transient_for (GTK_WINDOW (toplevel)) == GTK_WINDOW (window))
      return toplevel;
  }
  return NULL;
}

static void
switch_row (GtkWidget *dialog, const char *id, gboolean on)
{
  GtkWidget *row = lab_theories_dialog_find (dialog, id);
  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (lab_theory_row_get_check (LAB_THEORY_ROW (row))),
                               on);
}

/* Several theories at once, remembered in the settings; each explained; the prediction as well. */
static void
test_theories (WindowFixture *fixture, gconstpointer data)
{
  LabLaboratory *laboratory = fixture->laboratory;
  GtkWidget *dialog = open_dialog (fixture->window);
  GtkWidget *row;
  g_autofree char *ids = NULL;
  guint count;
  const LabTheory *theories = lab_theory_catalogue (&count);

  g_assert_nonnull (dialog);
  for (guint i = 0; i < count; i++) {
    row = lab_theories_dialog_find (dialog, theories[i].id);
    g_assert_nonnull (row);
    g_assert_nonnull (
        strstr (lab_theory_row_get_explanation (LAB_THEORY_ROW (row)), theories[i].citation));
  }
  g_assert_cmpuint (count_lines (laboratory, LAB_LINE_REFERENCE), ==, 1);
  switch_row (dialog, "kaplan-data", TRUE);
  switch_row (dialog, "chinchilla-data", TRUE);
  g_assert_cmpuint (count_lines (laboratory, LAB_LINE_REFERENCE), ==, 3);
  switch_row (dialog, "paper-a-data", FALSE);
  g_assert_cmpuint (count_lines (laboratory, LAB_LINE_REFERENCE), ==, 2);
  ids = lab_settings_string (fixture->settings, "theories");
  g_assert_true (lab_theory_list_has (ids, "kaplan-data"));
  g_assert_false (lab_theory_list_has (ids, "paper-a-data"));
  /* Labels are noisy: the resolution limit is chosen, but not drawn, and says why. */
  row = lab_theories_dialog_find (dialog, "bahri-resolution-data");
  g_assert_true (says (row, "without noise"));
  g_assert_cmpuint (count_lines (laboratory, LAB_LINE_PREDICTION), ==, 1);
  switch_row (dialog, "prediction-visible", FALSE);
  switch_row (dialog, "prediction-training", TRUE);
  g_assert_cmpuint (count_lines (laboratory, LAB_LINE_PREDICTION), ==, 0);
  g_assert_cmpuint (count_lines (laboratory, LAB_LINE_TRAINING), ==, 1);
  gtk_window_close (GTK_WINDOW (dialog));
  laboratory_test_pass (0.1);
}

static gboolean
is_fitted_from (gpointer data)
{
  const LabCurveFit *fit = lab_laboratory_get_fit (data);
  return fit != NULL && fit->samples_outside == 1;
}

static gboolean
is_fitted_whole (gpointer data)
{
  const LabCurveFit *fit = lab_laboratory_get_fit (data);
  return fit != NULL && fit->samples_outside == 0;
}

/* By keys: from the second of four points on; by the chart's drag; and back to all. */
static void
test_fit_window (WindowFixture *fixture, gconstpointer data)
{
  LabLaboratory *laboratory = fixture->laboratory;
  GtkWidget *window = GTK_WIDGET (fixture->window);
  double low, high;

  gtk_widget_activate_action (window, "win.fit-from", NULL);
  lab_laboratory_get_fit_window (laboratory, &low, &high);
  g_assert_cmpfloat (low, ==, 0.0); /* no cursor yet: only a hint */
  input_press (fixture->window->chart, GDK_KEY_Right);
  input_press (fixture->window->chart, GDK_KEY_Right);
  gtk_widget_activate_action (window, "win.fit-from", NULL);
  lab_laboratory_get_fit_window (laboratory, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 64.0, 1e-3);
  g_assert_cmpfloat (high, ==, 0.0);
  g_assert_cmpuint (count_outside (laboratory), ==, 1);
  g_assert_true (laboratory_test_wait (is_fitted_from, laboratory, 20));
  g_assert_true (says (fixture->window->laws, "Fitted from n = 64 on"));

  g_signal_emit_by_name (fixture->window->chart, "fit-window", 60.0, 140.0);
  g_assert_cmpuint (count_outside (laboratory), ==, 2);
  gtk_widget_activate_action (window, "win.fit-all", NULL);
  g_assert_cmpuint (count_outside (laboratory), ==, 0);
  g_assert_true (laboratory_test_wait (is_fitted_whole, laboratory, 20));
  g_assert_false (says (fixture->window->laws, "Fitted from"));
}

/* P keeps the curve: a dot on each slider, the curve with its name, the difference in words. */
static void
test_pin (WindowFixture *fixture, gconstpointer data)
{
  LabLaboratory *laboratory = fixture->laboratory;
  LabWindow *window = fixture->window;
  LabParameterRow *row =
      LAB_PARAMETER_ROW (lab_control_panel_find (LAB_CONTROL_PANEL (window->control_panel), "d"));
  g_autoptr (LabChartContent) content = NULL;
  gboolean named = FALSE;
  LabComparison comparison;

  g_assert_true (isnan (row->baseline));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.pin", NULL);
  g_assert_cmpfloat (row->baseline, ==, 2);
  g_assert_false (lab_laboratory_compare (laboratory, &comparison));
  lab_laboratory_set (laboratory, "d", "4", NULL);
  /* Before anything is measured the kernel model speaks. */
  g_assert_true (lab_laboratory_compare (laboratory, &comparison));
  g_assert_false (comparison.measured);
  g_assert_cmpfloat (comparison.error, >, 1.0);
  g_assert_true (says (window->laws, "kernel model"));
  laboratory_test_settle (laboratory);
  g_assert_true (lab_laboratory_compare (laboratory, &comparison));
  g_assert_true (comparison.measured);
  g_assert_true (says (window->laws, "(measured)"));
  content = lab_laboratory_compose (laboratory);
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);
    named |= series->ghost && g_str_has_prefix (series->label, "baseline: d = 2");
  }
  g_assert_true (named);
  lab_laboratory_clear_ghosts (laboratory); /* a baseline is not cleared away */
  g_assert_true (lab_laboratory_compare (laboratory, &comparison));
  lab_laboratory_set (laboratory, "d", "2", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.pin", NULL);
  g_assert_true (isnan (row->baseline));
  g_assert_null (lab_laboratory_get_baseline (laboratory));
}

/* Measured, expected and proven stand one below the other, and agree with what was fitted. */
static void
test_panel (WindowFixture *fixture, gconstpointer data)
{
  LabLaboratory *laboratory = fixture->laboratory;
  const LabExpectation *expectation;
  const LabCurveFit *fit;

  laboratory_test_settle (laboratory);
  expectation = lab_laboratory_get_expectation (laboratory);
  fit = lab_laboratory_get_fit (laboratory);
  g_assert_cmpuint (expectation->prediction.level, ==, 2);
  g_assert_cmpint (expectation->constant, ==, LAB_CONSTANT_FITTED);
  g_assert_cmpuint (fit->prediction_level, ==, 2);
  g_assert_cmpfloat_with_epsilon (fit->prediction, expectation->slope, 1e-9);
  g_assert_true (says (fixture->window->laws, "Expected here"));
  g_assert_true (says (fixture->window->laws, "kernel model, level 2"));
  g_assert_nonnull (lab_laboratory_get_study (laboratory));
  g_assert_true (says (fixture->window->laws, "Half of this error takes"));
  g_assert_true (says (fixture->window->laws, "Held-out check"));
}

static void
test_residuals (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (LabChartContent) content = NULL;

  laboratory_test_settle (fixture->laboratory);
  content = lab_laboratory_compose (fixture->laboratory);
  g_assert_cmpuint (content->residual_count, ==, 4);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.residuals-visible", NULL);
  g_assert_true (lab_settings_boolean (fixture->settings, "residuals-visible"));
  laboratory_test_pass (0.2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.residuals-visible", NULL);
  g_assert_false (lab_settings_boolean (fixture->settings, "residuals-visible"));
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add ("/laws/" name, WindowFixture, application, window_fixture_set_up, test,              \
              window_fixture_tear_down)
  ADD ("panel", test_panel);
  ADD ("theories", test_theories);
  ADD ("fit-window", test_fit_window);
  ADD ("pin", test_pin);
  ADD ("residuals", test_residuals);
#undef ADD
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
