/* Dense layers on feature-major activations.
 *
 * Forward and input gradient: a tile of TILE_ROWS rows by up to TILE_VECTORS registers of columns
 * stays in registers while the sum runs over the inner index; each step loads the registers of x
 * once and broadcasts one weight per row. The transposed product reads the same weights with the
 * two strides exchanged, so no transposed copy is kept.
 *
 * Weight gradient: both operands run along the columns, so a tile of LANES dot products is summed
 * lane by lane and then folded into one register by pairwise sums.
 *
 * The order of additions of one column does not depend on where the column stands: predictions do
 * not depend on how rows are cut into chunks. */
#include "transformer/dense.h"

/* The inner index goes in pieces: that many rows of one panel of x (64 columns of float with
 * AVX-512) stay in the first-level cache while all rows of the product are made from them. */
#define INNER_PIECE 128

#define TILE_ROWS 4
#if VECTOR_REGISTERS >= 32
#define TILE_VECTORS 4
#else
#define TILE_VECTORS 2
#endif

/* y (., columns) = w x, weight (row, k) at row * row_step + k * inner_step. */
typedef struct
{
  guint inner;
  gsize stride;
  const Real *weight;
  gsize row_step, inner_step;
  const Real *bias, *residual;
  const Real *x;
  Real *y;
} Product;

static ALWAYS_INLINE void
product_tile (const Product *product,
              guint row,
              guint column,
              const guint rows,
              const guint vectors)
{
  const gsize stride = product->stride;
  const Real *weight = product->weight + row * product->row_step;
  const Real *x = product->x + column;
  Vector sum[TILE_ROWS][TILE_VECTORS];

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < vectors; j++) {
      sum[i][j] = vector_splat (product->bias ? product->bias[row + i] : 0);
      if (product->residual)
        sum[i][j] += vector_load (product->residual + (row + i) * stride + column + j * LANES);
    }
  for (guint k = 0; k < product->inner; k++) {
    for (guint i = 0; i < rows; i++)
      for (guint j = 0; j < vectors; j++)
        sum[i][j] += vector_load (x + j * LANES) * weight[i * product->row_step];
    weight += product->inner_step;
    x += stride;
  }
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < vectors; j++)
      vector_store (product->y + (row + i) * stride + column + j * LANES, sum[i][j]);
}

static ALWAYS_INLINE void
product_columns (const Product *product, guint rows, guint column, const guint vectors)
{
  guint row = 0;

  for (; row + TILE_ROWS <= rows; row += TILE_ROWS)
    product_tile (product, row, column, TILE_ROWS, vectors);
  for (; row < rows; row++)
    product_tile (product, row, column, 1, vectors);
}

static void
product_columns_in_pieces (const Product *product, guint rows, guint column, const guint vectors)
{
  const guint pieces = (product->inner + INNER_PIECE - 1) / INNER_PIECE;
  Product piece = *product;

  for (guint i = 0, start = 0; i < pieces; i++, start += piece.inner) {
    piece.inner = (product->inner - start) / (pieces - i);
    piece.weight = product->weight + start * product->inner_step;
    piece.x = product->x + start * product->stride;
    product_columns (&piece, rows, column, vectors);
    piece.bias = NULL;
    piece.residual = product->y;
  }
}

static void
product_run (const Product *product, guint rows, guint columns)
{
  guint column = 0;

  for (; column + TILE_VECTORS * LANES <= columns; column += TILE_VECTORS * LANES)
    product_columns_in_pieces (product, rows, column, TILE_VECTORS);
  for (; column < columns; column += LANES)
    product_columns_in_pieces (product, rows, column, 1);
}

void
lab_dense_forward (guint out,
                   guint in,
                   guint columns,
                   gsize stride,
                   const Real *w,
                   const Real *bias,
                   const Real *residual,
                   const Real *x,
                   Real *y)
{
  const Product product = {.inner = in,
                           .stride = stride,
                           .weight = w,
                           .row_step = in,
                           .inner_step = 1,
                           .bias = bias,
                           .residual = residual,
                           .x = x,
                           .y = y};

  product_run (&product, out, columns);
}

void
lab_dense_backward_input (guint out,
                          guint in,
                          guint columns,
                          gsize stride,
                          const Real *w,
                          const Real *y_gradient,
                          Real *x_gradient)
{
  const Product product = {.inner = out,
                           .stride = stride,
                           .weight = w,
                           .row_step = 1,
                           .inner_step = in,
                           .x = y_gradient,
                           .y = x_gradient};

  product_run (&product, in, columns);
}

/* The dot products of DOT_ROWS rows of y_gradient with DOT_COLUMNS rows of x fill one register. */
#if VECTOR_LANES >= 4
#define DOT_ROWS 4
#else
#define DOT_ROWS VECTOR_LANES
#endif
#define DOT_COLUMNS (VECTOR_LANES / DOT_ROWS)

/* One row of such a tile, at any address of w_gradient. */
typedef Real Strip
    __attribute__ ((vector_size (VECTOR_BYTES / DOT_ROWS), aligned (sizeof (Real)), may_alias));

/* (a0 + a1, a2 + a3, ..., b0 + b1, ...). */
static ALWAYS_INLINE Vector
pairwise_sum (Vector a, Vector b)
{
#if VECTOR_LANES == 16
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD  1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#elif VECTOR_LANES == 8
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD  1, 3, 5, 7, 9, 11, 13, 15
#elif VECTOR_LANES == 4
#define EVEN 0, 2, 4, 6
#define ODD  1, 3, 5, 7
#else
#define EVEN 0, 2
#define ODD  1, 3
#endif
  return __builtin_shufflevector (a, b, EVEN) + __builtin_shufflevector (a, b, ODD);
}

/* Lane i of the result is the sum of the lanes of sum[i]. Passes are written out: as a loop over
 * passes the array goes through memory. */
static ALWAYS_INLINE Vector
fold (Vector sum[VECTOR_LANES])
{
  for (int i = 0; i < VECTOR_LANES / 2; i++)
    sum[i] = pairwise_sum (sum[2 * i], sum[2 * i + 1]);
  for (int i = 0; i < VECTOR_LANES / 4; i++)
    sum[i] = pairwise_sum (sum[2 * i], sum[2 * i + 1]);
  for (int i = 0; i < VECTOR_LANES / 8; i++)
    sum[i] = pairwise_sum (sum[2 * i], sum[2 * i + 1]);
  for (int i = 0; i < VECTOR_LANES / 16; i++)
    sum[i] = pairwise_sum (sum[2 * i], sum[2 * i + 1]);
  return sum[0];
}

static ALWAYS_INLINE void
dot_tile (guint in,
          guint columns,
          gsize stride,
          const Real *y_gradient,
          const Real *x,
          Real *w_gradient)
{
  Vector sum[VECTOR_LANES], folded;
  Strip strips[DOT_ROWS];

  for (guint i = 0; i < LANES; i++)
    sum[i] = (Vector){0};
  for (guint column = 0; column < columns; column += LANES)
    for (guint i = 0; i < DOT_ROWS; i++)
      for (guint j = 0; j < DOT_COLUMNS; j++)
        sum[i * DOT_COLUMNS + j] +=
            vector_load (y_gradient + i * stride + column) * vector_load (x + j * stride + column);
  folded = fold (sum);
  __builtin_memcpy (strips, &folded, sizeof strips);
  for (guint i = 0; i < DOT_ROWS; i++)
    *(Strip *)(w_gradient + i * in) += strips[i];
}

static ALWAYS_INLINE Real
dot (guint columns, const Real *a, const Real *b)
{
  Vector sum = {0};

  for (guint column = 0; column < columns; column += LANES)
    sum += vector_load (a + column) * vector_load (b + column);
  return vector_sum (sum);
}

static ALWAYS_INLINE Real
row_sum (guint columns, const Real *a)
{
  Vector sum = {0};

  for (guint column = 0; column < columns; column += LANES)
    sum += vector_load (a + column);
  return vector_sum (sum);
}

void
lab_dense_backward_weight (guint out,
                           guint in,
                           guint columns,
                           gsize stride,
                           const Real *y_gradient,
                           const Real *x,
                           Real *w_gradient,
                           Real *bias_gradient)
{
  const guint whole_out = out - out % DOT_ROWS, whole_in = in - in % DOT_COLUMNS;

  for (guint i = 0; i < whole_out; i += DOT_ROWS)
    for (guint j = 0; j < whole_in; j += DOT_COLUMNS)
      dot_tile (in, columns, stride, y_gradient + i * stride, x + j * stride,
                w_gradient + (gsize)i * in + j);
  for (guint i = 0; i < out; i++)
    for (guint j = i < whole_out ? whole_in : 0; j < in; j++)
      w_gradient[(gsize)i * in + j] += dot (columns, y_gradient + i * stride, x + j * stride);
  if (bias_gradient)
    for (guint i = 0; i < out; i++)
      bias_gradient[i] += row_sum (columns, y_gradient + i * stride);
}
