/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interpolated model of a sequence of symbols by what followed each context (I. Witten, T. Bell, "The
 * zero-frequency problem", IEEE Transactions on Information Theory 37, 1991, method C): with N occurrences of
 * a context h and T different symbols after it, P(x | h) = (count(h x) + T P(x | h without its oldest
 * symbol)) / (N + T), and for no context the uniform law in place of the shorter one. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* The table (V^order, V) of distributions after a context, whose symbols are digits, the oldest first; all
 * above 0. It takes as much memory again while it is made. NULL with LAB_ERROR_TOO_LARGE; NULL without an error
 * soon after task (nullable) was cancelled. Free with lab_memory_free(). */
float *lab_witten_bell_table (const guint16   *tokens,
                              gsize            count,
                              guint            symbols,
                              guint            order,
                              LabTask         *task,
                              GError         **error);

G_END_DECLS
