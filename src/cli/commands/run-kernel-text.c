/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on the data of an experiment, as tables for a terminal. */
#include "cli/commands/run-kernel.h"

#include "cli/output.h"
#include "session/results-kernel.h"
#include "session/results-own-kernel.h"

#include <math.h>

/* Rows of a table in time. */
#define ROWS 9

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

/* What the curve stands on. */
static void
append_tangent_head (GString *text, const LabTangentCurve *curve)
{
  static const char *const kinds[] = {
      "full-batch gradient descent", "mini-batches to first order",
      "full-batch gradient descent at 1/mu_max, since AdamW has no such flow"};
  const gboolean passes = curve->is_pilot && curve->kind == LAB_TANGENT_MINIBATCH;

  g_string_append_printf (
      text,
      "\nPredicted by the network's own tangent kernel at its start, no constant "
      "fitted\n(width %u, %s %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
      " labels, mean of %u):\n%s,\nlearning rate %.4g%s.\n",
      curve->width, curve->is_pilot ? "a pilot of" : "the first", curve->n, curve->asked,
      curve->repeats, passes ? "one pass of mini-batches, level 3" : kinds[curve->kind],
      curve->rate, curve->schedule ? ", constant instead of scheduled" : "");
}

/* What the decay buys by level 3 in the own kernel. */
static void
append_decay (GString *text, const LabTangentCurve *curve)
{
  const double end = curve->excess_risk[curve->count - 1];

  if (isfinite (curve->without_decay))
    g_string_append_printf (text, "Without the decay it would end at %.4g: the decay %s %.0f %%.\n",
                            curve->without_decay,
                            end < curve->without_decay ? "takes off" : "costs",
                            100 * fabs (1 - end / curve->without_decay));
}

static void
append_tangent (GString *text, const LabTangentCurve *curve, const LabCurve *measured)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  const double error = lab_results_tangent_error (measured, curve);

  append_tangent_head (text, curve);
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
  append_decay (text, curve);
  if (isfinite (error))
    g_string_append_printf (text, "Typical distance of the measured points: %.0f %%.\n",
                            100 * expm1 (error));
}

/* "+12 %": how far what was measured lies above. */
static void
add_gap (GPtrArray *cells, double ratio)
{
  g_ptr_array_add (cells, isfinite (ratio) ? g_strdup_printf ("%+.0f %%", 100 * (ratio - 1))
                                           : g_strdup ("-"));
}

/* Rows of x, predicted, at the best moment, measured, and the gap. */
static void
append_own_points (GString *text,
                   const LabOwnKernelPoint *points,
                   guint count,
                   const LabCurve *curve)
{
  static const char *const headings[] = {"predicted", "at the best moment", "measured", "gap"};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (count == 0)
    return;
  g_ptr_array_add (cells, g_strdup (lab_axis (curve->experiment.sweep)->symbol));
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_ptr_array_add (cells, g_strdup (headings[i]));
  for (guint i = 0; i < count; i++) {
    const LabOwnKernelPoint *point = &points[i];
    const double measured = lab_results_measured_mean (curve, point->x);

    g_ptr_array_add (cells, g_strdup_printf ("%.0f", point->x));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", point->excess_risk));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", point->oracle_excess_risk));
    g_ptr_array_add (cells,
                     isfinite (measured) ? g_strdup_printf ("%.4g", measured) : g_strdup ("-"));
    add_gap (cells, measured / point->excess_risk);
  }
  append_table (text, "rrrrr", cells);
}

static void
append_own (GString *text, const LabOwnKernelCurve *own, const LabCurve *curve)
{
  const double error = lab_results_prediction_error (curve, own, FALSE, FALSE);
  const double further = lab_results_prediction_error (curve, own, TRUE, FALSE);

  g_string_append_printf (
      text,
      "\nPredicted by the network's own tangent kernel at its start, no constant fitted\n"
      "(arithmetic means; the flow stops %s):\n",
      own->stops_on_validation ? "where the validation labels are met best"
                               : "at its end, there are no validation labels");
  append_own_points (text, own->points, own->count, curve);
  if (isfinite (error))
    g_string_append_printf (text, "Typical distance: %.0f %%.\n", 100 * expm1 (error));
  if (own->pilot_count > 0)
    g_string_append_printf (text,
                            "Beyond, by a pilot of %" G_GSIZE_FORMAT
                            " labels, its spectrum taken further by level 2:\n",
                            own->pilot_labels);
  append_own_points (text, own->pilots, own->pilot_count, curve);
  if (isfinite (further))
    g_string_append_printf (text, "Typical distance: %.0f %%.\n", 100 * expm1 (further));
  if (own->left_out > 0) {
    g_autofree char *sentence =
        g_strdup_printf ("Sizes left out: %u; %s", own->left_out, own->reason);

    lab_append_wrapped (text, "", sentence);
  }
}

/* The three causes multiply to the gap. */
static void
append_gap (GString *text, const LabPredictionGap *gap, const LabCurve *curve)
{
  g_autofree char *sentence = g_strdup_printf (
      "The gap at %s = %.0f, mean of %u: the measured risk lies %+.0f %% from the predicted one, "
      "which is "
      "choice of the step %+.0f %%, optimiser %+.0f %%, learning of features %+.0f %% (the factors "
      "multiply). The same network by gradient descent at 1/mu_max reaches %.4g within %u steps%s, "
      "its "
      "kernel %.4g.",
      lab_axis (curve->experiment.sweep)->symbol, gap->x, gap->repeats,
      100 * (gap->run_stop / gap->kernel_stop - 1), 100 * (gap->choice - 1),
      100 * (gap->optimiser - 1), 100 * (gap->features - 1), gap->descent_best, gap->descent_steps,
      gap->is_cut ? ", still falling" : "", gap->kernel_best);

  lab_append_wrapped (text, "", sentence);
}

static void
append_second (GString *text, const LabFittedPrediction *second, const LabCurve *curve)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  static const char *const headings[] = {"predicted", "measured", "gap"};

  g_string_append_printf (text, "\nPredicted by %s, %s:\n",
                          second->spectrum == LAB_PREDICTION_SHELLS
                              ? "the shells of a flat torus (nu = 3/2)"
                              : "a matern kernel (nu = 1/2)",
                          second->is_fitted ? "one constant fitted" : "no constant fitted");
  g_ptr_array_add (cells, g_strdup (lab_axis (curve->experiment.sweep)->symbol));
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_ptr_array_add (cells, g_strdup (headings[i]));
  for (guint row = 0; row < MIN (ROWS, second->count); row++) {
    const guint i =
        second->count > ROWS ? row * (second->count - 1) / (ROWS - 1) : row; /* ends included */

    g_ptr_array_add (cells, g_strdup_printf ("%.4g", second->x[i]));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", second->excess_risk[i]));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", second->measured[i]));
    add_gap (cells, second->measured[i] / second->excess_risk[i]);
  }
  append_table (text, "rrrr", cells);
  if (second->is_fitted)
    g_string_append_printf (text, "Typical distance: %.0f %%.\n", 100 * expm1 (second->error));
}

char *
lab_run_kernel_text (const LabRunKernel *kernel, const LabCurve *curve)
{
  GString *text = g_string_new (NULL);

  if (kernel->has_own)
    append_own (text, &kernel->own, curve);
  if (kernel->gap.repeats > 0)
    append_gap (text, &kernel->gap, curve);
  if (kernel->second.count > 0)
    append_second (text, &kernel->second, curve);
  if (kernel->has_ridge)
    append_ridge (text, &kernel->ridge);
  if (kernel->has_tangent)
    append_tangent (text, &kernel->tangent, curve);
  return g_string_free (text, FALSE);
}
