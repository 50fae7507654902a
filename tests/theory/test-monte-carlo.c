/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 2 against what it stands for: kernel gradient flow on drawn points, with drawn features.
 *
 * Points have Gaussian mode values phi (n, K), the target is sum c_k phi_k, random features are
 * F (K, N) Gaussian; the kernel is A A' with A = phi sqrt(Lambda) (infinite width) or
 * phi sqrt(Lambda) F / sqrt(N). The flow is solved exactly in the eigenbasis of A A' / n, and the
 * excess risk over all points is |c - w(t)|^2, since mode values are uncorrelated: no test points.
 * Equivalents are averages: 30 draws are averaged, and their standard error is told. */
#include "core/random.h"
#include "theory/deterministic-equivalent.h"
#include "transformer/blas.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#define MODES  2000
#define DRAWS  30
#define TIMES  5
#define NOISES 2

/* What is asked of level 2 for n and N of 400 and more. */
#define ACCURACY 0.05

#define LEAST_TRAIN_RISK 1e-3

static const double times[TIMES] = {1.0, 1e1, 1e2, 1e3, 1e4};
static const double noises[NOISES] = {0.0, 0.31622776601683794};

/* LAPACK's symmetric eigenproblem, which OpenBLAS carries; Fortran order, arguments by address. */
void dsyevd_ (const char *job,
              const char *triangle,
              const int *n,
              double *a,
              const int *lda,
              double *eigenvalues,
              double *work,
              const int *lwork,
              int *iwork,
              const int *liwork,
              int *info);

typedef struct
{
  int points;                        /* n */
  int features;                      /* N; 0 = infinite width */
  double *phi;                       /* (n, K), row-major */
  double *map;                       /* F (K, N), row-major; NULL at infinite width */
  double *a;                         /* (n, K) or (n, N): kernel = a a' */
  double *gram;                      /* (n, n): then eigenvectors, one a row */
  double *eigenvalue;                /* (n) */
  double target[MODES], root[MODES]; /* c_k and sqrt(lambda_k) */
} Draw;

typedef struct
{
  double sum[2][NOISES][TIMES], squares[2][NOISES][TIMES]; /* excess and train risk */
} Tally;

static void
fill_normal (LabRandom *random, double *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    values[i] = lab_random_normal (random);
}

static void
solve (Draw *draw)
{
  int n = draw->points, info = 0, liwork = 3 + 5 * n, lwork = 1 + 6 * n + 2 * n * n;
  int columns = draw->features > 0 ? draw->features : MODES;
  g_autofree double *work = g_new (double, lwork);
  g_autofree int *iwork = g_new (int, liwork);

  cblas_dsyrk (CblasRowMajor, CblasLower, CblasNoTrans, n, columns, 1.0 / n, draw->a, columns, 0.0,
               draw->gram, n);
  /* Lower and row-major is upper and column-major. */
  dsyevd_ ("V", "U", &n, draw->gram, &n, draw->eigenvalue, work, &lwork, iwork, &liwork, &info);
  g_assert_cmpint (info, ==, 0);
}

static void
draw_all (Draw *draw, guint number)
{
  int n = draw->points;
  LabRandom random;
  g_autofree double *scaled = g_new (double, (gsize)n *MODES);

  lab_random_init (&random, 4, number, LAB_STREAM_TARGET);
  fill_normal (&random, draw->phi, (gsize)n * MODES);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < MODES; k++)
      scaled[i * MODES + k] = draw->phi[i * MODES + k] * draw->root[k];
  if (draw->features > 0) {
    fill_normal (&random, draw->map, (gsize)MODES * draw->features);
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, draw->features, MODES,
                 1.0 / sqrt (draw->features), scaled, MODES, draw->map, draw->features, 0.0,
                 draw->a, draw->features);
  } else {
    memcpy (draw->a, scaled, (gsize)n * MODES * sizeof (double));
  }
  solve (draw);
}

/* w (K) of the flow at one time from the residuals' weights alpha (n): w = sqrt(Lambda) [F / sqrt(N)]
 * a' alpha. */
static void
weights_of (const Draw *draw, const double *alpha, double *w)
{
  int n = draw->points, features = draw->features;

  if (features > 0) {
    g_autofree double *v = g_new (double, features);
    cblas_dgemv (CblasRowMajor, CblasTrans, n, features, 1.0, draw->a, features, alpha, 1, 0.0, v,
                 1);
    cblas_dgemv (CblasRowMajor, CblasNoTrans, MODES, features, 1.0 / sqrt (features), draw->map,
                 features, v, 1, 0.0, w, 1);
  } else {
    cblas_dgemv (CblasRowMajor, CblasTrans, n, MODES, 1.0, draw->a, MODES, alpha, 1, 0.0, w, 1);
  }
  for (int k = 0; k < MODES; k++)
    w[k] *= draw->root[k];
}

/* Both risks at time for labels whose coefficients in the eigenbasis are given. */
static void
flow (const Draw *draw, const double *coefficient, double time, double *excess, double *train)
{
  int n = draw->points;
  g_autofree double *beta = g_new (double, n);
  g_autofree double *alpha = g_new (double, n);
  double w[MODES];

  *excess = *train = 0.0;
  for (int i = 0; i < n; i++) {
    double mu = fmax (draw->eigenvalue[i], 0.0), rest = exp (-mu * time);
    beta[i] = coefficient[i] * (mu * time > 1e-9 ? -expm1 (-mu * time) / mu : time) / n;
    *train += pow (rest * coefficient[i], 2.0) / n;
  }
  cblas_dgemv (CblasRowMajor, CblasTrans, n, n, 1.0, draw->gram, n, beta, 1, 0.0, alpha, 1);
  weights_of (draw, alpha, w);
  for (int k = 0; k < MODES; k++)
    *excess += pow (draw->target[k] - w[k], 2.0);
}

static void
tally (Tally *tally, guint noise, guint time, double excess, double train)
{
  tally->sum[0][noise][time] += excess / DRAWS;
  tally->sum[1][noise][time] += train / DRAWS;
  tally->squares[0][noise][time] += excess * excess / DRAWS;
  tally->squares[1][noise][time] += train * train / DRAWS;
}

static void
measure (Draw *draw, guint number, Tally *sums)
{
  int n = draw->points;
  g_autofree double *labels = g_new (double, n);
  g_autofree double *noise = g_new (double, n);
  g_autofree double *coefficient = g_new (double, n);
  LabRandom random;

  draw_all (draw, number);
  lab_random_init (&random, 4, number, LAB_STREAM_TRAINING_NOISE);
  fill_normal (&random, noise, n);
  for (guint s = 0; s < NOISES; s++) {
    cblas_dgemv (CblasRowMajor, CblasNoTrans, n, MODES, 1.0, draw->phi, MODES, draw->target, 1, 0.0,
                 labels, 1);
    cblas_daxpy (n, noises[s], noise, 1, labels, 1);
    cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, 1.0, draw->gram, n, labels, 1, 0.0, coefficient,
                 1);
    for (guint t = 0; t < TIMES; t++) {
      double excess, train;
      flow (draw, coefficient, times[t], &excess, &train);
      tally (sums, s, t, excess, train);
    }
  }
}

static void
compare (const char *what, double mean, double square, double predicted)
{
  double error = sqrt (fmax (square - mean * mean, 0.0) / (DRAWS - 1.0));

  g_test_message ("%s: drawn %.6g (standard error %.1f %%), level 2 %.6g, off by %+.1f %%", what,
                  mean, 100.0 * error / mean, predicted, 100.0 * (predicted / mean - 1.0));
  g_assert_cmpfloat (fabs (predicted / mean - 1.0), <=, ACCURACY);
}

static void
compare_all (const LabSpectrum *spectrum, const Draw *draw, const Tally *sums)
{
  for (guint s = 0; s < NOISES; s++) {
    g_autoptr (LabDeterministicEquivalent) equivalent = lab_deterministic_equivalent_new (
        spectrum, draw->points, draw->features > 0 ? draw->features : INFINITY, noises[s], NULL);
    for (guint t = 0; t < TIMES; t++) {
      double excess, train;
      g_autofree char *where = g_strdup_printf ("n %d, N %d, noise %.2g, time %g", draw->points,
                                                draw->features, noises[s], times[t]);
      g_autofree char *test = g_strdup_printf ("excess risk, %s", where);
      g_autofree char *training = g_strdup_printf ("train risk, %s", where);
      g_assert_true (
          lab_deterministic_equivalent_excess_risk (equivalent, times[t], &excess, NULL));
      g_assert_true (lab_deterministic_equivalent_train_risk (equivalent, times[t], &train, NULL));
      compare (test, sums->sum[0][s][t], sums->squares[0][s][t], excess);
      /* Of training risks that are nearly nil so few draws tell too little. */
      if (train > LEAST_TRAIN_RISK)
        compare (training, sums->sum[1][s][t], sums->squares[1][s][t], train);
    }
  }
}

static void
run_case (double dimension, int points, int features)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, dimension, 0.5, MODES, NULL);
  gsize columns = features > 0 ? (gsize)features : MODES;
  g_autofree double *phi = g_new (double, (gsize)points *MODES);
  g_autofree double *map = features > 0 ? g_new (double, (gsize)MODES *columns) : NULL;
  g_autofree double *a = g_new (double, (gsize)points *columns);
  g_autofree double *gram = g_new (double, (gsize)points *points);
  g_autofree double *eigenvalue = g_new (double, points);
  g_autofree Draw *draw = g_new0 (Draw, 1);
  Tally sums = {0};

  *draw = (Draw){.points = points,
                 .features = features,
                 .phi = phi,
                 .map = map,
                 .a = a,
                 .gram = gram,
                 .eigenvalue = eigenvalue};
  for (guint k = 0; k < MODES; k++) {
    draw->target[k] = sqrt (spectrum->power[k]);
    draw->root[k] = sqrt (spectrum->eigenvalue[k]);
  }
  for (guint number = 0; number < DRAWS; number++)
    measure (draw, number, &sums);
  compare_all (spectrum, draw, &sums);
}

static void
test_infinite_width (void)
{
  run_case (2.0, 400, 0);
  run_case (4.0, 600, 0);
}

static void
test_finite_width (void)
{
  run_case (2.0, 400, 400);
  run_case (4.0, 400, 800);
  run_case (2.0, 800, 400);
}

int
main (int argc, char **argv)
{
  lab_blas_use_one_thread ();
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/monte-carlo/infinite-width", test_infinite_width);
  g_test_add_func ("/monte-carlo/finite-width", test_finite_width);
  return g_test_run ();
}
