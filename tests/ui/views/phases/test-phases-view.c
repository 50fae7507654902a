/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map in the window: opens, follows a slider, answers pointer and keys. */
#include <math.h>
#include <string.h>

#include "ui/views/phases/phases-view.h"
#include "ui/views/phases/phases-view-testing.h"
#include "input.h"
#include "window-fixture.h"
#include "laboratory-test.h"

static LabPhasesView *
show (WindowFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "view",
                                  g_variant_new_string ("phases"));
  laboratory_test_pass (0.1);
  return LAB_PHASES_VIEW (lab_window_current_view (fixture->window));
}

static const LabPhaseSetting *
setting_of (LabPhasesView *view)
{
  return lab_phase_field_setting (lab_phases_view_get_map (view)->field);
}

static gboolean
is_refined (gpointer data)
{
  LabPhaseMap *map = lab_phases_view_get_map (data);
  return map != NULL && lab_phase_field_level (map->field) == 2;
}

static gboolean
has_dots (gpointer data)
{
  return lab_phases_view_get_map (data)->dot_count > 8;
}

static gboolean
has_three_dimensions (gpointer data)
{
  return setting_of (data)->intrinsic_dimension == 3.0;
}

/* The small experiment's runs are its dots; a slider is answered at level 1, later at level 2. */
static void
test_follows (WindowFixture *fixture, gconstpointer data)
{
  LabPhasesView *view = show (fixture);
  LabPhaseMap *map = lab_phases_view_get_map (view);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (map);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (lab_phases_view_get_canvas (view))));
  g_assert_cmpuint (map->dot_count, >, 8);
  g_assert_cmpfloat (map->dots[0].dot.points, ==, 32.0);
  g_assert_cmpfloat (map->dots[map->dot_count - 1].dot.points, ==, 256.0);
  /* All of them are asked what a step is worth. */
  g_assert_cmpuint (map->calibration.points, ==, map->dot_count);
  g_assert_true (laboratory_test_wait (is_refined, view, 60));

  lab_laboratory_set (fixture->laboratory, "d", "3", &error);
  g_assert_no_error (error);
  g_assert_true (
      laboratory_test_wait (has_three_dimensions, view, 0.2)); /* before the runs restart */
  map = lab_phases_view_get_map (view);
  g_assert_cmpuint (lab_phase_field_level (map->field), ==, 1);
  g_assert_cmpuint (map->dot_count, ==, 0); /* another task: nothing is measured */
  g_assert_nonnull (strstr (map->note, "not fixed"));
  lab_laboratory_undo (fixture->laboratory);
  g_assert_true (laboratory_test_wait (has_dots, view, 20));
  g_assert_true (is_refined (view)); /* kept */
}

static void
test_switches (WindowFixture *fixture, gconstpointer data)
{
  LabPhasesView *view = show (fixture);
  guint lines = lab_phases_view_get_map (view)->frame->lines->len;
  LabPicture *picture;

  g_assert_cmpstr (lab_phases_view_get_map (view)->frame->y_name, ==, "T");
  lab_phases_view_set_plane (view, LAB_PLANE_COMPUTE);
  g_assert_cmpstr (lab_phases_view_get_map (view)->frame->y_name, ==, "C");
  g_assert_cmpfloat (lab_phases_view_get_map (view)->dots[0].y, ==,
                     lab_phases_view_get_map (view)->dots[0].dot.compute);
  lab_phases_view_set_condition_number (view, 100.0);
  g_assert_cmpuint (lab_phases_view_get_map (view)->frame->lines->len, ==, lines + 1);
  picture = lab_view_picture (LAB_VIEW (view));
  g_assert_true (picture->content == lab_phases_view_get_map (view));
  lab_picture_free (picture);
}

static void
take_text (LabView *view, const char *text, gpointer data)
{
  g_free (*(char **)data);
  *(char **)data = g_strdup (text);
}

static void
test_keys (WindowFixture *fixture, gconstpointer data)
{
  LabPhasesView *view = show (fixture);
  GtkWidget *canvas = GTK_WIDGET (lab_phases_view_get_canvas (view));
  g_autofree char *said = NULL;
  g_autofree char *first = NULL;

  g_assert_true (gtk_widget_has_focus (canvas));
  g_signal_connect (view, "read-out", G_CALLBACK (take_text), &said);
  g_assert_false (input_press (canvas, GDK_KEY_Escape)); /* nothing to take away: stops training */
  g_assert_true (input_press (canvas, GDK_KEY_Right));
  g_assert_nonnull (strstr (said, "n = 32"));
  g_assert_nonnull (strstr (said, "expected"));
  g_assert_nonnull (strstr (said, "measured"));
  first = g_strdup (said);
  g_assert_true (input_press (canvas, GDK_KEY_Up));
  g_assert_cmpstr (said, !=, first);
  g_assert_true (input_press (canvas, GDK_KEY_End));
  g_assert_nonnull (strstr (said, "n = 256"));
  /* And to assistive technology. */
  g_assert_cmpstr (lab_picture_canvas_get_read_out (LAB_PICTURE_CANVAS (canvas)), ==, said);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (canvas),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_true (input_press (canvas, GDK_KEY_Escape));
  g_assert_cmpstr (said, ==, "");
  g_signal_handlers_disconnect_by_func (view, take_text, &said);
}

static void
test_zooms (WindowFixture *fixture, gconstpointer data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  LabPhasesView *view = show (fixture);
  LabChartRange home = lab_phases_view_get_map (view)->range, range;

  g_action_group_activate_action (group, "zoom-in", NULL);
  range = lab_phases_view_get_map (view)->range;
  g_assert_cmpfloat (range.x_minimum, >, home.x_minimum);
  g_assert_cmpfloat (range.x_maximum, <, home.x_maximum);
  g_assert_cmpfloat (range.y_maximum, <, home.y_maximum);
  g_signal_emit_by_name (fixture->laboratory, "changed"); /* keeps it */
  laboratory_test_pass (0.1);
  g_assert_cmpfloat (lab_phases_view_get_map (view)->range.x_minimum, ==, range.x_minimum);
  g_action_group_activate_action (group, "zoom-out", NULL);
  g_action_group_activate_action (group, "zoom-out", NULL); /* no farther than everything */
  g_assert_cmpfloat (lab_phases_view_get_map (view)->range.x_minimum, ==, home.x_minimum);
  g_action_group_activate_action (group, "zoom-in", NULL);
  g_action_group_activate_action (group, "zoom-reset", NULL);
  g_assert_cmpfloat (lab_phases_view_get_map (view)->range.y_maximum, ==, home.y_maximum);
}

/* What a slider's move costs the main thread; told, not judged. */
static void
test_cost (WindowFixture *fixture, gconstpointer data)
{
  LabPhasesView *view = show (fixture);
  LabViewClass *class = LAB_VIEW_GET_CLASS (view);
  double least = INFINITY, most = 0.0;

  for (guint i = 0; i < 40; i++) {
    gint64 start = g_get_monotonic_time ();
    class->update (LAB_VIEW (view), fixture->laboratory);
    double took = (double)(g_get_monotonic_time () - start) * 1e-3;
    least = fmin (least, took);
    most = fmax (most, took);
  }
  g_test_message ("an update takes %.2f to %.2f ms", least, most);
  g_assert_cmpuint (lab_phases_view_get_map (view)->dot_count, >, 8);
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/phases-view/follows", test_follows);
  ADD ("/phases-view/switches", test_switches);
  ADD ("/phases-view/keys", test_keys);
  ADD ("/phases-view/zooms", test_zooms);
  ADD ("/phases-view/cost", test_cost);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
