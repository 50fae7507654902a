/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report says of its points and of an estimate's worth. */
#include "dimension/dimension.h"

static gsize
different_points (const LabDimensionReport *report)
{
  return report->points - report->duplicates;
}

gboolean
lab_dimension_report_is_discrete (const LabDimensionReport *report)
{
  g_return_val_if_fail (report != NULL, FALSE);
  return (double)report->ties > LAB_DIMENSION_DISCRETE * (double)different_points (report);
}

gboolean
lab_dimension_report_is_small (const LabDimensionReport *report)
{
  g_return_val_if_fail (report != NULL, FALSE);
  return different_points (report) < (gsize)LAB_DIMENSION_FEW * report->outlier_k;
}

const char *
lab_dimension_state_name (LabDimensionState state)
{
  static const char *const names[] = {
      [LAB_DIMENSION_TOLD] = "told",
      [LAB_DIMENSION_SATURATED] = "saturated",
      [LAB_DIMENSION_TIED] = "tied",
      [LAB_DIMENSION_NO_VALUE] = "no value",
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), NULL);
  return names[state];
}
