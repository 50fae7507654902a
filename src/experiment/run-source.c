/* Opens the sampler of the task. */
#include "experiment/run-source.h"

struct _LabRunSampler
{
  LabDataSampler *points; /* NULL unless the task is theirs */
  LabSequenceSampler *sequences;
};

gboolean
lab_run_source_equal (const LabRunSource *a, const LabRunSource *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->task != b->task)
    return FALSE;
  if (a->task == LAB_TASK_SEQUENCES)
    return lab_sequence_source_equal (&a->sequences, &b->sequences);
  return lab_data_source_equal (&a->points, &b->points);
}

LabRunSampler *
lab_run_sampler_new (const LabRunSource *source, const gint *stop, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);

  g_autoptr (LabRunSampler) sampler = g_new0 (LabRunSampler, 1);
  if (source->task == LAB_TASK_SEQUENCES)
    sampler->sequences = lab_sequence_sampler_new (&source->sequences, stop, error);
  else
    sampler->points = lab_data_sampler_new (&source->points, error);
  return sampler->sequences != NULL || sampler->points != NULL ? g_steal_pointer (&sampler) : NULL;
}

void
lab_run_sampler_free (LabRunSampler *sampler)
{
  if (sampler == NULL)
    return;
  g_clear_pointer (&sampler->points, lab_data_sampler_free);
  g_clear_pointer (&sampler->sequences, lab_sequence_sampler_free);
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

  if (sampler->sequences != NULL)
    return lab_sequence_sampler_draw (sampler->sequences, role, n, stop, error);
  return lab_data_sampler_draw (sampler->points, role, n, stop, error);
}
