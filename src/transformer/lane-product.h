/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matrix product whose numbers are registers: each lane is a product of its own. */
#pragma once

#include "transformer/vector.h"

#define LabLaneMatrix    VARIANT (LabLaneMatrix)
#define lab_lane_product VARIANT (lab_lane_product)

/* A matrix of registers: element (i, j) at data + i * row + j * column; in a matrix of halves the
 * upper half of each stands `gap` further on. */
typedef struct
{
  Real *data;
  gsize row, column;
  gsize gap;
} LabLaneMatrix;

/* Which operands of a product are matrices of halves. */
typedef enum
{
  LAB_HALVES_NONE,
  LAB_HALVES_FACTORS,      /* a and b */
  LAB_HALVES_LEFT_AND_SUM, /* a and c */
} LabHalves;

/* Rows and columns that a product takes at once. */
#define LAB_LANE_TILE 4

/* What a causal product leaves out, since it is zero there: whole tiles at a time. */
typedef enum
{
  LAB_TRIANGLE_ALL,
  LAB_TRIANGLE_LOWER, /* only c at and below the diagonal is asked for */
  LAB_TRIANGLE_UNTIL, /* b is zero below its diagonal: c's column needs the rows of b up to it */
  LAB_TRIANGLE_FROM,  /* b is zero above its diagonal: c's column needs the rows of b from it on */
} LabTriangle;

/* c (rows, columns) = a (rows, inner) b (inner, columns), each lane for itself. */
void lab_lane_product (LabTriangle   triangle,
                       guint         rows,
                       guint         columns,
                       guint         inner,
                       LabLaneMatrix a,
                       LabLaneMatrix b,
                       LabLaneMatrix c,
                       LabHalves     halves);
