/* The kernel view: computes in the background, moves with the slider, stops when nobody looks. */
#include "kernel-view.h"
#include "window-fixture.h"
#include "window-test.h"

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

/* Prediction and real training arrive, and the words tell how lazy the network was. */
static void
test_study (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  const LabKernelStudy *study;

  g_assert_true (window_test_wait (is_whole, view, 60));
  study = lab_kernel_service_get (lab_kernel_view_get_service (view));
  g_assert_cmpuint (study->moment_count, >, 20);
  g_assert_true (isfinite (study->moments[study->moment_count - 1].measured_test));
  g_assert_nonnull (strstr (lab_kernel_view_get_summary (view), "the weights moved by"));
}

/* What is drawn follows the slider. */
static void
test_slider (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  LabPicture *early, *late;

  g_assert_true (window_test_wait (is_whole, view, 60));
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

/* Out of sight it computes nothing; seen again it begins anew; changed controls replace a study. */
static void
test_stops (WindowFixture *fixture, gconstpointer data)
{
  LabKernelView *view = show (fixture);
  const LabKernelStudy *study;

  g_assert_true (window_test_wait (is_busy, view, 10));
  lab_window_show_chart (fixture->window);
  g_assert_true (window_test_wait (is_idle, view, 10));
  show (fixture);
  g_assert_true (window_test_wait (is_whole, view, 60));
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
  ADD ("/kernel-view/stops", test_stops);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
