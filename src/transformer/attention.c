/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attention with sequences in the SIMD lanes.
 *
 * Heads are a few features wide and there are a few tokens: too small for a matrix product routine.
 * But LANES sequences do the same arithmetic, so every number of a head becomes one register, and
 * all six products of the forward and backward pass are one small matrix product of registers,
 * lab_lane_product(), with the operands read through two strides.
 *
 * Where only half a register of sequences is left, its other half takes the same sequences of the
 * next head (of the same head again after the last one): those operands are read and written by
 * halves, the scores between them are whole registers again. */
#include "transformer/attention.h"

#include "transformer/lane-product.h"

#include <math.h>

static ALWAYS_INLINE LabLaneMatrix
transposed (LabLaneMatrix matrix)
{
  return (LabLaneMatrix){matrix.data, matrix.column, matrix.row, matrix.gap};
}

/* exp (scale * (score - highest)) in place of a few scores; returns their sum. */
static ALWAYS_INLINE Vector
exponentials (Real *scores, Vector highest, Real scale, const guint registers)
{
  Vector weight[TOGETHER], sum = {0};

  for (guint j = 0; j < registers; j++)
    weight[j] = (vector_load (scores + j * LANES) - highest) * scale;
  vector_exp (weight, registers);
  for (guint j = 0; j < registers; j++) {
    sum += weight[j];
    vector_store (scores + j * LANES, weight[j]);
  }
  return sum;
}

/* scale * score + distance in place, for one query; the key u of t is t - u away. */
static void
add_distances (Real *scores, guint keys, Real scale, const Real *distance)
{
  for (guint u = 0; u < keys; u++)
    vector_store (scores + u * LANES, vector_load (scores + u * LANES) * scale +
                                          vector_load (distance + (keys - 1 - u) * LANES));
}

/* scores (keys) become weights; those from `keys` to `end` are zero. */
static void
softmax (Real *scores, guint keys, guint end, Real scale)
{
  Vector highest = vector_load (scores), sum = {0};
  guint u = 0;

  for (guint v = 1; v < keys; v++)
    highest = vector_max (vector_load (scores + v * LANES), highest);
  for (; u + TOGETHER <= keys; u += TOGETHER)
    sum += exponentials (scores + u * LANES, highest, scale, TOGETHER);
  for (; u < keys; u++)
    sum += exponentials (scores + u * LANES, highest, scale, 1);
  sum = (Real)1 / sum;
  for (u = 0; u < keys; u++)
    vector_store (scores + u * LANES, vector_load (scores + u * LANES) * sum);
  for (; u < end; u++)
    vector_store (scores + u * LANES, (Vector){0});
}

static ALWAYS_INLINE guint
keys_of (const LabAttention *attention, guint t)
{
  return attention->causal ? t + 1 : attention->tokens;
}

/* How far the weights of query t are written: what it sees, and the rest of its tile. */
static ALWAYS_INLINE guint
seen_end (const LabAttention *attention, guint t)
{
  return attention->causal ? MIN ((t / LAB_LANE_TILE + 1) * LAB_LANE_TILE, attention->tokens)
                           : attention->tokens;
}

/* One register of sequences of one head, or half a one of two heads. */
typedef struct
{
  guint head, sequence;
  gboolean halved;
  gsize gap; /* numbers between the two heads */
} Group;

/* Whole registers first, head after head, then the half ones, two heads at once. FALSE at the end;
 * begins with an empty group. */
static gboolean
next_group (const LabAttention *attention, Group *group, gboolean first)
{
  const guint whole = attention->sequences / LANES * LANES;
  const guint heads = attention->heads;

  if (first)
    *group = (Group){.halved = whole == 0};
  else if (group->halved)
    group->head += 2;
  else if ((group->sequence += LANES) == whole) {
    group->sequence = 0;
    if (++group->head == heads)
      *group = (Group){.sequence = whole, .halved = TRUE};
  }
  if (group->halved) {
    if (whole == attention->sequences || group->head >= heads)
      return FALSE;
    group->gap = group->head + 1 < heads ? attention->head_width * attention->stride : 0;
  }
  return TRUE;
}

/* The features (head_width, tokens) of a group in the queries, keys or values of qkv. */
static ALWAYS_INLINE LabLaneMatrix
features_of (const LabAttention *attention, const Real *rows, const Group *group)
{
  return (LabLaneMatrix){(Real *)rows +
                             (gsize)group->head * attention->head_width * attention->stride +
                             group->sequence,
                         attention->stride, attention->sequences, group->gap};
}

/* lanes (tokens, LANES): the group's distances, in each lane those of its head. */
static void
spread_distances (const LabAttention *attention, const Group *group, Real *lanes)
{
  const guint tokens = attention->tokens;
  const Real *lower = attention->distance + group->head * tokens;
  const Real *upper = group->gap > 0 ? lower + tokens : lower;

  for (guint d = 0; d < tokens; d++)
    for (guint lane = 0; lane < LANES; lane++)
      lanes[d * LANES + lane] = (group->halved && lane >= HALF_LANES ? upper : lower)[d];
}

/* The sums (tokens, LANES) of a group to where its heads' gradients are. */
static void
store_distances (const LabAttention *attention,
                 const Group *group,
                 const Real *lanes,
                 Real *gradient)
{
  const gsize head_size = (gsize)attention->tokens * attention->sequences;
  Real *at = gradient + group->head * head_size + group->sequence;

  for (guint d = 0; d < attention->tokens; d++, at += attention->sequences) {
    const Vector sum = vector_load (lanes + d * LANES);

    if (!group->halved)
      vector_store_anywhere (at, sum);
    else if (group->gap > 0)
      vector_store_halves (at, at + head_size, sum);
    else
      vector_store_lower (at, sum);
  }
}

void
lab_attention_forward (const LabAttention *attention, const Real *qkv, Real *weights, Real *mixed)
{
  const guint tokens = attention->tokens, features = attention->head_width;
  const gsize part = (gsize)attention->heads * features * attention->stride;
  const Real scale = (Real)(1 / sqrt (features));
  const gboolean causal = attention->causal;
  Group group;

  for (gboolean more = next_group (attention, &group, TRUE); more;
       more = next_group (attention, &group, FALSE)) {
    const LabLaneMatrix query = features_of (attention, qkv, &group);
    const LabLaneMatrix key = features_of (attention, qkv + part, &group);
    const LabLaneMatrix value = features_of (attention, qkv + 2 * part, &group);
    const LabLaneMatrix weight = {weights, tokens * LANES, LANES, 0};

    if (attention->distance)
      spread_distances (attention, &group, attention->distance_lanes);
    lab_lane_product (causal ? LAB_TRIANGLE_LOWER : LAB_TRIANGLE_ALL, tokens, tokens, features,
                      transposed (query), key, weight,
                      group.halved ? LAB_HALVES_FACTORS : LAB_HALVES_NONE);
    for (guint t = 0; t < tokens; t++) {
      Real *scores = weights + t * tokens * LANES;

      if (attention->distance)
        add_distances (scores, t + 1, scale, attention->distance_lanes);
      softmax (scores, keys_of (attention, t), seen_end (attention, t),
               attention->distance ? 1 : scale);
    }
    lab_lane_product (causal ? LAB_TRIANGLE_UNTIL : LAB_TRIANGLE_ALL, features, tokens, tokens,
                      value, transposed (weight), features_of (attention, mixed, &group),
                      group.halved ? LAB_HALVES_LEFT_AND_SUM : LAB_HALVES_NONE);
    weights += tokens * tokens * LANES;
  }
}

/* On entry gradient (keys, lanes) is that of one query's weights, on exit that of its scores
 * before scaling, and zero from there to `end`. */
static void
softmax_backward (const Real *weights, Real *gradient, guint keys, guint end, Real scale)
{
  Vector mean = {0};

  for (guint u = 0; u < keys; u++)
    mean += vector_load (weights + u * LANES) * vector_load (gradient + u * LANES);
  for (guint u = 0; u < keys; u++) {
    Vector weight = vector_load (weights + u * LANES) * scale;

    vector_store (gradient + u * LANES, weight * (vector_load (gradient + u * LANES) - mean));
  }
  for (guint u = keys; u < end; u++)
    vector_store (gradient + u * LANES, (Vector){0});
}

/* Adds to sums (tokens, LANES) those of scores before scaling, one query's, by distance. */
static void
sum_distances (const Real *gradient, guint keys, Real scale, Real *sums)
{
  for (guint u = 0; u < keys; u++) {
    Real *at = sums + (keys - 1 - u) * LANES;

    vector_store (at, vector_load (at) + vector_load (gradient + u * LANES) * ((Real)1 / scale));
  }
}

/* All queries of a group: from the gradient of their weights that of their scores, in place. */
static void
scores_backward (const LabAttention *attention,
                 const Group *group,
                 const Real *weights,
                 Real scale,
                 Real *distance_gradient,
                 Real *gradient)
{
  const guint tokens = attention->tokens;
  Real *sums = attention->distance_lanes;

  for (guint d = 0; attention->distance && d < tokens; d++)
    vector_store (sums + d * LANES, (Vector){0});
  for (guint t = 0; t < tokens; t++) {
    const gsize at = (gsize)t * tokens * LANES;

    softmax_backward (weights + at, gradient + at, keys_of (attention, t), seen_end (attention, t),
                      scale);
    if (attention->distance)
      sum_distances (gradient + at, t + 1, scale, sums);
  }
  if (attention->distance)
    store_distances (attention, group, sums, distance_gradient);
}

void
lab_attention_backward (const LabAttention *attention,
                        const Real *qkv,
                        const Real *weights,
                        const Real *mixed_gradient,
                        Real *qkv_gradient,
                        Real *distance_gradient,
                        Real *scratch)
{
  const guint tokens = attention->tokens, features = attention->head_width;
  const gsize part = (gsize)attention->heads * features * attention->stride;
  const LabTriangle until = attention->causal ? LAB_TRIANGLE_UNTIL : LAB_TRIANGLE_ALL,
                    from = attention->causal ? LAB_TRIANGLE_FROM : LAB_TRIANGLE_ALL;
  const LabLaneMatrix score = {scratch, tokens * LANES, LANES, 0};
  Group group;

  for (gboolean more = next_group (attention, &group, TRUE); more;
       more = next_group (attention, &group, FALSE)) {
    const LabLaneMatrix query = features_of (attention, qkv, &group);
    const LabLaneMatrix key = features_of (attention, qkv + part, &group);
    const LabLaneMatrix value = features_of (attention, qkv + 2 * part, &group);
    const LabLaneMatrix gradient = features_of (attention, mixed_gradient, &group);
    const LabLaneMatrix weight = {(Real *)weights, tokens * LANES, LANES, 0};
    const LabHalves halves = group.halved ? LAB_HALVES_LEFT_AND_SUM : LAB_HALVES_NONE;

    lab_lane_product (attention->causal ? LAB_TRIANGLE_LOWER : LAB_TRIANGLE_ALL, tokens, tokens,
                      features, transposed (gradient), value, score,
                      group.halved ? LAB_HALVES_FACTORS : LAB_HALVES_NONE);
    scores_backward (attention, &group, weights, (Real)(1 / sqrt (features)), distance_gradient,
                     scratch);
    lab_lane_product (until, features, tokens, tokens, key, transposed (score),
                      features_of (attention, qkv_gradient, &group), halves);
    lab_lane_product (from, features, tokens, tokens, query, score,
                      features_of (attention, qkv_gradient + part, &group), halves);
    lab_lane_product (from, features, tokens, tokens, gradient, weight,
                      features_of (attention, qkv_gradient + 2 * part, &group), halves);
    weights += tokens * tokens * LANES;
  }
}
