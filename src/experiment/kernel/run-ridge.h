/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel ridge regression on the data of one run: what these data allow a fixed kernel.
 *
 * The same training labels that the run trains on, the ridge chosen on the same validation labels as
 * its stopping step, the risk taken on the same LAB_TEST_POINTS test points: the number belongs beside
 * the run's excess risk. A measurement, no bound: another kernel may do better. */
#pragma once

#include "dynamics/kernel-ridge.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_RIDGE_MATERN,  /* of order 1/2; length: root mean square distance of two training points */
  LAB_RIDGE_TANGENT, /* tangent kernel of the network that the run begins with */
} LabRidgeKernel;

/* Of more training points than this the regression takes longer than a second or two: callers that
 * draw a curve leave such runs out. */
#define LAB_RUN_RIDGE_POINTS 2048

/* Regression on all training points of the run. Worker, shelf and error as in lab_run_train(): the
 * shelf (nullable) spares drawing again what another run of the same repeat has drawn. workers: 0 =
 * one per core. Blocks: for a thread of its own, or one of a pool.
 *
 * Returns TRUE and *result; FALSE and error where the experiment has no validation labels
 * (LAB_ERROR_INVALID_VALUE), or where memory (LAB_KERNEL_MEMORY_DEFAULT) does not suffice
 * (LAB_ERROR_TOO_LARGE, whose sentence tells the largest n); FALSE alone soon after task (nullable)
 * was cancelled. */
gboolean lab_run_ridge (const LabExperiment *experiment,
                        const LabRunPlan    *plan,
                        LabRidgeKernel       kernel,
                        LabDataShelf        *shelf,
                        guint                workers,
                        LabTask             *task,
                        LabKernelRidge      *result,
                        GError             **error);

/* The points such a regression predicts: validation points first, then test points. */
typedef struct
{
  gsize training_n, validation_n, test_n;
  const LabDataset *training, *test; /* of the run's data; training has training_n rows and more */
  const float *validation_label;     /* (validation_n), noisy; of the run's data */
  float *x;                          /* (validation_n + test_n, D), owned */
  double irreducible;                /* lab_experiment_irreducible() */
} LabRidgePoints;

/* Gathers them; data must stay. with_validation: else validation_n is 0. test_n is as asked for, or all
 * that data have. */
void lab_ridge_points_init  (LabRidgePoints      *points,
                             const LabExperiment *experiment,
                             const LabRunPlan    *plan,
                             const LabRunData    *data,
                             gboolean             with_validation,
                             gsize                test_n);
void lab_ridge_points_clear (LabRidgePoints      *points);

/* FALSE and error where the experiment has no validation labels. */
gboolean lab_ridge_check (const LabExperiment *experiment, GError **error);

/* Regression with a given kernel: its training points are the first matrix->n, its other points x. */
gboolean lab_ridge_points_solve  (const LabRidgePoints  *points,
                                  const LabKernelMatrix *matrix,
                                  guint                  workers,
                                  LabTask               *task,
                                  LabKernelRidge        *result,
                                  GError               **error);

/* Regression with LAB_RIDGE_MATERN on the first training_n points. */
gboolean lab_ridge_points_matern (const LabRidgePoints *points,
                                  gsize                 training_n,
                                  guint                 workers,
                                  LabTask              *task,
                                  LabKernelRidge       *result,
                                  GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabRidgePoints, lab_ridge_points_clear)

G_END_DECLS
