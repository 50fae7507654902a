/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the chart or the points to a file, off the main thread. */
#pragma once

#include <gio/gio.h>

#include "chart/export/export.h"
#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* The files that lab_export_async() would write now: path, and for the points a second one beside it where
 * the chart shows what kernels do. Free with g_strfreev(). */
char   **lab_export_paths  (LabLaboratory       *laboratory,
                            const char          *path);

/* By the ending of path: .svg, .pdf and .png write the picture (taken over; NULL: the chart) at
 * width x height, .csv the points, and into NAME-kernel.csv beside them what kernels do on the same
 * data, where the chart shows it. */
void     lab_export_async  (LabLaboratory       *laboratory,
                            LabPicture          *picture,
                            const char          *path,
                            double               width,
                            double               height,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
gboolean lab_export_finish (LabLaboratory       *laboratory,
                            GAsyncResult        *result,
                            GError             **error);

G_END_DECLS
