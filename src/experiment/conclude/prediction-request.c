/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an experiment asks of the kernel picture: sizes, axis and range. */
#include "experiment/conclude/prediction.h"

#include <math.h>

#include "experiment/conclude/prediction-private.h"

/* Shells fall so fast that a step of AdamW is worth far more of their time than one unit: the flow that stops
 * at its best moment ends beyond every such moment. */
#define SHELLS_TIME 1e8

/* The theory's smallest n and N. */
#define SMALLEST 2.0

static double
parameters_of (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  lab_experiment_model_shape (experiment, plan, &shape);
  return (double)lab_model_shape_parameters (&shape);
}

double
lab_prediction_flop_of_step (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  LabTrainingSettings training;
  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &training);
  return (double)lab_model_shape_training_flop (&shape) * training.batch;
}

LabTheorySetting
lab_experiment_theory_setting (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, (LabTheorySetting){.smoothness = NAN});

  return (LabTheorySetting){.smoothness = lab_experiment_smoothness (experiment),
                            .intrinsic_dimension = lab_experiment_outputs (experiment) *
                                                   lab_experiment_dimension (experiment),
                            .nu = LAB_PREDICTION_NU};
}

LabPredictionSpectrum
lab_prediction_spectrum (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, LAB_PREDICTION_MATERN);

  return experiment->task == LAB_TASK_POINTS && experiment->points == NULL &&
                 experiment->manifold == LAB_MANIFOLD_TORUS && experiment->density == 0.0
             ? LAB_PREDICTION_SHELLS
             : LAB_PREDICTION_MATERN;
}

const char *
lab_prediction_spectrum_name (LabPredictionSpectrum spectrum)
{
  return spectrum == LAB_PREDICTION_SHELLS ? "shells" : "matern";
}

/* The axis, its range in the theory's x and its unit; what the axis varies is not part of the question. */
static void
lay_on_axis (LabPredictionRequest *request,
             const LabExperiment *experiment,
             const LabRunPlan *first,
             const LabRunPlan *last)
{
  const LabTheoryAxis axis = lab_axis (experiment->sweep)->theory;
  LabKernelPicture *size = &request->size;

  if (axis == LAB_THEORY_COMPUTE)
    request->unit = lab_prediction_flop_of_step (experiment, last);
  if (axis == LAB_THEORY_DATA) {
    double training = (double)lab_experiment_training_points (experiment, last);
    size->axis = LAB_THEORY_DATA;
    size->points = 0.0;
    request->unit = (double)last->n / training;
    request->low = fmax ((double)first->n / request->unit, SMALLEST);
    request->high = training;
  }
  if (axis == LAB_THEORY_MODEL) {
    size->axis = LAB_THEORY_MODEL;
    request->low = fmax (parameters_of (experiment, first), SMALLEST);
    request->high = size->features;
    size->features = 0.0;
  }
}

void
lab_prediction_request_init (LabPredictionRequest *request, const LabExperiment *experiment)
{
  LabRunPlan first, last;
  g_return_if_fail (request != NULL && experiment != NULL);

  lab_experiment_plan (experiment, 0, &first);
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &last);
  double training = (double)lab_experiment_training_points (experiment, &last);
  double smoothness = lab_experiment_smoothness (experiment);
  *request = (LabPredictionRequest){
      .axis = experiment->sweep,
      .spectrum = lab_axis (experiment->sweep)->is_trajectory
                      ? LAB_PREDICTION_MATERN
                      : lab_prediction_spectrum (experiment),
      .is_unknown = lab_experiment_measures_test_error (experiment) ||
                    lab_experiment_why_no_law (experiment) != NULL,
      .size =
          {
              .axis = LAB_THEORY_TIME,
              .smoothness = isfinite (smoothness) ? smoothness : 0.0, /* requests are compared */
              .intrinsic_dimension = lab_experiment_dimension (experiment),
              .nu = LAB_PREDICTION_NU,
              .noise = experiment->noise,
              .points = fmax (training, SMALLEST),
              .features = fmax (parameters_of (experiment, &last), SMALLEST),
              .time = experiment->steps,
              .stopping = experiment->validation == LAB_VALIDATION_NONE ? LAB_STOPPING_LAST
                                                                        : LAB_STOPPING_BEST,
          },
      .low = LAB_LEAST_WORTH,
      .high = LAB_MOST_WORTH * experiment->steps,
      .unit = 1.0,
  };
  if (request->spectrum == LAB_PREDICTION_SHELLS && request->size.stopping == LAB_STOPPING_BEST)
    request->size.time = SHELLS_TIME;
  lay_on_axis (request, experiment, &first, &last);
}

gboolean
lab_prediction_request_equal (const LabPredictionRequest *a, const LabPredictionRequest *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->axis == b->axis && a->spectrum == b->spectrum && a->is_unknown == b->is_unknown &&
         a->low == b->low && a->high == b->high && a->unit == b->unit &&
         a->size.axis == b->size.axis && a->size.smoothness == b->size.smoothness &&
         a->size.intrinsic_dimension == b->size.intrinsic_dimension && a->size.nu == b->size.nu &&
         a->size.noise == b->size.noise && a->size.points == b->size.points &&
         a->size.features == b->size.features && a->size.time == b->size.time &&
         a->size.stopping == b->size.stopping;
}
