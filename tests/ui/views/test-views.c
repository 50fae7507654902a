/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views beside the chart: offered, shown, updated once a frame and only while seen, exported. */
#include <string.h>

#include <glib/gstdio.h>

#include "ui/chart/chart-view.h"
#include "ui/chart/chart-view-testing.h"
#include "ui/window/export.h"
#include "ui/pieces/header-slot.h"
#include "window-fixture.h"
#include "laboratory-test.h"
#include "ui/picture/view-testing.h"
#include "ui/window/window-views-testing.h"

/* A view that counts what it is told. */
#define TEST_TYPE_VIEW (test_view_get_type ())
G_DECLARE_FINAL_TYPE (TestView, test_view, TEST, VIEW, LabView)

struct _TestView
{
  LabView parent_instance;
  guint updates;
  guint restyles;
  double zoomed;
};

G_DEFINE_FINAL_TYPE (TestView, test_view, LAB_TYPE_VIEW)

static void
update (LabView *view, LabLaboratory *laboratory)
{
  g_assert_true (LAB_IS_LABORATORY (laboratory));
  TEST_VIEW (view)->updates++;
}

static void
restyle (LabView *view)
{
  TEST_VIEW (view)->restyles++;
}

static void
paint (cairo_t *cr, double width, double height, gconstpointer content, const LabChartStyle *style)
{
  cairo_rectangle (cr, 0, 0, width / 2, height);
  cairo_fill (cr);
}

static LabPicture *
picture (LabView *view)
{
  LabPicture *made = g_new0 (LabPicture, 1);
  made->title = g_strdup ("Half");
  made->description = g_strdup ("half of it is black");
  made->paint = paint;
  return made;
}

static void
zoom (LabView *view, double factor)
{
  TEST_VIEW (view)->zoomed = factor;
}

static void
test_view_class_init (TestViewClass *class)
{
  LabViewClass *view_class = LAB_VIEW_CLASS (class);
  view_class->update = update;
  view_class->restyle = restyle;
  view_class->picture = picture;
  view_class->zoom = zoom;
}

static void
test_view_init (TestView *self)
{
  GtkWidget *button = gtk_button_new_with_label ("inside");
  lab_view_set_child (LAB_VIEW (self), button);
}

static GtkWidget *
create (void)
{
  return g_object_new (TEST_TYPE_VIEW, NULL);
}

static const LabViewEntry entry = {"test", "Test", "A view for tests", create};

static TestView *
show (WindowFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "view",
                                  g_variant_new_string ("test"));
  laboratory_test_pass (0.1);
  g_assert_true (TEST_IS_VIEW (lab_window_current_view (fixture->window)));
  return TEST_VIEW (lab_window_current_view (fixture->window));
}

static void
assert_state (WindowFixture *fixture, const char *action, const char *expected)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), action);
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, expected);
}

static void
test_shows (WindowFixture *fixture, gconstpointer data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  TestView *view;

  lab_window_add_view (fixture->window, &entry);
  g_assert_true (gtk_widget_has_focus (fixture->window->chart));
  assert_state (fixture, "view", "chart");
  view = show (fixture);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (view)));
  g_assert_false (gtk_widget_get_mapped (fixture->window->chart));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (view))); /* it was in the chart */
  assert_state (fixture, "view", "test");
  assert_state (fixture, "axis", ""); /* one switch of all is down */

  /* The axis that is set leads back as the others do. */
  g_action_group_activate_action (group, "axis", g_variant_new_string ("data"));
  laboratory_test_pass (0.1);
  g_assert_true (gtk_widget_get_mapped (fixture->window->chart));
  g_assert_true (gtk_widget_has_focus (fixture->window->chart));
  assert_state (fixture, "view", "chart");
  assert_state (fixture, "axis", "data");
  g_assert_true (show (fixture) == view); /* kept */

  g_action_group_activate_action (group, "view", g_variant_new_string ("no such view"));
  g_assert_true (lab_window_current_view (fixture->window) == LAB_VIEW (view));
}

static void
test_updates (WindowFixture *fixture, gconstpointer data)
{
  TestView *view;
  guint before;

  lab_laboratory_set_prediction (fixture->laboratory, FALSE,
                                 FALSE); /* which comes when it is ready */
  lab_window_add_view (fixture->window, &entry);
  view = show (fixture);
  laboratory_test_pass (0.1);
  g_assert_cmpuint (view->updates, >=, 1);
  before = view->updates;
  for (guint i = 0; i < 5; i++)
    g_signal_emit_by_name (fixture->laboratory, "changed");
  g_assert_cmpuint (view->updates, ==, before); /* waits for the frame */
  laboratory_test_pass (0.2);
  g_assert_cmpuint (view->updates, ==, before + 1);

  lab_window_show_chart (fixture->window);
  laboratory_test_pass (0.1);
  g_signal_emit_by_name (fixture->laboratory, "changed");
  laboratory_test_pass (0.2);
  g_assert_cmpuint (view->updates, ==, before + 1); /* not seen */
  show (fixture);
  g_assert_cmpuint (view->updates, ==, before + 2); /* made up for, once */
}

static void
test_zooms_and_presents (WindowFixture *fixture, gconstpointer data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  LabChartStyle usual, presenting;
  TestView *view;
  guint before;

  lab_window_add_view (fixture->window, &entry);
  view = show (fixture);
  g_action_group_activate_action (group, "zoom-in", NULL);
  g_assert_cmpfloat (view->zoomed, >, 1);
  g_action_group_activate_action (group, "zoom-out", NULL);
  g_assert_cmpfloat (view->zoomed, <, 1);
  g_action_group_activate_action (group, "zoom-reset", NULL);
  g_assert_cmpfloat (view->zoomed, ==, 0);
  g_assert_false (lab_chart_view_is_zoomed (LAB_CHART_VIEW (fixture->window->chart)));

  lab_view_style (LAB_VIEW (view), 1000, &usual);
  before = view->restyles;
  g_action_group_activate_action (group, "present", NULL);
  g_assert_true (lab_view_get_presenting (LAB_VIEW (view)));
  g_assert_cmpuint (view->restyles, >, before);
  lab_view_style (LAB_VIEW (view), 1000, &presenting);
  g_assert_cmpfloat (presenting.font_size, >=, 1000 / 40.0);
  g_assert_cmpfloat (presenting.font_size, >, usual.font_size);
  laboratory_test_pass (0.2);
  g_action_group_activate_action (group, "leave", NULL);
  g_assert_false (lab_view_get_presenting (LAB_VIEW (view)));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (lab_export_finish (LAB_LABORATORY (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return *(gboolean *)data;
}

static void
test_exports (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("lab-view-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "view.svg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  lab_window_add_view (fixture->window, &entry);
  lab_export_async (fixture->laboratory, lab_view_picture (LAB_VIEW (show (fixture))), path, 400,
                    300, NULL, on_exported, &done);
  g_assert_true (laboratory_test_wait (is_done, &done, 10));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "<title>Half</title>"));
  g_assert_nonnull (strstr (text, "half of it is black"));
  g_remove (path);
  g_rmdir (folder);
}

static gboolean
is_folded (gpointer data)
{
  LabWindow *window = data;
  return gtk_widget_get_mapped (window->switches) &&
         gtk_widget_is_ancestor (window->switches, window->switch_bar);
}

static gboolean
is_in_header (gpointer data)
{
  LabWindow *window = data;
  return gtk_widget_get_mapped (window->switches) &&
         gtk_widget_is_ancestor (window->switches, window->header);
}

/* Where the switches do not fit into the header they fold into the bar, and come back. */
static void
test_folds (WindowFixture *fixture, gconstpointer data)
{
  static const LabViewEntry wide = {"wide", "Mannigfaltigkeiten", "Wide", create};
  LabWindow *window = fixture->window;
  graphene_rect_t axes, views;
  int least;

  lab_window_add_view (window, &wide);
  lab_window_add_view (window, &entry);
  gtk_window_set_default_size (GTK_WINDOW (window), 1500, 800);
  g_assert_true (laboratory_test_wait (is_in_header, window, 10));
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <, 700); /* the header keeps no window wide */
  gtk_window_set_default_size (GTK_WINDOW (window), 760, 700);
  g_assert_true (laboratory_test_wait (is_folded, window, 10));
  g_assert_true (gtk_widget_compute_bounds (window->axis_switch, window->content, &axes));
  g_assert_true (gtk_widget_compute_bounds (window->view_switch, window->content, &views));
  g_assert_cmpfloat (views.origin.x, >, axes.origin.x + axes.size.width);

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 700); /* one below the other */
  laboratory_test_pass (0.4);
  g_assert_true (is_folded (window));
  g_assert_true (gtk_widget_compute_bounds (window->axis_switch, window->content, &axes));
  g_assert_true (gtk_widget_compute_bounds (window->view_switch, window->content, &views));
  g_assert_cmpfloat (views.origin.y, >=, axes.origin.y + axes.size.height);
  g_assert_cmpfloat (views.origin.x, >=, 0);
  g_assert_cmpfloat (views.origin.x + views.size.width, <=, gtk_widget_get_width (window->content));

  gtk_window_set_default_size (GTK_WINDOW (window), 1500, 800);
  g_assert_true (laboratory_test_wait (is_in_header, window, 10));
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/views/shows", test_shows);
  ADD ("/views/updates", test_updates);
  ADD ("/views/zooms-and-presents", test_zooms_and_presents);
  ADD ("/views/exports", test_exports);
  ADD ("/views/folds", test_folds);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
