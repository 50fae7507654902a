/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network in float, the same in double, and the plain network: three times the same numbers,
 * on every instruction set. */
#include "core/random.h"
#include "double-network.h"
#include "plain-network.h"
#include "transformer/simd.h"
#include "transformer/parameters.h"
#include "transformer/simd-level-testing.h"

#include <math.h>

#define EXAMPLES 13
#define OUTPUTS  16 /* of an example, at most */

static const LabModelShape shapes[] = {
    {{LAB_INPUT_VECTORS, 4, 4}, 32, 2, 2, 2, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 16, 1}, 16, 4, 2, 4, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 5, 3}, 6, 3, 3, 1, TRUE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 1, 16}, 8, 1, 1, 2, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 8, 1}, 20, 2, 1, 3, TRUE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 16, 1}, 16, 4, 2, 4, FALSE, TRUE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 5, 3}, 6, 3, 3, 1, TRUE, TRUE, LAB_POSITIONS_LEARNED, FALSE},
};

typedef struct
{
  gsize count, inputs;
  float *parameters, *x, *gradient;
  double *parameters_double, *x_double, *gradient_double;
  float predictions[EXAMPLES * OUTPUTS], output_gradient[EXAMPLES * OUTPUTS];
  double predictions_double[EXAMPLES * OUTPUTS], output_gradient_double[EXAMPLES * OUTPUTS];
} Setup;

static void
setup_init (Setup *setup, const LabModelShape *shape)
{
  LabParameterLayout layout;
  LabRandom random;

  lab_parameter_layout_init (&layout, shape);
  setup->count = layout.count;
  setup->inputs = (gsize)EXAMPLES * lab_model_input_row (&shape->input);
  setup->parameters = g_new (float, setup->count);
  setup->gradient = g_new0 (float, setup->count);
  setup->parameters_double = g_new (double, setup->count);
  setup->gradient_double = g_new0 (double, setup->count);
  setup->x = g_new (float, setup->inputs);
  setup->x_double = g_new (double, setup->inputs);

  lab_random_init (&random, 3, 0, LAB_STREAM_INITIALISATION);
  lab_parameters_draw (&layout, shape, &random, setup->parameters, NULL);
  for (gsize i = 0; i < setup->count; i++) {
    setup->parameters[i] += (float)(0.1 * lab_random_normal (&random));
    setup->parameters_double[i] = setup->parameters[i];
  }
  lab_random_fill_normal (&random, setup->inputs, setup->x);
  for (gsize i = 0; i < setup->inputs; i++)
    setup->x_double[i] = setup->x[i];
  lab_random_fill_normal (&random, EXAMPLES * OUTPUTS, setup->output_gradient);
  for (guint i = 0; i < EXAMPLES * OUTPUTS; i++)
    setup->output_gradient_double[i] = setup->output_gradient[i];
}

static void
setup_clear (Setup *setup)
{
  g_free (setup->parameters);
  g_free (setup->gradient);
  g_free (setup->parameters_double);
  g_free (setup->gradient_double);
  g_free (setup->x);
  g_free (setup->x_double);
}

static void
run_float (Setup *setup, LabSimdLevel level, const LabModelShape *shape, guint examples)
{
  const LabSimd *simd = lab_simd_get (level);
  LabNetwork *network = simd->network_new (shape, examples, NULL, NULL);

  g_assert_nonnull (network);
  simd->forward (network, setup->parameters, examples, setup->x, NULL, setup->predictions);
  simd->backward (network, setup->parameters, setup->output_gradient, setup->gradient);
  simd->network_free (network);
}

static void
check_shape (LabSimdLevel level, const LabModelShape *shape, guint examples)
{
  Setup setup = {0};
  double worst = 0, largest = 0;

  setup_init (&setup, shape);
  run_float (&setup, level, shape, examples);
  double_network_run (level, shape, setup.parameters_double, examples, setup.x_double,
                      setup.output_gradient_double, setup.predictions_double,
                      setup.gradient_double);
  for (guint i = 0; i < examples; i++) {
    const guint outputs = lab_model_shape_outputs (shape);
    double plain[OUTPUTS];

    plain_network (shape, setup.parameters_double,
                   setup.x_double + i * lab_model_input_row (&shape->input), plain);
    for (guint j = 0; j < outputs; j++) {
      g_assert_cmpfloat_with_epsilon (setup.predictions_double[i * outputs + j], plain[j], 1e-11);
      g_assert_cmpfloat_with_epsilon (setup.predictions[i * outputs + j], plain[j], 1e-5);
    }
  }
  for (gsize i = 0; i < setup.count; i++) {
    largest = MAX (largest, fabs (setup.gradient_double[i]));
    worst = MAX (worst, fabs (setup.gradient[i] - setup.gradient_double[i]));
  }
  g_test_message ("gradient: error %.2g of %.3g", worst, largest);
  g_assert_cmpfloat (worst, <, 1e-5 * largest);
  setup_clear (&setup);
}

static void
test_precision (gconstpointer level)
{
  const guint examples[] = {7, 12, EXAMPLES}; /* half registers and whole ones, on each level */

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (examples); j++)
      check_shape (GPOINTER_TO_UINT (level), &shapes[i], examples[j]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint level = 0; level < LAB_SIMD_LEVELS; level++)
    if (lab_simd_level_available (level)) {
      g_autofree char *path = g_strdup_printf ("/precision/%s", lab_simd_level_name (level));

      g_test_add_data_func (path, GUINT_TO_POINTER (level), test_precision);
    }
  return g_test_run ();
}
