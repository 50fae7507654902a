/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimates of dimension in the window: come by themselves, follow a slider, answer keys, and show
 * what is measured inside the network. */
#include <math.h>
#include <string.h>

#include "ui/views/dimension/dimension-view.h"
#include "ui/views/dimension/dimension-view-testing.h"
#include "input.h"
#include "window-fixture.h"
#include "laboratory-test.h"

static LabDimensionView *
show (WindowFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "view",
                                  g_variant_new_string ("dimension"));
  laboratory_test_pass (0.1);
  return LAB_DIMENSION_VIEW (lab_window_current_view (fixture->window));
}

/* Both panels of the data. */
static gboolean
has_estimates (gpointer data)
{
  LabDimensionPlot *plot = lab_dimension_view_get_plot (data);

  return plot != NULL && plot->panels->len >= 2;
}

static gboolean
has_blocks (gpointer data)
{
  LabDimensionPlot *plot = lab_dimension_view_get_plot (data);
  const LabDimensionPanel *last;

  if (plot == NULL || plot->panels->len < 3)
    return FALSE;
  last = g_ptr_array_index (plot->panels, plot->panels->len - 1);
  return g_str_has_prefix (last->title, "After block");
}

static double
first_estimate (LabDimensionView *view)
{
  const LabDimensionPanel *panel =
      g_ptr_array_index (lab_dimension_view_get_plot (view)->panels, 0);
  const LabDimensionSeries *mle = g_ptr_array_index (panel->series, 0);

  return g_array_index (mle->points, LabDimensionPoint, mle->points->len / 2).value;
}

static void
test_follows (WindowFixture *fixture, gconstpointer data)
{
  LabDimensionView *view = show (fixture);
  double d = lab_laboratory_get_experiment (fixture->laboratory)->intrinsic_dimension;
  g_autoptr (GError) error = NULL;
  LabPicture *picture;

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (lab_dimension_view_get_canvas (view))));
  g_assert_true (laboratory_test_wait (has_estimates, view, 60));
  g_assert_cmpfloat (lab_dimension_view_get_plot (view)->truth, ==, d);
  g_assert_cmpfloat (fabs (first_estimate (view) - d), <, 0.1 * d);
  picture = lab_view_picture (LAB_VIEW (view));
  g_assert_true (picture->content == lab_dimension_view_get_plot (view));
  lab_picture_free (picture);

  lab_laboratory_set (fixture->laboratory, "d", "4", &error);
  g_assert_no_error (error);
  laboratory_test_pass (0.1);
  g_assert_false (has_estimates (view)); /* those of another task are not shown */
  g_assert_true (laboratory_test_wait (has_estimates, view, 60));
  g_assert_cmpfloat (fabs (first_estimate (view) - 4.0), <, 0.6);
}

static void
test_inside (WindowFixture *fixture, gconstpointer data)
{
  LabDimensionView *view = show (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (has_blocks (view));
  g_assert_nonnull (strstr (lab_dimension_view_get_plot (view)->note, "Dimension inside"));
  lab_laboratory_set (fixture->laboratory, "dimension", "pooled", &error);
  g_assert_no_error (error);
  g_assert_true (laboratory_test_wait (has_blocks, view, 60));
}

static void
test_keys (WindowFixture *fixture, gconstpointer data)
{
  LabDimensionView *view = show (fixture);
  LabPictureCanvas *canvas = LAB_PICTURE_CANVAS (lab_dimension_view_get_canvas (view));
  g_autofree char *first = NULL;

  g_assert_true (laboratory_test_wait (has_estimates, view, 60));
  g_assert_cmpstr (lab_picture_canvas_get_read_out (canvas), ==, "");
  g_assert_true (input_press (GTK_WIDGET (canvas), GDK_KEY_Right));
  first = g_strdup (lab_picture_canvas_get_read_out (canvas));
  g_assert_nonnull (strstr (first, "95 % interval"));
  g_assert_true (input_press (GTK_WIDGET (canvas), GDK_KEY_End));
  g_assert_cmpstr (lab_picture_canvas_get_read_out (canvas), !=, first);
  g_assert_true (input_press (GTK_WIDGET (canvas), GDK_KEY_Home));
  g_assert_cmpstr (lab_picture_canvas_get_read_out (canvas), ==, first);
  g_assert_true (input_press (GTK_WIDGET (canvas), GDK_KEY_Escape));
  g_assert_cmpstr (lab_picture_canvas_get_read_out (canvas), ==, "");
  g_assert_false (input_press (GTK_WIDGET (canvas), GDK_KEY_Escape));
}

static void
add (LabApplication *application)
{
  g_test_add ("/dimension-view/follows", WindowFixture, application, window_fixture_set_up,
              test_follows, window_fixture_tear_down);
  g_test_add ("/dimension-view/inside", WindowFixture, application, window_fixture_set_up,
              test_inside, window_fixture_tear_down);
  g_test_add ("/dimension-view/keys", WindowFixture, application, window_fixture_set_up, test_keys,
              window_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
