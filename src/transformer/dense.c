/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense layers on feature-major activations.
 *
 * One micro-kernel serves all three products. A tile of rows by registers of columns stays in
 * registers while the sum runs over the inner index; each step loads the registers of x once and
 * broadcasts one weight per row. The input gradient reads the same weights with the two strides
 * exchanged, so no transposed copy of them is kept. The weight gradient sums over columns: there
 * y_gradient takes the place of the weights, and x is transposed, panel by panel, so that its
 * features lie in the lanes. While a tile is summed, the weights of the next one and the results of
 * this one are fetched: both are often no nearer than the third-level cache.
 *
 * The order of additions of one column does not depend on where the column stands: predictions do
 * not depend on how rows are cut into chunks. */
#include "transformer/dense.h"

/* The inner index goes in pieces: that many rows of one panel of x (64 columns of float with
 * AVX-512) stay in the first-level cache while all rows of the product are made from them. */
#define INNER_PIECE 128
/* Rows that go through all panels of a chunk before the next ones: their weights, results and
 * that piece of x share the second-level cache. */
#define ROW_BLOCK 256

/* Registers of sums in a tile. Two multiply-adds a cycle of four cycles each want eight at least;
 * more of them share the loads of x and of the weights. */
#if VECTOR_REGISTERS >= 32
#define TILE_VECTORS 4
#define TILE_SUMS    16
#else
#define TILE_VECTORS 2
#define TILE_SUMS    8
#endif
#define PANEL_WIDTH (TILE_VECTORS * VECTOR_LANES)

/* y (., columns) = w x + bias + residual, weight (row, k) at row * row_step + k * inner_step. */
typedef struct
{
  guint inner;
  const Real *weight;
  gsize row_step, inner_step;
  const Real *bias, *residual;
  const Real *x;
  gsize x_stride;
  Real *y;
  gsize y_stride; /* of residual too */
} Product;

static ALWAYS_INLINE void
product_tile (const Product *product,
              guint row,
              guint column,
              const guint rows,
              const guint vectors)
{
  const gsize row_step = product->row_step, inner_step = product->inner_step;
  const gsize x_stride = product->x_stride, y_stride = product->y_stride;
  const Real *weight = product->weight + row * row_step;
  const Real *x = product->x + column;
  const gsize at = row * y_stride + column;
  Vector sum[TILE_SUMS];

  for (guint i = 0; i < rows * vectors; i++)
    sum[i] = (Vector){0};
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < vectors; j++)
      __builtin_prefetch (product->y + at + i * y_stride + j * LANES, 1);
  for (guint k = 0; k < product->inner; k++) {
    __builtin_prefetch (weight + (rows + k % rows) * row_step);
    for (guint i = 0; i < rows; i++)
      for (guint j = 0; j < vectors; j++)
        sum[i * vectors + j] += vector_load (x + j * LANES) * weight[i * row_step];
    weight += inner_step;
    x += x_stride;
  }
  if (product->bias)
    for (guint i = 0; i < rows * vectors; i++)
      sum[i] += product->bias[row + i / vectors];
  if (product->residual)
    for (guint i = 0; i < rows; i++)
      for (guint j = 0; j < vectors; j++)
        sum[i * vectors + j] +=
            vector_load_anywhere (product->residual + at + i * y_stride + j * LANES);
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < vectors; j++)
      vector_store_anywhere (product->y + at + i * y_stride + j * LANES, sum[i * vectors + j]);
}

/* Rows first_row to last_row of one panel of columns. */
static ALWAYS_INLINE void
product_columns (const Product *product,
                 guint first_row,
                 guint last_row,
                 guint column,
                 const guint vectors)
{
  const guint tile = TILE_SUMS / vectors;
  guint row = first_row;

  for (; row + tile <= last_row; row += tile)
    product_tile (product, row, column, tile, vectors);
  for (; row + 4 <= last_row; row += 4)
    product_tile (product, row, column, 4, vectors);
  for (; row < last_row; row++)
    product_tile (product, row, column, 1, vectors);
}

static void
product_piece (const Product *piece, guint first_row, guint last_row, guint columns)
{
  guint column = 0;

  for (; column + PANEL_WIDTH <= columns; column += PANEL_WIDTH)
    product_columns (piece, first_row, last_row, column, TILE_VECTORS);
#if TILE_VECTORS > 2
  for (; column + 2 * LANES <= columns; column += 2 * LANES)
    product_columns (piece, first_row, last_row, column, 2);
#endif
  for (; column < columns; column += LANES)
    product_columns (piece, first_row, last_row, column, 1);
}

static void
product_run (const Product *product, guint rows, guint columns)
{
  const guint pieces = (product->inner + INNER_PIECE - 1) / INNER_PIECE;

  for (guint row = 0; row < rows; row += ROW_BLOCK) {
    Product piece = *product;

    for (guint i = 0, start = 0; i < pieces; i++, start += piece.inner) {
      piece.inner = (product->inner - start) / (pieces - i);
      piece.weight = product->weight + start * product->inner_step;
      piece.x = product->x + start * product->x_stride;
      product_piece (&piece, row, MIN (row + ROW_BLOCK, rows), columns);
      piece.bias = NULL;
      piece.residual = product->y;
    }
  }
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
                           .x_stride = stride,
                           .y_stride = stride,
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
                           .x_stride = stride,
                           .y_stride = stride,
                           .weight = w,
                           .row_step = 1,
                           .inner_step = in,
                           .x = y_gradient,
                           .y = x_gradient};

  product_run (&product, in, columns);
}

/* Which lane of the concatenation (a, b) lane l of a result takes. Four lanes make a group, the
 * unit inside which x86 moves single numbers cheaply. */
#if VECTOR_LANES >= 4
#define LOW_PAIRS(l)   (((l) / 4 * 4 + (l) % 4 / 2) + (l) % 2 * VECTOR_LANES)
#define HIGH_PAIRS(l)  (LOW_PAIRS (l) + 2)
#define EVEN_GROUPS(l) ((l) / 4 * 8 + (l) % 4)
#define ODD_GROUPS(l)  (EVEN_GROUPS (l) + 4)
#else
#define LOW_PAIRS(l)  ((l)*2)
#define HIGH_PAIRS(l) ((l)*2 + 1)
#endif
#define SHUFFLE(a, b, f) __builtin_shufflevector (a, b, EACH_LANE (f))

/* One pass: register i and the one `apart` further on become the two shuffles of them. */
#define PASS(square, apart, first, second)                                                         \
  for (guint i = 0; i < LANES; i++)                                                                \
    if (!(i & (apart))) {                                                                          \
      const Vector a = square[i], b = square[i + (apart)];                                         \
                                                                                                   \
      square[i] = SHUFFLE (a, b, first);                                                           \
      square[i + (apart)] = SHUFFLE (a, b, second);                                                \
    }

/* Register i, lane j changes places with register j, lane i: first single numbers inside the groups
 * of four, then the groups. */
static ALWAYS_INLINE void
transpose_square (Vector square[VECTOR_LANES])
{
#if VECTOR_LANES == 2
  PASS (square, 1, LOW_PAIRS, HIGH_PAIRS);
#else
  PASS (square, 2, LOW_PAIRS, HIGH_PAIRS);
  PASS (square, 1, LOW_PAIRS, HIGH_PAIRS);
#endif
#if VECTOR_LANES >= 8
  PASS (square, 4, EVEN_GROUPS, ODD_GROUPS);
#endif
#if VECTOR_LANES >= 16
  PASS (square, 8, EVEN_GROUPS, ODD_GROUPS);
#endif
}

/* panel (columns, LANES) at a stride of PANEL_WIDTH = x^T, where x has `features` rows; lanes
 * beyond them are zero. Squares of registers exchange halves of growing size (Eklundh 1972). */
static ALWAYS_INLINE void
transpose (guint features, guint columns, gsize stride, const Real *x, Real *panel)
{
  for (guint column = 0; column < columns; column += LANES) {
    Vector square[VECTOR_LANES];

    for (guint i = 0; i < LANES; i++)
      square[i] = i < features ? vector_load (x + i * stride + column) : (Vector){0};
    transpose_square (square);
    for (guint i = 0; i < LANES; i++)
      vector_store (panel + (column + i) * PANEL_WIDTH, square[i]);
  }
}

/* Adds to w_gradient (rows, in) the product with a panel of fewer features than a register has. */
static void
add_narrow (const Product *product, guint rows, guint features, gsize in, Real *w_gradient)
{
  Real tile[TILE_SUMS * VECTOR_LANES] __attribute__ ((aligned (VECTOR_BYTES)));

  for (guint row = 0; row < rows; row += TILE_SUMS) {
    const guint part_rows = MIN (TILE_SUMS, rows - row);
    Product part = *product;

    part.weight = product->weight + row * product->row_step;
    part.y = tile;
    part.y_stride = LANES;
    product_columns (&part, 0, part_rows, 0, 1);
    for (guint i = 0; i < part_rows; i++)
      for (guint j = 0; j < features; j++)
        w_gradient[(row + i) * in + j] += tile[i * LANES + j];
  }
}

/* The part of w_gradient that `columns` columns of up to PANEL_WIDTH features give. */
static void
add_panel (guint rows,
           guint features,
           guint columns,
           gsize stride,
           const Real *y_gradient,
           const Real *x,
           gsize in,
           Real *w_gradient)
{
  Real panel[INNER_PIECE * PANEL_WIDTH] __attribute__ ((aligned (VECTOR_BYTES)));
  Product product = {.inner = columns,
                     .weight = y_gradient,
                     .row_step = stride,
                     .inner_step = 1,
                     .x = panel,
                     .x_stride = PANEL_WIDTH,
                     .y_stride = in};
  guint feature = 0;

  for (; feature < features; feature += LANES)
    transpose (MIN (LANES, features - feature), columns, stride, x + feature * stride,
               panel + feature);
  product.residual = product.y = w_gradient;
  feature = features / LANES * LANES;
  product_piece (&product, 0, rows, feature);
  if (feature < features) {
    product.x = panel + feature;
    product.residual = NULL;
    add_narrow (&product, rows, features - feature, in, w_gradient + feature);
  }
}

/* Adds the row sums of y_gradient, a few rows at once: their sums do not wait for each other. */
static ALWAYS_INLINE void
add_row_sums (const guint rows, guint columns, gsize stride, const Real *y_gradient, Real *sums)
{
  Vector sum[TOGETHER] = {0};

  for (guint column = 0; column < columns; column += LANES)
    for (guint i = 0; i < rows; i++)
      sum[i] += vector_load (y_gradient + i * stride + column);
  for (guint i = 0; i < rows; i++)
    sums[i] += vector_sum (sum[i]);
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
  guint row = 0;

  for (guint start = 0; start < out; start += ROW_BLOCK)
    for (guint feature = 0; feature < in; feature += PANEL_WIDTH)
      for (guint column = 0; column < columns; column += INNER_PIECE)
        add_panel (MIN (ROW_BLOCK, out - start), MIN (PANEL_WIDTH, in - feature),
                   MIN (INNER_PIECE, columns - column), stride,
                   y_gradient + start * stride + column, x + feature * stride + column, in,
                   w_gradient + (gsize)start * in + feature);
  if (!bias_gradient)
    return;
  for (; row + TOGETHER <= out; row += TOGETHER)
    add_row_sums (TOGETHER, columns, stride, y_gradient + row * stride, bias_gradient + row);
  for (; row < out; row++)
    add_row_sums (1, columns, stride, y_gradient + row * stride, bias_gradient + row);
}
