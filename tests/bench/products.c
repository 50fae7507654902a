/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled once per instruction set, like the kernels it calls. */
#include "products.h"

#include "transformer/dense.h"

#define own_product VARIANT (own_product)

void
own_product (Product kind,
             guint out,
             guint in,
             guint columns,
             gsize stride,
             const Real *w,
             Real *x,
             Real *y,
             Real *w_gradient)
{
  if (kind == PRODUCT_FORWARD)
    lab_dense_forward (out, in, columns, stride, w, NULL, NULL, x, y);
  else if (kind == PRODUCT_INPUT)
    lab_dense_backward_input (out, in, columns, stride, w, y, x);
  else
    lab_dense_backward_weight (out, in, columns, stride, y, x, w_gradient, NULL);
}
