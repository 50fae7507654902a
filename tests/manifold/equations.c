/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The defining equations of the manifolds, written down a second time: as what holds for a point, not
 * as how one is drawn. */
#include "equations.h"

#include <math.h>

typedef double (*Equation) (guint dimension, const double *x);

static double
on_unit_sphere (guint coordinates, const double *x)
{
  double sum = 0.0;

  for (guint k = 0; k < coordinates; k++)
    sum += x[k] * x[k];
  return sum - 1.0;
}

static double
ball (guint d, const double *x)
{
  return MAX (on_unit_sphere (d, x), 0.0);
}

static double
cube (guint d, const double *x)
{
  double outside = 0.0;

  for (guint k = 0; k < d; k++)
    outside = MAX (outside, MAX (-x[k], x[k] - 1.0));
  return outside;
}

static double
product (guint d, const double *x)
{
  guint sphere = lab_manifold_sphere_part (d);
  double off = fabs (on_unit_sphere (sphere + 1, x));

  for (guint i = sphere; i < d; i++)
    off = MAX (off, fabs (on_unit_sphere (2, x + sphere + 1 + 2 * (i - sphere))));
  return off;
}

/* Radius and angle of the roll agree, modulo whole turns. */
static double
swiss_roll (guint d, const double *x)
{
  double t = hypot (x[0], x[2]);
  gboolean inside = t >= 1.5 * G_PI && t <= 4.5 * G_PI && x[1] >= 0.0 && x[1] <= 21.0;

  return inside ? remainder (atan2 (x[2], x[0]) - t, 2.0 * G_PI) : 1.0;
}

/* Two arcs of circles around (0, -1) and (0, 1). */
static double
s_curve (guint d, const double *x)
{
  double below = hypot (x[0], x[2] + 1.0) - 1.0, above = hypot (x[0], x[2] - 1.0) - 1.0;

  return x[1] < 0.0 || x[1] > 2.0 ? 1.0 : fabs (x[2] <= 0.0 ? below : above);
}

/* In the half plane of the angle p the point lies at distance |r| / 2 from the circle, in the
 * direction turns * p. */
static double
moebius_with (double turns, const double *x)
{
  double p = atan2 (x[1], x[0]), across = hypot (x[0], x[1]) - 1.0;

  return hypot (across, x[2]) > 0.5 ? 1.0 : across * sin (turns * p) - x[2] * cos (turns * p);
}

static double
moebius (guint d, const double *x)
{
  return moebius_with (0.5, x);
}

static double
m11 (guint d, const double *x)
{
  return moebius_with (5.0, x);
}

static double
helix (guint d, const double *x)
{
  double t = atan2 (x[1], x[0]);

  return hypot (hypot (x[0], x[1]) - 2.0 - cos (8.0 * t), x[2] - sin (8.0 * t));
}

static double
spiral (guint d, const double *x)
{
  double s = hypot (x[0], x[1]);

  return s < 2.0 * G_PI || s > 8.0 * G_PI ? 1.0 : remainder (atan2 (x[1], x[0]) - s, 2.0 * G_PI);
}

/* The plane of M2 in R^5: two independent linear equations, worked out by hand from its matrix. */
static double
m2 (guint d, const double *x)
{
  double y0 = x[0] - 3.0, y1 = x[1] + 1.0;
  double p1 = (1.2 * y1 - 0.5 * y0) / (1.2 * 0.9 + 0.5 * 0.5);
  double p0 = (y0 + 0.5 * p1) / 1.2;
  double p2 = x[2] + 0.5 * p0 + 0.2 * p1;

  return hypot (x[3] - 0.4 * p0 + 0.9 * p1 + 0.1 * p2, x[4] - 8.0 - 1.1 * p0 + 0.3 * p1);
}

/* Sums of the third to fifth coordinates are polynomials; the first two stay below the squares. */
static double
m3 (guint d, const double *x)
{
  gboolean bounded = fabs (x[0]) <= 1.0 && fabs (x[1]) <= 1.0 && x[2] >= 0.0 && x[2] <= 3.0 &&
                     x[3] >= -2.0 && x[4] >= -3.0 && fabs (x[5]) <= 2.0;
  return bounded ? 0.0 : 1.0;
}

/* The radius of each pair is the angle, in turns, of the next one; copies repeat the pairs. */
static double
nonlinear (guint d, const double *x)
{
  double off = 0.0;

  for (guint k = 0; k < d; k++) {
    guint next = (k + 1) % d;
    double turns = atan2 (x[2 * next + 1], x[2 * next]) / (2.0 * G_PI);

    off = MAX (off, fabs (remainder (hypot (x[2 * k], x[2 * k + 1]) - turns, 1.0)));
  }
  for (guint i = 2 * d; d > 4 && i < 6 * d; i++)
    off = MAX (off, fabs (x[i] - x[i - 2 * d]));
  return off;
}

static double
m5b (guint d, const double *x)
{
  double p = 2.0 * x[2];

  return x[0] * sin (p) - x[1] * cos (p);
}

/* On a face: some coordinate is 0 or 1, and all lie between. */
static double
m10 (guint d, const double *x)
{
  double nearest = 1.0;

  for (guint k = 0; k <= d; k++)
    nearest = MIN (nearest, MIN (fabs (x[k]), fabs (x[k] - 1.0)));
  return MAX (nearest, cube (d + 1, x));
}

static double
m13b (guint d, const double *x)
{
  return hypot (x[0] / 100.0 - cos (x[2]), x[1] / 100.0 - sin (x[2]));
}

static double
torus (guint d, const double *x)
{
  double off = 0.0;

  for (guint k = 0; k < d; k++)
    off = MAX (off, fabs (on_unit_sphere (2, x + 2 * k)));
  return off;
}

static double
sphere (guint d, const double *x)
{
  return on_unit_sphere (d + 1, x);
}

/* Anything is a point of R^d. */
static double
gaussian (guint d, const double *x)
{
  return isfinite (x[0]) ? 0.0 : 1.0;
}

static const Equation equations[LAB_MANIFOLD_COUNT] = {
    [LAB_MANIFOLD_TORUS] = torus,
    [LAB_MANIFOLD_SPHERE] = sphere,
    [LAB_MANIFOLD_BALL] = ball,
    [LAB_MANIFOLD_CUBE] = cube,
    [LAB_MANIFOLD_GAUSSIAN] = gaussian,
    [LAB_MANIFOLD_PRODUCT] = product,
    [LAB_MANIFOLD_SWISS_ROLL] = swiss_roll,
    [LAB_MANIFOLD_S_CURVE] = s_curve,
    [LAB_MANIFOLD_MOEBIUS] = moebius,
    [LAB_MANIFOLD_HELIX] = helix,
    [LAB_MANIFOLD_SPIRAL] = spiral,
    [LAB_MANIFOLD_M1] = sphere,
    [LAB_MANIFOLD_M2] = m2,
    [LAB_MANIFOLD_M3] = m3,
    [LAB_MANIFOLD_M4] = nonlinear,
    [LAB_MANIFOLD_M5A] = helix,
    [LAB_MANIFOLD_M5B] = m5b,
    [LAB_MANIFOLD_M6] = nonlinear,
    [LAB_MANIFOLD_M7] = swiss_roll,
    [LAB_MANIFOLD_M8] = nonlinear,
    [LAB_MANIFOLD_M9] = cube,
    [LAB_MANIFOLD_M10A] = m10,
    [LAB_MANIFOLD_M10B] = m10,
    [LAB_MANIFOLD_M10C] = m10,
    [LAB_MANIFOLD_M10D] = m10,
    [LAB_MANIFOLD_M11] = m11,
    [LAB_MANIFOLD_M12] = gaussian,
    [LAB_MANIFOLD_M13A] = s_curve,
    [LAB_MANIFOLD_M13B] = m13b,
};

double
equation_error (LabManifold manifold, guint dimension, const double *x)
{
  g_assert (equations[manifold] != NULL);

  return equations[manifold](dimension, x);
}
