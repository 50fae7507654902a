/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fit, with what tells how well it stands; and the choice among the forms. */
#include "fit/joint/joint-fit.h"

#include "core/error.h"
#include "fit/sample/information.h"
#include "fit/joint/joint-condition.h"
#include "fit/joint/joint-residual.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_DISTINCT 3
#define EDGE           1.02 /* so near to the end of a range is at it */
#define OF_MEANING     4.0  /* a difference in AICc */

guint
lab_joint_least_points (LabJointForm form)
{
  return lab_joint_form_parameters (form) + 3;
}

static gboolean
check_enough (const LabJointTable *table, LabJointForm form, GError **error)
{
  guint least = lab_joint_least_points (form);

  if (table->count > LAB_JOINT_MOST_POINTS) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("A joint law is fitted to at most %u points; there are %u."),
                 LAB_JOINT_MOST_POINTS, table->count);
    return FALSE;
  }
  if (table->count < least) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("The law %s has %u numbers to be found and needs %u points or more; there are "
                    "%u (values left out because they are zero, negative or not finite: %u)."),
                 lab_joint_form_formula (form), lab_joint_form_parameters (form), least,
                 table->count, table->left_out);
    return FALSE;
  }
  if ((form != LAB_JOINT_D_FLOOR && table->n_count < LEAST_DISTINCT) ||
      (form != LAB_JOINT_N_FLOOR && table->d_count < LEAST_DISTINCT)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("The law %s needs three different N and three different D or more; there are "
                    "%u and %u."),
                 lab_joint_form_formula (form), table->n_count, table->d_count);
    return FALSE;
  }
  return TRUE;
}

static gboolean
is_at_end (double exponent)
{
  return exponent < LAB_JOINT_LEAST_EXPONENT * EDGE || exponent > LAB_JOINT_MOST_EXPONENT / EDGE;
}

static guint
find_bounds (const LabJointSolution *solution)
{
  guint bounds = 0;
  gboolean has_n = solution->form != LAB_JOINT_D_FLOOR;
  gboolean has_d = solution->form != LAB_JOINT_N_FLOOR;
  gboolean has_beta = solution->form == LAB_JOINT_FULL || solution->form == LAB_JOINT_D_FLOOR;

  if (solution->form != LAB_JOINT_KAPLAN && solution->coefficient[LAB_JOINT_E] == 0.0)
    bounds |= 1u << LAB_JOINT_E;
  if (has_n && solution->coefficient[LAB_JOINT_A] == 0.0)
    bounds |= 1u << LAB_JOINT_A;
  if (has_d && solution->coefficient[LAB_JOINT_B] == 0.0)
    bounds |= 1u << LAB_JOINT_B;
  if (has_n && is_at_end (solution->alpha))
    bounds |= 1u << LAB_JOINT_ALPHA;
  if (has_beta && is_at_end (solution->beta))
    bounds |= 1u << LAB_JOINT_BETA;
  if (solution->form == LAB_JOINT_KAPLAN && is_at_end (solution->power))
    bounds |= 1u << LAB_JOINT_POWER;
  return bounds;
}

/* Sum of weight times squares of ln L. */
static double
sum_of_squares (const LabJointTable *table, const LabJointSolution *solution)
{
  LabJointResidual residual;
  double logarithm[LAB_JOINT_NUMBER_COUNT];

  lab_joint_residual_init (&residual, table, solution, LAB_JOINT_NUMBER_COUNT);
  lab_joint_residual_get (&residual, logarithm);
  return lab_joint_residual_loss (&residual, logarithm, NULL);
}

/* What lab_information_criterion() takes for a sum of squares. Laplace's likelihood at its best scale is
 * -count ln (mean distance), as a normal one's is -count/2 ln (mean square). */
static double
criterion_residual (const LabJointFit *fit)
{
  if (!fit->robust)
    return fit->objective;
  double distance = fit->objective / LAB_JOINT_HUBER / fit->points_used;
  return distance * distance * fit->points_used;
}

gboolean
lab_joint_fit_table (const LabJointTable *table,
                     const LabJointOptions *options,
                     LabJointFit *fit,
                     GError **error)
{
  guint parameters = lab_joint_form_parameters (options->form);
  LabJointSolution solution;

  *fit = (LabJointFit){
      .robust = options->robust,
      .points_used = table->count,
      .points_left_out = table->left_out,
      .n_count = table->n_count,
      .d_count = table->d_count,
  };
  if (!check_enough (table, options->form, error))
    return FALSE;
  g_autoptr (LabJointSolver) solver =
      lab_joint_solver_new (table, options->form, options->robust ? LAB_JOINT_HUBER : INFINITY);
  if (!lab_joint_solver_search (solver, &solution)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("No law %s can be fitted to these points: their numbers are too extreme."),
                 lab_joint_form_formula (options->form));
    return FALSE;
  }
  lab_joint_solution_law (table, &solution, &fit->law);
  fit->objective = solution.loss;
  fit->scatter = sqrt (sum_of_squares (table, &solution) / (table->count - parameters));
  fit->aicc =
      lab_information_criterion (criterion_residual (fit), table->count, parameters + 1, 1.0);
  fit->at_bound = find_bounds (&solution);
  lab_joint_condition (solver, &solution, &fit->condition, &fit->projected_condition);
  return TRUE;
}

gboolean
lab_joint_fit (const LabJointPoint *points,
               guint count,
               const LabJointOptions *options,
               LabJointFit *fit,
               GError **error)
{
  g_return_val_if_fail (options != NULL && fit != NULL, FALSE);

  g_autoptr (LabJointTable) table = lab_joint_table_new (points, count);
  return lab_joint_fit_table (table, options, fit, error);
}

guint
lab_joint_choose (const LabJointTable *table,
                  gboolean robust,
                  LabJointFit *fits,
                  gboolean *fitted,
                  LabJointForm *order)
{
  guint count = 0, remaining = 0;

  for (LabJointForm form = 0; form < LAB_JOINT_FORM_COUNT; form++) {
    const LabJointOptions options = {form, robust};
    fitted[form] = lab_joint_fit_table (table, &options, &fits[form], NULL);
    if (!fitted[form])
      continue;
    guint place = count++;
    for (; place > 0 && fits[order[place - 1]].aicc > fits[form].aicc; place--)
      order[place] = order[place - 1];
    order[place] = form;
  }
  while (remaining < count && fits[order[remaining]].aicc <= fits[order[0]].aicc + OF_MEANING)
    remaining++;
  return remaining;
}
