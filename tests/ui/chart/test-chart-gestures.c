/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wheel, drags and fingers on the chart: each with the display server's own events, but for the
 * fingers, which it has none of. Places are pixels of the widget; what must hold is said in values
 * of the axes. */
#include <math.h>
#include <string.h>

#include "ui/chart/chart-view-private.h"
#include "input.h"
#include "laboratory-test.h"
#include "ui/chart/chart-view-testing.h"

/* Two places inside the plot, and one of the content's points is at neither. */
#define LEFT   300.0
#define RIGHT  420.0
#define TOP    200.0
#define BOTTOM 290.0

typedef struct
{
  GtkWidget *window;
  GtkWidget *widget;
  LabChartView *view;
  LabChartRange home;
  LabChartPlot plot; /* at first: it moves with the width of the labels */
  double low, high;  /* of the last fit window */
} Fixture;

static LabChartContent *
falling_curve (void)
{
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *series = lab_chart_content_add_series (content, 5);

  content->x_label = g_strdup ("training points n");
  content->y_label = g_strdup ("excess risk");
  content->x_name = g_strdup ("n");
  content->y_name = g_strdup ("excess risk");
  series->label = g_strdup ("d = 2");
  for (guint i = 0; i < 5; i++) {
    double y = 0.3 * pow (0.75, i);

    series->points[i] = (LabChartPoint){.x = 64 << i, .y = y, .low = y, .high = y};
  }
  return content;
}

static void
on_fit_window (LabChartView *view, double low, double high, Fixture *fixture)
{
  fixture->low = low;
  fixture->high = high;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabChartContent) content = falling_curve ();

  fixture->widget = lab_chart_view_new ();
  fixture->view = LAB_CHART_VIEW (fixture->widget);
  fixture->low = fixture->high = NAN;
  fixture->window = gtk_window_new ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_signal_connect (fixture->view, "fit-window", G_CALLBACK (on_fit_window), fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->widget);
  gtk_window_present (GTK_WINDOW (fixture->window));
  lab_chart_view_set_content (fixture->view, content);
  laboratory_test_pass (0.3);
  lab_chart_view_get_range (fixture->view, &fixture->home);
  fixture->plot = fixture->view->plot;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static double
x_value (Fixture *fixture, const LabChartRange *range, double x)
{
  return lab_chart_value_x (&fixture->plot, range, x);
}

static double
y_value (Fixture *fixture, const LabChartRange *range, double y)
{
  return lab_chart_value_y (&fixture->plot, range, y);
}

static void
assert_near (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value / expected, 1.0, 1e-6);
}

static void
assert_range (Fixture *fixture, double left, double right, double bottom, double top)
{
  LabChartRange range;

  lab_chart_view_get_range (fixture->view, &range);
  assert_near (range.x_minimum, left);
  assert_near (range.x_maximum, right);
  assert_near (range.y_minimum, bottom);
  assert_near (range.y_maximum, top);
}

static void
assert_home (Fixture *fixture)
{
  const LabChartRange *home = &fixture->home;

  assert_range (fixture, home->x_minimum, home->x_maximum, home->y_minimum, home->y_maximum);
}

/* The rectangle between both places fills the plot. */
static void
assert_rectangle (Fixture *fixture)
{
  assert_range (fixture, x_value (fixture, &fixture->home, LEFT),
                x_value (fixture, &fixture->home, RIGHT), y_value (fixture, &fixture->home, BOTTOM),
                y_value (fixture, &fixture->home, TOP));
}

/* What was under the pointer stays under it. */
static void
test_pan (Fixture *fixture, gconstpointer data)
{
  LabChartRange range;

  if (!input_has_pointer (fixture->widget))
    return;
  input_point (fixture->widget, RIGHT, BOTTOM, "mousedown 1");
  input_point (fixture->widget, RIGHT - 2.0, BOTTOM, ""); /* not yet a drag */
  assert_home (fixture);
  input_point (fixture->widget, LEFT, TOP, "mouseup 1");
  lab_chart_view_get_range (fixture->view, &range);
  g_assert_true (lab_chart_view_is_zoomed (fixture->view));
  assert_near (x_value (fixture, &range, LEFT), x_value (fixture, &fixture->home, RIGHT));
  assert_near (y_value (fixture, &range, TOP), y_value (fixture, &fixture->home, BOTTOM));
  assert_near (range.x_maximum / range.x_minimum,
               fixture->home.x_maximum / fixture->home.x_minimum);
  input_point (fixture->widget, RIGHT, BOTTOM, ""); /* the button is up */
  assert_near (x_value (fixture, &range, LEFT), x_value (fixture, &fixture->home, RIGHT));
}

/* words: how the drag of a rectangle begins and ends. */
typedef struct
{
  const char *begin, *end;
} Band;

static const Band shift_band = {"keydown shift mousedown 1", "mouseup 1 keyup shift"};
static const Band secondary_band = {"mousedown 3", "mouseup 3"};

static void
test_band (Fixture *fixture, gconstpointer data)
{
  const Band *words = data;

  if (!input_has_pointer (fixture->widget))
    return;
  input_point (fixture->widget, RIGHT, TOP, words->begin);
  input_point (fixture->widget, LEFT, BOTTOM, "");
  assert_home (fixture); /* until the button is released */
  input_point (fixture->widget, LEFT, BOTTOM, words->end);
  assert_rectangle (fixture);
}

/* A rectangle of a few pixels was a slip; Escape drops one; the middle button draws none. */
static void
test_no_band (Fixture *fixture, gconstpointer data)
{
  if (!input_has_pointer (fixture->widget))
    return;
  input_point (fixture->widget, LEFT, TOP, "mousedown 3");
  input_point (fixture->widget, LEFT + 5.0, BOTTOM, "mouseup 3");
  assert_home (fixture);
  input_point (fixture->widget, LEFT, TOP, "mousedown 3");
  input_point (fixture->widget, RIGHT, BOTTOM, "");
  g_assert_true (input_press (fixture->widget, GDK_KEY_Escape));
  input_point (fixture->widget, RIGHT, BOTTOM, "mouseup 3");
  assert_home (fixture);
  input_point (fixture->widget, LEFT, TOP, "mousedown 2");
  input_point (fixture->widget, RIGHT, BOTTOM, "mouseup 2");
  assert_home (fixture);
}

static void
test_fit_window (Fixture *fixture, gconstpointer data)
{
  if (!input_has_pointer (fixture->widget))
    return;
  input_point (fixture->widget, RIGHT, TOP, "keydown ctrl mousedown 1");
  input_point (fixture->widget, RIGHT - 4.0, TOP, "");
  g_assert_true (isnan (fixture->low)); /* a slip so far */
  input_point (fixture->widget, LEFT, BOTTOM, "");
  assert_near (fixture->low, x_value (fixture, &fixture->home, LEFT));
  assert_near (fixture->high, x_value (fixture, &fixture->home, RIGHT));
  input_point (fixture->widget, 1.0, BOTTOM, "mouseup 1 keyup ctrl"); /* left of the plot */
  assert_near (fixture->low, fixture->home.x_minimum);
  assert_home (fixture);
}

/* What is under the pointer stays under it. */
static void
test_wheel (Fixture *fixture, gconstpointer data)
{
  double span = log (fixture->home.x_maximum / fixture->home.x_minimum);
  LabChartRange range;

  if (!input_has_pointer (fixture->widget))
    return;
  input_point (fixture->widget, LEFT, BOTTOM, "click 4");
  lab_chart_view_get_range (fixture->view, &range);
  g_assert_cmpfloat (log (range.x_maximum / range.x_minimum), <, span / 1.1);
  assert_near (x_value (fixture, &range, LEFT), x_value (fixture, &fixture->home, LEFT));
  assert_near (y_value (fixture, &range, BOTTOM), y_value (fixture, &fixture->home, BOTTOM));
  input_point (fixture->widget, LEFT, BOTTOM, "click 5 click 5");
  lab_chart_view_get_range (fixture->view, &range);
  g_assert_cmpfloat (log (range.x_maximum / range.x_minimum), >, span * 1.1);
  input_point (fixture->widget, LEFT, BOTTOM, "click --repeat 2 --delay 30 1");
  g_assert_false (lab_chart_view_is_zoomed (fixture->view));
  assert_home (fixture);
}

/* Two fingers spread to three times, and anew to one and a half: the scale counts from where they
 * began. */
static void
test_pinch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkEventController) pinch = input_controller (fixture->widget, GTK_TYPE_GESTURE_ZOOM);
  double span = log (fixture->home.x_maximum / fixture->home.x_minimum);
  LabChartRange range;

  g_assert_nonnull (pinch);
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 2.0);
  g_signal_emit_by_name (pinch, "scale-changed", 3.0);
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 1.5);
  lab_chart_view_get_range (fixture->view, &range);
  assert_near (log (range.x_maximum / range.x_minimum), span / 4.5);
  assert_near (range.x_maximum * range.x_minimum,
               fixture->home.x_maximum * fixture->home.x_minimum);
}

/* The pointer reads out and forgets; a cursor that keys placed stays. */
static void
test_read_out (Fixture *fixture, gconstpointer data)
{
  LabPictureCanvas *canvas = LAB_PICTURE_CANVAS (fixture->view);
  const LabChartPlot *plot = &fixture->plot;
  double x = lab_chart_plot_x (plot, &fixture->home, 256.0);
  double y = lab_chart_plot_y (plot, &fixture->home, 0.3 * 0.75 * 0.75);

  if (!input_has_pointer (fixture->widget))
    return;
  input_point (fixture->widget, x + 5.0, y, "");
  g_assert_nonnull (strstr (lab_picture_canvas_get_read_out (canvas), "n = 256"));
  input_point (fixture->widget, x, plot->y + 2.0, "");
  g_assert_cmpstr (lab_picture_canvas_get_read_out (canvas), ==, "");
  input_press (fixture->widget, GDK_KEY_Home);
  input_point (fixture->widget, x, plot->y + 8.0, "");
  g_assert_nonnull (strstr (lab_picture_canvas_get_read_out (canvas), "n = 64,"));
  input_point (fixture->widget, x - 5.0, y, "click 1");
  g_assert_nonnull (strstr (lab_picture_canvas_get_read_out (canvas), "n = 256"));
  g_assert_true (gtk_widget_is_focus (fixture->widget));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#define ADD(path, data, function)                                                                  \
  g_test_add ("/chart-gestures/" path, Fixture, data, set_up, function, tear_down)
  ADD ("pan", NULL, test_pan);
  ADD ("band/shift", &shift_band, test_band);
  ADD ("band/secondary-button", &secondary_band, test_band);
  ADD ("no-band", NULL, test_no_band);
  ADD ("fit-window", NULL, test_fit_window);
  ADD ("wheel", NULL, test_wheel);
  ADD ("pinch", NULL, test_pinch);
  ADD ("read-out", NULL, test_read_out);
  return g_test_run ();
}
