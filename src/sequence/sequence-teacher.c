/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random network that is only ever evaluated. */
#include "sequence/sequence-teacher.h"

#include "core/stop.h"
#include "transformer/parameters.h"

#include <math.h>

/* Standard deviations in units of 1 / sqrt (in), of positions in units of 1. */
#define QUERY_KEY_FACTOR   2.0
#define EXPAND_FACTOR      2.0
#define POSITION_DEVIATION 0.5

struct _LabSequenceTeacher
{
  LabModelShape shape;
  LabParameterLayout layout;
  const LabSimd *kernels;
  float *parameters; /* (N) */
};

static void
draw (LabRandom *random, float *values, gsize count, double deviation)
{
  for (gsize i = 0; i < count; i++)
    values[i] = (float)(deviation * lab_random_normal (random));
}

static void
fill_ones (float *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    values[i] = 1;
}

static void
draw_block (const LabModelShape *shape, const LabBlockLayout *at, LabRandom *random, float *p)
{
  const gsize m = shape->width, f = m * shape->feed_forward;

  draw (random, p + at->attention_input, 2 * m * m, QUERY_KEY_FACTOR / sqrt (m));
  draw (random, p + at->attention_input + 2 * m * m, m * m, 1 / sqrt (m));
  draw (random, p + at->attention_output, m * m, 1 / sqrt (m));
  draw (random, p + at->expand, f * m, EXPAND_FACTOR / sqrt (m));
  draw (random, p + at->contract, m * f, 1 / sqrt (f));
  fill_ones (p + at->attention_gain, m);
  fill_ones (p + at->feed_forward_gain, m);
}

static void
draw_parameters (LabSequenceTeacher *teacher, LabRandom *random)
{
  const LabModelShape *shape = &teacher->shape;
  const LabParameterLayout *layout = &teacher->layout;
  const gsize m = shape->width, dimension = shape->input.features;
  float *p = teacher->parameters;

  draw (random, p + layout->embedding, m * dimension, 1 / sqrt (dimension));
  draw (random, p + layout->position, shape->input.tokens * m, POSITION_DEVIATION);
  for (guint i = 0; i < shape->depth; i++)
    draw_block (shape, &layout->block[i], random, p);
  fill_ones (p + layout->final_gain, m);
  draw (random, p + layout->head, m, 1 / sqrt (m));
}

LabSequenceTeacher *
lab_sequence_teacher_new (guint tokens,
                          guint dimension,
                          gboolean causal,
                          LabRandom *random,
                          GError **error)
{
  const LabModelShape shape = {.input = {.tokens = tokens, .features = dimension},
                               .width = LAB_SEQUENCE_TEACHER_WIDTH,
                               .heads = LAB_SEQUENCE_TEACHER_HEADS,
                               .depth = LAB_SEQUENCE_TEACHER_DEPTH,
                               .feed_forward = LAB_SEQUENCE_TEACHER_FEED_FORWARD,
                               .causal = causal,
                               .per_token = TRUE};
  LabSimdLevel level;

  g_return_val_if_fail (random != NULL, NULL);

  if (!lab_model_shape_check (&shape, error) || !lab_simd_level_choose (&level, error))
    return NULL;

  LabSequenceTeacher *teacher = g_new0 (LabSequenceTeacher, 1);

  teacher->shape = shape;
  teacher->kernels = lab_simd_get (level);
  lab_parameter_layout_init (&teacher->layout, &shape);
  teacher->parameters = g_new0 (float, teacher->layout.count);
  draw_parameters (teacher, random);
  return teacher;
}

void
lab_sequence_teacher_free (LabSequenceTeacher *teacher)
{
  if (teacher == NULL)
    return;
  g_free (teacher->parameters);
  g_free (teacher);
}

void
lab_sequence_teacher_rescale (LabSequenceTeacher *teacher, double mean, double deviation)
{
  g_return_if_fail (teacher != NULL && deviation > 0.0);

  float *bias = teacher->parameters + teacher->layout.head_bias;
  float *head = teacher->parameters + teacher->layout.head;

  *bias = (float)(((double)*bias - mean) / deviation);
  for (guint i = 0; i < teacher->shape.width; i++)
    head[i] = (float)((double)head[i] / deviation);
}

gboolean
lab_sequence_teacher_evaluate (const LabSequenceTeacher *teacher,
                               gsize n,
                               const float *x,
                               float *outputs,
                               const gint *stop,
                               GError **error)
{
  g_return_val_if_fail (teacher != NULL, FALSE);
  g_return_val_if_fail (n == 0 || (x != NULL && outputs != NULL), FALSE);

  LabNetwork *network =
      teacher->kernels->network_new (&teacher->shape, (guint)MIN (n, G_MAXUINT), stop, error);

  if (network == NULL)
    return FALSE;

  const guint chunk = teacher->kernels->network_capacity (network);

  for (gsize start = 0; start < n && !lab_stop_asked (stop); start += chunk)
    teacher->kernels->forward (network, teacher->parameters, (guint)MIN (chunk, n - start),
                               x + start * lab_model_input_row (&teacher->shape.input), NULL,
                               outputs + start * teacher->shape.input.tokens);
  teacher->kernels->network_free (network);
  return !lab_stop_asked (stop);
}
