/* Drawn points as a table of text that points.h, and any other program, reads back. */
#pragma once

#include "manifold/dataset.h"

G_BEGIN_DECLS

/* Comment lines (#): comment, split at its line ends; a header x1,...,xD,target; then a row per
 * point: coordinates and label (target plus label noise), 9 significant digits, so that each reads
 * back as the same float. Free with g_free(). NULL and LAB_ERROR_TOO_LARGE where the text would
 * exceed 1 GiB. */
char *lab_points_csv (const LabDataset  *dataset,
                      const char        *comment,
                      GError           **error);

G_END_DECLS
