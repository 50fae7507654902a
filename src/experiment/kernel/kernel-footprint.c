/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/kernel-footprint.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "core/memory-available.h"
#include "core/parallel.h"
#include "dynamics/kernel-memory.h"
#include "dynamics/kernel-ridge.h"

/* Everything that does not grow. */
#define FIXED_BYTES ((guint64)4 << 20)

static guint64
data_bytes (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabRunSource source;

  lab_experiment_run_source (experiment, plan, &source);
  return (guint64)lab_run_source_row_bytes (&source) *
         (lab_run_points_to_draw (experiment, plan) +
          lab_experiment_validation_labels (experiment, plan) +
          2 * lab_experiment_test_points (experiment));
}

/* The kernel with its modes and flow, then what stands beside it while it is used. */
static guint64
kernel_bytes (const LabExperiment *experiment,
              const LabRunPlan *run,
              const LabKernelStudySettings *settings,
              const LabModelShape *shape,
              guint workers)
{
  const gsize outputs = lab_model_shape_outputs (shape);
  const gsize test = MAX (settings->test_points / outputs, 1);
  const gsize validation = settings->ridge ? lab_experiment_validation_labels (experiment, run) : 0;
  const gsize n = MIN (lab_experiment_training_points (experiment, run),
                       MAX (settings->most_points / outputs, 2));
  const guint64 memory = settings->memory > 0 ? settings->memory : LAB_KERNEL_MEMORY_DEFAULT;
  const guint threads = lab_parallel_workers (workers, G_MAXSIZE);
  guint64 held, peak, rows;
  LabKernelPlan plan;

  /* What no bound allows is refused by the kernel itself, with the same settings. */
  if (!lab_kernel_plan (shape, n, test + validation, threads, memory, TRUE, &plan, NULL))
    return 0;
  rows = plan.n * outputs;
  held = sizeof (double) * (2 * rows * rows + rows * (2 * test + validation) * outputs);
  peak = plan.bytes;
  if (settings->ridge)
    peak = MAX (peak, held + lab_kernel_ridge_bytes (rows, workers));
  /* A second kernel, of as many points as the bound leaves room for. */
  if (settings->train && held < memory &&
      lab_kernel_plan (shape, plan.n, 0, threads, memory - held, TRUE, &plan, NULL))
    peak = MAX (peak, held + plan.bytes);
  return peak;
}

/* Bytes of lab_kernel_study_new() at its peak: data, network, and the kernel within settings->memory
 * (dynamics/kernel-memory.h) with what ridge regression and a second kernel after training add. */
static guint64
kernel_study_bytes (const LabExperiment *experiment,
                    const LabRunPlan *plan,
                    const LabKernelStudySettings *settings,
                    guint workers)
{
  LabModelShape shape;
  LabTrainingSettings training;

  g_return_val_if_fail (experiment != NULL && plan != NULL && settings != NULL, 0);

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &training);
  return FIXED_BYTES + data_bytes (experiment, plan) + lab_trainer_bytes (&shape, &training) +
         sizeof (float) * lab_model_shape_parameters (&shape) +
         kernel_bytes (experiment, plan, settings, &shape, workers);
}

/* The largest bound of memory in MiB that fits and leaves room for a kernel; 0 for none. That bound is what
 * a study spends: all of it where the gradients can use it, on fewer training points where it is small. */
static gsize
largest_memory (const LabExperiment *experiment,
                const LabRunPlan *plan,
                const LabKernelStudySettings *settings,
                const LabModelShape *shape,
                guint workers,
                guint64 available)
{
  LabKernelStudySettings trial = *settings;
  gsize fits = 0,
        too_much = (settings->memory > 0 ? settings->memory : LAB_KERNEL_MEMORY_DEFAULT) >> 20;

  while (too_much - fits > 1) {
    const gsize middle = fits + (too_much - fits) / 2;

    trial.memory = (guint64)middle << 20;
    if (kernel_study_bytes (experiment, plan, &trial, workers) <= available)
      fits = middle;
    else
      too_much = middle;
  }
  trial.memory = (guint64)fits << 20;
  return fits > 0 && kernel_bytes (experiment, plan, &trial, shape, workers) > 0 ? fits : 0;
}

gboolean
lab_kernel_study_fits (const LabExperiment *experiment,
                       const LabRunPlan *plan,
                       const LabKernelStudySettings *settings,
                       guint workers,
                       GError **error)
{
  LabMemoryBound bound;
  const guint64 available = lab_memory_available (&bound);
  const guint64 threads =
      (1 + lab_parallel_workers (workers, G_MAXSIZE)) * lab_memory_of_thread (bound);
  const guint64 left = available - MIN (available, threads);
  const guint64 bytes = kernel_study_bytes (experiment, plan, settings, workers);
  LabModelShape shape;
  gsize largest;

  if (bytes <= left)
    return TRUE;
  g_autofree char *needed = lab_memory_words (bytes + threads);
  g_autofree char *there = lab_memory_words (available);
  lab_experiment_model_shape (experiment, plan, &shape);
  largest = largest_memory (experiment, plan, settings, &shape, workers, left);
  if (largest > 0)
    /* Translators: sizes such as 3.25 GiB; then KEY=VALUE. */
    return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                       _ ("this kernel study needs %s of memory, and %s are available; at most "
                          "memory=%zu fits"),
                       needed, there, largest);
  return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                     _ ("this kernel study needs %s of memory, and %s are available; no smaller "
                        "memory makes it fit"),
                     needed, there);
}
