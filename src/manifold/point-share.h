/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the points of a file are shared out among training, validation and test; part of dataset.h. */
#pragma once

#include "manifold/dataset.h"

G_BEGIN_DECLS

typedef struct _LabPointShare LabPointShare;

/* What a source with points of a file must be besides what every source must be. */
gboolean       lab_point_share_check       (const LabDataSource  *source,
                                            GError              **error);

LabPointShare *lab_point_share_new         (LabPointSet          *points,
                                            guint64               seed,
                                            guint32               repeat);
void           lab_point_share_free        (LabPointShare        *share);

/* Whether n examples can be taken; always, where share is NULL. */
gboolean       lab_point_share_check_count (const LabPointShare  *share,
                                            LabDataRole           role,
                                            gsize                 n,
                                            GError              **error);

/* Copies examples first .. first + n of a role to canonical (n, D), and their labels to target (n)
 * where the file has any. */
void           lab_point_share_take        (const LabPointShare  *share,
                                            LabDataRole           role,
                                            gsize                 first,
                                            gsize                 n,
                                            float                *canonical,
                                            float                *target);

G_END_DECLS
