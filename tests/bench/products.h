/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trainer's own matrix products, by instruction set, for bench-gemm. */
#pragma once

#include "transformer/real.h"

typedef enum
{
  PRODUCT_FORWARD, /* y = w x */
  PRODUCT_INPUT,   /* x = w^T y */
  PRODUCT_WEIGHT,  /* w_gradient += y x^T */
  PRODUCT_COUNT,
} Product;

/* x (in, columns) and y (out, columns) with stride, w and w_gradient (out, in): see
 * transformer/dense.h. */
typedef void (*OwnProduct) (Product kind, guint out, guint in, guint columns, gsize stride,
                            const Real *w, Real *x, Real *y, Real *w_gradient);

void own_product_float_baseline (Product kind, guint out, guint in, guint columns, gsize stride,
                                 const Real *w, Real *x, Real *y, Real *w_gradient);
void own_product_float_avx2     (Product kind, guint out, guint in, guint columns, gsize stride,
                                 const Real *w, Real *x, Real *y, Real *w_gradient);
void own_product_float_avx512   (Product kind, guint out, guint in, guint columns, gsize stride,
                                 const Real *w, Real *x, Real *y, Real *w_gradient);
