/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory service: an answer at once, a better one soon, and only the newest question counts. */
#include "laboratory/theory-service.h"
#include "laboratory-test.h"

typedef struct
{
  LabTheoryService *service;
  guint ready;
} Fixture;

static void
on_ready (gpointer data)
{
  ((Fixture *)data)->ready++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->service = lab_theory_service_new (on_ready, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lab_theory_service_free (fixture->service);
}

static LabExperiment
experiment_of (guint d)
{
  LabExperiment experiment;
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.intrinsic_dimension = d;
  return experiment;
}

static gboolean
is_idle (gpointer data)
{
  return !lab_theory_service_is_busy (data);
}

static void
test_levels (Fixture *fixture, gconstpointer data)
{
  LabExperiment experiment = experiment_of (2);
  const LabPrediction *prediction = lab_theory_service_predict (fixture->service, &experiment);
  LabPredictionRequest request;
  LabPrediction direct;

  g_assert_cmpuint (prediction->level, ==, 1);
  g_assert_true (lab_theory_service_is_busy (fixture->service));
  g_assert_true (laboratory_test_wait (is_idle, fixture->service, 20));
  g_assert_cmpuint (fixture->ready, ==, 1);
  prediction = lab_theory_service_predict (fixture->service, &experiment);
  g_assert_cmpuint (prediction->level, ==, 2);
  g_assert_false (lab_theory_service_is_busy (fixture->service)); /* known: nothing is computed */
  lab_prediction_request_init (&request, &experiment);
  g_assert_true (lab_prediction_compute (&request, 2, NULL, NULL, &direct, NULL));
  for (guint i = 0; i < direct.count; i++)
    g_assert_cmpfloat (prediction->excess_risk[i], ==, direct.excess_risk[i]);
}

/* A slider's travel: every stop has its level 1, level 2 comes for the last one. */
static void
test_travel (Fixture *fixture, gconstpointer data)
{
  LabExperiment last;

  for (guint d = 1; d <= 32; d++) {
    last = experiment_of (d);
    g_assert_nonnull (lab_theory_service_predict (fixture->service, &last));
  }
  g_assert_true (laboratory_test_wait (is_idle, fixture->service, 20));
  g_assert_cmpuint (fixture->ready, ==, 1);
  g_assert_cmpuint (lab_theory_service_predict (fixture->service, &last)->level, ==, 2);
  last = experiment_of (16); /* passed over: asked again when it is wanted again */
  lab_theory_service_predict (fixture->service, &last);
  g_assert_true (laboratory_test_wait (is_idle, fixture->service, 20));
  g_assert_cmpuint (lab_theory_service_predict (fixture->service, &last)->level, ==, 2);
}

/* Freed in the middle of a computation: tear_down joins the thread. */
static void
test_free (Fixture *fixture, gconstpointer data)
{
  LabExperiment experiment = experiment_of (32);
  lab_theory_service_predict (fixture->service, &experiment);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add ("/theory-service/levels", Fixture, NULL, set_up, test_levels, tear_down);
  g_test_add ("/theory-service/travel", Fixture, NULL, set_up, test_travel, tear_down);
  g_test_add ("/theory-service/free", Fixture, NULL, set_up, test_free, tear_down);
  return g_test_run ();
}
