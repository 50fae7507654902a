/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rival laws: names, values, what parameters they have.
 *
 * The laws with a break are continuous there and have the same parameters (level and place of the
 * break, one number for what comes before, the exponent after):
 *   exponential then power      y = L exp(-r (x - b)),             L (x/b)^p beyond b
 *   power then power            y = L (x/b)^p1,                    L (x/b)^p beyond b
 *   constant speed then power   y = L ((1 - x/c) / (1 - b/c))^2,   L (x/b)^p beyond b
 * A smooth bend has one more, its width w: y = L (x/b)^p1 (1 + (x/b)^(1/w))^((p - p1) w). The sum law is
 * y = R0 exp(-x/C0) + A x^p, p = -gamma. A floor is added to the whole law. */
#include "fit/law/lambert.h"
#include "fit/law/law-testing.h"
#include "fit/law/law-fit.h"

#include <math.h>

static const char *const law_names[LAB_LAW_COUNT] = {
    [LAB_LAW_POWER] = "power",
    [LAB_LAW_POWER_FLOOR] = "power+floor",
    [LAB_LAW_EXPONENTIAL_POWER] = "exponential+power",
    [LAB_LAW_EXPONENTIAL_POWER_FLOOR] = "exponential+power+floor",
    [LAB_LAW_POWER_POWER] = "power+power",
    [LAB_LAW_POWER_POWER_FLOOR] = "power+power+floor",
    [LAB_LAW_SMOOTH_POWER_POWER] = "smooth-power+power",
    [LAB_LAW_SMOOTH_POWER_POWER_FLOOR] = "smooth-power+power+floor",
    [LAB_LAW_SPEED_POWER] = "constant-speed+power",
    [LAB_LAW_SPEED_POWER_FLOOR] = "constant-speed+power+floor",
    [LAB_LAW_SUM] = "sum",
    [LAB_LAW_SUM_FLOOR] = "sum+floor",
    [LAB_LAW_SUM_SEVENTH] = "sum-1/7",
    [LAB_LAW_SUM_SEVENTH_FLOOR] = "sum-1/7+floor",
    [LAB_LAW_SUM_SIXTH] = "sum-1/6",
    [LAB_LAW_SUM_SIXTH_FLOOR] = "sum-1/6+floor",
};

static const char *const choice_names[] = {
    [LAB_CHOICE_NOT_ENOUGH] = "not enough",
    [LAB_CHOICE_CANNOT_TELL] = "cannot tell",
    [LAB_CHOICE_POWER] = "power",
    [LAB_CHOICE_EXPONENTIAL_POWER] = "exponential+power",
    [LAB_CHOICE_POWER_POWER] = "power+power",
    [LAB_CHOICE_SPEED_POWER] = "constant-speed+power",
    [LAB_CHOICE_SUM] = "sum",
    [LAB_CHOICE_NONE_FITS] = "none fits",
};

LabForm
lab_law_form (LabLaw law)
{
  if (law >= LAB_LAW_SUM)
    return LAB_FORM_SUM;
  if (law >= LAB_LAW_SPEED_POWER)
    return LAB_FORM_SPEED_POWER;
  if (law >= LAB_LAW_POWER_POWER)
    return LAB_FORM_POWER_POWER;
  return law >= LAB_LAW_EXPONENTIAL_POWER ? LAB_FORM_EXPONENTIAL_POWER : LAB_FORM_POWER;
}

gboolean
lab_law_has_break (LabLaw law)
{
  return lab_law_form (law) != LAB_FORM_POWER && lab_law_form (law) != LAB_FORM_SUM;
}

/* Without and with floor follow each other. */
gboolean
lab_law_has_floor (LabLaw law)
{
  return law % 2 == 1;
}

gboolean
lab_law_is_smooth (LabLaw law)
{
  return law == LAB_LAW_SMOOTH_POWER_POWER || law == LAB_LAW_SMOOTH_POWER_POWER_FLOOR;
}

gboolean
lab_choice_has_phases (LabChoice choice)
{
  switch (choice) {
  case LAB_CHOICE_EXPONENTIAL_POWER:
  case LAB_CHOICE_POWER_POWER:
  case LAB_CHOICE_SPEED_POWER:
  case LAB_CHOICE_SUM:
    return TRUE;
  case LAB_CHOICE_NOT_ENOUGH:
  case LAB_CHOICE_CANNOT_TELL:
  case LAB_CHOICE_POWER:
  case LAB_CHOICE_NONE_FITS:
    break;
  }
  return FALSE;
}

gboolean
lab_choice_is_exponential (LabChoice choice)
{
  return choice == LAB_CHOICE_EXPONENTIAL_POWER || choice == LAB_CHOICE_SUM;
}

const char *
lab_law_name (LabLaw law)
{
  g_return_val_if_fail (law >= LAB_LAW_POWER && law < LAB_LAW_COUNT, NULL);
  return law_names[law];
}

const char *
lab_choice_name (LabChoice choice)
{
  g_return_val_if_fail ((guint)choice < G_N_ELEMENTS (choice_names), NULL);
  return choice_names[choice];
}

/* ln y of a law with a break, floor not included; slope receives d ln y / d ln x. */
static double
broken_logarithm (const LabLawFit *fit, double x, double *slope)
{
  double distance = log (x / fit->break_x), bend = distance;

  *slope = fit->exponent;
  if (lab_law_is_smooth (fit->law)) {
    double z = distance / fit->width;
    bend = fit->width * (z > 0.0 ? z + log1p (exp (-z)) : log1p (exp (z)));
    *slope = fit->early + (fit->exponent - fit->early) / (1.0 + exp (-z));
    return fit->level + fit->early * (distance - bend) + fit->exponent * bend;
  }
  if (distance >= 0.0)
    return fit->level + fit->exponent * distance;
  switch (lab_law_form (fit->law)) {
  case LAB_FORM_EXPONENTIAL_POWER:
    *slope = -fit->early * x;
    return fit->level + fit->early * (fit->break_x - x);
  case LAB_FORM_SPEED_POWER:
    *slope = -2.0 * fit->early * x / (1.0 - fit->early * x);
    return fit->level + 2.0 * log ((1.0 - fit->early * x) / (1.0 - fit->early * fit->break_x));
  case LAB_FORM_POWER:
  case LAB_FORM_POWER_POWER:
  case LAB_FORM_SUM:
  case LAB_FORM_COUNT:
    break;
  }
  *slope = fit->early;
  return fit->level + fit->early * distance;
}

/* y without the floor; slope receives d ln y / d ln x. */
static double
value_above_floor (const LabLawFit *fit, double x, double *slope)
{
  double power = exp (fit->level + fit->exponent * log (x + fit->shift));

  *slope = fit->exponent * x / (x + fit->shift);
  if (lab_law_form (fit->law) == LAB_FORM_SUM) {
    double transient = exp (fit->transient - fit->early * x);
    *slope = (fit->exponent * power - fit->early * x * transient) / (power + transient);
    return power + transient;
  }
  return lab_law_has_break (fit->law) ? exp (broken_logarithm (fit, x, slope)) : power;
}

double
lab_law_value (const LabLawFit *fit, double x)
{
  g_return_val_if_fail (fit != NULL && fit->valid, NAN);

  double slope;
  return value_above_floor (fit, x, &slope) + fit->floor;
}

double
lab_law_local_slope (const LabLawFit *fit, double x)
{
  g_return_val_if_fail (fit != NULL && fit->valid && x > 0.0, NAN);

  double slope, value = value_above_floor (fit, x, &slope);
  return slope * value / (value + fit->floor);
}

/* In units of gamma C0, x solves u - ln u = 1 + ln of what the parts are apart where u = 1. */
double
lab_law_crossing (const LabLawFit *fit)
{
  g_return_val_if_fail (fit != NULL && lab_law_form (fit->law) == LAB_FORM_SUM, NAN);

  double gamma = -fit->exponent, unit = gamma / fit->early;
  double apart = fit->transient - fit->level;

  if (!(gamma > 0.0) || !(fit->early > 0.0))
    return NAN;
  return unit * lab_lambert_lower_logarithm (apart / gamma + log (unit));
}

/* Of a sum: x where exponential over power law is `share`, the crossing of a sum with R0 / share. */
static double
sum_settled (const LabLawFit *fit, double share)
{
  LabLawFit raised = *fit;

  raised.transient -= log (share);
  return lab_law_crossing (&raised);
}

double
lab_law_settled (const LabLawFit *fit)
{
  g_return_val_if_fail (fit != NULL && fit->valid, NAN);

  if (lab_law_form (fit->law) == LAB_FORM_SUM) {
    double settled = sum_settled (fit, 0.05);
    return isfinite (settled) ? settled : 0.0;
  }
  if (!lab_law_has_break (fit->law))
    return 0.0;
  return fit->break_x * exp (fit->width * log (9.0));
}

double
lab_law_scatter (const LabLawFit *fit, guint count)
{
  g_return_val_if_fail (fit != NULL && fit->valid, NAN);
  return sqrt (fit->residual / MAX ((double)count - (fit->parameters - 1.0), 1.0));
}

gboolean
lab_law_break_range (const LabTrajectory *trajectory, double *low, double *high)
{
  guint points = LAB_LAW_LEAST_POINTS_OF_PHASE, last = trajectory->count - 1;
  double all = trajectory->ln_x[last] - trajectory->ln_x[0];
  double span = MIN (log (LAB_FIT_MINIMUM_SPAN), LAB_LAW_LEAST_SHARE_OF_PHASE * all);

  if (trajectory->count < 2 * points)
    return FALSE;
  *low = MAX (trajectory->ln_x[points - 1], trajectory->ln_x[0] + span);
  *high = MIN (trajectory->ln_x[trajectory->count - points], trajectory->ln_x[last] - span);
  return *low <= *high;
}
