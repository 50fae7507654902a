/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tangent kernel against finite differences in double, and what must hold of any kernel. */
#include "core/error.h"
#include "dynamics/kernel-modes.h"
#include "dynamics/tangent-kernel.h"
#include "transformer/parameters.h"

#include "double-network.h"

#include <math.h>
#include <string.h>

#define DIMENSION 8
#define POINTS    37
#define OTHERS    21
#define OUTPUTS   4 /* of an example, at most */

/* Of order-one parameters; see tests/transformer/test-gradients.c. */
#define STEP 1e-5

typedef struct
{
  LabModelShape shape;
  gsize count;
  float *parameters;
  float x[POINTS * DIMENSION], test_x[OTHERS * DIMENSION];
} Model;

static void
model_init (Model *model, LabModelShape shape)
{
  LabParameterLayout layout;
  LabRandom random;

  model->shape = shape;
  model->count = lab_model_shape_parameters (&shape);
  model->parameters = g_new (float, model->count);
  lab_parameter_layout_init (&layout, &shape);
  lab_random_init (&random, 3, 0, LAB_STREAM_INITIALISATION);
  lab_parameters_draw (&layout, &shape, &random, model->parameters, NULL);
  for (gsize i = 0; i < model->count; i++)
    model->parameters[i] += 0.1f * (float)lab_random_normal (&random);
  lab_random_fill_normal (&random, G_N_ELEMENTS (model->x), model->x);
  lab_random_fill_normal (&random, G_N_ELEMENTS (model->test_x), model->test_x);
}

static void
model_clear (Model *model)
{
  g_free (model->parameters);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Model, model_clear)

static LabTangentKernelRequest
request_of (const Model *model)
{
  return (LabTangentKernelRequest){.shape = model->shape,
                                   .parameters = model->parameters,
                                   .n = POINTS,
                                   .x = model->x,
                                   .test_n = OTHERS,
                                   .test_x = model->test_x};
}

/* The outputs of all points (POINTS, then OTHERS). */
static void
predict (const Model *model, const double *parameters, double *values)
{
  double x[(POINTS + OTHERS) * DIMENSION], zeros[(POINTS + OTHERS) * OUTPUTS] = {0};
  g_autofree double *gradient = g_new0 (double, model->count);

  for (guint i = 0; i < POINTS * DIMENSION; i++)
    x[i] = model->x[i];
  for (guint i = 0; i < OTHERS * DIMENSION; i++)
    x[POINTS * DIMENSION + i] = model->test_x[i];
  double_network_run (LAB_SIMD_BASELINE, &model->shape, parameters, POINTS + OTHERS, x, zeros,
                      values, gradient);
}

/* kernel (outputs of all points, outputs of POINTS) from central differences. */
static void
difference_kernel (const Model *model, double *kernel)
{
  const guint outputs = lab_model_shape_outputs (&model->shape);
  const guint all = (POINTS + OTHERS) * outputs, training = POINTS * outputs;
  g_autofree double *parameters = g_new (double, model->count);
  double above[(POINTS + OTHERS) * OUTPUTS], below[(POINTS + OTHERS) * OUTPUTS];

  memset (kernel, 0, all * training * sizeof (double));
  for (gsize p = 0; p < model->count; p++)
    parameters[p] = model->parameters[p];
  for (gsize p = 0; p < model->count; p++) {
    const double before = parameters[p];

    parameters[p] = before + STEP;
    predict (model, parameters, above);
    parameters[p] = before - STEP;
    predict (model, parameters, below);
    parameters[p] = before;
    for (guint i = 0; i < all; i++)
      for (guint j = 0; j < training; j++)
        kernel[i * training + j] +=
            (above[i] - below[i]) * (above[j] - below[j]) / (4 * STEP * STEP);
  }
}

static double
relative_error (double value, double truth, double scale)
{
  return fabs (value - truth) / (fabs (truth) + 0.01 * scale);
}

static void
test_finite_differences (void)
{
  const LabModelShape shapes[] = {{{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                   8,
                                   2,
                                   2,
                                   2,
                                   FALSE,
                                   FALSE,
                                   LAB_POSITIONS_LEARNED,
                                   FALSE},
                                  {{LAB_INPUT_VECTORS, 2, DIMENSION / 2},
                                   6,
                                   1,
                                   1,
                                   1,
                                   TRUE,
                                   FALSE,
                                   LAB_POSITIONS_LEARNED,
                                   FALSE},
                                  {{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                   8,
                                   2,
                                   2,
                                   2,
                                   FALSE,
                                   TRUE,
                                   LAB_POSITIONS_LEARNED,
                                   FALSE},
                                  {{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                   6,
                                   1,
                                   1,
                                   1,
                                   TRUE,
                                   TRUE,
                                   LAB_POSITIONS_LEARNED,
                                   FALSE}};

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++) {
    const guint outputs = lab_model_shape_outputs (&shapes[s]), training = POINTS * outputs;
    g_auto (Model) model;
    g_autoptr (LabTangentKernel) kernel = NULL;
    g_autofree double *truth = g_new (double, (POINTS + OTHERS) * outputs * training);
    LabTangentKernelRequest request;
    double worst = 0;

    model_init (&model, shapes[s]);
    request = request_of (&model);
    kernel = lab_tangent_kernel_new (&request, 0, NULL, NULL);
    g_assert_nonnull (kernel);
    g_assert_cmpuint (kernel->matrix->n, ==, training);
    g_assert_cmpuint (kernel->matrix->test_n, ==, OTHERS * outputs);
    difference_kernel (&model, truth);
    for (guint i = 0; i < (POINTS + OTHERS) * outputs; i++)
      for (guint j = 0; j < training; j++) {
        const double value = i < training ? kernel->matrix->train[i * training + j]
                                          : kernel->matrix->test[(i - training) * training + j];

        worst = MAX (worst, relative_error (value, truth[i * training + j], truth[0]));
      }
    g_test_message ("largest relative error %.2g, k (x, x) = %g", worst, truth[0]);
    g_assert_cmpfloat (truth[0], >, 0.1);
    g_assert_cmpfloat (worst, <, 1e-4);
  }
}

static void
test_positive (void)
{
  g_auto (Model) model;
  g_autoptr (LabTangentKernel) kernel = NULL;
  g_autoptr (LabKernelModes) modes = NULL;
  LabTangentKernelRequest request;

  model_init (&model, (LabModelShape){{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                      16,
                                      2,
                                      2,
                                      2,
                                      FALSE,
                                      FALSE,
                                      LAB_POSITIONS_LEARNED,
                                      FALSE});
  request = request_of (&model);
  kernel = lab_tangent_kernel_new (&request, 0, NULL, NULL);
  g_assert_nonnull (kernel);
  for (guint i = 0; i < POINTS; i++)
    for (guint j = 0; j < POINTS; j++)
      g_assert_true (kernel->matrix->train[i * POINTS + j] ==
                     kernel->matrix->train[j * POINTS + i]);
  modes = lab_kernel_modes_new (kernel->matrix, LAB_TANGENT_KERNEL_NOISE, NULL, NULL);
  g_assert_nonnull (modes);
  g_assert_cmpfloat (modes->eigenvalue[POINTS - 1], >,
                     -LAB_TANGENT_KERNEL_NOISE * modes->eigenvalue[0]);
}

/* Rows in another order: the same numbers elsewhere. */
static void
test_permutation (void)
{
  g_auto (Model) model;
  g_autoptr (LabTangentKernel) kernel = NULL;
  g_autoptr (LabTangentKernel) permuted = NULL;
  LabTangentKernelRequest request;
  float x[POINTS * DIMENSION];

  model_init (&model, (LabModelShape){{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                      16,
                                      2,
                                      1,
                                      2,
                                      FALSE,
                                      FALSE,
                                      LAB_POSITIONS_LEARNED,
                                      FALSE});
  request = request_of (&model);
  kernel = lab_tangent_kernel_new (&request, 0, NULL, NULL);
  for (guint i = 0; i < POINTS; i++)
    memcpy (x + i * DIMENSION, model.x + (i * 11 % POINTS) * DIMENSION, DIMENSION * sizeof (float));
  request.x = x;
  permuted = lab_tangent_kernel_new (&request, 0, NULL, NULL);
  g_assert_true (kernel != NULL && permuted != NULL);
  for (guint i = 0; i < POINTS; i++)
    for (guint j = 0; j < POINTS; j++) {
      const double there = kernel->matrix->train[(i * 11 % POINTS) * POINTS + j * 11 % POINTS];

      g_assert_cmpfloat_with_epsilon (permuted->matrix->train[i * POINTS + j], there,
                                      1e-5 * kernel->matrix->train[0]);
    }
}

static double
difference_of (const LabTangentKernel *a, const LabTangentKernel *b)
{
  const gsize n = a->matrix->n, test_n = a->matrix->test_n;
  double worst = 0;

  g_assert_true (b->matrix->n == n && b->matrix->test_n == test_n);
  for (gsize i = 0; i < n * n; i++)
    worst = MAX (worst, fabs (a->matrix->train[i] - b->matrix->train[i]));
  for (gsize i = 0; i < test_n * n; i++)
    worst = MAX (worst, fabs (a->matrix->test[i] - b->matrix->test[i]));
  for (gsize i = 0; i < n; i++)
    worst = MAX (worst, fabs (a->prediction[i] - b->prediction[i]));
  for (gsize i = 0; i < test_n; i++)
    worst = MAX (worst, fabs (a->test_prediction[i] - b->test_prediction[i]));
  return worst;
}

/* The least memory that holds all points: gradients then go in blocks. */
static guint64
least_memory (const LabTangentKernelRequest *request)
{
  guint64 fails = 0, fits = LAB_KERNEL_MEMORY_DEFAULT;
  LabKernelPlan plan;

  while (fits - fails > 1024) {
    const guint64 memory = fails + (fits - fails) / 2;

    if (lab_kernel_plan (&request->shape, POINTS, OTHERS, 1, memory, FALSE, &plan, NULL))
      fits = memory;
    else
      fails = memory;
  }
  return fits;
}

static void
test_blocks (gconstpointer per_token)
{
  g_auto (Model) model;
  g_autoptr (LabTangentKernel) whole = NULL;
  g_autoptr (LabTangentKernel) pieces = NULL;
  g_autoptr (LabTangentKernel) shared = NULL;
  LabTangentKernelRequest request;

  model_init (&model, (LabModelShape){{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                      16,
                                      2,
                                      2,
                                      2,
                                      FALSE,
                                      GPOINTER_TO_INT (per_token),
                                      LAB_POSITIONS_LEARNED,
                                      FALSE});
  request = request_of (&model);
  whole = lab_tangent_kernel_new (&request, 1, NULL, NULL);
  shared = lab_tangent_kernel_new (&request, 3, NULL, NULL);
  request.memory = least_memory (&request);
  pieces = lab_tangent_kernel_new (&request, 1, NULL, NULL);
  g_assert_true (whole != NULL && pieces != NULL && shared != NULL);
  g_assert_cmpuint (whole->plan.left, >=, POINTS);
  g_assert_cmpuint (pieces->plan.left, <, POINTS);
  g_assert_cmpuint (pieces->plan.bytes, <=, request.memory);
  g_assert_cmpfloat (difference_of (whole, shared), ==, 0);
  g_assert_cmpfloat (difference_of (whole, pieces), <, 1e-5 * whole->matrix->train[0]);
}

static void
test_refusal (void)
{
  const LabModelShape shape = {{LAB_INPUT_VECTORS, 4, 4}, 128,  4, 2, 2, FALSE, FALSE,
                               LAB_POSITIONS_LEARNED,     FALSE};
  g_autoptr (GError) error = NULL;
  g_autofree char *largest = NULL;
  LabKernelPlan plan, again;

  g_assert_false (lab_kernel_plan (&shape, 100000, 1024, 2, 0, FALSE, &plan, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  largest = g_strdup_printf ("at most %" G_GSIZE_FORMAT " do", plan.largest);
  g_assert_nonnull (strstr (error->message, largest));
  g_assert_true (lab_kernel_plan (&shape, plan.largest, 1024, 2, 0, FALSE, &again, NULL));
  g_assert_cmpuint (again.bytes, <=, LAB_KERNEL_MEMORY_DEFAULT);
  g_assert_false (lab_kernel_plan (&shape, plan.largest + 1, 1024, 2, 0, FALSE, &again, NULL));
  g_assert_true (lab_kernel_plan (&shape, 100000, 1024, 2, 0, TRUE, &again, NULL));
  g_assert_cmpuint (again.n, ==, plan.largest);
  /* The size that must be possible. */
  g_assert_true (lab_kernel_plan (&shape, 2048, 2048, 2, 0, FALSE, &again, NULL));
  g_clear_error (&error);
  g_assert_false (lab_kernel_plan (&shape, 16, 1024, 2, 1 << 20, TRUE, &again, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
}

static void
test_stop (void)
{
  LabTask task = {.cancelled = 1};
  g_auto (Model) model;
  g_autoptr (GError) error = NULL;
  g_autoptr (LabKernelMatrix) matrix = lab_kernel_matrix_new (4, 0, NULL);
  LabTangentKernelRequest request;

  model_init (&model, (LabModelShape){{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                                      8,
                                      2,
                                      1,
                                      2,
                                      FALSE,
                                      FALSE,
                                      LAB_POSITIONS_LEARNED,
                                      FALSE});
  request = request_of (&model);
  g_assert_null (lab_tangent_kernel_new (&request, 2, &task, &error));
  g_assert_no_error (error);
  g_assert_null (lab_kernel_modes_new (matrix, 0, &task, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/tangent-kernel/finite-differences", test_finite_differences);
  g_test_add_func ("/tangent-kernel/positive", test_positive);
  g_test_add_func ("/tangent-kernel/permutation", test_permutation);
  g_test_add_data_func ("/tangent-kernel/blocks", NULL, test_blocks);
  g_test_add_data_func ("/tangent-kernel/blocks-per-token", GINT_TO_POINTER (TRUE), test_blocks);
  g_test_add_func ("/tangent-kernel/refusal", test_refusal);
  g_test_add_func ("/tangent-kernel/stop", test_stop);
  return g_test_run ();
}
