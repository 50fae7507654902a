/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reconstructed laws of one resource each, and their sum. */
#include "isolated-laws.h"

#include <math.h>

double
lab_isolated_time_risk (const LabIsolatedLaws *laws, double steps)
{
  g_return_val_if_fail (laws != NULL && laws->condition_number >= 1.0 && steps >= 0.0, NAN);
  return laws->initial_risk * exp (-2.0 * steps / laws->condition_number);
}

double
lab_isolated_data_risk (const LabIsolatedLaws *laws, double points)
{
  g_return_val_if_fail (laws != NULL && points > 0.0, NAN);
  return laws->data_prefactor * pow (points, -laws->data_exponent);
}

double
lab_isolated_model_risk (const LabIsolatedLaws *laws, double parameters)
{
  g_return_val_if_fail (laws != NULL && parameters > 0.0, NAN);
  return laws->model_prefactor * pow (parameters, -laws->model_exponent);
}

double
lab_isolated_risk (const LabIsolatedLaws *laws, double steps, double points, double parameters)
{
  return lab_isolated_time_risk (laws, steps) + lab_isolated_data_risk (laws, points) +
         lab_isolated_model_risk (laws, parameters);
}

double
lab_isolated_threshold_time (const LabIsolatedLaws *laws, double points)
{
  g_return_val_if_fail (laws != NULL && laws->condition_number >= 1.0, NAN);

  double floor = lab_isolated_data_risk (laws, points);
  if (!(floor > 0.0))
    return INFINITY;
  return MAX (0.5 * laws->condition_number * log (laws->initial_risk / floor), 0.0);
}

double
lab_isolated_compute_exponent (double data_exponent, double mu, double tau)
{
  g_return_val_if_fail (data_exponent > 0.0 && mu >= 0.0 && tau >= 0.0, NAN);
  return data_exponent / (1.0 + mu + tau);
}
