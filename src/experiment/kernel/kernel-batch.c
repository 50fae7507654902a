/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/kernel-batch.h"

#include "experiment/kernel/kernel-footprint.h"

#include <math.h>

static gboolean
is_data_sweep (const LabKernelBatch *batch)
{
  return lab_axis_has_key (batch->experiment.sweep, "n");
}

static guint
point_count (const LabExperiment *experiment)
{
  return MAX (experiment->grid_length, 1);
}

/* Where there is a grid, a run of the experiment; its parameters are the same. */
static LabRunPlan
plan_of (const LabExperiment *experiment, guint point, guint repeat)
{
  LabRunPlan plan = {
      .repeat = repeat, .n = experiment->n, .width = experiment->width, .depth = experiment->depth};

  if (experiment->grid_length > 0)
    lab_experiment_plan (experiment, point * experiment->repeats + repeat, &plan);
  return plan;
}

/* The value that the grid varies. */
static double
kernel_batch_abscissa (const LabKernelBatch *batch, guint point)
{
  const LabKernelStudy *study = batch->points[point].first;

  if (lab_axis_has_key (batch->experiment.sweep, "depth"))
    return study->plan.depth;
  return is_data_sweep (batch) ? (double)study->n : study->plan.width;
}

static void
add_moment (LabKernelMoment *sum, const LabKernelMoment *moment)
{
  sum->step = moment->step;
  sum->predicted.test += moment->predicted.test;
  sum->predicted.train += moment->predicted.train;
  sum->predicted.bias += moment->predicted.bias;
  sum->predicted.variance += moment->predicted.variance;
  sum->predicted.effective_dimension += moment->predicted.effective_dimension;
  sum->predicted.weight_move += moment->predicted.weight_move;
  sum->measured_test += moment->measured_test;
  sum->measured_train += moment->measured_train;
  sum->weight_move += moment->weight_move;
  sum->predicted_weight_move += moment->predicted_weight_move;
}

static void
divide_moment (LabKernelMoment *sum, double count)
{
  sum->predicted.test /= count;
  sum->predicted.train /= count;
  sum->predicted.bias /= count;
  sum->predicted.variance /= count;
  sum->predicted.effective_dimension /= count;
  sum->predicted.weight_move /= count;
  sum->measured_test /= count;
  sum->measured_train /= count;
  sum->weight_move /= count;
  sum->predicted_weight_move /= count;
}

static void
take_study (LabKernelPoint *point, LabKernelStudy *study, LabModeBins *bins)
{
  const guint repeat = point->repeats++;

  for (guint i = 0; i < study->moment_count; i++)
    add_moment (&point->moments[i], &study->moments[i]);
  point->gap[repeat] = lab_kernel_study_gap (study);
  point->tangent_risk[repeat] = study->tangent_ridge.excess_risk;
  point->matern_risk[repeat] = study->matern_ridge.excess_risk;
  point->kernel_drift += study->kernel_drift;
  lab_mode_bins (study->n, study->modes->resolved, study->modes->eigenvalue,
                 lab_kernel_flow_target_power (study->flow), &bins[repeat]);
  lab_kernel_study_forget_flow (study);
  if (repeat == 0)
    point->first = study;
  else
    lab_kernel_study_free (study);
}

/* FALSE where a study failed or was stopped. */
static gboolean
make_point (LabKernelBatch *batch,
            LabDataShelf *shelf,
            guint workers,
            LabTask *task,
            GError **error)
{
  LabKernelPoint *point = &batch->points[batch->count];
  g_autofree LabModeBins *bins = g_new (LabModeBins, batch->experiment.repeats);

  for (guint repeat = 0; repeat < batch->experiment.repeats; repeat++) {
    const LabRunPlan plan = plan_of (&batch->experiment, batch->count, repeat);
    LabKernelStudy *study = lab_kernel_study_new (&batch->experiment, &plan, &batch->settings,
                                                  shelf, workers, task, error);

    if (study == NULL)
      return FALSE;
    take_study (point, study, bins);
  }
  for (guint i = 0; i < point->first->moment_count; i++)
    divide_moment (&point->moments[i], point->repeats);
  point->kernel_drift /= point->repeats;
  lab_mode_fit (bins, point->repeats, batch->experiment.seed, &point->fit);
  batch->count++;
  return TRUE;
}

/* Over all points and repeats; invalid where they do not suffice. */
static void
fit_values (const LabKernelBatch *batch, gsize offset, LabPowerLawFit *fit)
{
  g_autofree LabFitSample *samples =
      g_new (LabFitSample, MAX (batch->count * batch->experiment.repeats, 1));
  guint count = 0;

  for (guint i = 0; i < batch->count; i++)
    for (guint repeat = 0; repeat < batch->points[i].repeats; repeat++) {
      const double *values =
          (const double *)(gconstpointer)((const char *)&batch->points[i] + offset);

      samples[count++] =
          (LabFitSample){kernel_batch_abscissa (batch, i), values[repeat], repeat, 0.0};
    }
  lab_power_law_fit (samples, count, batch->experiment.seed, fit, NULL);
}

LabKernelBatch *
lab_kernel_batch_new (const LabExperiment *experiment,
                      const LabKernelStudySettings *settings,
                      guint workers,
                      LabTask *task,
                      GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  LabKernelBatch *batch = g_new0 (LabKernelBatch, 1);

  batch->experiment = *experiment;
  batch->settings = *settings;
  batch->points = g_new0 (LabKernelPoint, point_count (experiment));
  for (guint i = 0; i < point_count (experiment); i++) {
    const LabRunPlan plan = plan_of (experiment, i, 0);

    if (!lab_kernel_study_fits (experiment, &plan, settings, workers, error))
      return batch;
  }
  while (batch->count < point_count (experiment) && make_point (batch, shelf, workers, task, error))
    continue;
  if (is_data_sweep (batch) && settings->ridge) {
    fit_values (batch, G_STRUCT_OFFSET (LabKernelPoint, tangent_risk), &batch->tangent_fit);
    fit_values (batch, G_STRUCT_OFFSET (LabKernelPoint, matern_risk), &batch->matern_fit);
  } else if (!is_data_sweep (batch) && settings->train)
    fit_values (batch, G_STRUCT_OFFSET (LabKernelPoint, gap), &batch->gap_fit);
  return batch;
}

gboolean
lab_kernel_batch_is_whole (const LabKernelBatch *batch)
{
  return batch->count == point_count (&batch->experiment);
}

void
lab_kernel_batch_free (LabKernelBatch *batch)
{
  if (batch == NULL)
    return;
  for (guint i = 0; i < point_count (&batch->experiment); i++)
    g_clear_pointer (&batch->points[i].first, lab_kernel_study_free);
  g_free (batch->points);
  g_free (batch);
}
