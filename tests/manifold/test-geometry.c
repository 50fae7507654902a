/* Every manifold against its defining equations (surfaces.h), its frame and its dimension. */
#include "manifold/geometry.h"
#include "manifold/smooth-map.h"
#include "manifold/surfaces.h"

#include <math.h>

#define POINTS 500

/* How far a point is from satisfying the equations of its manifold. */
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
    [LAB_MANIFOLD_M11] = m11,
    [LAB_MANIFOLD_M12] = gaussian,
    [LAB_MANIFOLD_M13A] = s_curve,
    [LAB_MANIFOLD_M13B] = m13b,
};

static guint
some_dimension (LabManifold manifold)
{
  const LabManifoldInfo *info = lab_manifold_info (manifold);

  return CLAMP (5, info->dimension_min, info->dimension_max);
}

static void
test_equations (void)
{
  for (LabManifold manifold = 0; manifold < LAB_MANIFOLD_COUNT; manifold++) {
    guint d = some_dimension (manifold);
    double point[LAB_CANONICAL_DIMENSION_MAX], worst = 0.0;
    LabRandom random;

    if (manifold == LAB_MANIFOLD_SMOOTH_EMBEDDING)
      continue;
    lab_random_init (&random, 5, manifold, LAB_STREAM_TRAINING_POINTS);
    for (guint i = 0; i < POINTS; i++) {
      lab_surface_draw (manifold, d, &random, point);
      worst = MAX (worst, fabs (equations[manifold](d, point)));
    }
    if (worst >= 1e-9)
      g_test_message ("%s is off by %g", lab_manifold_names[manifold], worst);
    g_assert_cmpfloat (worst, <, 1e-9);
  }
}

/* Each plane is a circle, and the map is an immersion: its Jacobian has full rank (the smallest
 * pivot of J^T J stays away from zero). */
static void
test_smooth_embedding (void)
{
  for (guint d = 1; d <= 8; d++) {
    LabRandom random;
    double u[8], point[24], ahead[24], gram[8][8] = {{0}}, jacobian[8][24];
    guint dimension = 2 * lab_smooth_map_frequencies (d);

    lab_random_init (&random, 3, d, LAB_STREAM_GEOMETRY);
    g_autoptr (LabSmoothMap) map = lab_smooth_map_new (d, &random);
    for (guint k = 0; k < d; k++)
      u[k] = 2.0 * lab_random_uniform (&random) - 1.0;
    lab_smooth_map_apply (map, u, point);
    for (guint j = 0; j < dimension; j += 2)
      g_assert_cmpfloat_with_epsilon (hypot (point[j], point[j + 1]), 1.0, 1e-12);
    for (guint k = 0; k < d; k++) {
      u[k] += 1e-6;
      lab_smooth_map_apply (map, u, ahead);
      u[k] -= 1e-6;
      for (guint j = 0; j < dimension; j++)
        jacobian[k][j] = (ahead[j] - point[j]) / 1e-6;
    }
    for (guint a = 0; a < d; a++)
      for (guint b = 0; b < d; b++)
        for (guint j = 0; j < dimension; j++)
          gram[a][b] += jacobian[a][j] * jacobian[b][j];
    for (guint a = 0; a < d; a++) {
      g_assert_cmpfloat (gram[a][a], >, 0.05);
      for (guint b = a + 1; b < d; b++)
        for (guint c = a + 1; c < d; c++)
          gram[b][c] -= gram[b][a] * gram[a][c] / gram[a][a];
    }
  }
}

/* Canonical coordinates: mean 0 each, variance 1 on average, on points that did not measure them. */
static void
test_frame (void)
{
  enum
  {
    N = 20000
  };

  for (LabManifold manifold = 0; manifold < LAB_MANIFOLD_COUNT; manifold++) {
    g_autoptr (LabGeometry) geometry =
        lab_geometry_new (manifold, some_dimension (manifold), 0.0, 2, 0);
    guint dimension = lab_geometry_get_canonical_dimension (geometry);
    g_autofree float *x = g_new (float, (gsize)N *dimension);
    double variance = 0.0;
    LabRandom random;

    lab_random_init (&random, 8, manifold, LAB_STREAM_TEST_POINTS);
    lab_geometry_sample (geometry, &random, N, x);
    for (guint k = 0; k < dimension; k++) {
      double mean = 0.0;

      for (gsize i = 0; i < N; i++)
        mean += (double)x[i * dimension + k] / N;
      for (gsize i = 0; i < N; i++)
        variance += pow ((double)x[i * dimension + k] - mean, 2.0) / N / dimension;
      /* A coordinate's own variance may be some times 1; the frame has an error of its own. */
      g_assert_cmpfloat (fabs (mean), <, 5.0 * sqrt (4.0 / N + 4.0 / 16384));
    }
    g_assert_cmpfloat (fabs (variance - 1.0), <, 0.05);
  }
}

/* A tilt of 3 makes the side x_1 > 0 denser: on the circle, where x_1 = sqrt 2 cos t, the share is
 * the mean of 1 / (1 + exp (-3 x_1)) over that half, since the two halves add up to 1. */
static void
test_density (void)
{
  enum
  {
    N = 20000,
    NODES = 1000
  };
  g_autoptr (LabGeometry) geometry = lab_geometry_new (LAB_MANIFOLD_TORUS, 1, 3.0, 1, 0);
  g_autofree float *x = g_new (float, 2 * N);
  double expected = 0.0, share = 0.0;
  LabRandom random;

  lab_random_init (&random, 8, 0, LAB_STREAM_TEST_POINTS);
  lab_geometry_sample (geometry, &random, N, x);
  for (gsize i = 0; i < N; i++)
    share += (x[2 * i] > 0.0f) / (double)N;
  for (guint i = 0; i < NODES; i++)
    expected += 1.0 / (1.0 + exp (-3.0 * G_SQRT2 * cos (G_PI * ((i + 0.5) / NODES - 0.5)))) / NODES;
  g_assert_cmpfloat (fabs (share - expected), <, 4.0 * 0.5 / sqrt (N));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/geometry/equations", test_equations);
  g_test_add_func ("/geometry/smooth-embedding", test_smooth_embedding);
  g_test_add_func ("/geometry/frame", test_frame);
  g_test_add_func ("/geometry/density", test_density);
  return g_test_run ();
}
