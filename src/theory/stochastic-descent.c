/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expected residual of every mode, step by step. */
#include "theory/stochastic-descent.h"

#include "core/stop.h"

#include <math.h>
#include <string.h>

/* One step at rate; residual (bins) is summed over each bin's modes. Returns its sum. */
static double
take_step (const LabSpectrum *spectrum, double rate, double batch, double fresh, double *residual)
{
  double sum = 0.0;

  for (guint k = 0; k < spectrum->count; k++) {
    double move = rate * spectrum->eigenvalue[k], kept = 1.0 - move;

    residual[k] = kept * kept * residual[k] +
                  move * move / batch * (spectrum->multiplicity[k] * fresh + residual[k]);
    sum += residual[k];
  }
  return sum;
}

guint
lab_stochastic_descent_moments (guint steps, guint at[LAB_STOCHASTIC_DESCENT_MOMENTS])
{
  static const guint MANTISSAS[] = {1, 2, 5};
  guint count = 0;

  for (guint64 unit = 1; unit < steps; unit *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (MANTISSAS); i++)
      if (MANTISSAS[i] * unit < steps)
        at[count++] = (guint)(MANTISSAS[i] * unit);
  at[count++] = steps;
  return count;
}

gboolean
lab_stochastic_descent (const LabStochasticDescent *descent,
                        const LabSpectrum *spectrum,
                        guint count,
                        const guint *at,
                        LabTask *task,
                        double *excess_risk)
{
  g_return_val_if_fail (descent != NULL && spectrum != NULL && descent->batch > 0, FALSE);
  g_return_val_if_fail (count > 0 && at[count - 1] <= descent->shape.steps, FALSE);

  g_autofree double *residual = g_memdup2 (spectrum->power, spectrum->count * sizeof *residual);
  double noise = descent->noise * descent->noise, risk = spectrum->variance;
  guint told = 0;

  for (guint step = 0; told < count; step++) {
    double rate = descent->learning_rate * lab_schedule_share (&descent->shape, step);

    if (lab_task_is_cancelled (task) || lab_stop_asked (spectrum->stop)) {
      while (told < count)
        excess_risk[told++] = NAN;
      return FALSE;
    }
    risk = take_step (spectrum, rate, descent->batch, risk + noise, residual);
    if (step + 1 == at[told])
      excess_risk[told++] = risk;
    lab_task_report (task, (step + 1.0) / at[count - 1]);
  }
  return TRUE;
}
