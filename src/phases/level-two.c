/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase boundary and the best time to stop at level 2. */
#include "phases/level-two.h"

#include "theory/phase-boundary.h"

#include <math.h>

gboolean
lab_level_two_compute (double smoothness,
                       double intrinsic_dimension,
                       double nu,
                       double noise,
                       double points,
                       double features,
                       LabLevelTwo *result)
{
  g_return_val_if_fail (result != NULL, FALSE);

  g_autoptr (LabSpectrum) spectrum =
      lab_spectrum_new (smoothness, intrinsic_dimension, nu, 0, NULL);
  LabLevelTwo found;

  *result = (LabLevelTwo){.crossing = NAN, .stopping = NAN, .least_risk = NAN};
  if (spectrum == NULL)
    return FALSE;
  noise *= sqrt (spectrum->variance); /* into the spectrum's units */
  if (!lab_boundary_optimal_stopping (spectrum, points, features, noise, &found.stopping,
                                      &found.least_risk, NULL, 0, 0, NULL) ||
      !lab_boundary_crossing (spectrum, points, features, noise, &found.crossing, NULL, 0, 0, NULL))
    return FALSE;
  found.least_risk /= spectrum->variance;
  *result = found;
  return TRUE;
}
