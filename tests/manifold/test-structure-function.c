/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact smoothness: how the differences of a target shrink along geodesics.
 *
 * For frequencies log-uniform on [R_0, R] with amplitudes of variance r^-2beta, and directions
 * uniform on the sphere of the E canonical coordinates, the field's covariance at chord length c is
 *   C (c) = int r^-2beta g_E (r c) dr/r,   g_2 = J_0 (z), g_3 = sin z / z, g_4 = 2 J_1 (z) / z,
 * and with f+ and f- a geodesic step away on either side (chord c1; c2 between the two)
 *   E (f+ - f)^2 = 2 (C (0) - C (c1)),   E (f+ - 2 f + f-)^2 = 6 C (0) - 8 C (c1) + 2 C (c2).
 * Both follow step^(2 beta) while 1/R << step << 1 and the order exceeds beta. */
#include "manifold/target.h"
#include "manifold/target-testing.h"

#include <math.h>

/* Steps 2^-4 ... 2^-9 radians: frequencies that every d here covers. */
#define N_STEPS      6
#define LARGEST_STEP 0x1p-4
#define POINTS       512
/* One target has some 130 waves to the octave, with squared normal amplitudes: the power of an
 * octave scatters by 15 %. The slope of 24 targets over these octaves scatters by 0.006 to 0.017,
 * depending on the case (measured over 12 other sets of seeds); held to 4 of the largest. */
#define N_TARGETS 24
/* A cusp within a step of some of the points is rare: many more targets, which are cheap. */
#define N_CUSPS    300
#define SLOPE_BAND 0.05

typedef struct
{
  LabTargetKind kind;
  LabManifold manifold;
  guint intrinsic_dimension;
  double smoothness;
  guint order;           /* 1: first differences; 2: second */
  double asymptote_band; /* how far the exact slope over these steps may be from 2 beta */
} Case;

/* Covariance of cos (u . x) at distance z for directions u uniform on the sphere in R^dimension,
 * relative to distance 0. */
static double
isotropic_covariance (guint dimension, double z)
{
  g_assert (dimension >= 2 && dimension <= 4);
  return dimension == 2 ? j0 (z) : dimension == 3 ? sin (z) / z : 2.0 * j1 (z) / z;
}

/* Midpoint rule in log r; fine enough to follow the oscillation of g at the largest r c that still
 * carries weight. */
static double
exact_structure (const Case *parameters, double largest_frequency, double step)
{
  const guint n_nodes = 20000;
  const double smallest = LAB_TARGET_SMALLEST_FREQUENCY;
  guint dimension =
      lab_manifold_canonical_dimension (parameters->manifold, parameters->intrinsic_dimension);
  double radius = parameters->manifold == LAB_MANIFOLD_TORUS ? G_SQRT2 : sqrt (dimension);
  double chord1 = 2.0 * radius * sin (step / 2.0), chord2 = 2.0 * radius * sin (step);
  double sum = 0.0;

  for (guint i = 0; i < n_nodes; i++) {
    double r = smallest * pow (largest_frequency / smallest, (i + 0.5) / n_nodes);
    double g1 = isotropic_covariance (dimension, r * chord1);
    double g2 = isotropic_covariance (dimension, r * chord2);

    sum += pow (r, -2.0 * parameters->smoothness) *
           (parameters->order == 1 ? 2.0 - 2.0 * g1 : 6.0 - 8.0 * g1 + 2.0 * g2);
  }
  return sum;
}

/* A geodesic step from each of the points (n, E): along the first circle of the torus; on the
 * sphere along the tangent part of the first axis, or of the second where that is short. */
static void
take_step (LabManifold manifold,
           guint dimension,
           gsize n,
           const float *points,
           double step,
           float *moved)
{
  for (gsize i = 0; i < n; i++) {
    const float *x = points + i * dimension;
    float *y = moved + i * dimension;
    double radius = manifold == LAB_MANIFOLD_TORUS ? G_SQRT2 : sqrt (dimension);
    guint axis = fabs ((double)x[0]) < 0.9 * radius ? 0 : 1;
    double unit = (double)x[axis] / radius;
    double tangent_norm = sqrt (1.0 - unit * unit);

    for (guint k = 0; k < dimension; k++) {
      double coordinate = (double)x[k];

      if (manifold == LAB_MANIFOLD_TORUS)
        y[k] = k > 1 ? x[k]
                     : (float)(coordinate * cos (step) +
                               (k == 0 ? -(double)x[1] : (double)x[0]) * sin (step));
      else
        y[k] = (float)(coordinate * cos (step) +
                       ((k == axis) * radius - unit * coordinate) / tangent_norm * sin (step));
    }
  }
}

static guint
target_count (const Case *parameters)
{
  return parameters->kind == LAB_TARGET_DISTANCE ? N_CUSPS : N_TARGETS;
}

/* Adds the mean squared difference of one target to structure (N_STEPS). */
static void
add_measured_structure (const Case *parameters, guint64 seed, double *structure)
{
  LabManifold manifold = parameters->manifold;
  guint dimension = lab_manifold_canonical_dimension (manifold, parameters->intrinsic_dimension);
  g_autofree float *points = g_new (float, POINTS *dimension);
  g_autofree float *moved = g_new (float, POINTS *dimension);
  float here[POINTS], ahead[POINTS], behind[POINTS];
  LabRandom random;
  g_autoptr (LabGeometry) geometry =
      lab_geometry_new (manifold, parameters->intrinsic_dimension, 0.0, 1, 0);
  g_autoptr (LabTarget) target =
      lab_target_new (parameters->kind, geometry, parameters->smoothness, seed, 0);

  lab_random_init (&random, seed, 0, LAB_STREAM_TEST_POINTS);
  lab_geometry_sample (geometry, &random, POINTS, points);
  lab_target_evaluate (target, POINTS, points, here);
  for (guint k = 0; k < N_STEPS; k++) {
    double step = ldexp (LARGEST_STEP, -(gint)k);

    take_step (manifold, dimension, POINTS, points, step, moved);
    lab_target_evaluate (target, POINTS, moved, ahead);
    take_step (manifold, dimension, POINTS, points, -step, moved);
    lab_target_evaluate (target, POINTS, moved, behind);
    for (guint i = 0; i < POINTS; i++) {
      double forward = (double)ahead[i] - (double)here[i];
      double backward = (double)here[i] - (double)behind[i];
      double difference = parameters->order == 1 ? forward : forward - backward;

      structure[k] += difference * difference / POINTS / target_count (parameters);
    }
  }
}

/* Least-squares slope of log2 structure against log2 step. */
static double
fitted_slope (const double *structure)
{
  double slope = 0.0, weight = 0.0;

  for (guint k = 0; k < N_STEPS; k++) {
    double abscissa = 0.5 * (N_STEPS - 1) - k;

    slope += abscissa * log2 (structure[k]);
    weight += abscissa * abscissa;
  }
  return slope / weight;
}

static void
test_slope (gconstpointer data)
{
  const Case *parameters = data;
  double measured[N_STEPS] = {0}, exact[N_STEPS];
  g_autoptr (LabGeometry) geometry =
      lab_geometry_new (parameters->manifold, parameters->intrinsic_dimension, 0.0, 1, 0);
  g_autoptr (LabTarget) target =
      lab_target_new (parameters->kind, geometry, parameters->smoothness, 0, 0);

  for (guint seed = 0; seed < target_count (parameters); seed++)
    add_measured_structure (parameters, seed, measured);
  for (guint k = 0; k < N_STEPS; k++)
    exact[k] = exact_structure (parameters, lab_target_largest_frequency (target),
                                ldexp (LARGEST_STEP, -(gint)k));

  double slope = fitted_slope (measured), exact_slope = fitted_slope (exact);

  g_test_message ("slope %.4f, exact for this range of frequencies %.4f, 2 beta %.1f", slope,
                  exact_slope, 2.0 * parameters->smoothness);
  g_assert_cmpfloat (fabs (slope - exact_slope), <, SLOPE_BAND);
  g_assert_cmpfloat (fabs (exact_slope - 2.0 * parameters->smoothness), <,
                     parameters->asymptote_band);
}

/* The other kinds have no exact curve here: the slope over these steps against twice the effective
 * smoothness that the kind claims. */
static void
test_effective_smoothness (gconstpointer data)
{
  const Case *parameters = data;
  double measured[N_STEPS] = {0};

  for (guint seed = 0; seed < target_count (parameters); seed++)
    add_measured_structure (parameters, seed, measured);

  double slope = fitted_slope (measured);
  double claimed = lab_target_effective_smoothness (
      parameters->kind, parameters->intrinsic_dimension, parameters->smoothness);

  g_test_message ("slope %.4f, twice the effective smoothness %.2f", slope, 2.0 * claimed);
  g_assert_cmpfloat (fabs (slope - 2.0 * claimed), <, parameters->asymptote_band);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 1, 0.3, 1, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 1, 0.5, 1, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 1, 0.8, 1, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 1, 1.2, 2, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 1, 1.6, 2, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_SPHERE, 2, 0.5, 1, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_SPHERE, 2, 1.2, 2, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 2, 0.8, 1, 0.1},
      {LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 2, 1.6, 2, 0.1},
  };
  /* Bands: a sum of waves cut at a largest frequency, or turning at a smallest one, is off its
   * asymptote by what the exact curves above are; the cusp of distance is met by 300 of
   * the points at the smallest step, so that its slope scatters by some 0.06. */
  static const Case kinds[] = {
      {LAB_TARGET_HARMONICS, LAB_MANIFOLD_TORUS, 1, 0.5, 1, 0.1},
      {LAB_TARGET_HARMONICS, LAB_MANIFOLD_TORUS, 1, 1.3, 2, 0.1},
      {LAB_TARGET_HARMONICS, LAB_MANIFOLD_SPHERE, 1, 0.5, 1, 0.1},
      {LAB_TARGET_WEIERSTRASS, LAB_MANIFOLD_TORUS, 1, 0.5, 1, 0.1},
      {LAB_TARGET_WEIERSTRASS, LAB_MANIFOLD_TORUS, 2, 0.8, 1, 0.15},
      {LAB_TARGET_WEIERSTRASS, LAB_MANIFOLD_SPHERE, 2, 0.5, 1, 0.1},
      {LAB_TARGET_MATERN, LAB_MANIFOLD_TORUS, 1, 0.5, 1, 0.1},
      {LAB_TARGET_MATERN, LAB_MANIFOLD_TORUS, 2, 1.2, 2, 0.15},
      {LAB_TARGET_MATERN, LAB_MANIFOLD_SPHERE, 2, 0.8, 1, 0.15},
      {LAB_TARGET_DISTANCE, LAB_MANIFOLD_TORUS, 1, 0.5, 2, 0.2},
      {LAB_TARGET_DISTANCE, LAB_MANIFOLD_SPHERE, 1, 0.5, 2, 0.2},
      {LAB_TARGET_TEACHER, LAB_MANIFOLD_TORUS, 1, 1.0, 2, 0.2},
      {LAB_TARGET_TEACHER, LAB_MANIFOLD_SPHERE, 2, 1.0, 2, 0.2},
  };

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path =
        g_strdup_printf ("/structure-function/%s-%u/beta-%.1f",
                         cases[i].manifold == LAB_MANIFOLD_TORUS ? "torus" : "sphere",
                         cases[i].intrinsic_dimension, cases[i].smoothness);

    g_test_add_data_func (path, &cases[i], test_slope);
  }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strdup_printf (
        "/effective-smoothness/%s/%s-%u/beta-%.1f", lab_target_names[kinds[i].kind],
        lab_manifold_names[kinds[i].manifold], kinds[i].intrinsic_dimension, kinds[i].smoothness);

    g_test_add_data_func (path, &kinds[i], test_effective_smoothness);
  }
  return g_test_run ();
}
