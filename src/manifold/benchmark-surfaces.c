/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifolds of the benchmark set that belong to no general family. */
#include "manifold/surfaces.h"

#include <math.h>

static void
draw_affine (LabRandom *random, double *point)
{
  static const double matrix[5][3] = {
      {1.2, -0.5, 0.0}, {0.5, 0.9, 0.0}, {-0.5, -0.2, 1.0}, {0.4, -0.9, -0.1}, {1.1, -0.3, 0.0},
  };
  static const double origin[5] = {3.0, -1.0, 0.0, 0.0, 8.0};
  double p[3];

  for (guint k = 0; k < 3; k++)
    p[k] = 4.0 * lab_random_uniform (random);
  for (guint i = 0; i < 5; i++)
    point[i] = origin[i] + matrix[i][0] * p[0] + matrix[i][1] * p[1] + matrix[i][2] * p[2];
}

static double
square (double x)
{
  return x * x;
}

static void
draw_concentrated (LabRandom *random, double *point)
{
  double p[4];

  for (guint k = 0; k < 4; k++)
    p[k] = lab_random_uniform (random);
  point[0] = square (p[1]) * cos (2.0 * G_PI * p[0]);
  point[1] = square (p[2]) * sin (2.0 * G_PI * p[0]);
  point[2] = p[1] + p[2] + square (p[1] - p[3]);
  point[3] = p[1] - 2.0 * p[2] + square (p[0] - p[3]);
  point[4] = -p[1] - 2.0 * p[2] + square (p[2] - p[3]);
  point[5] = square (p[0]) - square (p[1]) + square (p[2]) - square (p[3]);
}

/* Each parameter is the angle of one pair and the radius of the pair before it. */
static void
draw_nonlinear (guint dimension, guint copies, LabRandom *random, double *point)
{
  double p[LAB_MANIFOLD_DIMENSION_MAX];

  for (guint k = 0; k < dimension; k++)
    p[k] = lab_random_uniform (random);
  for (guint k = 0; k < dimension; k++) {
    double radius = p[(k + 1) % dimension];

    point[2 * k] = radius * cos (2.0 * G_PI * p[k]);
    point[2 * k + 1] = radius * sin (2.0 * G_PI * p[k]);
  }
  for (guint i = 2 * dimension; i < 2 * dimension * copies; i++)
    point[i] = point[i - 2 * dimension];
}

static void
draw_staircase (LabRandom *random, double *point)
{
  double r = 10.0 * G_PI * lab_random_uniform (random);
  double p = 10.0 * G_PI * lab_random_uniform (random);

  point[0] = r * cos (p);
  point[1] = r * sin (p);
  point[2] = 0.5 * p;
}

/* One of the 2 (d + 1) faces, all of the same area. */
static void
draw_cube_surface (guint dimension, LabRandom *random, double *point)
{
  guint face = lab_random_below (random, 2 * (dimension + 1));

  for (guint i = 0; i <= dimension; i++)
    point[i] = lab_random_uniform (random);
  point[face / 2] = face % 2;
}

static void
draw_screw (LabRandom *random, double *point)
{
  double t = 10.0 * G_PI * lab_random_uniform (random);

  point[0] = 100.0 * cos (t);
  point[1] = 100.0 * sin (t);
  point[2] = t;
}

void
lab_surface_draw_benchmark (LabManifold manifold, guint dimension, LabRandom *random, double *point)
{
  switch (manifold) {
  case LAB_MANIFOLD_M2:
    draw_affine (random, point);
    break;
  case LAB_MANIFOLD_M3:
    draw_concentrated (random, point);
    break;
  case LAB_MANIFOLD_M4:
    draw_nonlinear (dimension, 1, random, point);
    break;
  case LAB_MANIFOLD_M6:
  case LAB_MANIFOLD_M8:
    draw_nonlinear (dimension, 3, random, point);
    break;
  case LAB_MANIFOLD_M5B:
    draw_staircase (random, point);
    break;
  case LAB_MANIFOLD_M10A:
  case LAB_MANIFOLD_M10B:
  case LAB_MANIFOLD_M10C:
  case LAB_MANIFOLD_M10D:
    draw_cube_surface (dimension, random, point);
    break;
  case LAB_MANIFOLD_M13B:
    draw_screw (random, point);
    break;
  default:
    g_assert_not_reached ();
  }
}
