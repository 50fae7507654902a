/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifold view: points of the controls' manifold, what the network makes of them, turning. */
#include <math.h>
#include <string.h>

#include "ui/views/manifold/manifold-view.h"
#include "ui/views/manifold/manifold-view-testing.h"
#include "window-fixture.h"
#include "laboratory-test.h"
#include "laboratory/answers/manifold-data-testing.h"
#include "ui/views/manifold/manifold-canvas-testing.h"

static LabManifoldView *
show (WindowFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "view",
                                  g_variant_new_string ("manifold"));
  return LAB_MANIFOLD_VIEW (lab_window_current_view (fixture->window));
}

static gboolean
is_idle (gpointer view)
{
  return lab_manifold_view_get_cloud (view) != NULL &&
         !lab_manifold_data_is_busy (lab_manifold_view_get_data (view));
}

/* The points are test points of the very manifold, coloured by their targets; another manifold
 * brings others. */
static void
test_points (WindowFixture *fixture, gconstpointer data)
{
  LabManifoldView *view = show (fixture);
  const LabManifoldPoints *points;
  LabCloud *cloud;

  g_assert_true (laboratory_test_wait (is_idle, view, 20));
  points = lab_manifold_data_get_points (lab_manifold_view_get_data (view));
  cloud = lab_manifold_view_get_cloud (view);
  g_assert_cmpuint (cloud->n, ==, 2000);
  g_assert_cmpuint (points->dimension, ==, 4); /* the torus of d = 2 */
  for (guint i = 0; i < cloud->n; i++) {
    const float *x = points->points->x + 4 * i;

    g_assert_cmpfloat_with_epsilon (hypot ((double)x[0], (double)x[1]), G_SQRT2, 1e-5);
    g_assert_true (cloud->values[i] == points->points->target[i]);
  }
  g_assert_true (lab_laboratory_set (fixture->laboratory, "manifold", "swiss_roll", NULL));
  laboratory_test_pass (0.2);
  g_assert_true (laboratory_test_wait (is_idle, view, 20));
  points = lab_manifold_data_get_points (lab_manifold_view_get_data (view));
  g_assert_cmpuint (points->dimension, ==, 3);
  g_assert_cmpint (points->source.points.manifold, ==, LAB_MANIFOLD_SWISS_ROLL);
}

/* The outputs are those of the chart's own run: the same risk at the last step, and in the colours
 * the distance of prediction and target. */
static void
test_predictions (WindowFixture *fixture, gconstpointer data)
{
  LabManifoldView *view = show (fixture);
  LabManifoldData *source = lab_manifold_view_get_data (view);
  const LabExperiment *experiment = lab_laboratory_get_experiment (fixture->laboratory);
  const LabRunOutput *last;
  const LabManifoldPoints *points;
  LabRunPlan plan;
  g_autoptr (LabRun) run = NULL;
  LabCloud *cloud;
  double sum = 0.0;

  lab_manifold_view_set_colour (view, LAB_MANIFOLD_COLOUR_ERROR);
  g_assert_true (laboratory_test_wait (is_idle, view, 60));
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - experiment->repeats,
                       &plan);
  run = lab_run_train (experiment, &plan, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (lab_manifold_data_prediction_count (source), ==, run->evaluation_count);
  last = lab_manifold_data_get_prediction (source, run->evaluation_count - 1);
  g_assert_cmpuint (last->step, ==, experiment->steps);
  points = lab_manifold_data_get_points (source);
  cloud = lab_manifold_view_get_cloud (view);
  for (guint i = 0; i < cloud->n; i++) {
    double error = fabs ((double)last->values[i] - (double)points->points->target[i]);

    g_assert_cmpfloat_with_epsilon ((double)cloud->values[i], error, 1e-6);
    sum += error * error / cloud->n;
  }
  /* 2,000 of the 2,048 points, or the 256 that an evaluation in between meets. */
  g_assert_cmpfloat_with_epsilon (sum / last->excess_risk, 1.0, 0.25);
}

static gboolean
shows_sequences (gpointer view)
{
  const LabManifoldPoints *points =
      lab_manifold_data_get_points (lab_manifold_view_get_data (view));

  return is_idle (view) && points->source.task == LAB_TASK_SEQUENCES &&
         lab_manifold_data_predicts_points (lab_manifold_view_get_data (view));
}

/* Every token of a test sequence with the network's output for it; those beyond the outputs are not
 * known. Tokens that lie on no manifold are shown too, and a sentence says so. */
static void
test_tokens (WindowFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *inputs, *note;
    guint dimension;
  } known[] = {{"manifold", "Each point is a token", 4},
               {"heavy_tailed", "These inputs lie on no manifold", 2}};
  LabManifoldView *view = show (fixture);

  g_assert_true (lab_laboratory_set (fixture->laboratory, "task", "sequences", NULL));
  lab_manifold_view_set_colour (view, LAB_MANIFOLD_COLOUR_ERROR);
  for (guint k = 0; k < G_N_ELEMENTS (known); k++) {
    g_assert_true (lab_laboratory_set (fixture->laboratory, "inputs", known[k].inputs, NULL));
    laboratory_test_pass (0.6);
    g_assert_true (laboratory_test_wait (shows_sequences, view, 60));

    LabManifoldData *source = lab_manifold_view_get_data (view);
    const LabManifoldPoints *points = lab_manifold_data_get_points (source);
    const LabRunOutput *last =
        lab_manifold_data_get_prediction (source, lab_manifold_data_prediction_count (source) - 1);
    const guint tokens = lab_laboratory_get_experiment (fixture->laboratory)->tokens;
    LabCloud *cloud = lab_manifold_view_get_cloud (view);
    double sum = 0.0;

    g_assert_cmpuint (points->dimension, ==, known[k].dimension);
    g_assert_cmpuint (points->tokens, ==, tokens);
    g_assert_cmpuint (last->outputs, ==, tokens);
    g_assert_cmpuint (cloud->n, ==, 2000 / tokens * tokens);
    g_assert_cmpuint (last->n * tokens, >=, cloud->n);
    g_assert_nonnull (strstr (cloud->note, known[k].note));
    for (guint i = 0; i < cloud->n; i++) {
      double error = fabs ((double)last->values[i] - (double)points->points->target[i]);

      g_assert_cmpfloat_with_epsilon ((double)cloud->values[i], error, 1e-6);
      sum += error * error / cloud->n;
    }
    /* These tokens against all of the last evaluation: the very targets that the run is measured on. */
    g_assert_cmpfloat_with_epsilon (sum / last->excess_risk, 1.0, 0.3);
  }
}

static void
test_turns (WindowFixture *fixture, gconstpointer data)
{
  LabManifoldView *view = show (fixture);
  LabManifoldCanvas *canvas = lab_manifold_view_get_canvas (view);
  LabCloudPose before;
  gboolean animations;

  g_assert_true (laboratory_test_wait (is_idle, view, 20));
  before = *lab_manifold_canvas_get_pose (canvas);
  lab_manifold_canvas_turn (canvas, 0.1, 10.0);
  g_assert_cmpfloat_with_epsilon (lab_manifold_canvas_get_pose (canvas)->yaw, before.yaw + 0.1,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (lab_manifold_canvas_get_pose (canvas)->pitch, G_PI_2, 1e-9);
  lab_view_zoom (LAB_VIEW (view), 2.0);
  g_assert_cmpfloat (lab_manifold_canvas_get_pose (canvas)->zoom, ==, 2.0);
  lab_view_zoom (LAB_VIEW (view), 0.0);
  g_assert_cmpfloat (lab_manifold_canvas_get_pose (canvas)->yaw, ==, before.yaw);

  /* By itself only where the desktop lets pictures move. */
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (view)), "gtk-enable-animations", &animations,
                NULL);
  for (guint allowed = 0; allowed < 2; allowed++) {
    double yaw = lab_manifold_canvas_get_pose (canvas)->yaw;

    g_object_set (gtk_widget_get_settings (GTK_WIDGET (view)), "gtk-enable-animations",
                  allowed == 1, NULL);
    lab_manifold_canvas_set_turning (canvas, TRUE);
    laboratory_test_pass (0.5);
    lab_manifold_canvas_set_turning (canvas, FALSE);
    g_assert_true ((lab_manifold_canvas_get_pose (canvas)->yaw != yaw) == (allowed == 1));
  }
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (view)), "gtk-enable-animations", animations,
                NULL);
}

static gboolean
is_quiet (gpointer view)
{
  return !lab_manifold_data_is_busy (lab_manifold_view_get_data (view));
}

/* What nobody sees is not computed: leaving the view ends a training of minutes. */
static void
test_stops (WindowFixture *fixture, gconstpointer data)
{
  LabManifoldView *view = show (fixture);

  g_object_ref (view);
  g_assert_true (laboratory_test_wait (is_idle, view, 20));
  lab_laboratory_set (fixture->laboratory, "steps", "100000", NULL);
  lab_manifold_view_set_colour (view, LAB_MANIFOLD_COLOUR_PREDICTION);
  laboratory_test_pass (0.6);
  g_assert_true (lab_manifold_data_is_busy (lab_manifold_view_get_data (view)));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "axis",
                                  g_variant_new_string ("data"));
  g_assert_true (laboratory_test_wait (is_quiet, view, 10));
  g_object_unref (view);
}

static void
add_tests (LabApplication *application)
{
  g_test_add ("/manifold-view/points", WindowFixture, application, window_fixture_set_up,
              test_points, window_fixture_tear_down);
  g_test_add ("/manifold-view/predictions", WindowFixture, application, window_fixture_set_up,
              test_predictions, window_fixture_tear_down);
  g_test_add ("/manifold-view/tokens", WindowFixture, application, window_fixture_set_up,
              test_tokens, window_fixture_tear_down);
  g_test_add ("/manifold-view/turns", WindowFixture, application, window_fixture_set_up, test_turns,
              window_fixture_tear_down);
  g_test_add ("/manifold-view/stops", WindowFixture, application, window_fixture_set_up, test_stops,
              window_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
