/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel studies for a terminal. */
#include "cli/print/kernel-print.h"

#include "cli/print/class-width.h"
#include "cli/output.h"
#include "experiment/kernel/kernel-phases.h"
#include "theory/exponents.h"

#include <math.h>

G_GNUC_PRINTF (2, 3)
static void
add_cell (GPtrArray *cells, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (cells, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
add_number (GPtrArray *cells, double value)
{
  if (isfinite (value))
    add_cell (cells, "%.4g", value);
  else
    add_cell (cells, "-");
}

static void
add_heading (GPtrArray *cells, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    add_cell (cells, "%s", names[i]);
}

static void
append_table (GString *text, const char *align, GPtrArray *cells)
{
  g_autofree char *table = NULL;

  g_ptr_array_add (cells, NULL);
  table = lab_columns (align, (const char *const *)cells->pdata);
  g_string_append (text, table);
}

/* theory: NaN where it has none. */
static void
append_exponent (GString *text,
                 const char *name,
                 const LabModeExponent *exponent,
                 double theory,
                 const char *source)
{
  if (exponent->state == LAB_MODE_EXPONENT_TOLD)
    g_string_append_printf (text, "  %-5s %.3f [%.3f, %.3f]   %s", name, exponent->value,
                            exponent->low, exponent->high, source);
  else
    g_string_append_printf (text, "  %-5s %s   %s", name,
                            lab_mode_exponent_state_name (exponent->state), source);
  if (isfinite (theory))
    g_string_append_printf (text, ": %.3f", theory);
  g_string_append_c (text, '\n');
}

/* How the network differs from the one that a run begins with. */
static void
append_head (GString *text, double head_scale, gboolean centred)
{
  if (head_scale == 1)
    g_string_append (text, "The head's weights are those that a run begins with (head_scale=1).\n");
  else
    g_string_append_printf (text,
                            "The head's weights were multiplied by %g: the training is lazier than "
                            "a run's, which\nbegins with head_scale=1.\n",
                            head_scale);
  if (centred)
    g_string_append (text, "What the network says before training is taken off: it begins at 0 "
                           "(start=centred).\n");
}

static void
append_spectrum (GString *text, const LabKernelBatch *batch, const LabKernelPoint *point)
{
  const LabKernelStudy *study = point->first;
  const LabModeFit *fit = &point->fit;
  const double beta = lab_experiment_smoothness (&batch->experiment);
  const double d = isfinite (beta) ? lab_experiment_dimension (&batch->experiment) : NAN;
  const double *eigenvalue = study->modes->eigenvalue;

  g_string_append_printf (text,
                          "Tangent kernel at initialisation: n = %" G_GSIZE_FORMAT
                          "%s, width %u, N = %" G_GSIZE_FORMAT "\n",
                          study->n, study->outputs > 1 ? " (the tokens of all sequences)" : "",
                          study->plan.width, study->parameters);
  if (study->n < study->asked)
    g_string_append_printf (text,
                            "Sub-sampled: the first %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                            " %s (see the keys points and memory).\n",
                            study->n, study->asked,
                            study->outputs > 1 ? "tokens of the training sequences"
                                               : "training points");
  append_head (text, batch->settings.head_scale, batch->settings.centred);
  g_string_append_printf (text, "Eigenvalues of K/n from %.4g to %.3g; condition number %s%.3g%s\n",
                          eigenvalue[0], eigenvalue[study->n - 1],
                          study->condition_is_bound ? "at least " : "", study->condition_number,
                          study->condition_is_bound ? " (smaller ones are rounding)" : "");
  g_string_append_printf (text,
                          "Fits over modes %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT
                          " of %u repeat%s, 95 %% intervals%s:\n",
                          fit->first, fit->last, fit->repeats, fit->repeats > 1 ? "s" : "",
                          isfinite (d) ? ", beside the kernel picture at nu = 1/2" : "");
  if (lab_experiment_why_no_law (&batch->experiment) != NULL)
    lab_append_wrapped (text, "", lab_experiment_why_no_law (&batch->experiment));
  append_exponent (text, "b", &fit->b, 1 + 1 / d, "spectrum k^-b, 1+2nu/d");
  append_exponent (text, "a", &fit->a, 1 + 2 * beta / d, "target k^-a, 1+2beta/d");
  append_exponent (text, "time", &fit->time, lab_theory_time_exponent (beta, d, 0.5),
                   "implied (a-1)/b, 2beta/(d+2nu)");
  append_exponent (text, "data", &fit->data, lab_theory_alpha_D (beta, d),
                   "implied (a-1)/a, biased low at this n; paper A's alpha_D");
}

static void
append_moments (GString *text, const LabKernelBatch *batch, const LabKernelPoint *point)
{
  static const char *const names[] = {"step",  "test",       "(bias", "variance)", "real test",
                                      "train", "real train", "move",  "real move", NULL};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  add_heading (cells, names);
  for (guint i = 0; i < point->first->moment_count; i++) {
    const LabKernelMoment *moment = &point->moments[i];
    const double values[] = {moment->predicted.test,        moment->predicted.bias,
                             moment->predicted.variance,    moment->measured_test,
                             moment->predicted.train,       moment->measured_train,
                             moment->predicted_weight_move, moment->weight_move};

    add_cell (cells, "%u", moment->step);
    for (guint v = 0; v < G_N_ELEMENTS (values); v++)
      add_number (cells, values[v]);
  }
  g_string_append_printf (
      text,
      "\n%s at the rate %.4g (%g / mu_max), mean of %u repeat%s;\npredicted by the kernel's "
      "ODE%s%s:\n",
      point->first->batch < point->first->n ? "Mini-batch descent" : "Full-batch gradient descent",
      point->first->rate, batch->settings.relative_rate, point->repeats,
      point->repeats > 1 ? "s" : "",
      point->first->batch < point->first->n ? " with first-order noise of the batches" : "",
      batch->settings.train ? ", beside the real training (real)" : "");
  append_table (text, "rrrrrrrrr", cells);
}

static void
append_ends (GString *text, const LabKernelBatch *batch, const LabKernelPoint *point)
{
  const LabKernelStudy *study = point->first;

  g_autoptr (LabPhases) phases = lab_kernel_study_phases (&batch->experiment, study);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < phases->count; i++)
    lab_append_wrapped (text, "", phases->accounts[i].sentence);
  if (phases->remark != NULL)
    lab_append_wrapped (text, "", phases->remark);
  g_string_append_printf (text, "Phases: the ODE's curve prefers “%s”",
                          lab_choice_name (study->predicted_law.choice));
  if (batch->settings.train)
    g_string_append_printf (text, ", the measured one “%s”",
                            lab_choice_name (study->measured_law.choice));
  g_string_append (text, "\n(exponential+power would be an optimisation phase).\n");
  if (batch->settings.train)
    g_string_append_printf (text,
                            "How lazy: distance of the curves %.3g (rms of ln), weights moved by "
                            "%.3g of their norm,\nkernel drift %.3g (1 - cosine).\n",
                            point->gap[0], point->moments[study->moment_count - 1].weight_move,
                            point->kernel_drift);
  if (study->moment_count > 0)
    g_string_append_printf (
        text,
        "Kernel ball of radius %.3g: Rademacher complexity %.3g ± %.2g (Monte Carlo), bound\n"
        "B sqrt(tr K)/n = %.3g; generalisation gap of the squared error %.3g (%s).\n",
        study->ball_radius, study->ball.monte_carlo, study->ball.error, study->ball.bound,
        study->generalisation_gap, batch->settings.train ? "measured" : "predicted");
  if (batch->settings.ridge)
    g_string_append_printf (
        text,
        "Kernel ridge regression on the same data: excess risk %.4g with this kernel, %.4g with\n"
        "Matérn 1/2 (ridge chosen on the validation labels).\n",
        point->tangent_risk[0], point->matern_risk[0]);
}

static double
mean (const double *values, guint count)
{
  double sum = 0.0;

  for (guint i = 0; i < count; i++)
    sum += values[i];
  return sum / count;
}

static void
append_fit (GString *text, const char *what, const LabPowerLawFit *fit)
{
  if (fit->valid)
    g_string_append_printf (text, "%s: exponent %.3f [%.3f, %.3f]\n", what, fit->exponent, fit->low,
                            fit->high);
}

/* One row per value of the grid. */
static void
append_grid (GString *text, const LabKernelBatch *batch)
{
  static const char *const names[] = {"n",     "width", "N",     "rate",           "gap",
                                      "drift", "move",  "ridge", "ridge (Matérn)", NULL};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  add_heading (cells, names);
  for (guint i = 0; i < batch->count; i++) {
    const LabKernelPoint *point = &batch->points[i];
    const LabKernelStudy *study = point->first;
    const guint last = MAX (study->moment_count, 1) - 1;

    add_cell (cells, "%" G_GSIZE_FORMAT, study->n);
    add_cell (cells, "%u", study->plan.width);
    add_cell (cells, "%" G_GSIZE_FORMAT, study->parameters);
    add_number (cells, study->rate);
    add_number (cells, mean (point->gap, point->repeats));
    add_number (cells, point->kernel_drift);
    add_number (cells, batch->settings.train ? point->moments[last].weight_move : NAN);
    add_number (cells, batch->settings.ridge ? mean (point->tangent_risk, point->repeats) : NAN);
    add_number (cells, batch->settings.ridge ? mean (point->matern_risk, point->repeats) : NAN);
  }
  g_string_append (text,
                   "\nAlong the grid (gap: rms of ln (real / predicted) test risk; drift: 1 - "
                   "cosine\nof the kernels before and after; ridge: excess risk of kernel "
                   "ridge regression):\n");
  append_table (text, "rrrrrrrrr", cells);
  append_fit (text,
              lab_axis_has_key (batch->experiment.sweep, "depth") ? "Gap over depth"
                                                                  : "Gap over width",
              &batch->gap_fit);
  append_fit (text, "Ridge regression over n, this kernel", &batch->tangent_fit);
  append_fit (text, "Ridge regression over n, Matérn 1/2", &batch->matern_fit);
}

char *
lab_kernel_batch_text (const LabKernelBatch *batch)
{
  GString *text = g_string_new (NULL);
  const LabKernelPoint *last;

  g_return_val_if_fail (batch->count > 0, NULL);

  last = &batch->points[batch->count - 1];
  append_spectrum (text, batch, last);
  append_moments (text, batch, last);
  append_ends (text, batch, last);
  lab_class_width_append (text, &batch->experiment, last->first, batch->settings.train);
  if (batch->count > 1)
    append_grid (text, batch);
  return g_string_free (text, FALSE);
}
