/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of a model shape against counts made another way. */
#include "core/error.h"
#include "transformer/model.h"
#include "transformer/model-testing.h"
#include "transformer/parameters.h"
#include "transformer/simd-level.h"
#include "transformer/simd-level-testing.h"

#include <math.h>

static const LabModelShape shapes[] = {
    {{LAB_INPUT_VECTORS, 4, 4}, 32, 2, 2, 2, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 16, 1}, 32, 4, 1, 4, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 5, 3}, 6, 3, 3, 1, TRUE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 1, 16}, 8, 1, 1, 2, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_VECTORS, 64, 1}, 256, 8, 6, 4, FALSE, FALSE, LAB_POSITIONS_LEARNED, FALSE},
    {{LAB_INPUT_TOKENS, 64, 63}, 64, 4, 2, 4, TRUE, TRUE, LAB_POSITIONS_RELATIVE, FALSE},
    {{LAB_INPUT_TOKENS, 48, 64}, 32, 2, 1, 4, TRUE, TRUE, LAB_POSITIONS_LEARNED, TRUE},
    {{LAB_INPUT_TOKENS, 256, 4096}, 16, 1, 2, 2, TRUE, TRUE, LAB_POSITIONS_ROTARY, FALSE},
};

static gsize
vocabulary_of (const LabModelShape *s)
{
  return s->input.kind == LAB_INPUT_TOKENS ? s->input.features : 0;
}

static gsize
positions_of (const LabModelShape *s)
{
  switch (s->positions) {
  case LAB_POSITIONS_LEARNED:
    return s->input.tokens * s->width;
  case LAB_POSITIONS_RELATIVE:
    return s->depth * s->heads * s->input.tokens;
  default:
    return 0;
  }
}

/* From the description at the top of model.h, term by term. */
static void
test_parameters (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    const LabModelShape *s = &shapes[i];
    const gsize m = s->width, k = s->feed_forward;
    const gsize attention = 4 * m * m, feed_forward = 2 * k * m * m + k * m + m;
    const gsize vocabulary = vocabulary_of (s), classes = MAX (vocabulary, 1);
    const gsize norms = 4 * m, embedding = s->input.features * m + (vocabulary > 0 ? 0 : m);
    const gsize expected = embedding + positions_of (s) +
                           s->depth * (attention + feed_forward + norms) + 2 * m +
                           (s->tied ? 0 : classes * m) + classes;

    g_assert_cmpuint (lab_model_shape_parameters (s), ==, expected);
  }
  g_assert_cmpuint (lab_model_shape_parameters (&shapes[0]), ==, 17217);
}

/* Every multiply-add of the forward pass, counted one by one. */
static guint64
count_multiply_adds (const LabModelShape *s)
{
  const guint head_width = s->width / s->heads;
  guint64 count = 0;

  for (guint t = 0; t < s->input.tokens; t++) {
    count += s->input.features * s->width; /* the embedding, or with a vocabulary the head */
    for (guint block = 0; block < s->depth; block++) {
      count += 3 * s->width * s->width;
      for (guint head = 0; head < s->heads; head++)
        for (guint u = 0; u < s->input.tokens; u++)
          count += head_width + head_width;
      count += s->width * s->width;
      count += 2 * s->feed_forward * s->width * s->width;
    }
  }
  return s->input.kind == LAB_INPUT_TOKENS ? count : count + s->width;
}

static void
test_flop (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    g_assert_cmpuint (lab_model_shape_forward_flop (&shapes[i]), ==,
                      2 * count_multiply_adds (&shapes[i]));
    g_assert_cmpuint (lab_model_shape_training_flop (&shapes[i]), ==,
                      6 * count_multiply_adds (&shapes[i]));
  }
}

/* No two parameters share a place and none is left over. */
static void
test_layout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    const LabModelShape *s = &shapes[i];
    const gsize m = s->width, f = m * s->feed_forward, p = s->input.features;
    LabParameterLayout layout;
    g_autofree guint8 *used = NULL;

    lab_parameter_layout_init (&layout, s);
    used = g_new0 (guint8, layout.count);
#define USE(offset, count)                                                                         \
  for (gsize j = 0; j < (count); j++)                                                              \
  used[(offset) + j]++
    USE (layout.embedding, m * p);
    USE (layout.head, s->tied ? 0 : m * lab_model_shape_classes (s));
    USE (layout.embedding_bias, s->input.kind == LAB_INPUT_TOKENS ? 0 : m);
    USE (layout.position, s->positions == LAB_POSITIONS_LEARNED ? s->input.tokens * m : 0);
    USE (layout.final_gain, m);
    USE (layout.final_bias, m);
    USE (layout.head_bias, lab_model_shape_classes (s));
    for (guint b = 0; b < s->depth; b++) {
      USE (layout.block[b].attention_input, 3 * m * m);
      USE (layout.block[b].attention_output, m * m);
      USE (layout.block[b].expand, f * m);
      USE (layout.block[b].contract, m * f);
      USE (layout.block[b].attention_gain, m);
      USE (layout.block[b].attention_bias, m);
      USE (layout.block[b].feed_forward_gain, m);
      USE (layout.block[b].feed_forward_bias, m);
      USE (layout.block[b].expand_bias, f);
      USE (layout.block[b].contract_bias, m);
      USE (layout.block[b].distance,
           s->positions == LAB_POSITIONS_RELATIVE ? s->heads * s->input.tokens : 0);
    }
#undef USE
    for (gsize j = 0; j < layout.count; j++)
      g_assert_cmpuint (used[j], ==, 1);
  }
}

/* Deviations as promised in parameters.h; 3m^2 = 12,288 draws: within 3 % (5 standard errors). */
static void
test_draw (void)
{
  const LabModelShape shape = {{LAB_INPUT_VECTORS, 4, 4}, 64,   4, 2, 2, FALSE, FALSE,
                               LAB_POSITIONS_LEARNED,     FALSE};
  LabParameterLayout layout;
  LabRandom random;
  g_autofree float *parameters = NULL;
  double squares = 0;

  lab_parameter_layout_init (&layout, &shape);
  parameters = g_new (float, layout.count);
  lab_random_init (&random, 1, 0, LAB_STREAM_INITIALISATION);
  lab_parameters_draw (&layout, &shape, &random, parameters, NULL);
  for (guint i = 0; i < 3 * 64 * 64; i++)
    squares += pow (parameters[layout.block[1].attention_input + i], 2);
  g_assert_cmpfloat_with_epsilon (squares / (3 * 64 * 64) * 64, 1, 0.06);
  g_assert_cmpfloat (parameters[layout.block[1].attention_gain + 63], ==, 1);
  g_assert_cmpfloat (parameters[layout.final_bias], ==, 0);
}

static void
test_simd_level (void)
{
  g_autoptr (GError) error = NULL;
  LabSimdLevel level;

  g_assert_false (lab_simd_level_force ("avx1024", &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  for (guint i = 0; i < LAB_SIMD_LEVELS; i++)
    if (lab_simd_level_available (i)) {
      g_assert_true (lab_simd_level_force (lab_simd_level_name (i), NULL));
      g_assert_true (lab_simd_level_choose (&level, NULL));
      g_assert_cmpuint (level, ==, i);
    }
  g_setenv (LAB_SIMD_ENVIRONMENT, "neither", TRUE);
  g_assert_false (lab_simd_level_choose (&level, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/model/parameters", test_parameters);
  g_test_add_func ("/model/flop", test_flop);
  g_test_add_func ("/model/layout", test_layout);
  g_test_add_func ("/model/draw", test_draw);
  g_test_add_func ("/model/simd-level", test_simd_level);
  return g_test_run ();
}
