/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tangent kernel, timed: 1 block, width 64 (N = 33,985), 4 tokens of 16 coordinates in all.
 *
 *   bench-kernel time N WORKERS
 *     Wall-clock seconds of the kernel of N random points, and of its eigendecomposition, and the
 *     processor seconds of both.
 *   bench-kernel ridge D WORKERS
 *     Kernel ridge regression for the whole default curve of dimension D, n = 64 to 2,048, one repeat:
 *     wall clock and processor seconds, with the Matern kernel and with the networks' own.
 *   bench-kernel export N FILE
 *     Parameters, points and kernel of the same task as floats, for tests/bench/kernel-peer.py. */
#include "clock.h"
#include "dynamics/kernel-modes.h"
#include "dynamics/tangent-kernel.h"
#include "experiment/kernel/run-ridge.h"
#include "transformer/blas.h"
#include "transformer/parameters.h"

#include <stdio.h>
#include <stdlib.h>

#define DIMENSION 16

static const LabModelShape shape = {.input = {.tokens = 4, .features = DIMENSION / 4},
                                    .width = 64,
                                    .heads = 2,
                                    .depth = 1,
                                    .feed_forward = 2};

typedef struct
{
  gsize n;
  float *parameters, *x;
} Task;

static gboolean
task_init (Task *task, const char *word)
{
  LabParameterLayout layout;
  LabRandom random;
  guint64 n;

  if (!g_ascii_string_to_unsigned (word, 10, 2, 16384, &n, NULL)) {
    fprintf (stderr, "bench-kernel: \"%s\" is not a number between 2 and 16384\n", word);
    return FALSE;
  }
  task->n = (gsize)n;
  task->parameters = g_new (float, lab_model_shape_parameters (&shape));
  task->x = g_new (float, task->n *DIMENSION);
  lab_parameter_layout_init (&layout, &shape);
  lab_random_init (&random, 1, 0, LAB_STREAM_INITIALISATION);
  lab_parameters_draw (&layout, &shape, &random, task->parameters, NULL);
  lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, task->n * DIMENSION, task->x);
  return TRUE;
}

static LabTangentKernel *
kernel_of (const Task *task, guint workers)
{
  const LabTangentKernelRequest request = {
      .shape = shape, .parameters = task->parameters, .n = task->n, .x = task->x, .progress = 1};
  g_autoptr (GError) error = NULL;
  LabTangentKernel *kernel = lab_tangent_kernel_new (&request, workers, NULL, &error);

  if (kernel == NULL)
    fprintf (stderr, "bench-kernel: %s\n", error->message);
  return kernel;
}

/* Wall clock: the kernel works on several threads. */
static double
wall_seconds (void)
{
  return (double)g_get_monotonic_time () / G_TIME_SPAN_SECOND;
}

static int
time_kernel (const Task *task, guint workers)
{
  const double start = wall_seconds (), start_processor = bench_process_seconds ();
  g_autoptr (LabTangentKernel) kernel = kernel_of (task, workers);

  if (kernel == NULL)
    return EXIT_FAILURE;

  const double kernel_seconds = wall_seconds () - start;
  g_autoptr (LabKernelModes) modes =
      lab_kernel_modes_new (kernel->matrix, LAB_TANGENT_KERNEL_NOISE, NULL, NULL);

  printf ("{\"n\": %zu, \"parameters\": %zu, \"kernel\": %.6g, \"eigenmodes\": %.6g, "
          "\"processor\": %.6g}\n",
          task->n, lab_model_shape_parameters (&shape), kernel_seconds,
          wall_seconds () - start - kernel_seconds, bench_process_seconds () - start_processor);
  return modes != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* All runs of the experiment that are not too large. */
static gboolean
regress (const LabExperiment *experiment, LabRidgeKernel kernel, guint workers)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  g_autoptr (GError) error = NULL;
  LabKernelRidge result;
  LabRunPlan plan;

  for (guint run = 0; run < lab_experiment_run_count (experiment); run++) {
    lab_experiment_plan (experiment, run, &plan);
    if (plan.n <= LAB_RUN_RIDGE_POINTS &&
        !lab_run_ridge (experiment, &plan, kernel, shelf, workers, NULL, &result, &error)) {
      fprintf (stderr, "bench-kernel: %s\n", error->message);
      return FALSE;
    }
  }
  return TRUE;
}

static int
time_ridge (guint dimension, guint workers)
{
  double wall[2], processor[2];
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.intrinsic_dimension = dimension;
  experiment.repeats = 1;
  for (guint kernel = LAB_RIDGE_MATERN; kernel <= LAB_RIDGE_TANGENT; kernel++) {
    const double start = wall_seconds (), start_processor = bench_process_seconds ();

    if (!regress (&experiment, kernel, workers))
      return EXIT_FAILURE;
    wall[kernel] = wall_seconds () - start;
    processor[kernel] = bench_process_seconds () - start_processor;
  }
  printf ("{\"d\": %u, \"matern\": %.6g, \"matern_processor\": %.6g, \"tangent\": %.6g, "
          "\"tangent_processor\": %.6g}\n",
          dimension, wall[LAB_RIDGE_MATERN], processor[LAB_RIDGE_MATERN], wall[LAB_RIDGE_TANGENT],
          processor[LAB_RIDGE_TANGENT]);
  return EXIT_SUCCESS;
}

static int
export_task (const Task *task, const char *path)
{
  g_autoptr (LabTangentKernel) kernel = kernel_of (task, 0);
  FILE *file = fopen (path, "wb");
  gboolean written;

  if (kernel == NULL || file == NULL)
    return EXIT_FAILURE;
  written =
      fwrite (task->parameters, sizeof (float), lab_model_shape_parameters (&shape), file) > 0 &&
      fwrite (task->x, sizeof (float), task->n * DIMENSION, file) > 0 &&
      fwrite (kernel->matrix->train, sizeof (double), task->n * task->n, file) > 0;
  return fclose (file) == 0 && written ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  Task task;

  lab_blas_use_one_thread ();
  if (argc == 4 && g_str_equal (argv[1], "ridge"))
    return time_ridge ((guint)strtoul (argv[2], NULL, 10), (guint)strtoul (argv[3], NULL, 10));
  if (argc == 4 && task_init (&task, argv[2])) {
    if (g_str_equal (argv[1], "time"))
      return time_kernel (&task, (guint)strtoul (argv[3], NULL, 10));
    if (g_str_equal (argv[1], "export"))
      return export_task (&task, argv[3]);
  }
  fprintf (stderr, "bench-kernel time N WORKERS | ridge D WORKERS | export N FILE\n");
  return EXIT_FAILURE;
}
