/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart's widget: keys, zoom, limits that follow the data, what it tells a screen reader. */
#include <math.h>
#include <string.h>

#include "ui/chart/chart-view.h"
#include "ui/chart/chart-view-testing.h"
#include "input.h"
#include "laboratory-test.h"
#include "ui/picture/picture-canvas-testing.h"

typedef struct
{
  GtkWidget *window;
  LabChartView *view;
  GString *said; /* the last read-out */
} Fixture;

static LabChartContent *
curve_content (guint count, double level)
{
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *series = lab_chart_content_add_series (content, count);

  content->x_label = g_strdup ("training points n");
  content->y_label = g_strdup ("excess risk");
  content->x_name = g_strdup ("n");
  content->y_name = g_strdup ("excess risk");
  series->label = g_strdup ("d = 2");
  for (guint i = 0; i < count; i++) {
    double y = level * pow (0.75, i);

    series->points[i] = (LabChartPoint){.x = 64 << i, .y = y, .low = y, .high = y};
  }
  return content;
}

static void
show (Fixture *fixture, guint count, double level)
{
  g_autoptr (LabChartContent) content = curve_content (count, level);

  lab_chart_view_set_content (fixture->view, content);
}

static void
on_read_out (LabChartView *view, const char *text, Fixture *fixture)
{
  g_string_assign (fixture->said, text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->said = g_string_new (NULL);
  fixture->view = LAB_CHART_VIEW (lab_chart_view_new ());
  fixture->window = gtk_window_new ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_signal_connect (fixture->view, "read-out", G_CALLBACK (on_read_out), fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  show (fixture, 5, 0.3);
  laboratory_test_pass (0.3);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_string_free (fixture->said, TRUE);
}

static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  g_assert_true (input_press (GTK_WIDGET (fixture->view), GDK_KEY_Right));
  g_assert_cmpstr (fixture->said->str, ==,
                   "d = 2: n = 64, excess risk 0.3, local slope \u22120.42");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Chart: d = 2: n = 64, excess risk 0.3, local slope \u22120.42");
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_Right);
  g_assert_nonnull (strstr (fixture->said->str, "n = 128, excess risk 0.225"));
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_End);
  g_assert_nonnull (strstr (fixture->said->str, "n = 1024"));
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_Home);
  g_assert_nonnull (strstr (fixture->said->str, "n = 64,"));
  g_assert_true (input_press (GTK_WIDGET (fixture->view), GDK_KEY_Escape));
  g_assert_cmpstr (fixture->said->str, ==, "");
  g_assert_false (input_press (GTK_WIDGET (fixture->view), GDK_KEY_Escape));
}

/* The cursor survives new points, and goes with the point that goes. */
static void
test_cursor_and_content (Fixture *fixture, gconstpointer data)
{
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_End);
  show (fixture, 6, 0.3);
  g_assert_nonnull (strstr (fixture->said->str, "n = 1024"));
  show (fixture, 2, 0.3);
  g_assert_cmpstr (fixture->said->str, ==, "");
}

static void
test_presenting (Fixture *fixture, gconstpointer data)
{
  lab_picture_canvas_set_presenting (LAB_PICTURE_CANVAS (fixture->view), TRUE);
  g_assert_false (input_press (GTK_WIDGET (fixture->view), GDK_KEY_Right));
  lab_picture_canvas_set_presenting (LAB_PICTURE_CANVAS (fixture->view), FALSE);
  g_assert_true (input_press (GTK_WIDGET (fixture->view), GDK_KEY_Right));
}

static void
assert_same (const LabChartRange *a, const LabChartRange *b)
{
  g_assert_cmpfloat_with_epsilon (a->x_minimum / b->x_minimum, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (a->x_maximum / b->x_maximum, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (a->y_minimum / b->y_minimum, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (a->y_maximum / b->y_maximum, 1.0, 1e-9);
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  LabChartRange home, closer, back;

  lab_chart_view_get_range (fixture->view, &home);
  g_assert_true (input_press (GTK_WIDGET (fixture->view), GDK_KEY_plus));
  lab_chart_view_get_range (fixture->view, &closer);
  g_assert_true (lab_chart_view_is_zoomed (fixture->view));
  g_assert_cmpfloat_with_epsilon (
      log (home.x_maximum / home.x_minimum) / log (closer.x_maximum / closer.x_minimum), 1.4, 1e-9);
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_minus);
  lab_chart_view_get_range (fixture->view, &back);
  assert_same (&home, &back);
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_plus);
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_0);
  lab_chart_view_get_range (fixture->view, &back);
  assert_same (&home, &back);
  g_assert_false (lab_chart_view_is_zoomed (fixture->view));
}

/* The place under the pointer stays; zooming ends somewhere. */
static void
test_zoom_place (Fixture *fixture, gconstpointer data)
{
  LabChartRange before, after;

  lab_chart_view_get_range (fixture->view, &before);
  lab_picture_canvas_zoom (LAB_PICTURE_CANVAS (fixture->view), 2.0, 1e6,
                           1e6); /* the lower right corner */
  lab_chart_view_get_range (fixture->view, &after);
  g_assert_cmpfloat_with_epsilon (after.x_maximum / before.x_maximum, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (after.y_minimum / before.y_minimum, 1.0, 1e-9);
  for (guint i = 0; i < 200; i++)
    input_press (GTK_WIDGET (fixture->view), GDK_KEY_plus);
  lab_chart_view_get_range (fixture->view, &after);
  g_assert_cmpfloat (after.x_maximum, >, after.x_minimum * 1.05);
  for (guint i = 0; i < 400; i++)
    input_press (GTK_WIDGET (fixture->view), GDK_KEY_minus);
  lab_chart_view_get_range (fixture->view, &after);
  g_assert_true (after.x_minimum > 0.0 && isfinite (after.x_maximum));
}

/* Limits stay while data in training are inside, close up when all is measured, move when data
 * leave them, and are the user's once zoomed. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabChartContent) training = curve_content (4, 0.28);
  LabChartRange home, range;

  lab_chart_view_get_range (fixture->view, &home);
  ((LabChartSeries *)g_ptr_array_index (training->series, 0))->points[3].provisional = TRUE;
  lab_chart_view_set_content (fixture->view, training);
  lab_chart_view_get_range (fixture->view, &range);
  assert_same (&home, &range);
  show (fixture, 4, 0.28);
  lab_chart_view_get_range (fixture->view, &range);
  g_assert_cmpfloat (range.x_maximum, <, home.x_maximum / 3.0);
  show (fixture, 12, 0.28);
  lab_chart_view_get_range (fixture->view, &range);
  g_assert_cmpfloat (range.x_maximum, >=, 64 << 11);
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_plus);
  lab_chart_view_get_range (fixture->view, &home);
  show (fixture, 14, 0.28);
  lab_chart_view_get_range (fixture->view, &range);
  assert_same (&home, &range);
  input_press (GTK_WIDGET (fixture->view), GDK_KEY_0);
  lab_chart_view_get_range (fixture->view, &range);
  g_assert_cmpfloat (range.x_maximum, >=, 64 << 13);
}

/* With animations the limits arrive as well. */
static void
test_glide (Fixture *fixture, gconstpointer data)
{
  LabChartRange range, wanted;
  g_autoptr (LabChartContent) content = curve_content (12, 0.28);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  lab_chart_range_fit (content, &wanted);
  lab_chart_view_set_content (fixture->view, content);
  laboratory_test_pass (1.0);
  lab_chart_view_get_range (fixture->view, &range);
  assert_same (&wanted, &range);
}

/* High enough for presenting to enlarge its type. */
#define PICTURE_WIDTH  640
#define PICTURE_HEIGHT 960

static cairo_surface_t *
render (LabChartView *view)
{
  return lab_picture_canvas_render (LAB_PICTURE_CANVAS (view), PICTURE_WIDTH, PICTURE_HEIGHT, 1);
}

static guint
differing_pixels (LabChartView *view, cairo_surface_t *before)
{
  cairo_surface_t *after = render (view);
  const guint32 *a = (const guint32 *)(void *)cairo_image_surface_get_data (before);
  const guint32 *b = (const guint32 *)(void *)cairo_image_surface_get_data (after);
  guint count = 0;

  for (gsize i = 0; i < PICTURE_WIDTH * PICTURE_HEIGHT; i++)
    count += a[i] != b[i];
  cairo_surface_destroy (after);
  return count;
}

/* Look, type and content reach the picture. */
static void
test_picture (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *before = render (fixture->view);

  g_assert_cmpuint (differing_pixels (fixture->view, before), ==, 0);
  lab_picture_canvas_set_look (LAB_PICTURE_CANVAS (fixture->view), LAB_LOOK_DARK);
  g_assert_cmpuint (differing_pixels (fixture->view, before), >, 300000);
  lab_picture_canvas_set_look (LAB_PICTURE_CANVAS (fixture->view), LAB_LOOK_LIGHT);
  lab_picture_canvas_set_presenting (LAB_PICTURE_CANVAS (fixture->view), TRUE);
  g_assert_cmpuint (differing_pixels (fixture->view, before), >, 1000);
  lab_picture_canvas_set_presenting (LAB_PICTURE_CANVAS (fixture->view), FALSE);
  g_assert_cmpuint (differing_pixels (fixture->view, before), ==, 0);
  show (fixture, 4, 0.3);
  g_assert_cmpuint (differing_pixels (fixture->view, before), >, 30);
  lab_chart_view_set_content (fixture->view, NULL);
  g_assert_cmpuint (differing_pixels (fixture->view, before), >, 100);
  cairo_surface_destroy (before);
}

/* The description follows the content, if not at once then within the interval. */
static void
test_description (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabChartContent) content = curve_content (7, 0.3);
  g_autofree char *description = lab_chart_content_describe (content);

  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (fixture->view)), ==,
                   GTK_ACCESSIBLE_ROLE_IMG);
  show (fixture, 6, 0.3);
  lab_chart_view_set_content (fixture->view, content);
  laboratory_test_pass (0.6);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/chart-view/cursor", test_cursor);
  ADD ("/chart-view/cursor-and-content", test_cursor_and_content);
  ADD ("/chart-view/presenting", test_presenting);
  ADD ("/chart-view/zoom", test_zoom);
  ADD ("/chart-view/zoom-place", test_zoom_place);
  ADD ("/chart-view/limits", test_limits);
  ADD ("/chart-view/glide", test_glide);
  ADD ("/chart-view/picture", test_picture);
  ADD ("/chart-view/description", test_description);
  return g_test_run ();
}
