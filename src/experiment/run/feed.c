/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/run/feed.h"

#include "experiment/run/epoch.h"
#include "experiment/task.h"

struct _LabRunFeed
{
  const LabDataset *training; /* NULL where examples are dealt */
  LabEpoch *epoch;            /* NULL: all rows in order */
  LabWindowDeal *deal;
};

static gboolean
begin_deal (LabRunFeed *feed,
            const LabExperiment *experiment,
            const LabRun *run,
            guint batch,
            const gint *stop,
            GError **error)
{
  LabRunSource source;

  lab_experiment_run_source (experiment, &run->plan, &source);
  feed->deal = lab_window_deal_new (source.corpus, source.repeat, run->plan.n, batch, stop, error);
  return feed->deal != NULL;
}

LabRunFeed *
lab_run_feed_new (const LabExperiment *experiment,
                  const LabRun *run,
                  const LabRunData *data,
                  const LabTrainingSettings *settings,
                  const gint *stop,
                  GError **error)
{
  g_return_val_if_fail (experiment != NULL && run != NULL && data != NULL, NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  g_autoptr (LabRunFeed) feed = g_new0 (LabRunFeed, 1);
  if (lab_task_info (experiment->task)->deals) {
    if (!begin_deal (feed, experiment, run, settings->batch, stop, error))
      return NULL;
    return g_steal_pointer (&feed);
  }
  feed->training = data->training;
  if (settings->optimizer != LAB_OPTIMIZER_GD)
    feed->epoch = lab_epoch_new (run->training_points, settings->batch, experiment->seed,
                                 lab_run_stream_key (&run->plan));
  return g_steal_pointer (&feed);
}

void
lab_run_feed_free (LabRunFeed *feed)
{
  if (feed == NULL)
    return;
  g_clear_pointer (&feed->epoch, lab_epoch_free);
  g_clear_pointer (&feed->deal, lab_window_deal_free);
  g_free (feed);
}

double
lab_run_feed_step (LabRunFeed *feed, LabTrainer *trainer, guint step)
{
  const float *x, *label;

  if (feed->deal == NULL)
    return lab_trainer_step (trainer, feed->training->x, feed->training->label,
                             feed->epoch != NULL ? lab_epoch_next (feed->epoch, feed->training)
                                                 : NULL);
  lab_window_deal_next (feed->deal, step - 1, &x, &label);
  return lab_trainer_step (trainer, x, label, NULL);
}
