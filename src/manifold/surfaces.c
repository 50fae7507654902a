/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The general families of manifolds, and the surfaces that every textbook shows. */
#include "manifold/surfaces.h"

#include <math.h>

/* cos (pi t / 2) = P (t^2) and sin (pi t / 2) = t Q (t^2) on |t| <= 1/2: Chebyshev interpolation of
 * degree 6 in t^2, off by less than 1e-16. */
static const double COSINE[] = {1.0,
                                -1.2337005501361513,
                                0.25366950789986475,
                                -0.02086348073494657,
                                0.000919259950041661,
                                -2.520013526428479e-05,
                                4.6552961874867623e-07};
static const double SINE[] = {1.5707963267948966,    -0.6459640975062443,   0.07969262624604301,
                              -0.004681754132340976, 0.0001604411507421909, -3.59864335298231e-06,
                              5.633933781537854e-08};

/* (cos, sin) of an angle in turns, 0 <= turns < 1: a quarter of the time that the library's need for
 * any angle, and two for each dimension of each point of a torus are what most of drawing it costs. */
static void
point_on_circle (double turns, double *point)
{
  guint quarter = (guint)(4.0 * turns + 0.5);
  double t = 4.0 * turns - quarter, q = t * t;
  double cosine = COSINE[6], sine = SINE[6];

  for (guint i = 6; i-- > 0;) {
    cosine = cosine * q + COSINE[i];
    sine = sine * q + SINE[i];
  }
  sine *= t;

  double x = quarter & 1 ? sine : cosine, y = quarter & 1 ? cosine : sine;

  point[0] = (quarter + 1) & 2 ? -x : x;
  point[1] = quarter & 2 ? -y : y;
}

static void
draw_torus (guint dimension, LabRandom *random, double *point)
{
  for (guint i = 0; i < dimension; i++)
    point_on_circle (lab_random_uniform (random), point + 2 * i);
}

/* The unit sphere in R^coordinates. A normal vector has a uniform direction; its norm is never
 * zero: no value of lab_random_normal() is. */
static void
draw_sphere (guint coordinates, LabRandom *random, double *point)
{
  double sum_of_squares = 0.0;

  for (guint i = 0; i < coordinates; i++) {
    point[i] = lab_random_normal (random);
    sum_of_squares += point[i] * point[i];
  }
  for (guint i = 0; i < coordinates; i++)
    point[i] /= sqrt (sum_of_squares);
}

/* The share of the ball within radius r is r^d. */
static void
draw_ball (guint dimension, LabRandom *random, double *point)
{
  draw_sphere (dimension, random, point);

  double radius = pow (lab_random_uniform (random), 1.0 / dimension);
  for (guint i = 0; i < dimension; i++)
    point[i] *= radius;
}

static void
draw_cube (guint dimension, LabRandom *random, double *point)
{
  for (guint i = 0; i < dimension; i++)
    point[i] = lab_random_uniform (random);
}

static void
draw_gaussian (guint dimension, LabRandom *random, double *point)
{
  for (guint i = 0; i < dimension; i++)
    point[i] = lab_random_normal (random);
}

static void
draw_product (guint dimension, LabRandom *random, double *point)
{
  guint sphere = lab_manifold_sphere_part (dimension);

  draw_sphere (sphere + 1, random, point);
  draw_torus (dimension - sphere, random, point + sphere + 1);
}

static void
draw_swiss_roll (LabRandom *random, double *point)
{
  double t = 1.5 * G_PI * (1.0 + 2.0 * lab_random_uniform (random));

  point[0] = t * cos (t);
  point[1] = 21.0 * lab_random_uniform (random);
  point[2] = t * sin (t);
}

static void
draw_s_curve (LabRandom *random, double *point)
{
  double t = 3.0 * G_PI * (lab_random_uniform (random) - 0.5);

  point[0] = sin (t);
  point[1] = 2.0 * lab_random_uniform (random);
  point[2] = (t < 0.0 ? -1.0 : 1.0) * (cos (t) - 1.0);
}

/* half_turns: 1 is the band of the textbooks. */
static void
draw_moebius (double half_turns, LabRandom *random, double *point)
{
  double p = 2.0 * G_PI * lab_random_uniform (random);
  double r = 2.0 * lab_random_uniform (random) - 1.0;
  double radius = 1.0 + 0.5 * r * cos (0.5 * half_turns * p);

  point[0] = radius * cos (p);
  point[1] = radius * sin (p);
  point[2] = 0.5 * r * sin (0.5 * half_turns * p);
}

static void
draw_helix (LabRandom *random, double *point)
{
  double t = 2.0 * G_PI * lab_random_uniform (random);

  point[0] = (2.0 + cos (8.0 * t)) * cos (t);
  point[1] = (2.0 + cos (8.0 * t)) * sin (t);
  point[2] = sin (8.0 * t);
}

/* From the first turn to the fourth. The length up to s grows like s^2 / 2. */
static void
draw_spiral (LabRandom *random, double *point)
{
  const double first = 2.0 * G_PI, last = 8.0 * G_PI;
  double share = lab_random_uniform (random);
  double s = sqrt (first * first + share * (last * last - first * first));

  point[0] = s * cos (s);
  point[1] = s * sin (s);
}

void
lab_surface_draw (LabManifold manifold, guint dimension, LabRandom *random, double *point)
{
  g_return_if_fail (random != NULL && point != NULL);

  switch (manifold) {
  case LAB_MANIFOLD_TORUS:
    draw_torus (dimension, random, point);
    break;
  case LAB_MANIFOLD_SPHERE:
  case LAB_MANIFOLD_M1:
    draw_sphere (dimension + 1, random, point);
    break;
  case LAB_MANIFOLD_BALL:
    draw_ball (dimension, random, point);
    break;
  case LAB_MANIFOLD_CUBE:
  case LAB_MANIFOLD_M9:
    draw_cube (dimension, random, point);
    break;
  case LAB_MANIFOLD_GAUSSIAN:
  case LAB_MANIFOLD_M12:
    draw_gaussian (dimension, random, point);
    break;
  case LAB_MANIFOLD_PRODUCT:
    draw_product (dimension, random, point);
    break;
  case LAB_MANIFOLD_SWISS_ROLL:
  case LAB_MANIFOLD_M7:
    draw_swiss_roll (random, point);
    break;
  case LAB_MANIFOLD_S_CURVE:
  case LAB_MANIFOLD_M13A:
    draw_s_curve (random, point);
    break;
  case LAB_MANIFOLD_MOEBIUS:
    draw_moebius (1.0, random, point);
    break;
  case LAB_MANIFOLD_M11:
    draw_moebius (10.0, random, point);
    break;
  case LAB_MANIFOLD_HELIX:
  case LAB_MANIFOLD_M5A:
    draw_helix (random, point);
    break;
  case LAB_MANIFOLD_SPIRAL:
    draw_spiral (random, point);
    break;
  default:
    lab_surface_draw_benchmark (manifold, dimension, random, point);
  }
}
