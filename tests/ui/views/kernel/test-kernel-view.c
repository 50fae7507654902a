/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel view: computes in the background, moves with the slider, stops when nobody looks. */
#include "ui/views/kernel/kernel-facts.h"
#include "ui/views/kernel/kernel-facts-testing.h"
#include "ui/views/kernel/kernel-pair.h"
#include "ui/views/kernel/kernel-pair-testing.h"
#include "ui/views/kernel/kernel-view.h"
#include "ui/views/kernel/kernel-view-testing.h"
#include "window-fixture.h"
#include "laboratory-test.h"
#include "ui/chart/chart-view-testing.h"

#include <math.h>
#include <string.h>

static LabKernelView *
show (WindowFixture *fixture)
{
  lab_window_show_view (fixture->window, "kernel");
  return LAB_KERNEL_VIEW (lab_window_current_view (fixture->window));
}

static gboolean
is_whole (gpointer data)
{
  LabKernelService *service = lab_kernel_view_get_service (data);
  const LabKernelStudy *study = lab_kernel_service_get (service);

  return !lab_kernel_service_is_busy (service) && study != NULL && isfinite (study->kernel_drift);
}

static gboolean
is_busy (gpointer data)
{
  return lab_kernel_service_is_busy (lab_kernel_view_get_service (data));
}

static gboolean
is_idle (gpointer data)
{
  return !is_busy (data);
}

static const char *
fact (LabKernelView *view, LabKernelFact which)
{
  return lab_kernel_facts_get_text (LAB_KERNEL_FACTS (lab_kernel_view_get_facts (view)), which);
}

/* Each sentence, and the meter's bars: lazier is emptier. */
static void
check_facts (LabKernelView *view)
{
  LabKernelFacts *facts = LAB_KERNEL_FACTS (lab_kernel_view_get_facts (view));
  const LabKernelFindings *findings =
      lab_kernel_service_get_findings (lab_kernel_view_get_service (view));

  g_assert_nonnull (strstr (fact (view, LAB_KERNEL_FACT_START), "10 times"));
  g_assert_nonnull (strstr (fact (view, LAB_KERNEL_FACT_LAZINESS), "the curves lie"));
  g_assert_nonnull (strstr (fact (view, LAB_KERNEL_FACT_SPECTRUM), "condition number"));
  for (guint i = 0; i < findings->phases->count; i++)
    g_assert_nonnull (
        strstr (fact (view, LAB_KERNEL_FACT_END), findings->phases->accounts[i].sentence));
  g_assert_cmpfloat (findings->head_scale, ==, LAB_KERNEL_STUDY_HEAD_SCALE);
  g_assert_cmpfloat_with_epsilon (lab_kernel_facts_get_level (facts, 2),
                                  1 + log10 (expm1 (findings->gap)) / 3, 1e-6);
}

/* Prediction and real training arrive, and the words tell how lazy the network was. */
static void
test_study (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  const LabKernelStudy *study;

  g_assert_true (laboratory_test_wait (is_whole, view, 60));
  study = lab_kernel_service_get (lab_kernel_view_get_service (view));
  g_assert_cmpuint (study->moment_count, >, 20);
  g_assert_true (isfinite (study->moments[study->moment_count - 1].measured_test));
  check_facts (view);
}

/* What is drawn follows the slider. */
static void
test_slider (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  LabPicture *early, *late;

  g_assert_true (laboratory_test_wait (is_whole, view, 60));
  lab_kernel_view_set_step (view, 2);
  early = lab_view_picture (LAB_VIEW (view));
  lab_kernel_view_set_step (view, 5000);
  g_assert_cmpfloat_with_epsilon (lab_kernel_view_get_step (view), 5000, 1);
  late = lab_view_picture (LAB_VIEW (view));
  g_assert_true (early != NULL && late != NULL);
  g_assert_cmpstr (early->title, ==, late->title);
  g_assert_true (early->content != late->content);
  lab_picture_free (early);
  lab_picture_free (late);
}

/* Both charts zoom, pan and read out as the main one does; each by itself where it has the focus. */
static void
test_charts (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  LabKernelPair *pair = LAB_KERNEL_PAIR (lab_kernel_view_get_pair (view));
  LabChartView *curves = LAB_CHART_VIEW (lab_kernel_pair_get_chart (pair, 0));
  LabChartView *spectrum = LAB_CHART_VIEW (lab_kernel_pair_get_chart (pair, 1));
  LabChartRange before, after;

  g_assert_true (laboratory_test_wait (is_whole, view, 60));
  laboratory_test_pass (0.5);
  lab_chart_view_get_range (spectrum, &before);
  lab_kernel_view_set_step (view, 500); /* the axes stay */
  laboratory_test_pass (0.1);
  lab_chart_view_get_range (spectrum, &after);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  g_assert_true (lab_view_can_zoom (LAB_VIEW (view)));
  gtk_widget_grab_focus (GTK_WIDGET (spectrum));
  lab_view_zoom (LAB_VIEW (view), 2);
  g_assert_true (lab_chart_view_is_zoomed (spectrum));
  g_assert_false (lab_chart_view_is_zoomed (curves));
  gtk_widget_grab_focus (GTK_WIDGET (curves));
  lab_view_zoom (LAB_VIEW (view), 2);
  g_assert_true (lab_chart_view_is_zoomed (curves));
  g_assert_true (LAB_PICTURE_CANVAS_GET_CLASS (spectrum)->move (LAB_PICTURE_CANVAS (spectrum),
                                                                LAB_CURSOR_LAST));
  g_assert_nonnull (
      strstr (lab_picture_canvas_get_read_out (LAB_PICTURE_CANVAS (spectrum)), "k = "));
}

typedef struct
{
  LabKernelView *view;
  guint frames;
} Drag;

/* A frame: the slider moves on. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Drag *drag = data;

  lab_kernel_view_set_step (drag->view, pow (1e5, fmod (drag->frames++ / 120.0, 1)));
  return G_SOURCE_CONTINUE;
}

/* Dragged for a second with n = 1,024: a new picture every frame; how many there were is told. */
static void
test_drag (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  Drag drag = {.view = view};
  LabPicture *before, *after;
  gint64 begin;
  guint tick;

  g_assert_true (lab_laboratory_set (fixture->laboratory, "grid", "1024", NULL));
  g_assert_true (laboratory_test_wait (is_busy, view, 10));
  g_assert_true (laboratory_test_wait (is_whole, view, 120));
  laboratory_test_settle (fixture->laboratory);
  g_assert_cmpuint (lab_kernel_service_get (lab_kernel_view_get_service (view))->n, ==, 1024);
  before = lab_view_picture (LAB_VIEW (view));
  begin = g_get_monotonic_time ();
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (view), on_frame, &drag, NULL);
  laboratory_test_pass (2);
  g_test_message ("%.0f frames a second",
                  1e6 * drag.frames / (double)(g_get_monotonic_time () - begin));
  gtk_widget_remove_tick_callback (GTK_WIDGET (view), tick);
  after = lab_view_picture (LAB_VIEW (view));
  g_assert_cmpuint (drag.frames, >, 10);
  g_assert_true (before->content != after->content);
  lab_picture_free (before);
  lab_picture_free (after);
}

/* Raised eigenvalues: a finite condition number, an exponential phase, nothing trained; paper B's
 * slope appears. */
static void
test_floor (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  const LabExperiment *experiment = lab_laboratory_get_experiment (fixture->laboratory);
  LabKernelService *service = lab_kernel_view_get_service (view);

  g_assert_true (laboratory_test_wait (is_whole, view, 60));
  lab_kernel_service_want (service, experiment, 10, 0.1);
  g_assert_true (laboratory_test_wait (is_idle, view, 60));
  g_assert_cmpint (lab_kernel_service_get_findings (service)->spectrum, ==,
                   LAB_KERNEL_SPECTRUM_FINITE);
  g_assert_true (isnan (lab_kernel_service_get (service)->kernel_drift));
  g_assert_nonnull (strstr (fact (view, LAB_KERNEL_FACT_SPECTRUM), "Finite condition number 10"));
  g_assert_nonnull (strstr (fact (view, LAB_KERNEL_FACT_LAZINESS), "Nothing is trained"));
}

typedef struct
{
  LabKernelFacts *facts;
  const char *widest;
} WidthWait;

static gboolean
has_widths (gpointer data)
{
  const WidthWait *wait = data;

  return strstr (lab_kernel_facts_get_width (wait->facts), wait->widest) != NULL;
}

/* The switch has networks of five widths trained; off again, nothing is said or computed. */
static void
test_widths (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  LabKernelFacts *facts = LAB_KERNEL_FACTS (lab_kernel_view_get_facts (view));
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (lab_kernel_view_get_widths (view));
  const guint heads = lab_laboratory_get_experiment (fixture->laboratory)->heads;
  g_autofree char *widest = g_strdup_printf ("m = %u: ", 64 * heads);

  g_assert_true (laboratory_test_wait (is_whole, view, 60));
  gtk_toggle_button_set_active (button, TRUE);
  g_assert_nonnull (strstr (lab_kernel_facts_get_width (facts), "being trained"));
  laboratory_test_pass (0.5);
  gtk_toggle_button_set_active (button, FALSE); /* in the middle */
  g_assert_cmpstr (lab_kernel_facts_get_width (facts), ==, "");
  gtk_toggle_button_set_active (button, TRUE);
  WidthWait wait = {facts, widest};
  g_assert_true (laboratory_test_wait (has_widths, &wait, 120));
  g_assert_nonnull (strstr (lab_kernel_facts_get_width (facts), "m^"));
}

/* d moves during a computation: what comes is of the last d. */
static void
test_changes (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  const LabKernelStudy *study;

  g_assert_true (laboratory_test_wait (is_busy, view, 10));
  laboratory_test_pass (0.3);
  g_assert_true (lab_laboratory_set (fixture->laboratory, "width", "16", NULL));
  laboratory_test_pass (0.3);
  g_assert_true (lab_laboratory_set (fixture->laboratory, "width", "24", NULL));
  g_assert_true (laboratory_test_wait (is_busy, view, 10));
  g_assert_true (laboratory_test_wait (is_idle, view, 60));
  study = lab_kernel_service_get (lab_kernel_view_get_service (view));
  g_assert_cmpuint (study->plan.width, ==, 24);
  g_assert_true (isfinite (study->kernel_drift));
}

/* Out of sight it computes nothing; seen again it begins anew; changed controls replace a study. */
static void
test_stops (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  const LabKernelStudy *study;

  g_assert_true (laboratory_test_wait (is_busy, view, 10));
  lab_window_show_chart (fixture->window);
  g_assert_true (laboratory_test_wait (is_idle, view, 10));
  show (fixture);
  g_assert_true (laboratory_test_wait (is_whole, view, 60));
  study = lab_kernel_service_get (lab_kernel_view_get_service (view));
  g_assert_cmpuint (study->plan.width, ==,
                    lab_laboratory_get_experiment (fixture->laboratory)->width);
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/kernel-view/study", test_study);
  ADD ("/kernel-view/slider", test_slider);
  ADD ("/kernel-view/charts", test_charts);
  ADD ("/kernel-view/drag", test_drag);
  ADD ("/kernel-view/floor", test_floor);
  ADD ("/kernel-view/widths", test_widths);
  ADD ("/kernel-view/changes", test_changes);
  ADD ("/kernel-view/stops", test_stops);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
