/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products of matrices of registers: one tile of the result at a time stays in registers. */
#include "transformer/lane-product.h"

static ALWAYS_INLINE Vector
lane_load (const Real *address, gsize gap, const gboolean halved)
{
  return halved ? vector_load_halves (address, address + gap) : vector_load_anywhere (address);
}

/* The inner indices that a tile of columns needs. */
static ALWAYS_INLINE void
inner_range (LabTriangle triangle,
             guint column,
             guint columns,
             guint inner,
             guint *first,
             guint *end)
{
  *first = triangle == LAB_TRIANGLE_FROM ? column : 0;
  *end = triangle == LAB_TRIANGLE_UNTIL ? MIN (column + columns, inner) : inner;
}

static ALWAYS_INLINE void
lane_product_tile (LabTriangle triangle,
                   guint inner,
                   LabLaneMatrix a,
                   LabLaneMatrix b,
                   LabLaneMatrix c,
                   guint row,
                   guint column,
                   const guint rows,
                   const guint columns,
                   const LabHalves halves)
{
  const Real *left = a.data + row * a.row;
  const Real *right = b.data + column * b.column;
  Real *result = c.data + row * c.row + column * c.column;
  Vector sum[LAB_LANE_TILE][LAB_LANE_TILE];
  guint first, end;

  inner_range (triangle, column, columns, inner, &first, &end);
  left += first * a.column;
  right += first * b.row;
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      sum[i][j] = (Vector){0};
  for (guint k = first; k < end; k++) {
    for (guint i = 0; i < rows; i++)
      for (guint j = 0; j < columns; j++)
        sum[i][j] += lane_load (left + i * a.row, a.gap, halves != LAB_HALVES_NONE) *
                     lane_load (right + j * b.column, b.gap, halves == LAB_HALVES_FACTORS);
    left += a.column;
    right += b.row;
  }
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++) {
      Real *at = result + i * c.row + j * c.column;

      if (halves == LAB_HALVES_LEFT_AND_SUM)
        vector_store_halves (at, at + c.gap, sum[i][j]);
      else
        vector_store_anywhere (at, sum[i][j]);
    }
}

static ALWAYS_INLINE void
lane_product_of (LabTriangle triangle,
                 guint rows,
                 guint columns,
                 guint inner,
                 LabLaneMatrix a,
                 LabLaneMatrix b,
                 LabLaneMatrix c,
                 const LabHalves halves)
{
  guint row = 0;

  for (; row + LAB_LANE_TILE <= rows; row += LAB_LANE_TILE) {
    const guint end = triangle == LAB_TRIANGLE_LOWER ? MIN (row + LAB_LANE_TILE, columns) : columns;
    guint column = 0;

    for (; column + LAB_LANE_TILE <= end; column += LAB_LANE_TILE)
      lane_product_tile (triangle, inner, a, b, c, row, column, LAB_LANE_TILE, LAB_LANE_TILE,
                         halves);
    for (; column < end; column++)
      lane_product_tile (triangle, inner, a, b, c, row, column, LAB_LANE_TILE, 1, halves);
  }
  for (; row < rows; row++)
    for (guint column = 0; column < (triangle == LAB_TRIANGLE_LOWER ? row + 1 : columns); column++)
      lane_product_tile (triangle, inner, a, b, c, row, column, 1, 1, halves);
}

void
lab_lane_product (LabTriangle triangle,
                  guint rows,
                  guint columns,
                  guint inner,
                  LabLaneMatrix a,
                  LabLaneMatrix b,
                  LabLaneMatrix c,
                  LabHalves halves)
{
  if (halves == LAB_HALVES_FACTORS)
    lane_product_of (triangle, rows, columns, inner, a, b, c, LAB_HALVES_FACTORS);
  else if (halves == LAB_HALVES_LEFT_AND_SUM)
    lane_product_of (triangle, rows, columns, inner, a, b, c, LAB_HALVES_LEFT_AND_SUM);
  else
    lane_product_of (triangle, rows, columns, inner, a, b, c, LAB_HALVES_NONE);
}
