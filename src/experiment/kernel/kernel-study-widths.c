/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widths of the target's class beside what as many features of the tangent kernel leave. */
#include "experiment/kernel/kernel-study-private.h"

#include "experiment/kernel/target-class.h"

#include <cblas.h>
#include <math.h>

#include "core/blas-buffers.h"

/* Modes beyond this part of n are worse than those of the manifold. */
#define PART 8

/* The slope is told from this many features on: the first modes are no power law. */
#define FIRST_FEATURES 8

/* Excess risk on the test points of the projection of the noise-free target on the first modes. */
typedef struct
{
  const LabKernelStudyWork *work;
  double *coefficient; /* (n): u_k . target */
  double *weight;      /* (n) */
  double *residual;    /* (test_n) */
} Projection;

static void
projection_clear (Projection *projection)
{
  g_free (projection->coefficient);
  g_free (projection->weight);
  g_free (projection->residual);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Projection, projection_clear)

static void
projection_init (Projection *projection, const LabKernelStudyWork *work)
{
  const LabKernelModes *modes = work->study->modes;
  const gsize test_n = work->points.test_n;

  *projection = (Projection){.work = work,
                             .coefficient = g_new (double, modes->n),
                             .weight = g_new (double, modes->n),
                             .residual = g_new (double, test_n)};
  for (gsize i = 0; i < modes->n; i++)
    projection->weight[i] = work->points.training->target[i];
  lab_kernel_modes_project (modes, projection->weight, projection->coefficient);
  for (gsize i = 0; i < test_n; i++)
    projection->residual[i] = work->points.test->target[i];
}

/* Adds the modes first .. last - 1, extended to the test points by k (x, X) u_k / (n mu_k). */
static double
add_modes (Projection *projection, gsize first, gsize last)
{
  const LabKernelModes *modes = projection->work->study->modes;
  const LabKernelMatrix *matrix = projection->work->kernel->matrix;
  const gsize test_n = projection->work->points.test_n;
  const blasint n = (blasint)modes->n;
  double squares;

  for (gsize i = 0; i < modes->n; i++)
    projection->weight[i] = 0;
  for (gsize k = first; k < last; k++)
    cblas_daxpy (n, projection->coefficient[k] / ((double)n * modes->eigenvalue[k]),
                 modes->vector + k * modes->n, 1, projection->weight, 1);
  lab_blas_enter ();
  cblas_dgemv (CblasRowMajor, CblasNoTrans, (blasint)test_n, n, -1,
               matrix->test + projection->work->points.validation_n * modes->n, n,
               projection->weight, 1, 1, projection->residual, 1);
  lab_blas_leave ();
  squares = cblas_ddot ((blasint)test_n, projection->residual, 1, projection->residual, 1);
  return sqrt (squares / (double)test_n);
}

static void
measure_tangent_errors (LabKernelStudyWork *work)
{
  LabKernelStudy *study = work->study;
  g_auto (Projection) projection = {.work = NULL};
  gsize done = 0;

  projection_init (&projection, work);
  for (gsize features = 1; features <= MIN (study->n / PART, study->modes->resolved) &&
                           study->width_count < LAB_KERNEL_STUDY_WIDTHS;
       features *= 2) {
    LabClassWidth *width = &study->widths[study->width_count++];

    *width = (LabClassWidth){.features = features,
                             .class_width = NAN,
                             .tangent_error = add_modes (&projection, done, features)};
    done = features;
  }
}

gboolean
lab_kernel_study_measure_widths (LabKernelStudyWork *work, GError **error)
{
  LabKernelStudy *study = work->study;
  g_autoptr (LabSobolevClass) target_class = NULL;
  gsize last;

  study->width_slope = study->network_width = NAN;
  if (!work->settings->widths || !lab_target_class_exists (work->experiment))
    return TRUE;
  target_class =
      lab_target_class_new (work->experiment, study->parameters, work->workers, work->task, error);
  if (!target_class)
    return FALSE;
  measure_tangent_errors (work);
  for (guint i = 0; i < study->width_count; i++)
    study->widths[i].class_width =
        lab_sobolev_class_width (target_class, study->widths[i].features);
  last = lab_sobolev_class_trusted (target_class);
  study->network_width = lab_sobolev_class_width (target_class, study->parameters);
  if (last > FIRST_FEATURES)
    study->width_slope = lab_sobolev_class_slope (target_class, FIRST_FEATURES, last);
  study->width_last = last;
  return TRUE;
}
