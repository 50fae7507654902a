/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every gradient of small models, in double, against central differences, on each instruction set.
 *
 * The directional step is 1e-5 of order-one parameters: the truncation error of a central
 * difference is about 1e-10, its rounding error 1e-16 / 1e-5 = 1e-11 of the output. */
#include "core/random.h"
#include "transformer/simd.h"
#include "transformer/parameters.h"
#include "transformer/simd-level-testing.h"

#include <math.h>

#define STEP     1e-5
#define EXAMPLES 11 /* a whole register and a half one with AVX-512 */
#define OUTPUTS  8  /* of an example, at most */

typedef struct
{
  LabModelShape shape;
  LabSimdLevel level;
} Case;

typedef struct
{
  const LabSimd *simd;
  LabNetwork *network;
  gsize count;
  double *parameters, *gradient;
  double x[EXAMPLES * 16];
  guint outputs; /* of one example */
  double output_gradient[EXAMPLES * OUTPUTS];
} Check;

/* The scalar whose gradient is checked: the outputs weighted with output_gradient. */
static double
weighted_output (Check *check)
{
  double predictions[EXAMPLES * OUTPUTS], sum = 0;

  check->simd->forward (check->network, check->parameters, EXAMPLES, check->x, NULL, predictions);
  for (guint i = 0; i < EXAMPLES * check->outputs; i++)
    sum += check->output_gradient[i] * predictions[i];
  return sum;
}

static double
central_difference (Check *check, gsize parameter)
{
  const double before = check->parameters[parameter];
  double above, below;

  check->parameters[parameter] = before + STEP;
  above = weighted_output (check);
  check->parameters[parameter] = before - STEP;
  below = weighted_output (check);
  check->parameters[parameter] = before;
  return (above - below) / (2 * STEP);
}

/* Away from the initialisation, so that no gain is 1 and no bias 0. */
static void
draw_check (Check *check, const LabModelShape *shape)
{
  LabRandom random;

  lab_random_init (&random, 7, 0, LAB_STREAM_INITIALISATION);
  for (gsize i = 0; i < check->count; i++)
    check->parameters[i] = 0.4 * lab_random_normal (&random);
  for (guint i = 0; i < EXAMPLES * lab_model_input_row (&shape->input); i++)
    check->x[i] = lab_random_normal (&random);
  for (guint i = 0; i < EXAMPLES * check->outputs; i++)
    check->output_gradient[i] = lab_random_normal (&random);
}

/* Each row of the examples' gradients against the gradient of a batch in which only that example
 * counts; the largest difference relative to scale. */
static double
example_error (Check *check, double scale)
{
  const gsize stride = check->count + 3;
  g_autofree double *rows = g_new (double, EXAMPLES *stride);
  g_autofree double *sum = g_new0 (double, check->count);
  double worst = 0;

  check->simd->backward_examples (check->network, check->parameters, check->output_gradient, sum,
                                  stride, rows);
  for (gsize i = 0; i < check->count; i++)
    worst = MAX (worst, fabs (sum[i] - check->gradient[i]));
  for (guint e = 0; e < EXAMPLES; e++) {
    double only[EXAMPLES * OUTPUTS] = {0};
    g_autofree double *alone = g_new0 (double, check->count);

    for (guint i = e * check->outputs; i < (e + 1) * check->outputs; i++)
      only[i] = check->output_gradient[i];
    check->simd->backward (check->network, check->parameters, only, alone);
    for (gsize i = 0; i < check->count; i++)
      worst = MAX (worst, fabs (rows[e * stride + i] - alone[i]));
  }
  return worst / scale;
}

static void
test_gradients (gconstpointer data)
{
  const Case *the_case = data;
  const LabModelShape *shape = &the_case->shape;
  Check check = {.simd = lab_simd_get (the_case->level)};
  double scale = 0, worst = 0;

  check.network = check.simd->network_new (shape, EXAMPLES, NULL, NULL);
  g_assert_nonnull (check.network);
  check.outputs = lab_model_shape_outputs (shape);
  g_assert_cmpuint (check.outputs, <=, OUTPUTS);
  check.count = lab_model_shape_parameters (shape);
  check.parameters = g_new (double, check.count);
  check.gradient = g_new0 (double, check.count);
  draw_check (&check, shape);

  weighted_output (&check);
  check.simd->backward (check.network, check.parameters, check.output_gradient, check.gradient);
  for (gsize i = 0; i < check.count; i++)
    scale = MAX (scale, fabs (check.gradient[i]));
  for (gsize i = 0; i < check.count; i++) {
    double difference = central_difference (&check, i);
    double error = fabs (difference - check.gradient[i]) /
                   (fabs (difference) + fabs (check.gradient[i]) + 1e-3 * scale);

    if (error > 1e-6)
      g_test_message ("parameter %" G_GSIZE_FORMAT ": %g against %g", i, check.gradient[i],
                      difference);
    worst = MAX (worst, error);
  }
  g_test_message ("worst relative error %.2g of %" G_GSIZE_FORMAT " gradients, largest %g", worst,
                  check.count, scale);
  g_assert_cmpfloat (scale, >, 0);
  g_assert_cmpfloat (worst, <, 1e-6);
  weighted_output (&check);
  g_assert_cmpfloat (example_error (&check, scale), <, 1e-12);

  check.simd->network_free (check.network);
  g_free (check.parameters);
  g_free (check.gradient);
}

static void
add_case (LabModelShape shape, LabSimdLevel level)
{
  g_autofree char *path = g_strdup_printf (
      "/gradients/%s/tokens-%u-width-%u-heads-%u-depth-%u%s%s", lab_simd_level_name (level),
      shape.input.tokens, shape.width, shape.heads, shape.depth, shape.causal ? "-causal" : "",
      shape.per_token ? "-per-token" : "");

  g_test_add_data_func_full (path, g_memdup2 (&(Case){shape, level}, sizeof (Case)), test_gradients,
                             g_free);
}

static void
add_level (LabSimdLevel level)
{
  const guint tokens[] = {4, 8}, depths[] = {1, 2, 3};

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    for (guint j = 0; j < G_N_ELEMENTS (depths); j++)
      for (guint heads = 1; heads <= 4; heads++)
        add_case ((LabModelShape){.input = {.tokens = tokens[i], .features = 8 / tokens[i]},
                                  .width = heads % 2 == 0 ? 8 : 12 / heads * heads,
                                  .heads = heads,
                                  .depth = depths[j],
                                  .feed_forward = heads > 2 ? 1 : 2},
                  level);
  add_case (
      (LabModelShape){
          {LAB_INPUT_VECTORS, 5, 3}, 6, 3, 1, 4, TRUE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
      level);
  add_case (
      (LabModelShape){
          {LAB_INPUT_VECTORS, 5, 3}, 6, 3, 1, 4, TRUE, TRUE, LAB_POSITIONS_LEARNED, FALSE},
      level);
  add_case (
      (LabModelShape){
          {LAB_INPUT_VECTORS, 4, 2}, 8, 2, 2, 2, FALSE, TRUE, LAB_POSITIONS_LEARNED, FALSE},
      level);
  add_case (
      (LabModelShape){
          {LAB_INPUT_VECTORS, 1, 3}, 5, 1, 1, 3, FALSE, TRUE, LAB_POSITIONS_LEARNED, FALSE},
      level);
  add_case (
      (LabModelShape){
          {LAB_INPUT_VECTORS, 1, 3}, 5, 1, 1, 3, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
      level);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint level = 0; level < LAB_SIMD_LEVELS; level++)
    if (lab_simd_level_available (level))
      add_level (level);
  return g_test_run ();
}
