/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which estimates to make. */
#include "dimension/dimension.h"
#include "dimension/request-testing.h"

void
lab_dimension_request_default (guint neighbours, LabDimensionRequest *request)
{
  g_return_if_fail (request != NULL);

  *request = (LabDimensionRequest){.discard = LAB_DIMENSION_DISCARD};
  for (guint e = 0; e < LAB_ESTIMATOR_COUNT; e++)
    lab_dimension_request_add (request, (LabEstimator)e, neighbours);
}

gboolean
lab_dimension_request_add (LabDimensionRequest *request, LabEstimator estimator, guint neighbours)
{
  guint k = lab_estimator_neighbours (estimator, neighbours);

  g_return_val_if_fail (request != NULL, FALSE);

  for (guint a = 0; a < request->asks; a++)
    if (request->ask[a].estimator == estimator &&
        lab_estimator_neighbours (estimator, request->ask[a].k) == k)
      return FALSE;
  if (request->asks == LAB_DIMENSION_ESTIMATES_MAX || k == 0)
    return FALSE;
  request->ask[request->asks++] = (LabDimensionAsk){.estimator = estimator, .k = k};
  return TRUE;
}
