/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAPACK cannot be interrupted: it works in a thread of its own, whose result nobody waits for once
 * the task is cancelled. Only the end of the program does: its libraries must not be taken down under
 * a thread that works in them. */
#include "dynamics/kernel-modes.h"

#include "core/blas-buffers.h"
#include "core/error.h"
#include "core/memory.h"
#include "core/queue.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)

/* LAPACK 3.11, column-major; all arguments by address, lengths of the two words unused. */
extern void dsyevd_ (const char *job,
                     const char *triangle,
                     const blasint *n,
                     double *a,
                     const blasint *lda,
                     double *w,
                     double *work,
                     const blasint *lwork,
                     blasint *iwork,
                     const blasint *liwork,
                     blasint *info);

typedef struct
{
  LabKernelModes *modes;
  double *work;
  blasint *integers;
  blasint info;
} Decomposition;

typedef struct
{
  Decomposition *decomposition;
  LabQueue *queue;
} Errand;

static void
decomposition_free (gpointer data)
{
  Decomposition *decomposition = data;

  if (!decomposition)
    return;
  g_clear_pointer (&decomposition->modes, lab_kernel_modes_free);
  lab_memory_free (decomposition->work);
  lab_memory_free (decomposition->integers);
  g_free (decomposition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decomposition, decomposition_free)

static gsize
work_length (gsize n)
{
  return 1 + 6 * n + 2 * n * n;
}

static Decomposition *
decomposition_new (const LabKernelMatrix *matrix, double noise, GError **error)
{
  g_autoptr (Decomposition) decomposition = g_new0 (Decomposition, 1);
  LabKernelModes *modes = decomposition->modes = g_new0 (LabKernelModes, 1);
  const gsize n = matrix->n;

  modes->n = n;
  modes->noise = noise;
  modes->eigenvalue = lab_memory_new (n, sizeof (double), N_ ("the eigenvalues"), error);
  if (modes->eigenvalue)
    modes->vector = lab_memory_new (n * n, sizeof (double), N_ ("the eigenvectors"), error);
  if (modes->vector)
    decomposition->work =
        lab_memory_new_untouched (work_length (n), sizeof (double), N_ ("the eigenvectors"), error);
  if (decomposition->work)
    decomposition->integers =
        lab_memory_new (3 + 5 * n, sizeof (blasint), N_ ("the eigenvectors"), error);
  if (!decomposition->integers)
    return NULL;
  for (gsize i = 0; i < n * n; i++)
    modes->vector[i] = matrix->train[i] / (double)n;
  return g_steal_pointer (&decomposition);
}

/* Threads inside LAPACK; atomic. The one thing here that outlives its caller, and so cannot belong to
 * him. */
static gint threads_in_lapack;

static void
wait_at_exit (void)
{
  while (g_atomic_int_get (&threads_in_lapack) > 0)
    g_usleep (LOOK_INTERVAL);
}

static gpointer
register_wait (gpointer unused)
{
  (void)unused;
  atexit (wait_at_exit);
  return NULL;
}

static gpointer
decompose (gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (LabQueue) queue = errand->queue;
  Decomposition *decomposition = errand->decomposition;
  const blasint n = (blasint)decomposition->modes->n;
  const blasint length = (blasint)work_length (decomposition->modes->n), integers = 3 + 5 * n;

  lab_blas_enter ();
  dsyevd_ ("V", "L", &n, decomposition->modes->vector, &n, decomposition->modes->eigenvalue,
           decomposition->work, &length, decomposition->integers, &integers, &decomposition->info);
  lab_blas_leave ();
  g_atomic_int_add (&threads_in_lapack, -1);
  lab_queue_push (queue, decomposition);
  return NULL;
}

/* NULL when stopped. */
static Decomposition *
decompose_aside (Decomposition *decomposition, LabTask *task)
{
  static GOnce waits = G_ONCE_INIT;
  g_autoptr (LabQueue) queue = lab_queue_new (decomposition_free);
  Errand *errand;
  GThread *thread;
  gpointer done = NULL;

  if (lab_task_is_cancelled (task)) {
    decomposition_free (decomposition);
    return NULL;
  }
  g_once (&waits, register_wait, NULL);
  g_atomic_int_inc (&threads_in_lapack);
  errand = g_new (Errand, 1);
  *errand = (Errand){decomposition, lab_queue_ref (queue)};
  thread = g_thread_new ("eigenmodes", decompose, errand);
  while (!done && !lab_task_is_cancelled (task))
    done = lab_queue_timeout_pop (queue, LOOK_INTERVAL);
  if (done)
    g_thread_join (thread);
  else
    g_thread_unref (thread);
  return done;
}

/* dsyevd gives them rising. */
static void
turn_round (LabKernelModes *modes)
{
  const gsize n = modes->n, row = n * sizeof (double);
  g_autofree double *kept = g_malloc (row);

  for (gsize i = 0, j = n - 1; i < j; i++, j--) {
    const double eigenvalue = modes->eigenvalue[i];

    modes->eigenvalue[i] = modes->eigenvalue[j];
    modes->eigenvalue[j] = eigenvalue;
    memcpy (kept, modes->vector + i * n, row);
    memcpy (modes->vector + i * n, modes->vector + j * n, row);
    memcpy (modes->vector + j * n, kept, row);
  }
  while (modes->resolved < n &&
         modes->eigenvalue[modes->resolved] > modes->noise * modes->eigenvalue[0])
    modes->resolved++;
}

static gboolean
is_finite (const LabKernelMatrix *matrix)
{
  for (gsize i = 0; i < matrix->n * matrix->n; i++)
    if (!isfinite (matrix->train[i]))
      return FALSE;
  return TRUE;
}

LabKernelModes *
lab_kernel_modes_new (const LabKernelMatrix *matrix, double noise, LabTask *task, GError **error)
{
  g_autoptr (Decomposition) decomposition = NULL;
  Decomposition *begun;

  g_return_val_if_fail (matrix != NULL && noise >= 0, NULL);

  if (!is_finite (matrix)) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("The kernel has values that are not finite: the network's gradients overflow at "
           "these parameters."));
    return NULL;
  }
  begun = decomposition_new (matrix, noise, error);
  if (!begun)
    return NULL;
  decomposition = decompose_aside (begun, task);
  if (!decomposition)
    return NULL;
  if (decomposition->info != 0) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("The eigenvalues of the kernel could not be computed (LAPACK's dsyevd: %d)."),
                 (int)decomposition->info);
    return NULL;
  }
  turn_round (decomposition->modes);
  return g_steal_pointer (&decomposition->modes);
}

void
lab_kernel_modes_free (LabKernelModes *modes)
{
  if (!modes)
    return;
  lab_memory_free (modes->eigenvalue);
  lab_memory_free (modes->vector);
  g_free (modes);
}

void
lab_kernel_modes_project (const LabKernelModes *modes, const double *values, double *coefficient)
{
  const blasint n = modes ? (blasint)modes->n : 0;

  g_return_if_fail (modes != NULL && values != NULL && coefficient != NULL);

  lab_blas_enter ();
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, 1, modes->vector, n, values, 1, 0, coefficient,
               1);
  lab_blas_leave ();
}

double
lab_kernel_modes_condition_number (const LabKernelModes *modes)
{
  g_return_val_if_fail (modes != NULL, NAN);

  return modes->resolved > 0 ? modes->eigenvalue[0] / modes->eigenvalue[modes->resolved - 1] : NAN;
}

double
lab_kernel_modes_effective_dimension (const LabKernelModes *modes, double ridge)
{
  double sum = 0;

  g_return_val_if_fail (modes != NULL && ridge > 0, NAN);

  for (gsize k = 0; k < modes->n; k++) {
    const double eigenvalue = MAX (modes->eigenvalue[k], 0);

    sum += eigenvalue / (eigenvalue + ridge);
  }
  return sum;
}
