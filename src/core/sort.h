/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices sorted by what they stand for, with a look at the wish to stop. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* Order of the things that two indices stand for: below, at, or above 0. */
typedef int (*LabCompareIndices) (guint32 a, guint32 b, gconstpointer data);

/* Fills order (n) with 0 .. n - 1 in the order of compare; equal ones stay as they are. FALSE when task
 * (nullable) was cancelled, which is looked at every few thousand comparisons, with order half sorted;
 * and with LAB_ERROR_TOO_LARGE where memory (as much again as order) does not suffice. */
gboolean lab_sort_indices (guint32           *order,
                           gsize              n,
                           LabCompareIndices  compare,
                           gconstpointer      data,
                           LabTask           *task,
                           GError           **error);

G_END_DECLS
