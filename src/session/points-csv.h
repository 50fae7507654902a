/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawn points as a table of text that points.h, and any other program, reads back. */
#pragma once

#include "core/task.h"
#include "manifold/dataset.h"

G_BEGIN_DECLS

/* The most points of so many coordinates that a table may hold. */
guint64 lab_points_csv_most  (guint dimension);

/* About how many bytes the text of n such points has. */
guint64 lab_points_csv_bytes (guint64 n,
                              guint   dimension);

/* Comment lines (#): comment, split at its line ends; a header x1,...,xD,target; then a row per
 * point: coordinates and label (target plus label noise), 9 significant digits, so that each reads
 * back as the same float. Free with g_free(). NULL and LAB_ERROR_TOO_LARGE where the text would
 * exceed 1 GiB; NULL without an error soon after task (nullable) was cancelled. */
char *lab_points_csv (const LabDataset  *dataset,
                      const char        *comment,
                      LabTask           *task,
                      GError           **error);

G_END_DECLS
