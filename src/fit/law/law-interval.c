/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile intervals; the header says of what. */
#include "fit/law/law-interval.h"

#include "fit/law/law-fit.h"
#include "fit/law/law-shapes.h"
#include "fit/sample/student.h"

#include <math.h>

#define PROBABILITY 0.95
#define LEAST_GAMMA 1e-3
#define MOST_GAMMA  8.0
#define MOST_SLOPE  20.0
#define BEYOND      1.0 /* ln x outside the points that a crossing is looked for in */
#define EXPONENT    2   /* index of the exponent of a law with a break */
#define GAMMA       3   /* index of ln gamma */

/* The sum of squares at the ends of the interval. */
static double
limit_of (const LabTrajectory *trajectory, const LabLawFit *fit, double inflation)
{
  double degrees = MAX ((double)trajectory->count - (fit->parameters - 1.0), 1.0);
  guint effective = MAX ((guint)(degrees / inflation), 1);
  double critical = lab_student_critical_value (effective, PROBABILITY);

  return fit->residual * (1.0 + critical * critical * inflation / degrees);
}

static LabLawShapeData
data_of (const LabTrajectory *trajectory, const LabLawFit *fit)
{
  return (LabLawShapeData){lab_law_pivot (trajectory),
                           fit->is_exponent_fixed ? -fit->exponent : 0.0};
}

void
lab_law_break_interval (const LabTrajectory *trajectory,
                        const LabLawFit *fit,
                        double inflation,
                        double *low,
                        double *high)
{
  g_return_if_fail (trajectory != NULL && fit != NULL && fit->valid);
  g_return_if_fail (low != NULL && high != NULL);

  double parameters[LAB_LEVENBERG_MOST_PARAMETERS];
  double least = trajectory->ln_x[0], most = trajectory->ln_x[trajectory->count - 1];
  LabLawShapeData data = data_of (trajectory, fit);
  gboolean is_sum = lab_law_form (fit->law) == LAB_FORM_SUM;
  LabShape shape;

  *low = *high = NAN;
  if (!isfinite (fit->break_x))
    return;
  if (is_sum) {
    shape = lab_law_shape_at_crossing (fit->law, &data);
    lab_law_to_crossing_shape (fit, &data, parameters);
  } else {
    shape = lab_law_shape (fit->law, &data);
    lab_law_to_shape (fit, &data, parameters);
  }
  g_autoptr (LabShapeSearch) search = lab_shape_search_new (&shape, trajectory);
  lab_shape_search_profile (search, parameters, lab_law_shape_break (fit->law),
                            is_sum ? least - BEYOND : least, is_sum ? most + BEYOND : most,
                            limit_of (trajectory, fit, inflation), low, high);
  *low = isfinite (*low) ? exp (*low) : -INFINITY;
  *high = exp (*high);
}

void
lab_law_exponent_interval (const LabTrajectory *trajectory,
                           const LabLawFit *fit,
                           double inflation,
                           double *low,
                           double *high)
{
  g_return_if_fail (trajectory != NULL && fit != NULL && fit->valid);
  g_return_if_fail (low != NULL && high != NULL);

  double parameters[LAB_LEVENBERG_MOST_PARAMETERS], limit = limit_of (trajectory, fit, inflation);
  double least, most;
  LabLawShapeData data = data_of (trajectory, fit);
  LabShape shape = lab_law_shape (fit->law, &data);

  *low = *high = fit->exponent;
  if (fit->is_exponent_fixed)
    return;
  lab_law_to_shape (fit, &data, parameters);
  g_autoptr (LabShapeSearch) search = lab_shape_search_new (&shape, trajectory);
  if (lab_law_form (fit->law) != LAB_FORM_SUM) {
    lab_shape_search_profile (search, parameters, EXPONENT, -MOST_SLOPE, MOST_SLOPE, limit, low,
                              high);
    return;
  }
  lab_shape_search_profile (search, parameters, GAMMA, log (LEAST_GAMMA), log (MOST_GAMMA), limit,
                            &least, &most);
  *low = -exp (most);
  *high = isfinite (least) ? -exp (least) : 0.0;
}
