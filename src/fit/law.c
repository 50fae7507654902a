/* The rival laws: names, values, what parameters they have.
 *
 * Both laws with a break are continuous there and have the same parameters (level and place of the
 * break, one number for what comes before, the exponent after):
 *   exponential then power   y = L exp(-r (x - b)),  L (x/b)^p beyond b
 *   power then power         y = L (x/b)^p1,         L (x/b)^p beyond b
 * A floor is added to the whole law. */
#include "fit/law-fit.h"

#include <math.h>

static const char *const law_names[LAB_LAW_COUNT] = {
    [LAB_LAW_POWER] = "power",
    [LAB_LAW_POWER_FLOOR] = "power+floor",
    [LAB_LAW_EXPONENTIAL_POWER] = "exponential+power",
    [LAB_LAW_EXPONENTIAL_POWER_FLOOR] = "exponential+power+floor",
    [LAB_LAW_POWER_POWER] = "power+power",
    [LAB_LAW_POWER_POWER_FLOOR] = "power+power+floor",
};

static const char *const choice_names[] = {
    [LAB_CHOICE_NOT_ENOUGH] = "not enough",
    [LAB_CHOICE_CANNOT_TELL] = "cannot tell",
    [LAB_CHOICE_POWER] = "power",
    [LAB_CHOICE_EXPONENTIAL_POWER] = "exponential+power",
    [LAB_CHOICE_POWER_POWER] = "power+power",
};

gboolean
lab_law_has_break (LabLaw law)
{
  return law != LAB_LAW_POWER && law != LAB_LAW_POWER_FLOOR;
}

gboolean
lab_law_has_floor (LabLaw law)
{
  return law == LAB_LAW_POWER_FLOOR || law == LAB_LAW_EXPONENTIAL_POWER_FLOOR ||
         law == LAB_LAW_POWER_POWER_FLOOR;
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

double
lab_law_value (const LabLawFit *fit, double x)
{
  g_return_val_if_fail (fit != NULL && fit->valid, NAN);

  double before = 0.0, after = log (x);
  if (lab_law_has_break (fit->law)) {
    gboolean is_early = x < fit->break_x;
    gboolean is_exponential =
        fit->law == LAB_LAW_EXPONENTIAL_POWER || fit->law == LAB_LAW_EXPONENTIAL_POWER_FLOOR;
    double distance = log (x / fit->break_x);
    before = is_early ? (is_exponential ? fit->break_x - x : distance) : 0.0;
    after = is_early ? 0.0 : distance;
  }
  return exp (fit->level + fit->early * before + fit->exponent * after) + fit->floor;
}

double
lab_law_local_slope (const LabLawFit *fit, double x)
{
  g_return_val_if_fail (fit != NULL && fit->valid && x > 0.0, NAN);

  double slope = fit->exponent, value = lab_law_value (fit, x);
  if (lab_law_has_break (fit->law) && x < fit->break_x) {
    gboolean is_exponential =
        fit->law == LAB_LAW_EXPONENTIAL_POWER || fit->law == LAB_LAW_EXPONENTIAL_POWER_FLOOR;
    slope = is_exponential ? -fit->early * x : fit->early;
  }
  return slope * (value - fit->floor) / value;
}
