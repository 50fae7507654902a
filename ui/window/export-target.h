/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files an export writes, settled before anybody is asked about those that are there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be written, as the endings say: "svg", "pdf", "png", "csv"; ended by NULL. */
extern const char *const lab_export_endings[];

/* path as it was typed, with the ending of what is to be written; free with g_free(). An ending of the
 * list that was typed, in whatever case, stays: it says what is to be written. */
char    *lab_export_target   (const char        *typed,
                              const char        *ending);

/* Whether the points are written there, and not a picture. */
gboolean lab_export_is_points (const char       *path);

/* Where the second file of the points goes: NAME-kernel.csv; free with g_free(). */
char    *lab_export_beside   (const char        *path);

/* Those of paths (ended by NULL) that would be replaced without a question: they are there, and are not
 * `asked`, about which the question was put already (NULL: about none). Free with g_strfreev(). */
char   **lab_export_replaced (const char *const *paths,
                              const char        *asked);

/* "“a.csv” and “a-kernel.csv”": the files' own names, one or two; translated, free with g_free(). */
char    *lab_export_names    (const char *const *paths);

G_END_DECLS
