/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential plus power of compute, and where the one gives way to the other. */
#include "theory/compute-law.h"

#include "core/error.h"
#include "fit/law/lambert.h"

#include <glib/gi18n.h>
#include <math.h>

static gboolean
is_positive (double value)
{
  return isfinite (value) && value > 0.0;
}

double
lab_compute_law_risk (const LabComputeLaw *law, double compute)
{
  g_return_val_if_fail (law != NULL, NAN);

  return law->initial_risk * exp (-compute / law->initial_scale) +
         law->prefactor * pow (compute, -law->gamma);
}

gboolean
lab_compute_law_crossing (const LabComputeLaw *law, double *compute, GError **error)
{
  g_return_val_if_fail (law != NULL && compute != NULL, FALSE);

  *compute = NAN;
  if (!is_positive (law->initial_risk) || !is_positive (law->initial_scale) ||
      !is_positive (law->prefactor) || !is_positive (law->gamma)) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("The compute law needs positive numbers: R0 = %g, C0 = %g, A = %g, gamma = %g."),
        law->initial_risk, law->initial_scale, law->prefactor, law->gamma);
    return FALSE;
  }
  double ln_x =
      log (law->prefactor / law->initial_risk) / law->gamma - log (law->gamma * law->initial_scale);
  double u = lab_lambert_lower_logarithm (-ln_x);
  if (isnan (u)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("With R0 = %g, C0 = %g, A = %g and gamma = %g the power law lies above the "
                    "exponential everywhere: there is no crossing. A smaller A gives one."),
                 law->initial_risk, law->initial_scale, law->prefactor, law->gamma);
    return FALSE;
  }
  *compute = law->gamma * law->initial_scale * u;
  return TRUE;
}

void
lab_condition_gap (double steps, double condition_number, double *lower, double *upper)
{
  g_return_if_fail (condition_number >= 1.0);
  g_return_if_fail (lower != NULL && upper != NULL);

  *lower = exp (-4.0 * steps / sqrt (condition_number));
  *upper = exp (-2.0 * steps / condition_number);
}
