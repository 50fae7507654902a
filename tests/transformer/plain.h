/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transformer written once more, as its equations stand, in double and without any
 * cleverness: the twin against which the routines are held. All arrays are row-major and dense. */
#pragma once

#include <glib.h>

/* y (out, columns) = w (out, in) x (in, columns) + bias (out), bias nullable. */
void plain_dense               (guint         out,
                                guint         in,
                                guint         columns,
                                const double *w,
                                const double *bias,
                                const double *x,
                                double       *y);

/* x, y (width, columns): over the rows of each column. */
void plain_layer_norm          (guint         width,
                                guint         columns,
                                const double *gain,
                                const double *bias,
                                const double *x,
                                double       *y);

/* Gradients from y_gradient (width, columns); all three are written. */
void plain_layer_norm_backward (guint         width,
                                guint         columns,
                                const double *gain,
                                const double *x,
                                const double *y_gradient,
                                double       *x_gradient,
                                double       *gain_gradient,
                                double       *bias_gradient);

double plain_gelu              (double u);
double plain_gelu_slope        (double u);

/* One head of one sequence: query, key, value, mixed are (tokens, features); distance (tokens), nullable, is
 * added to the scores of keys so far before the query. */
void plain_attention           (guint         tokens,
                                guint         features,
                                gboolean      causal,
                                const double *distance,
                                const double *query,
                                const double *key,
                                const double *value,
                                double       *mixed);
void plain_attention_backward  (guint         tokens,
                                guint         features,
                                gboolean      causal,
                                const double *query,
                                const double *key,
                                const double *value,
                                const double *mixed_gradient,
                                double       *query_gradient,
                                double       *key_gradient,
                                double       *value_gradient);
