/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help for tests of the window. */
#include "laboratory-test.h"

#include "experiment/experiment-keys.h"

void
laboratory_test_experiment (LabExperiment *experiment)
{
  static const char *const words[][2] = {
      {"n", "256"},    {"grid", "32,64,128,256"}, {"width", "8"},   {"depth", "1"}, {"steps", "40"},
      {"batch", "16"}, {"tokens", "4"},           {"repeats", "1"}, {"seed", "5"},
  };
  lab_experiment_default (LAB_SWEEP_DATA, experiment);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (GError) error = NULL;
    lab_experiment_set (experiment, words[i][0], words[i][1], &error);
    g_assert_no_error (error);
  }
}

void
laboratory_test_set (LabLaboratory *laboratory, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (lab_laboratory_set (laboratory, key, value, &error));
  g_assert_no_error (error);
}

double
laboratory_test_get (LabLaboratory *laboratory, const char *key)
{
  return lab_experiment_get_number (lab_laboratory_get_experiment (laboratory), key);
}

static gboolean
expired (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
nudge (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
laboratory_test_wait (LaboratoryTestCondition condition, gpointer data, double seconds)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add ((guint)(seconds * 1000), expired, &late);
  guint waker = g_timeout_add (5, nudge, NULL);
  gboolean held;
  while (!(held = condition (data)) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_source_remove (waker);
  return held;
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

void
laboratory_test_pass (double seconds)
{
  laboratory_test_wait (never, NULL, seconds);
}

static gboolean
is_settled (gpointer data)
{
  return lab_laboratory_is_settled (data);
}

void
laboratory_test_settle (LabLaboratory *laboratory)
{
  g_assert_true (laboratory_test_wait (is_settled, laboratory, 60));
}

LabLaboratory *
laboratory_test_laboratory (void)
{
  LabLaboratory *laboratory = lab_laboratory_new (2);
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;
  laboratory_test_experiment (&experiment);
  lab_laboratory_set_experiment (laboratory, &experiment, &error);
  g_assert_no_error (error);
  laboratory_test_settle (laboratory);
  return laboratory;
}

guint
laboratory_test_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint count = 0;
  while (tasks != NULL && g_dir_read_name (tasks) != NULL)
    count++;
  return count;
}
