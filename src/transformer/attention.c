/* Attention with sequences in the SIMD lanes.
 *
 * Heads are a few features wide and there are a few tokens: too small for a matrix product routine.
 * But LANES sequences do the same arithmetic, so every number of a head becomes one register, and
 * all six products of the forward and backward pass are one small matrix product of registers,
 * lane_product(), with the operands read through two strides.
 *
 * Where only half a register of sequences is left, its other half takes the same sequences of the
 * next head (of the same head again after the last one): those operands are read and written by
 * halves, the scores between them are whole registers again. */
#include "transformer/attention.h"

#include <math.h>

/* A matrix of registers: element (i, j) at data + i * row + j * column; in a matrix of halves the
 * upper half of each stands `gap` further on. */
typedef struct
{
  Real *data;
  gsize row, column;
  gsize gap;
} LaneMatrix;

/* Which operands of a product are matrices of halves. */
typedef enum
{
  WHOLE,
  FACTORS_HALVED,      /* a and b */
  LEFT_AND_SUM_HALVED, /* a and c */
} Halves;

#define TILE 4

static ALWAYS_INLINE LaneMatrix
transposed (LaneMatrix matrix)
{
  return (LaneMatrix){matrix.data, matrix.column, matrix.row, matrix.gap};
}

static ALWAYS_INLINE Vector
lane_load (const Real *address, gsize gap, const gboolean halved)
{
  return halved ? vector_load_halves (address, address + gap) : vector_load_anywhere (address);
}

static ALWAYS_INLINE void
lane_product_tile (guint inner,
                   LaneMatrix a,
                   LaneMatrix b,
                   LaneMatrix c,
                   guint row,
                   guint column,
                   const guint rows,
                   const guint columns,
                   const Halves halves)
{
  const Real *left = a.data + row * a.row;
  const Real *right = b.data + column * b.column;
  Real *result = c.data + row * c.row + column * c.column;
  Vector sum[TILE][TILE];

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      sum[i][j] = (Vector){0};
  for (guint k = 0; k < inner; k++) {
    for (guint i = 0; i < rows; i++)
      for (guint j = 0; j < columns; j++)
        sum[i][j] += lane_load (left + i * a.row, a.gap, halves != WHOLE) *
                     lane_load (right + j * b.column, b.gap, halves == FACTORS_HALVED);
    left += a.column;
    right += b.row;
  }
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++) {
      Real *at = result + i * c.row + j * c.column;

      if (halves == LEFT_AND_SUM_HALVED)
        vector_store_halves (at, at + c.gap, sum[i][j]);
      else
        vector_store_anywhere (at, sum[i][j]);
    }
}

/* c (rows, columns) = a (rows, inner) b (inner, columns), each lane for itself. */
static ALWAYS_INLINE void
lane_product_of (guint rows,
                 guint columns,
                 guint inner,
                 LaneMatrix a,
                 LaneMatrix b,
                 LaneMatrix c,
                 const Halves halves)
{
  guint row = 0;

  for (; row + TILE <= rows; row += TILE) {
    guint column = 0;

    for (; column + TILE <= columns; column += TILE)
      lane_product_tile (inner, a, b, c, row, column, TILE, TILE, halves);
    for (; column < columns; column++)
      lane_product_tile (inner, a, b, c, row, column, TILE, 1, halves);
  }
  for (; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      lane_product_tile (inner, a, b, c, row, column, 1, 1, halves);
}

static void
lane_product (guint rows,
              guint columns,
              guint inner,
              LaneMatrix a,
              LaneMatrix b,
              LaneMatrix c,
              Halves halves)
{
  if (halves == FACTORS_HALVED)
    lane_product_of (rows, columns, inner, a, b, c, FACTORS_HALVED);
  else if (halves == LEFT_AND_SUM_HALVED)
    lane_product_of (rows, columns, inner, a, b, c, LEFT_AND_SUM_HALVED);
  else
    lane_product_of (rows, columns, inner, a, b, c, WHOLE);
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

/* scores (keys) become weights (tokens); those from `keys` on are zero. */
static void
softmax (Real *scores, guint keys, guint tokens, Real scale)
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
  for (; u < tokens; u++)
    vector_store (scores + u * LANES, (Vector){0});
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
static ALWAYS_INLINE LaneMatrix
features_of (const LabAttention *attention, const Real *rows, const Group *group)
{
  return (LaneMatrix){(Real *)rows +
                          (gsize)group->head * attention->head_width * attention->stride +
                          group->sequence,
                      attention->stride, attention->sequences, group->gap};
}

void
lab_attention_forward (const LabAttention *attention, const Real *qkv, Real *weights, Real *mixed)
{
  const guint tokens = attention->tokens, features = attention->head_width;
  const gsize part = (gsize)attention->heads * features * attention->stride;
  const Real scale = (Real)(1 / sqrt (features));
  Group group;

  for (gboolean more = next_group (attention, &group, TRUE); more;
       more = next_group (attention, &group, FALSE)) {
    const LaneMatrix query = features_of (attention, qkv, &group);
    const LaneMatrix key = features_of (attention, qkv + part, &group);
    const LaneMatrix value = features_of (attention, qkv + 2 * part, &group);
    const LaneMatrix weight = {weights, tokens * LANES, LANES, 0};

    lane_product (tokens, tokens, features, transposed (query), key, weight,
                  group.halved ? FACTORS_HALVED : WHOLE);
    for (guint t = 0; t < tokens; t++)
      softmax (weights + t * tokens * LANES, attention->causal ? t + 1 : tokens, tokens, scale);
    lane_product (features, tokens, tokens, value, transposed (weight),
                  features_of (attention, mixed, &group),
                  group.halved ? LEFT_AND_SUM_HALVED : WHOLE);
    weights += tokens * tokens * LANES;
  }
}

/* On entry gradient (tokens, lanes) is that of one query's weights, on exit that of its scores
 * before scaling. */
static void
softmax_backward (const Real *weights, Real *gradient, guint tokens, Real scale)
{
  Vector mean = {0};

  for (guint u = 0; u < tokens; u++)
    mean += vector_load (weights + u * LANES) * vector_load (gradient + u * LANES);
  for (guint u = 0; u < tokens; u++) {
    Vector weight = vector_load (weights + u * LANES) * scale;

    vector_store (gradient + u * LANES, weight * (vector_load (gradient + u * LANES) - mean));
  }
}

void
lab_attention_backward (const LabAttention *attention,
                        const Real *qkv,
                        const Real *weights,
                        const Real *mixed_gradient,
                        Real *qkv_gradient,
                        Real *scratch)
{
  const guint tokens = attention->tokens, features = attention->head_width;
  const gsize part = (gsize)attention->heads * features * attention->stride;
  const Real scale = (Real)(1 / sqrt (features));
  const LaneMatrix score = {scratch, tokens * LANES, LANES, 0};
  Group group;

  for (gboolean more = next_group (attention, &group, TRUE); more;
       more = next_group (attention, &group, FALSE)) {
    const LaneMatrix query = features_of (attention, qkv, &group);
    const LaneMatrix key = features_of (attention, qkv + part, &group);
    const LaneMatrix value = features_of (attention, qkv + 2 * part, &group);
    const LaneMatrix gradient = features_of (attention, mixed_gradient, &group);
    const LaneMatrix weight = {(Real *)weights, tokens * LANES, LANES, 0};
    const Halves halves = group.halved ? LEFT_AND_SUM_HALVED : WHOLE;

    lane_product (tokens, tokens, features, transposed (gradient), value, score,
                  group.halved ? FACTORS_HALVED : WHOLE);
    for (guint t = 0; t < tokens; t++)
      softmax_backward (weights + t * tokens * LANES, scratch + t * tokens * LANES, tokens, scale);
    lane_product (features, tokens, tokens, key, transposed (score),
                  features_of (attention, qkv_gradient, &group), halves);
    lane_product (features, tokens, tokens, query, score,
                  features_of (attention, qkv_gradient + part, &group), halves);
    lane_product (features, tokens, tokens, gradient, weight,
                  features_of (attention, qkv_gradient + 2 * part, &group), halves);
    weights += tokens * tokens * LANES;
  }
}
