/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/run-kernel.h"

#include "cli/output.h"
#include "cli/watch.h"
#include "core/error.h"
#include "session/results-kernel.h"
#include "session/results-own-kernel.h"

#include <math.h>

/* Rows of the tangent kernel's table. */
#define ROWS 9

/* The places of the words of the key prediction. */
enum
{
  PREDICTION_OWN_KERNEL,
  PREDICTION_OFF,
};

const LabNumberKey lab_run_kernel_keys[] = {
    {"prediction",
     "own-kernel: what the network's own tangent kernel at its start predicts, without a fitted "
     "constant; on time and compute the same as tangent=1, which is then asked for only where the "
     "word is given. Depth has none.",
     0, 0, LAB_NUMBER_CHOICE, "own-kernel,off"},
    {"prediction_points", "Most training labels of a predicted point; larger sizes are left out.",
     2, LAB_OWN_KERNEL_POINTS_MAX, LAB_NUMBER_WHOLE, G_STRINGIFY (LAB_OWN_KERNEL_POINTS)},
    {"ridge",
     "1: with sweep=data, kernel ridge regression on the same data as well (up to 2048 training "
     "points), the ridge chosen on the validation labels.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {"tangent",
     "1: with sweep=time or compute, the test curve that the tangent kernel of the network "
     "predicts as well. AdamW has no such curve: gradient descent at 1/mu_max stands in.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {0},
};

static gboolean
asks_for_own_kernel (const LabArguments *words)
{
  return (guint)lab_numbers_get (&words->numbers, "prediction") == PREDICTION_OWN_KERNEL;
}

static gboolean
asks_for_ridge (const LabArguments *words)
{
  return lab_numbers_get (&words->numbers, "ridge") > 0;
}

/* Asked for by tangent=1, or, where that makes sense, by prediction=own-kernel spelled out. */
static gboolean
asks_for_tangent (const LabArguments *words)
{
  return lab_numbers_get (&words->numbers, "tangent") > 0 ||
         (lab_axis (words->experiment.sweep)->kernel == LAB_AXIS_KERNEL_TANGENT &&
          lab_numbers_is_given (&words->numbers, "prediction") && asks_for_own_kernel (words));
}

static gboolean
asks_for_sizes (const LabArguments *words)
{
  return asks_for_own_kernel (words) && lab_own_kernel_goes_over (words->experiment.sweep);
}

gboolean
lab_run_kernel_check (const LabArguments *words, GError **error)
{
  const LabAxisKernel kernel = lab_axis (words->experiment.sweep)->kernel;

  if (asks_for_ridge (words) && kernel != LAB_AXIS_KERNEL_RIDGE) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "ridge=1: kernel ridge regression goes over n; it needs sweep=data.");
    return FALSE;
  }
  if (asks_for_tangent (words) && kernel != LAB_AXIS_KERNEL_TANGENT) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "tangent=1: the tangent kernel predicts a curve in time; it needs "
                         "sweep=time or sweep=compute.");
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

/* FALSE where one failed or was stopped. */
static gboolean
compute_all (Errand *errand, LabTask *task)
{
  const LabArguments *words = errand->words;
  const LabExperiment *experiment = &words->experiment;
  LabRunKernel *kernel = errand->kernel;

  if (asks_for_sizes (words) &&
      !lab_own_kernel_curve_compute (
          experiment, (gsize)lab_numbers_get (&words->numbers, "prediction_points"), words->workers,
          task, NULL, NULL, &kernel->own, &errand->error))
    return FALSE;
  if (asks_for_ridge (words))
    return lab_ridge_curve_compute (experiment, words->workers, task, NULL, NULL, &kernel->ridge,
                                    &errand->error);
  return !asks_for_tangent (words) ||
         lab_tangent_curve_compute (experiment, LAB_TANGENT_CURVE_POINTS, words->workers, task,
                                    &kernel->tangent, &errand->error);
}

static gpointer
compute (LabTask *task, gpointer data)
{
  Errand *errand = data;
  LabRunKernel *kernel = errand->kernel;

  kernel->is_whole = compute_all (errand, task);
  kernel->has_own = asks_for_sizes (errand->words) && (kernel->is_whole || kernel->own.count > 0);
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
  if (kernel->has_own) {
    prediction = lab_results_prediction_csv (&words->experiment, &kernel->own);
    lab_out_add_text (out, "prediction.csv", prediction);
  }
}

gboolean
lab_run_kernel_is_whole (const LabArguments *words, const LabRunKernel *kernel)
{
  return kernel->is_whole || !asks_for_any (words);
}

void
lab_run_kernel_add (const LabRunKernel *kernel, const LabCurve *curve, JsonObject *root)
{
  if (kernel->has_own)
    json_array_add_element (json_object_get_array_member (root, "predictions"),
                            lab_results_prediction_json (curve, &kernel->own));
  if (kernel->has_ridge)
    json_object_set_member (root, "kernel_ridge", lab_results_ridge_json (&kernel->ridge));
  if (kernel->has_tangent)
    json_object_set_member (root, "tangent_kernel", lab_results_tangent_json (&kernel->tangent));
}

static void
append_table (GString *text, const char *align, GPtrArray *cells)
{
  g_autofree char *table = NULL;

  g_ptr_array_add (cells, NULL);
  table = lab_columns (align, (const char *const *)cells->pdata);
  g_string_append (text, table);
}

static void
append_ridge (GString *text, const LabRidgeCurve *curve)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  static const char *const headings[] = {"n", "Matérn 1/2", "tangent kernel"};

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_ptr_array_add (cells, g_strdup (headings[i]));
  for (guint i = 0; i < curve->count[LAB_RIDGE_MATERN]; i++) {
    g_ptr_array_add (cells, g_strdup_printf ("%.0f", curve->points[LAB_RIDGE_MATERN][i].n));
    for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
      g_ptr_array_add (cells, i < curve->count[kernel]
                                  ? g_strdup_printf ("%.4g", curve->points[kernel][i].mean)
                                  : g_strdup ("-"));
  }
  g_string_append (text,
                   "\nKernel ridge regression on the same data (measurement), excess risk:\n");
  append_table (text, "rrr", cells);
  if (curve->left_out > 0)
    g_string_append_printf (text, "Values of n left out, beyond %u points: %u.\n",
                            LAB_RUN_RIDGE_POINTS, curve->left_out);
}

static void
append_tangent (GString *text, const LabTangentCurve *curve)
{
  static const char *const kinds[] = {
      "full-batch gradient descent", "mini-batches to first order",
      "full-batch gradient descent at 1/mu_max, since AdamW has no such flow"};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_string_append_printf (text,
                          "\nPredicted by the tangent kernel (width %u, first %" G_GSIZE_FORMAT
                          " of %" G_GSIZE_FORMAT " points):\n%s,\nlearning rate %.4g%s.\n",
                          curve->width, curve->n, curve->asked, kinds[curve->kind], curve->rate,
                          curve->schedule ? ", constant instead of scheduled" : "");
  if (curve->count == 0) {
    g_string_append_printf (text, "No curve: descent diverges from the learning rate %.4g on.\n",
                            curve->largest_rate);
    return;
  }
  g_ptr_array_add (cells, g_strdup (lab_axis (curve->axis)->symbol));
  g_ptr_array_add (cells, g_strdup ("excess risk"));
  for (guint row = 0; row < ROWS; row++) {
    const guint i = row * (curve->count - 1) / (ROWS - 1);

    if (row > 0 && i == (row - 1) * (curve->count - 1) / (ROWS - 1))
      continue;
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", curve->x[i]));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", curve->excess_risk[i]));
  }
  append_table (text, "rr", cells);
}

static void
add_ratio (GPtrArray *cells, double ratio)
{
  g_ptr_array_add (cells, isfinite (ratio) ? g_strdup_printf ("%.2f", ratio) : g_strdup ("-"));
}

static void
append_own_points (GString *text, const LabOwnKernelCurve *own, const LabCurve *curve)
{
  static const char *const headings[] = {"predicted", "at the best moment", "measured",
                                         "measured/predicted"};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (lab_axis (curve->experiment.sweep)->symbol));
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_ptr_array_add (cells, g_strdup (headings[i]));
  for (guint i = 0; i < own->count; i++) {
    const LabOwnKernelPoint *point = &own->points[i];
    const double measured = lab_results_measured_mean (curve, point->x);

    g_ptr_array_add (cells, g_strdup_printf ("%.0f", point->x));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", point->excess_risk));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", point->oracle_excess_risk));
    g_ptr_array_add (cells,
                     isfinite (measured) ? g_strdup_printf ("%.4g", measured) : g_strdup ("-"));
    add_ratio (cells, measured / point->excess_risk);
  }
  append_table (text, "rrrrr", cells);
}

static void
append_own (GString *text, const LabOwnKernelCurve *own, const LabCurve *curve)
{
  const double error = lab_results_prediction_error (curve, own, FALSE);

  g_string_append_printf (
      text,
      "\nPredicted by the network's own tangent kernel at its start, no constant fitted\n"
      "(arithmetic means; the flow stops %s):\n",
      own->stops_on_validation ? "where the validation labels are met best"
                               : "at its end, there are no validation labels");
  if (own->count > 0)
    append_own_points (text, own, curve);
  if (isfinite (error))
    g_string_append_printf (text, "Typical distance: factor %.2f.\n", exp (error));
  if (own->left_out > 0) {
    g_autofree char *sentence =
        g_strdup_printf ("Sizes left out: %u; %s", own->left_out, own->reason);

    lab_append_wrapped (text, "", sentence);
  }
}

char *
lab_run_kernel_text (const LabRunKernel *kernel, const LabCurve *curve)
{
  GString *text = g_string_new (NULL);

  if (kernel->has_own)
    append_own (text, &kernel->own, curve);
  if (kernel->has_ridge)
    append_ridge (text, &kernel->ridge);
  if (kernel->has_tangent)
    append_tangent (text, &kernel->tangent);
  return g_string_free (text, FALSE);
}
