/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and samplers, whatever the task: its entry of the table of tasks does what is asked. */
#include "experiment/task.h"

struct _LabRunSampler
{
  const LabTaskInfo *task;
  gpointer sampler; /* the task's own */
};

gboolean
lab_run_source_equal (const LabRunSource *a, const LabRunSource *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->task == b->task && lab_task_info (a->task)->equal_sources (a, b);
}

void
lab_run_source_hold (const LabRunSource *source)
{
  g_return_if_fail (source != NULL);

  lab_point_set_ref (source->points.points);
  if (source->corpus != NULL)
    lab_corpus_ref (source->corpus);
}

void
lab_run_source_release (const LabRunSource *source)
{
  g_return_if_fail (source != NULL);

  lab_point_set_unref (source->points.points);
  if (source->corpus != NULL)
    lab_corpus_unref (source->corpus);
}

gsize
lab_run_source_test_examples (const LabRunSource *source)
{
  g_return_val_if_fail (source != NULL, 0);

  const LabPointSet *points = source->points.points;
  const LabTaskInfo *task = lab_task_info (source->task);

  if (task->test_examples != NULL)
    return task->test_examples (source);
  return points != NULL ? lab_point_set_test_points (points) : LAB_TEST_POINTS;
}

LabPointSet *
lab_run_source_file (const LabRunSource *source)
{
  g_return_val_if_fail (source != NULL, NULL);

  return source->points.points;
}

void
lab_run_source_bare (LabRunSource *source)
{
  g_return_if_fail (source != NULL);

  lab_task_info (source->task)->bare_source (source);
}

gsize
lab_run_source_row_bytes (const LabRunSource *source)
{
  g_return_val_if_fail (source != NULL, 0);

  const gsize coordinates = lab_task_info (source->task)->coordinates (source);
  return (coordinates + 2 * source->outputs) * sizeof (float);
}

LabRunSampler *
lab_run_sampler_new (const LabRunSource *source, const gint *stop, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);

  const LabTaskInfo *task = lab_task_info (source->task);
  gpointer own = task->open (source, stop, error);
  if (own == NULL)
    return NULL;
  LabRunSampler *sampler = g_new (LabRunSampler, 1);
  *sampler = (LabRunSampler){.task = task, .sampler = own};
  return sampler;
}

void
lab_run_sampler_free (LabRunSampler *sampler)
{
  if (sampler == NULL)
    return;
  sampler->task->close (sampler->sampler);
  g_free (sampler);
}

LabDataset *
lab_run_sampler_draw (const LabRunSampler *sampler,
                      LabDataRole role,
                      gsize n,
                      const gint *stop,
                      GError **error)
{
  g_return_val_if_fail (sampler != NULL, NULL);

  return sampler->task->draw (sampler->sampler, role, n, stop, error);
}
