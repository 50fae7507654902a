/* Estimates on manifolds of known dimension against the table of measured values that the project
 * collected beforehand (n = 2,500, mean and standard deviation over 10 seeds; MLE with k = 20 and
 * TwoNN with a tenth discarded), and the intervals against the scatter over seeds. */
#include "core/random.h"
#include "dimension/dimension.h"
#include "manifold/manifold.h"

#include <math.h>

#define N     2500
#define SEEDS 10

/* Of the table. */
#define ROUNDING 5e-4

#define D_MAX 32

/* Draws one point into x. */
typedef void (*Draw) (LabRandom *random, guint d, double *x);

typedef struct
{
  const char *path;
  Draw draw;
  guint d, D;
  double mle, mle_sd;
  double twonn, twonn_sd;
} Measured;

static void
draw_sphere (LabRandom *random, guint d, double *x)
{
  float point[D_MAX];

  lab_manifold_sample (LAB_MANIFOLD_SPHERE, d, random, 1, point);
  for (guint c = 0; c < d + 1; c++)
    x[c] = (double)point[c];
}

static void
draw_torus (LabRandom *random, guint d, double *x)
{
  float point[D_MAX];

  lab_manifold_sample (LAB_MANIFOLD_TORUS, d, random, 1, point);
  for (guint c = 0; c < 2 * d; c++)
    x[c] = (double)point[c];
}

static void
draw_cube (LabRandom *random, guint d, double *x)
{
  for (guint c = 0; c < d; c++)
    x[c] = lab_random_uniform (random);
}

static void
draw_normal (LabRandom *random, guint d, double *x)
{
  for (guint c = 0; c < d; c++)
    x[c] = lab_random_normal (random);
}

static void
draw_swiss_roll (LabRandom *random, guint d, double *x)
{
  double t = 1.5 * G_PI * (1.0 + 2.0 * lab_random_uniform (random));

  x[0] = t * cos (t);
  x[1] = 21.0 * lab_random_uniform (random);
  x[2] = t * sin (t);
}

static void
draw_s_curve (LabRandom *random, guint d, double *x)
{
  double t = 3.0 * G_PI * (lab_random_uniform (random) - 0.5);

  x[0] = sin (t);
  x[1] = 2.0 * lab_random_uniform (random);
  x[2] = t < 0.0 ? 1.0 - cos (t) : cos (t) - 1.0;
}

/* The Moebius band of the benchmark set: ten half turns. */
static void
draw_moebius (LabRandom *random, guint d, double *x)
{
  double angle = 2.0 * G_PI * lab_random_uniform (random);
  double across = 2.0 * lab_random_uniform (random) - 1.0;

  x[0] = (1.0 + 0.5 * across * cos (5.0 * angle)) * cos (angle);
  x[1] = (1.0 + 0.5 * across * cos (5.0 * angle)) * sin (angle);
  x[2] = 0.5 * across * sin (5.0 * angle);
}

static void
draw_helix (LabRandom *random, guint d, double *x)
{
  double angle = 2.0 * G_PI * lab_random_uniform (random);

  x[0] = (2.0 + cos (8.0 * angle)) * cos (angle);
  x[1] = (2.0 + cos (8.0 * angle)) * sin (angle);
  x[2] = sin (8.0 * angle);
}

static const Measured table[] = {
    {"sphere-1", draw_sphere, 1, 2, 1.003, 0.007, 1.003, 0.034},
    {"sphere-2", draw_sphere, 2, 3, 1.998, 0.016, 2.020, 0.067},
    {"sphere-4", draw_sphere, 4, 5, 3.942, 0.020, 4.007, 0.082},
    {"sphere-8", draw_sphere, 8, 9, 7.441, 0.036, 7.718, 0.216},
    {"sphere-10", draw_sphere, 10, 11, 9.016, 0.064, 9.400, 0.297},
    {"torus-2", draw_torus, 2, 4, 2.004, 0.008, 1.971, 0.037},
    {"torus-3", draw_torus, 3, 6, 3.047, 0.010, 3.042, 0.079},
    {"torus-4", draw_torus, 4, 8, 4.189, 0.014, 4.090, 0.085},
    {"torus-8", draw_torus, 8, 16, 9.926, 0.048, 8.928, 0.221},
    {"cube-5", draw_cube, 5, 5, 4.501, 0.029, 4.766, 0.125},
    {"cube-10", draw_cube, 10, 10, 8.159, 0.058, 8.578, 0.133},
    {"cube-20", draw_cube, 20, 20, 14.456, 0.076, 15.668, 0.530},
    {"normal-20", draw_normal, 20, 20, 15.513, 0.080, 17.129, 0.323},
    {"swiss-roll", draw_swiss_roll, 2, 3, 1.957, 0.010, 1.971, 0.052},
    {"s-curve", draw_s_curve, 2, 3, 1.956, 0.009, NAN, NAN},
    {"moebius", draw_moebius, 2, 3, 1.964, 0.007, NAN, NAN},
};

typedef struct
{
  double mean, deviation; /* over seeds */
  double error;           /* the standard error that the intervals claim, mean over seeds */
} Scatter;

static Scatter
scatter_of (const LabDimensionReport *reports, guint estimate)
{
  Scatter scatter = {.mean = 0.0};

  for (guint s = 0; s < SEEDS; s++) {
    scatter.mean += reports[s].estimate[estimate].value / SEEDS;
    scatter.error +=
        (reports[s].estimate[estimate].high - reports[s].estimate[estimate].low) / 3.92 / SEEDS;
  }
  for (guint s = 0; s < SEEDS; s++)
    scatter.deviation +=
        pow (reports[s].estimate[estimate].value - scatter.mean, 2.0) / (SEEDS - 1);
  scatter.deviation = sqrt (scatter.deviation);
  return scatter;
}

/* The means of two samples of SEEDS each, within three standard errors of their difference; and, as
 * the table is meant, within three of its standard deviations. */
static void
compare (const char *name, Scatter found, double mean, double deviation)
{
  g_test_message ("%s: %.3f (%.3f), known %.3f (%.3f), interval's %.3f", name, found.mean,
                  found.deviation, mean, deviation, found.error);
  if (!isnan (mean)) {
    g_assert_cmpfloat (fabs (found.mean - mean), <=, 3.0 * deviation);
    g_assert_cmpfloat (fabs (found.mean - mean), <=,
                       3.0 * hypot (deviation, found.deviation) / sqrt (SEEDS) + ROUNDING);
  }
  /* A standard deviation from 10 seeds is known to 24 %; the jackknife errs on the wide side. */
  g_assert_cmpfloat (found.error, >, 0.6 * found.deviation);
  g_assert_cmpfloat (found.error, <, 2.5 * found.deviation);
}

static void
test_measured (gconstpointer data)
{
  const Measured *measured = data;
  g_autofree double *x = g_new (double, (gsize)N * measured->D);
  LabDimensionRequest request = {.discard = 0.1};
  LabDimensionReport reports[SEEDS];

  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, 20);
  lab_dimension_request_add (&request, LAB_ESTIMATOR_TWONN_SHIFTED, 2);
  for (guint s = 0; s < SEEDS; s++) {
    LabRandom random;

    lab_random_init (&random, s, 0, LAB_STREAM_TRAINING_POINTS);
    for (gsize i = 0; i < N; i++)
      measured->draw (&random, measured->d, x + i * measured->D);
    g_assert_true (lab_dimension_measure (&request, x, N, measured->D, NULL, &reports[s], NULL));
  }
  compare ("mle", scatter_of (reports, 0), measured->mle, measured->mle_sd);
  compare ("twonn", scatter_of (reports, 1), measured->twonn, measured->twonn_sd);
}

static const Measured helix = {"helix", draw_helix, 1, 3, 1.005, 0.010, 1.002, 0.030};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *path = g_strdup_printf ("/measured/%s", table[i].path);

    g_test_add_data_func (path, &table[i], test_measured);
  }
  g_test_add_data_func ("/measured/helix", &helix, test_measured);
  return g_test_run ();
}
