/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rival curves: what each kind is, and which answers about it are right or wrong. */
#include "rival-curves.h"

#include <math.h>

#define MODES 400

static double
power (double x)
{
  return 2.0 * pow (x, -0.5);
}

static double
power_floor (double x)
{
  return pow (x, -0.7) + 0.05;
}

static double
broken_sharp (double x)
{
  return x < 100.0 ? pow (x / 100.0, -1.0) : pow (x / 100.0, -0.35);
}

/* Broken over about a decade. */
static double
broken_smooth (double x)
{
  return pow (x / 100.0, -0.1) * pow (1.0 + pow (x / 100.0, 1.0 / 0.4), -0.7 * 0.4);
}

static double
exponential_power (double x)
{
  return x < 60.0 ? exp (-(x - 60.0) / 20.0) : pow (x / 60.0, -0.3);
}

/* theory: R0 = 1, C0 = 300, A x^-gamma = .1 (x / 100)^-1/7. */
static double
sum (double x)
{
  return exp (-x / 300.0) + 0.1 * pow (x / 100.0, -1.0 / 7.0);
}

static double
sum_floor (double x)
{
  return exp (-x / 300.0) + 0.2 * pow (x / 100.0, -0.5) + 0.02;
}

/* Risk falls to a twentieth at constant speed, then like a power. */
static double
constant_speed (double x)
{
  const double end = 100.0 / (1.0 - sqrt (0.05));
  return x < 100.0 ? pow (1.0 - x / end, 2.0) : 0.05 * pow (x / 100.0, -0.4);
}

/* The kernel picture's level 1 (gradient flow) with eigenvalues k^-b, raised to floor, targets
 * k^-a of sum 1, label noise 0.1 at n = 10,000, d = 2. */
static double
kernel_flow (double t, double floor)
{
  double risk = 0.0, noise = 0.0, total = 0.0;

  for (guint k = 1; k <= MODES; k++) {
    double eigenvalue = MAX (pow (k, -1.5), floor), target = pow (k, -2.0);
    total += target;
    risk += target * exp (-2.0 * eigenvalue * t);
    noise += pow (1.0 - exp (-eigenvalue * t), 2.0);
  }
  return risk / total + 0.01 / 1e4 * noise;
}

static double
flow_power (double t)
{
  return kernel_flow (t, 0.0);
}

static double
flow_floored (double t)
{
  return kernel_flow (t, 0.8);
}

#define LAW(law) (1u << (law))
#define POWERS   (LAW (LAB_LAW_POWER) | LAW (LAB_LAW_POWER_FLOOR))
#define BROKEN                                                                                     \
  (LAW (LAB_LAW_POWER_POWER) | LAW (LAB_LAW_POWER_POWER_FLOOR) |                                   \
   LAW (LAB_LAW_SMOOTH_POWER_POWER) | LAW (LAB_LAW_SMOOTH_POWER_POWER_FLOOR))
#define TWO_PHASE (LAW (LAB_LAW_EXPONENTIAL_POWER) | LAW (LAB_LAW_EXPONENTIAL_POWER_FLOOR))
#define SPEED     (LAW (LAB_LAW_SPEED_POWER) | LAW (LAB_LAW_SPEED_POWER_FLOOR))
#define SUMS      (LAW (LAB_LAW_SUM) | LAW (LAB_LAW_SUM_FLOOR))

/* Gradient flow is none of the laws, so that it is right to say that none fits. Without a smallest
 * eigenvalue it has no exponential phase, and its slow bend is a power law in the limit; with one, all modes
 * fall exponentially to the noise, and which law with an exponential phase it is need not be told. A floor
 * that the noise hides is hard to tell from a flatter power law: sums with one may be missed. */
const RivalCurve rival_curves[RIVAL_CURVES] = {
    {"power", power, LAW (LAB_LAW_POWER), TRUE, 1.0, 4e3, 24, 20, 1},
    {"power-floor", power_floor, LAW (LAB_LAW_POWER_FLOOR), TRUE, 1.0, 4e3, 24, 20, 1},
    {"broken-sharp", broken_sharp, BROKEN, TRUE, 1.0, 4e3, 24, 20, 1},
    {"broken-smooth", broken_smooth, BROKEN, TRUE, 1.0, 4e3, 24, 20, 1},
    {"exponential-power", exponential_power, TWO_PHASE, TRUE, 1.0, 4e3, 24, 20, 1},
    {"sum", sum, LAW (LAB_LAW_SUM), TRUE, 10.0, 1e5, 27, 27, 1},
    {"sum-floor", sum_floor, LAW (LAB_LAW_SUM_FLOOR), TRUE, 10.0, 1e5, 24, 20, 2},
    {"constant-speed", constant_speed, SPEED, TRUE, 1.0, 4e3, 24, 20, 1},
    {"flow-power", flow_power, POWERS | BROKEN, FALSE, 1.0, 1e4, 24, 20, 1},
    {"flow-floored", flow_floored, TWO_PHASE | SUMS, FALSE, 0.3, 1e3, 24, 20, 1},
};

const RivalCurve *
rival_curve (const char *name)
{
  for (guint k = 0; k < RIVAL_CURVES; k++)
    if (g_str_equal (rival_curves[k].name, name))
      return &rival_curves[k];
  g_return_val_if_reached (NULL);
}

void
rival_draw (const RivalCurve *curve, double noise, guint trial, LabFitSample *samples)
{
  LabRandom random;

  /* The same errors at every noise, so that counts may be compared. */
  lab_random_init (&random, 41, (guint32)(1000 * (curve - rival_curves) + trial),
                   LAB_STREAM_TRAINING_NOISE);
  for (guint i = 0; i < RIVAL_POINTS; i++) {
    double x = curve->first * pow (curve->last / curve->first, i / (RIVAL_POINTS - 1.0));
    samples[i] =
        (LabFitSample){x, curve->value (x) * exp (noise * lab_random_normal (&random)), 0, 0.0};
  }
}

gboolean
rival_is_named (const LabTwoPhaseChoice *choice)
{
  return choice->choice != LAB_CHOICE_CANNOT_TELL && choice->choice != LAB_CHOICE_NONE_FITS &&
         choice->choice != LAB_CHOICE_NOT_ENOUGH;
}

gboolean
rival_is_right (const RivalCurve *curve, const LabTwoPhaseChoice *choice)
{
  if (curve->is_law)
    return rival_is_named (choice) && (curve->right & LAW (choice->best)) != 0;
  for (guint i = 0; i < choice->remaining_count; i++)
    if ((curve->right & LAW (choice->remaining[i])) == 0)
      return FALSE;
  return choice->remaining_count > 0 || choice->choice == LAB_CHOICE_NONE_FITS;
}
