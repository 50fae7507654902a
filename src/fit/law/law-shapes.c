/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logarithms of the laws and their derivatives. */
#include "fit/law/law-shapes.h"

#include "fit/law/law-fit.h"

#include <math.h>

/* Below it exp (z) is not worth adding to 1. */
#define LEAST_EXPONENT -40.0

static double
exponential_power (const double *p, double x, double ln_x, double *slope, gconstpointer data)
{
  double distance = ln_x - p[3], t = exp (distance);

  (void)x, (void)data;
  slope[0] = 1.0;
  slope[1] = distance < 0.0 ? 1.0 - t : 0.0;
  slope[2] = distance < 0.0 ? 0.0 : distance;
  slope[3] = distance < 0.0 ? p[1] * t : -p[2];
  return p[0] + p[1] * slope[1] + p[2] * slope[2];
}

static double
power_power (const double *p, double x, double ln_x, double *slope, gconstpointer data)
{
  double distance = ln_x - p[3];

  (void)x, (void)data;
  slope[0] = 1.0;
  slope[1] = MIN (distance, 0.0);
  slope[2] = MAX (distance, 0.0);
  slope[3] = distance < 0.0 ? -p[1] : -p[2];
  return p[0] + p[1] * slope[1] + p[2] * slope[2];
}

/* A (x/b)^p1 (1 + (x/b)^(1/w))^((p2 - p1) w): Caballero et al. 2023, Broken neural scaling laws. */
static double
smooth_power_power (const double *p, double x, double ln_x, double *slope, gconstpointer data)
{
  double distance = ln_x - p[3], width = exp (p[4]), z = distance / width;
  double soft = z > -LEAST_EXPONENT ? distance : z < LEAST_EXPONENT ? 0.0 : width * log1p (exp (z));
  double share = z < LEAST_EXPONENT ? 0.0 : 1.0 / (1.0 + exp (-z));

  (void)x, (void)data;
  slope[0] = 1.0;
  slope[1] = distance - soft;
  slope[2] = soft;
  slope[3] = -p[1] - (p[2] - p[1]) * share;
  slope[4] = (p[2] - p[1]) * (soft - distance * share);
  return p[0] + p[1] * slope[1] + p[2] * slope[2];
}

/* ((1 - x/c) / (1 - b/c))^2 before b: with u = b/c and t = x/b. */
static double
speed_power (const double *p, double x, double ln_x, double *slope, gconstpointer data)
{
  double distance = ln_x - p[3], u = 1.0 / (1.0 + exp (-p[1])), t = exp (distance);

  (void)x, (void)data;
  slope[0] = 1.0;
  slope[1] = slope[2] = 0.0;
  if (distance >= 0.0) {
    slope[2] = distance;
    slope[3] = -p[2];
    return p[0] + p[2] * distance;
  }
  double left = MAX (1.0 - u * t, 1e-300), end = MAX (1.0 - u, 1e-300);
  slope[1] = 2.0 * u * (1.0 - u) * (1.0 / end - t / left);
  slope[3] = 2.0 * u * t / left;
  return p[0] + 2.0 * log (left / end);
}

/* ln (exp (a) + exp (b)); share receives the part of the first. */
static double
add_logarithms (double a, double b, double *share)
{
  double top = MAX (a, b), sum = exp (a - top) + exp (b - top);

  *share = exp (a - top) / sum;
  return top + log (sum);
}

static double
sum (const double *p, double x, double ln_x, double *slope, gconstpointer data)
{
  const LabLawShapeData *shape = data;
  double gamma = shape->gamma > 0.0 ? shape->gamma : exp (p[3]);
  double time = x * exp (-p[2]), distance = ln_x - shape->pivot, share;
  double value = add_logarithms (p[0] - time, p[1] - gamma * distance, &share);

  slope[0] = share;
  slope[1] = 1.0 - share;
  slope[2] = share * time;
  if (!(shape->gamma > 0.0))
    slope[3] = -(1.0 - share) * gamma * distance;
  return value;
}

/* Both parts are equal where ln x = p[2]. */
static double
sum_at_crossing (const double *p, double x, double ln_x, double *slope, gconstpointer data)
{
  const LabLawShapeData *shape = data;
  double gamma = shape->gamma > 0.0 ? shape->gamma : exp (p[3]);
  double scale = exp (-p[1]), crossing = exp (p[2]), share;
  double distance = ln_x - shape->pivot, apart = p[2] - shape->pivot;
  double value =
      p[0] + add_logarithms ((crossing - x) * scale - gamma * apart, -gamma * distance, &share);

  slope[0] = 1.0;
  slope[1] = share * (x - crossing) * scale;
  slope[2] = share * (crossing * scale - gamma);
  if (!(shape->gamma > 0.0))
    slope[3] = -gamma * (share * apart + (1.0 - share) * distance);
  return value;
}

double
lab_law_pivot (const LabTrajectory *trajectory)
{
  return 0.5 * (trajectory->ln_x[0] + trajectory->ln_x[trajectory->count - 1]);
}

LabShape
lab_law_shape (LabLaw law, const LabLawShapeData *data)
{
  LabShape shape = {sum, data, data->gamma > 0.0 ? 3 : 4, lab_law_has_floor (law)};

  switch (lab_law_form (law)) {
  case LAB_FORM_EXPONENTIAL_POWER:
    shape.value = exponential_power;
    shape.parameters = 4;
    break;
  case LAB_FORM_POWER_POWER:
    shape.value = lab_law_is_smooth (law) ? smooth_power_power : power_power;
    shape.parameters = lab_law_is_smooth (law) ? 5 : 4;
    break;
  case LAB_FORM_SPEED_POWER:
    shape.value = speed_power;
    shape.parameters = 4;
    break;
  case LAB_FORM_SUM:
    break;
  case LAB_FORM_POWER:
  case LAB_FORM_COUNT:
    g_return_val_if_reached (shape);
  }
  return shape;
}

LabShape
lab_law_shape_at_crossing (LabLaw law, const LabLawShapeData *data)
{
  return (LabShape){sum_at_crossing, data, data->gamma > 0.0 ? 3 : 4, lab_law_has_floor (law)};
}

guint
lab_law_shape_break (LabLaw law)
{
  return lab_law_form (law) == LAB_FORM_SUM ? 2 : 3;
}

void
lab_law_from_shape (const double *p, const LabLawShapeData *data, LabLawFit *fit)
{
  LabShape shape = lab_law_shape (fit->law, data);
  LabForm form = lab_law_form (fit->law);

  fit->floor = shape.has_floor ? exp (p[shape.parameters]) : 0.0;
  if (form == LAB_FORM_SUM) {
    fit->exponent = data->gamma > 0.0 ? -data->gamma : -exp (p[3]);
    fit->transient = p[0];
    fit->early = exp (-p[2]);
    fit->level = p[1] - fit->exponent * data->pivot;
    fit->break_x = lab_law_crossing (fit);
    return;
  }
  fit->level = p[0];
  fit->early = p[1];
  fit->exponent = p[2];
  fit->break_x = exp (p[3]);
  if (form == LAB_FORM_EXPONENTIAL_POWER)
    fit->early /= fit->break_x;
  if (form == LAB_FORM_SPEED_POWER)
    fit->early = 1.0 / (1.0 + exp (-p[1])) / fit->break_x;
  if (lab_law_is_smooth (fit->law))
    fit->width = exp (p[4]);
}

void
lab_law_to_shape (const LabLawFit *fit, const LabLawShapeData *data, double *p)
{
  LabShape shape = lab_law_shape (fit->law, data);
  LabForm form = lab_law_form (fit->law);

  if (shape.has_floor)
    p[shape.parameters] = log (fit->floor);
  if (form == LAB_FORM_SUM) {
    p[0] = fit->transient;
    p[1] = fit->level + fit->exponent * data->pivot;
    p[2] = -log (fit->early);
    if (!(data->gamma > 0.0))
      p[3] = log (-fit->exponent);
    return;
  }
  p[0] = fit->level;
  p[1] = fit->early;
  p[2] = fit->exponent;
  p[3] = log (fit->break_x);
  if (form == LAB_FORM_EXPONENTIAL_POWER)
    p[1] *= fit->break_x;
  if (form == LAB_FORM_SPEED_POWER) {
    double u = fit->early * fit->break_x;
    p[1] = log (u / (1.0 - u));
  }
  if (lab_law_is_smooth (fit->law))
    p[4] = log (fit->width);
}

void
lab_law_to_crossing_shape (const LabLawFit *fit, const LabLawShapeData *data, double *p)
{
  LabShape shape = lab_law_shape_at_crossing (fit->law, data);

  p[0] = fit->level + fit->exponent * data->pivot;
  p[1] = -log (fit->early);
  p[2] = log (fit->break_x);
  if (!(data->gamma > 0.0))
    p[3] = log (-fit->exponent);
  if (shape.has_floor)
    p[shape.parameters] = log (fit->floor);
}
