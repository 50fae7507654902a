/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-counts.h"

#include "experiment/conclude/curve.h"

static void
count_status (const LabRun *run, LabResultsCounts *counts)
{
  switch (run->status) {
  case LAB_RUN_FINISHED:
    counts->finished++;
    break;
  case LAB_RUN_DIVERGED:
    counts->diverged++;
    break;
  case LAB_RUN_STOPPED:
    counts->stopped++;
    break;
  }
}

static void
count_labels (const LabRun *run, gboolean first, LabResultsCounts *counts)
{
  guint64 labels = run->validation_labels;

  counts->validation_labels += labels;
  counts->validation_labels_least = first ? labels : MIN (counts->validation_labels_least, labels);
  counts->validation_labels_most = MAX (counts->validation_labels_most, labels);
}

void
lab_results_count (const LabExperiment *experiment, const GPtrArray *runs, LabResultsCounts *counts)
{
  g_autoptr (LabCurve) curve = NULL;

  g_return_if_fail (experiment != NULL && runs != NULL && counts != NULL);

  *counts = (LabResultsCounts){.planned = lab_experiment_run_count (experiment)};
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    count_status (run, counts);
    count_labels (run, i == 0, counts);
  }
  counts->not_measured = counts->planned - MIN (counts->planned, runs->len);

  curve = lab_curve_new (experiment, (LabRun *const *)runs->pdata, runs->len);
  counts->values_left_out = curve->values_left_out;
  counts->floor_limited_values = curve->samples_floor_limited;
  for (guint i = 0; i < curve->sample_count; i++)
    counts->warm_up_values += curve->samples[i].warm_up;
}

const char *
lab_results_validation_meaning (LabValidation validation)
{
  switch (validation) {
  case LAB_VALIDATION_EXTRA:
    return "they are extra, beyond n, and shared by the runs of one repeat";
  case LAB_VALIDATION_SPLIT:
    return "they are taken out of n, one in eight";
  case LAB_VALIDATION_NONE:
    return "no stopping step is chosen, the last one counts";
  }
  g_return_val_if_reached ("");
}
