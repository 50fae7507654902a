/* Attention with sequences in the SIMD lanes.
 *
 * Heads are a few features wide and there are a few tokens: too small for a matrix product routine.
 * But LANES sequences do the same arithmetic, so every number of a head becomes one register, and
 * all six products of the forward and backward pass are one small matrix product of registers,
 * lane_product(), with the operands read through two strides. */
#include "transformer/attention.h"

#include <math.h>

/* A matrix of registers: element (i, j) at data + i * row + j * column. */
typedef struct
{
  Real *data;
  gsize row, column;
} LaneMatrix;

#define TILE 4

static ALWAYS_INLINE LaneMatrix
transposed (LaneMatrix matrix)
{
  return (LaneMatrix){matrix.data, matrix.column, matrix.row};
}

static ALWAYS_INLINE void
lane_product_tile (guint inner,
                   LaneMatrix a,
                   LaneMatrix b,
                   LaneMatrix c,
                   guint row,
                   guint column,
                   const guint rows,
                   const guint columns)
{
  const Real *left = a.data + row * a.row;
  const Real *right = b.data + column * b.column;
  Vector sum[TILE][TILE];

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      sum[i][j] = (Vector){0};
  for (guint k = 0; k < inner; k++) {
    for (guint i = 0; i < rows; i++)
      for (guint j = 0; j < columns; j++)
        sum[i][j] += vector_load (left + i * a.row) * vector_load (right + j * b.column);
    left += a.column;
    right += b.row;
  }
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      vector_store (c.data + (row + i) * c.row + (column + j) * c.column, sum[i][j]);
}

/* c (rows, columns) = a (rows, inner) b (inner, columns), each lane for itself. */
static void
lane_product (guint rows, guint columns, guint inner, LaneMatrix a, LaneMatrix b, LaneMatrix c)
{
  guint row = 0;

  for (; row + TILE <= rows; row += TILE) {
    guint column = 0;

    for (; column + TILE <= columns; column += TILE)
      lane_product_tile (inner, a, b, c, row, column, TILE, TILE);
    for (; column < columns; column++)
      lane_product_tile (inner, a, b, c, row, column, TILE, 1);
  }
  for (; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      lane_product_tile (inner, a, b, c, row, column, 1, 1);
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

/* The features (head_width, tokens) of one head in the queries, keys or values of qkv. */
static ALWAYS_INLINE LaneMatrix
head_of (const LabAttention *attention, const Real *rows, guint head, guint sequence)
{
  return (LaneMatrix){(Real *)rows + (gsize)head * attention->head_width * attention->stride +
                          sequence,
                      attention->stride, attention->sequences};
}

void
lab_attention_forward (const LabAttention *attention, const Real *qkv, Real *weights, Real *mixed)
{
  const guint tokens = attention->tokens, features = attention->head_width;
  const gsize part = (gsize)attention->heads * features * attention->stride;
  const Real scale = (Real)(1 / sqrt (features));

  for (guint head = 0; head < attention->heads; head++)
    for (guint sequence = 0; sequence < attention->sequences; sequence += LANES) {
      LaneMatrix query = head_of (attention, qkv, head, sequence);
      LaneMatrix key = head_of (attention, qkv + part, head, sequence);
      LaneMatrix value = head_of (attention, qkv + 2 * part, head, sequence);
      LaneMatrix weight = {weights, tokens * LANES, LANES};

      lane_product (tokens, tokens, features, transposed (query), key, weight);
      for (guint t = 0; t < tokens; t++)
        softmax (weights + t * tokens * LANES, attention->causal ? t + 1 : tokens, tokens, scale);
      lane_product (features, tokens, tokens, value, transposed (weight),
                    head_of (attention, mixed, head, sequence));
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
  const LaneMatrix score = {scratch, tokens * LANES, LANES};

  for (guint head = 0; head < attention->heads; head++)
    for (guint sequence = 0; sequence < attention->sequences; sequence += LANES) {
      LaneMatrix query = head_of (attention, qkv, head, sequence);
      LaneMatrix key = head_of (attention, qkv + part, head, sequence);
      LaneMatrix value = head_of (attention, qkv + 2 * part, head, sequence);
      LaneMatrix gradient = head_of (attention, mixed_gradient, head, sequence);
      LaneMatrix weight = {(Real *)weights, tokens * LANES, LANES};

      lane_product (tokens, tokens, features, transposed (gradient), value, score);
      for (guint t = 0; t < tokens; t++)
        softmax_backward (weights + t * tokens * LANES, scratch + t * tokens * LANES, tokens,
                          scale);
      lane_product (features, tokens, tokens, key, transposed (score),
                    head_of (attention, qkv_gradient, head, sequence));
      lane_product (features, tokens, tokens, query, score,
                    head_of (attention, qkv_gradient + part, head, sequence));
      lane_product (features, tokens, tokens, gradient, weight,
                    head_of (attention, qkv_gradient + 2 * part, head, sequence));
      weights += tokens * tokens * LANES;
    }
}
