/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/kernel-pilot.h"

#include "core/error.h"
#include "dynamics/kernel-modes.h"
#include "dynamics/tangent-kernel.h"
#include "experiment/run/run.h"
#include "theory/kernel-picture.h"

#include <glib/gi18n.h>
#include <math.h>

/* So many modes above rounding at least. */
#define LEAST_RESOLVED 32

gboolean
lab_kernel_pilot_fits (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return !lab_experiment_has_labels (experiment);
}

/* The kernel of the network that the run begins with. */
static LabTangentKernel *
take_kernel (const LabExperiment *experiment,
             const LabRunPlan *plan,
             const LabRunData *data,
             gsize examples,
             guint workers,
             LabTask *task,
             GError **error)
{
  g_autoptr (LabTrainer) trainer = NULL;
  LabTangentKernelRequest request = {.n = examples, .x = data->training->x, .progress = 0};
  LabTrainingSettings settings;

  lab_experiment_model_shape (experiment, plan, &request.shape);
  lab_experiment_training (experiment, plan, &settings);
  trainer = lab_trainer_new (&request.shape, &settings, experiment->seed, lab_run_stream_key (plan),
                             task ? &task->cancelled : NULL, error);
  if (trainer == NULL)
    return NULL;
  request.parameters = lab_trainer_parameters (trainer);
  return lab_tangent_kernel_new (&request, workers, task, error);
}

/* What is to be learnt, in the modes: (u_k . (target - f_0))^2 / n. Free with g_free(). */
static double *
power_of (const LabKernelModes *modes, const double *prediction, const float *target)
{
  double *power = g_new (double, modes->n);
  g_autofree double *rest = g_new (double, modes->n);

  for (gsize i = 0; i < modes->n; i++)
    rest[i] = (double)target[i] - prediction[i];
  lab_kernel_modes_project (modes, rest, power);
  for (gsize k = 0; k < modes->n; k++)
    power[k] *= power[k] / (double)modes->n;
  return power;
}

static LabKernelPilot *
conclude (const LabKernelModes *modes, const LabTangentKernel *kernel, const float *target)
{
  g_autofree double *power = power_of (modes, kernel->prediction, target);
  LabKernelPilot *pilot = g_new (LabKernelPilot, 1);

  *pilot = (LabKernelPilot){
      .spectrum = lab_spectrum_new_measured (modes->n, modes->eigenvalue, power),
      .labels = modes->n,
      .largest = modes->eigenvalue[0],
      .condition_number = lab_kernel_modes_condition_number (modes),
  };
  return pilot;
}

static gboolean
refuse_few (gsize labels, GError **error)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("%zu labels are too few for a pilot kernel; it needs at least %d."), labels,
               LAB_KERNEL_PILOT_LEAST);
  return FALSE;
}

LabKernelPilot *
lab_kernel_pilot_new (const LabExperiment *experiment,
                      const LabRunPlan *plan,
                      gsize most_points,
                      LabDataShelf *shelf,
                      guint workers,
                      LabTask *task,
                      GError **error)
{
  g_autoptr (LabTangentKernel) kernel = NULL;
  g_autoptr (LabKernelModes) modes = NULL;
  const LabRunData *data;
  gsize examples, outputs;

  g_return_val_if_fail (experiment != NULL && plan != NULL && shelf != NULL, NULL);
  g_return_val_if_fail (lab_kernel_pilot_fits (experiment), NULL);

  outputs = lab_experiment_outputs (experiment);
  examples = MIN (lab_experiment_training_points (experiment, plan), most_points / outputs);
  if (examples * outputs < LAB_KERNEL_PILOT_LEAST) {
    refuse_few (examples * outputs, error);
    return NULL;
  }
  data = lab_run_data (experiment, plan, shelf, task ? &task->cancelled : NULL, error);
  if (data == NULL)
    return NULL;
  kernel = take_kernel (experiment, plan, data, examples, workers, task, error);
  if (kernel == NULL)
    return NULL;
  modes = lab_kernel_modes_new (kernel->matrix, LAB_TANGENT_KERNEL_NOISE, task, error);
  if (modes == NULL)
    return NULL;
  if (modes->resolved < LEAST_RESOLVED) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("%zu modes of this kernel stand above rounding; a pilot kernel needs at least %d."),
        modes->resolved, LEAST_RESOLVED);
    return NULL;
  }
  return conclude (modes, kernel, data->training->target);
}

void
lab_kernel_pilot_free (LabKernelPilot *pilot)
{
  if (pilot == NULL)
    return;
  lab_spectrum_free (pilot->spectrum);
  g_free (pilot);
}

/* Curves are told in units of the spectrum's variance. */
static gboolean
follow (const LabKernelPilot *pilot,
        LabKernelPicture *curve,
        double noise,
        guint count,
        const double *x,
        double *excess_risk,
        GError **error)
{
  const double variance = pilot->spectrum->variance;

  curve->spectrum = pilot->spectrum;
  curve->features = INFINITY;
  curve->noise = noise / sqrt (variance);
  if (!lab_kernel_picture_compute (curve, 2, count, x, excess_risk, NULL, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    excess_risk[i] *= variance;
  return TRUE;
}

gboolean
lab_kernel_pilot_sizes (const LabKernelPilot *pilot,
                        double noise,
                        gboolean best,
                        double last,
                        guint count,
                        const double *labels,
                        double *excess_risk,
                        GError **error)
{
  LabKernelPicture curve = {.axis = LAB_THEORY_DATA,
                            .time = last,
                            .stopping = best ? LAB_STOPPING_BEST : LAB_STOPPING_LAST};

  g_return_val_if_fail (pilot != NULL && labels != NULL && excess_risk != NULL, FALSE);

  return follow (pilot, &curve, noise, count, labels, excess_risk, error);
}

gboolean
lab_kernel_pilot_times (const LabKernelPilot *pilot,
                        double noise,
                        double labels,
                        guint count,
                        const double *time,
                        double *excess_risk,
                        GError **error)
{
  LabKernelPicture curve = {.axis = LAB_THEORY_TIME, .points = labels};

  g_return_val_if_fail (pilot != NULL && time != NULL && excess_risk != NULL, FALSE);

  return follow (pilot, &curve, noise, count, time, excess_risk, error);
}
