/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/sobolev-class.h"
#include "dynamics/sobolev-class-testing.h"

#include "dynamics/kernel-modes.h"
#include "dynamics/matern-covariance.h"

#include <math.h>

/* Sampled operators: the last modes of n points fall faster than those of the manifold. */
#define TRUSTED_PART 8

/* Rows of the covariance per piece of work. */
#define ROWS 16

/* Squared lengths of lattice vectors that are counted at least: in many dimensions only a large ball
 * holds as many as its volume says. */
#define LEAST_LARGEST 4000

/* The tail's integral in ln r: steps, and how many e-folds of the power it spans. */
#define TAIL_STEPS 4000
#define TAIL_FOLDS 40.0

/* Modes of equal eigenvalue. */
typedef struct
{
  double eigenvalue;
  double modes;  /* with it */
  double before; /* modes of larger eigenvalue */
  double beyond; /* sum of the eigenvalues of this shell and of all smaller ones */
} Shell;

struct _LabSobolevClass
{
  gsize trusted;
  gsize count;
  Shell *shells; /* eigenvalues falling */
};

/* Turns eigenvalues and multiplicities into sums; tail: of the eigenvalues that have no shell. */
static void
add_up (LabSobolevClass *sobolev, double tail)
{
  double sum = tail, modes = 0;

  for (gsize i = sobolev->count; i-- > 0;) {
    sum += sobolev->shells[i].eigenvalue * sobolev->shells[i].modes;
    sobolev->shells[i].beyond = sum;
  }
  for (gsize i = 0; i < sobolev->count; i++) {
    sobolev->shells[i].before = modes;
    modes += sobolev->shells[i].modes;
    sobolev->shells[i].eigenvalue /= sum;
    sobolev->shells[i].beyond /= sum;
  }
}

static double
power_of (double square, guint dimension, double smoothness)
{
  return pow (1 + square, -(smoothness + 0.5 * dimension));
}

/* ln of the volume of the unit ball of R^d. */
static double
log_ball (guint dimension)
{
  return 0.5 * dimension * log (G_PI) - lgamma (0.5 * dimension + 1);
}

/* Vectors of Z^d by their squared length, 0 to largest: d convolutions with the squares. */
static double *
count_vectors (guint dimension, gsize largest)
{
  double *count = g_new0 (double, largest + 1);
  g_autofree double *before = g_new (double, largest + 1);

  count[0] = 1;
  for (guint i = 0; i < dimension; i++) {
    for (gsize q = 0; q <= largest; q++)
      before[q] = count[q];
    for (gsize entry = 1; entry * entry <= largest; entry++)
      for (gsize q = entry * entry; q <= largest; q++)
        count[q] += 2 * before[q - entry * entry];
  }
  return count;
}

/* Integral of the power over all |k| beyond the ball that holds `modes` lattice points. */
static double
tail_beyond (guint dimension, double smoothness, double modes)
{
  const double start = (log (modes) - log_ball (dimension)) / dimension;
  const double step = TAIL_FOLDS / (2 * smoothness) / TAIL_STEPS;
  double sum = 0;

  for (guint i = 0; i <= TAIL_STEPS; i++) {
    const double r = start + i * step; /* ln of the radius */
    const double weight = i == 0 || i == TAIL_STEPS ? 0.5 : 1;

    sum += weight * exp (dimension * r - (smoothness + 0.5 * dimension) * log1p (exp (2 * r)));
  }
  return sum * step * dimension * exp (log_ball (dimension));
}

/* d = 1, where shells are sparse: |k| = 1, 2 ... with two modes each. */
static void
take_circle (LabSobolevClass *sobolev, double smoothness, gsize features)
{
  sobolev->count = features / 2 + 2;
  sobolev->shells = g_new0 (Shell, sobolev->count);
  for (gsize i = 0; i < sobolev->count; i++) {
    const double k = (double)(i + 1);

    sobolev->shells[i] = (Shell){.eigenvalue = power_of (k * k, 1, smoothness), .modes = 2};
  }
}

static void
take_lattice (LabSobolevClass *sobolev, guint dimension, double smoothness, gsize features)
{
  const double radius = exp ((log (2.0 * (double)features + 2) - log_ball (dimension)) / dimension);
  const gsize largest = MAX ((gsize)ceil (radius * radius), LEAST_LARGEST);
  g_autofree double *count = count_vectors (dimension, largest);

  sobolev->shells = g_new0 (Shell, largest);
  for (gsize q = 1; q <= largest; q++)
    if (count[q] > 0)
      sobolev->shells[sobolev->count++] =
          (Shell){.eigenvalue = power_of ((double)q, dimension, smoothness), .modes = count[q]};
}

LabSobolevClass *
lab_sobolev_class_new_torus (guint dimension, double smoothness, gsize features)
{
  LabSobolevClass *sobolev;
  double modes = 1;

  g_return_val_if_fail (dimension >= 1 && dimension <= 32 && smoothness > 0, NULL);
  g_return_val_if_fail (features >= 1 && features <= LAB_SOBOLEV_CLASS_FEATURES, NULL);

  sobolev = g_new0 (LabSobolevClass, 1);
  if (dimension == 1)
    take_circle (sobolev, smoothness, features);
  else
    take_lattice (sobolev, dimension, smoothness, features);
  for (gsize i = 0; i < sobolev->count; i++)
    modes += sobolev->shells[i].modes;
  sobolev->trusted = features;
  add_up (sobolev, tail_beyond (dimension, smoothness, modes));
  return sobolev;
}

typedef struct
{
  const LabMaternCovariance *covariance;
  double lowest;
  guint dimension;
  const float *x;
  LabKernelMatrix *matrix;
} Covariances;

static void
fill_rows (gsize unit, guint worker, gpointer data)
{
  const Covariances *work = data;
  const gsize n = work->matrix->n;

  for (gsize i = unit * ROWS; i < MIN (n, (unit + 1) * ROWS); i++)
    for (gsize j = 0; j <= i; j++) {
      double square = 0;

      for (guint k = 0; k < work->dimension; k++) {
        const double distance =
            (double)work->x[i * work->dimension + k] - work->x[j * work->dimension + k];

        square += distance * distance;
      }
      work->matrix->train[i * n + j] =
          lab_matern_covariance_at (work->covariance, work->lowest * sqrt (square));
    }
}

/* Takes the mean out of every function: subtracts means of rows and of columns. */
static void
centre (LabKernelMatrix *matrix)
{
  const gsize n = matrix->n;
  g_autofree double *mean = g_new0 (double, n);
  double all = 0;

  for (gsize i = 0; i < n; i++) {
    for (gsize j = 0; j < n; j++)
      mean[i] += matrix->train[i * n + j] / (double)n;
    all += mean[i] / (double)n;
  }
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      matrix->train[i * n + j] += all - mean[i] - mean[j];
}

LabSobolevClass *
lab_sobolev_class_new_sampled (double smoothness,
                               double lowest,
                               gsize n,
                               guint dimension,
                               const float *x,
                               guint workers,
                               LabTask *task,
                               GError **error)
{
  g_autoptr (LabMaternCovariance) covariance = NULL;
  g_autoptr (LabKernelMatrix) matrix = NULL;
  g_autoptr (LabKernelModes) modes = NULL;
  const gsize pieces = (n + ROWS - 1) / ROWS;
  const double now = lab_task_progress (task);
  LabSobolevClass *sobolev;
  Covariances work;

  g_return_val_if_fail (smoothness > 0 && lowest > 0 && n >= TRUSTED_PART && x != NULL, NULL);

  matrix = lab_kernel_matrix_new (n, 0, error);
  if (!matrix)
    return NULL;
  covariance = lab_matern_covariance_new (smoothness);
  work = (Covariances){covariance, lowest, dimension, x, matrix};
  if (!lab_parallel_for (lab_parallel_workers (workers, pieces), pieces, fill_rows, &work, task,
                         now, now))
    return NULL;
  lab_kernel_matrix_mirror (matrix);
  centre (matrix);
  modes = lab_kernel_modes_new (matrix, LAB_KERNEL_EXACT_NOISE, task, error);
  if (!modes)
    return NULL;
  sobolev = g_new0 (LabSobolevClass, 1);
  sobolev->trusted = n / TRUSTED_PART;
  sobolev->count = n;
  sobolev->shells = g_new0 (Shell, n);
  for (gsize k = 0; k < n; k++)
    sobolev->shells[k] = (Shell){.eigenvalue = MAX (modes->eigenvalue[k], 0), .modes = 1};
  add_up (sobolev, 0);
  return sobolev;
}

void
lab_sobolev_class_free (LabSobolevClass *sobolev)
{
  if (!sobolev)
    return;
  g_free (sobolev->shells);
  g_free (sobolev);
}

gsize
lab_sobolev_class_trusted (const LabSobolevClass *sobolev)
{
  g_return_val_if_fail (sobolev != NULL, 0);

  return sobolev->trusted;
}

/* The shell that holds the mode number k, counted from 0. */
static const Shell *
shell_of (const LabSobolevClass *sobolev, gsize k)
{
  gsize low = 0, high = sobolev->count - 1;

  while (low < high) {
    const gsize middle = (low + high + 1) / 2;

    if (sobolev->shells[middle].before <= (double)k)
      low = middle;
    else
      high = middle - 1;
  }
  return &sobolev->shells[low];
}

double
lab_sobolev_class_width (const LabSobolevClass *sobolev, gsize features)
{
  const Shell *shell;

  g_return_val_if_fail (sobolev != NULL, NAN);

  if (features > sobolev->trusted)
    return NAN;
  shell = shell_of (sobolev, features);
  return sqrt (shell->beyond - ((double)features - shell->before) * shell->eigenvalue);
}

double
lab_sobolev_class_eigenvalue (const LabSobolevClass *sobolev, gsize k)
{
  g_return_val_if_fail (sobolev != NULL && k >= 1, NAN);

  return k <= sobolev->trusted ? shell_of (sobolev, k - 1)->eigenvalue : NAN;
}

double
lab_sobolev_class_slope (const LabSobolevClass *sobolev, gsize first, gsize last)
{
  double count = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;

  g_return_val_if_fail (sobolev != NULL && first >= 1 && first < last, NAN);

  for (gsize features = first; features <= last; features = MIN (2 * features, last)) {
    const double x = log ((double)features);
    const double y = log (lab_sobolev_class_width (sobolev, features));

    count++;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
    if (features == last)
      break;
  }
  return (count * sum_xy - sum_x * sum_y) / (count * sum_xx - sum_x * sum_x);
}
