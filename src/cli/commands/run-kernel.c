/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/run-kernel.h"

#include "cli/output.h"
#include "cli/watch.h"
#include "core/error.h"
#include "experiment/task.h"
#include "session/results-kernel.h"
#include "experiment/conclude/curve-boundary.h"
#include "session/results-own-kernel.h"

#include <math.h>

/* The places of the words of the key prediction. */
enum
{
  PREDICTION_OWN_KERNEL,
  PREDICTION_SHELLS,
  PREDICTION_OFF,
};

const LabNumberKey lab_run_kernel_keys[] = {
    {"prediction",
     "own-kernel: what the network's own tangent kernel at its start predicts, without a fitted "
     "constant, over n, N, T and C; shells: the cheap second line, with one fitted constant "
     "(shells "
     "of nu = 3/2 on a flat torus, matern of nu = 1/2 on all other data). Depth has neither.",
     0, 0, LAB_NUMBER_CHOICE, "own-kernel,shells,off"},
    {"prediction_points",
     "Most training labels of a kernel; what has more is told by a pilot of so many labels.", 2,
     LAB_OWN_KERNEL_POINTS_MAX, LAB_NUMBER_WHOLE, G_STRINGIFY (LAB_OWN_KERNEL_POINTS)},
    {"gap",
     "1: with sweep=data or model, the gap between prediction and measurement split into choice of "
     "the "
     "step, optimiser and learning of features, at the largest size of at most 256 labels: the "
     "network "
     "is trained by gradient descent as well, a few seconds a repeat.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {"ridge",
     "1: with sweep=data, kernel ridge regression on the same data as well (up to 2048 training "
     "points), the ridge chosen on the validation labels.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {"tangent",
     "1: another spelling of prediction=own-kernel on time and compute, whatever prediction "
     "says. AdamW has no such curve: gradient descent at 1/mu_max stands in.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {"clock",
     "With sweep=time: steps, or rates: the law over intrinsic time, the sum of the learning "
     "rates, "
     "as well.",
     0, 0, LAB_NUMBER_CHOICE, "steps,rates"},
    {0},
};

static guint
prediction_of (const LabArguments *words)
{
  /* A language has no prediction of kernels. */
  if (lab_task_info (words->experiment.task)->deals)
    return PREDICTION_OFF;
  return (guint)lab_numbers_get (&words->numbers, "prediction");
}

static gboolean
asks_for_own_kernel (const LabArguments *words)
{
  return prediction_of (words) == PREDICTION_OWN_KERNEL;
}

static gboolean
asks_for_ridge (const LabArguments *words)
{
  return lab_numbers_get (&words->numbers, "ridge") > 0;
}

static gboolean
spells_tangent (const LabArguments *words)
{
  return lab_numbers_get (&words->numbers, "tangent") > 0;
}

/* The own kernel over time and compute. */
static gboolean
asks_for_tangent (const LabArguments *words)
{
  return spells_tangent (words) ||
         (lab_axis (words->experiment.sweep)->kernel == LAB_AXIS_KERNEL_TANGENT &&
          asks_for_own_kernel (words));
}

static gboolean
asks_for_sizes (const LabArguments *words)
{
  return asks_for_own_kernel (words) && lab_own_kernel_goes_over (words->experiment.sweep);
}

/* The gap is one to the own kernel's prediction. */
static gboolean
asks_for_gap (const LabArguments *words)
{
  return lab_numbers_get (&words->numbers, "gap") > 0;
}

gboolean
lab_run_kernel_check (const LabArguments *words, GError **error)
{
  const LabAxisKernel kernel = lab_axis (words->experiment.sweep)->kernel;

  if ((asks_for_ridge (words) || spells_tangent (words)) &&
      lab_task_info (words->experiment.task)->deals) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "ridge=1 and tangent=1: kernels are laid beside regression alone; leave "
                         "them out with task=language.");
    return FALSE;
  }
  if (asks_for_ridge (words) && kernel != LAB_AXIS_KERNEL_RIDGE) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "ridge=1: kernel ridge regression goes over n; it needs sweep=data.");
    return FALSE;
  }
  if (lab_numbers_get (&words->numbers, "clock") > 0 && words->experiment.sweep != LAB_SWEEP_TIME) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "clock=rates: intrinsic time is another x for the steps; it needs "
                         "sweep=time.");
    return FALSE;
  }
  if (spells_tangent (words) && kernel != LAB_AXIS_KERNEL_TANGENT) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "tangent=1: the tangent kernel predicts a curve in time; it needs "
                         "sweep=time or sweep=compute.");
    return FALSE;
  }
  if (asks_for_gap (words) && !asks_for_sizes (words)) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "gap=1: the gap is one to prediction=own-kernel over sizes; it needs "
                         "sweep=data or sweep=model.");
    return FALSE;
  }
  return !asks_for_ridge (words) || lab_ridge_check (&words->experiment, error);
}

typedef struct
{
  const LabArguments *words;
  LabRunKernel *kernel;
  GError *error;
} Errand;

static gsize
most_points (const LabArguments *words)
{
  return (gsize)lab_numbers_get (&words->numbers, "prediction_points");
}

/* FALSE where one failed or was stopped. */
static gboolean
compute_all (Errand *errand, LabTask *task)
{
  const LabArguments *words = errand->words;
  const LabExperiment *experiment = &words->experiment;
  LabRunKernel *kernel = errand->kernel;

  if (asks_for_sizes (words) &&
      !lab_own_kernel_curve_compute (experiment, most_points (words), TRUE, words->workers, task,
                                     NULL, NULL, &kernel->own, &errand->error))
    return FALSE;
  if (asks_for_gap (words) &&
      !lab_prediction_gap_compute (experiment, words->workers, task, &kernel->gap, &errand->error))
    return FALSE;
  if (asks_for_ridge (words))
    return lab_ridge_curve_compute (experiment, words->workers, task, NULL, NULL, &kernel->ridge,
                                    &errand->error);
  return !asks_for_tangent (words) ||
         lab_tangent_curve_compute (experiment, most_points (words), words->workers, task,
                                    &kernel->tangent, &errand->error);
}

static gpointer
compute (LabTask *task, gpointer data)
{
  Errand *errand = data;
  LabRunKernel *kernel = errand->kernel;

  kernel->is_whole = compute_all (errand, task);
  kernel->has_own = asks_for_sizes (errand->words) &&
                    (kernel->is_whole || kernel->own.count + kernel->own.pilot_count > 0);
  kernel->has_ridge =
      asks_for_ridge (errand->words) && (kernel->is_whole || kernel->ridge.count[0] > 0);
  kernel->has_tangent = asks_for_tangent (errand->words) && kernel->is_whole;
  return NULL;
}

/* Whether there is anything to compute. */
static gboolean
asks_for_any (const LabArguments *words)
{
  return asks_for_sizes (words) || asks_for_ridge (words) || asks_for_tangent (words);
}

gboolean
lab_run_kernel_compute (const LabArguments *words,
                        LabRunKernel *kernel,
                        int *signal,
                        GError **error)
{
  Errand errand = {.words = words, .kernel = kernel};

  *kernel = (LabRunKernel){.has_ridge = FALSE};
  if (!asks_for_any (words))
    return TRUE;
  lab_watch (compute, &errand, "Kernels on the same data", signal);
  if (errand.error == NULL)
    return TRUE;
  g_propagate_error (error, errand.error);
  return FALSE;
}

void
lab_run_kernel_write (const LabArguments *words, const LabRunKernel *kernel, LabOut *out)
{
  g_autofree char *prediction = NULL;
  g_autofree char *csv = NULL;

  if (kernel->has_ridge) {
    csv = lab_results_ridge_csv (&words->experiment, &kernel->ridge);
    lab_out_add_text (out, "ridge.csv", csv);
  } else if (kernel->has_tangent) {
    csv = lab_results_tangent_csv (&words->experiment, &kernel->tangent);
    lab_out_add_text (out, "tangent.csv", csv);
  }
  if (kernel->has_own)
    prediction = lab_results_prediction_csv (&words->experiment, &kernel->own);
  else if (kernel->second.count > 0)
    prediction = lab_results_fitted_csv (&words->experiment, &kernel->second);
  if (prediction != NULL)
    lab_out_add_text (out, "prediction.csv", prediction);
}

gboolean
lab_run_kernel_is_whole (const LabArguments *words, const LabRunKernel *kernel)
{
  return kernel->is_whole || !asks_for_any (words);
}

/* Sizes told by a pilot are a source of their own. */
static void
add_own (const LabRunKernel *kernel, const LabCurve *curve, JsonArray *predictions)
{
  json_array_add_element (predictions, lab_results_prediction_json (curve, &kernel->own, FALSE));
  if (kernel->own.pilot_count > 0)
    json_array_add_element (predictions, lab_results_prediction_json (curve, &kernel->own, TRUE));
}

void
lab_run_kernel_add (const LabRunKernel *kernel, const LabCurve *curve, JsonObject *root)
{
  JsonArray *predictions = json_object_get_array_member (root, "predictions");

  if (kernel->has_own)
    add_own (kernel, curve, predictions);
  if (kernel->gap.repeats > 0)
    json_object_set_member (root, "gap", lab_results_gap_json (&kernel->gap));
  if (kernel->has_tangent && kernel->tangent.count > 0)
    json_array_add_element (predictions,
                            lab_results_tangent_prediction_json (curve, &kernel->tangent));
  if (kernel->second.count > 0)
    json_array_add_element (predictions, lab_results_fitted_json (&kernel->second));
  if (kernel->has_ridge)
    json_object_set_member (root, "kernel_ridge", lab_results_ridge_json (&kernel->ridge));
  if (kernel->has_tangent)
    json_object_set_member (root, "tangent_kernel", lab_results_tangent_json (&kernel->tangent));
}

void
lab_run_kernel_fit (const LabArguments *words,
                    const LabCurve *curve,
                    LabCurveFit *fit,
                    LabRunKernel *kernel)
{
  if (kernel->has_tangent)
    lab_curve_fit_set_own_kernel (fit, &kernel->tangent.own);
  if (prediction_of (words) == PREDICTION_SHELLS)
    lab_results_fitted_init (&kernel->second, curve, fit);
}
