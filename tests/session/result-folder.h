/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of results in the making, for tests of result sets. */
#pragma once

#include "session/result-set.h"

G_BEGIN_DECLS

/* Results of "run sweep=data d=2 sigma=0.5 seed=1", where heads is 2 unless it is given. */
extern const LabResultOrigin first;

/* A fresh directory that exists until remove_directory(). */
char     *make_directory   (void);
void      remove_directory (const char *directory);

void      put              (const char *directory, const char *name, const char *text);

/* NULL where there is no such file; free with g_free(). */
char     *get              (const char *directory, const char *name);

/* The file's text is expected, or there is none where that is NULL. */
void      check_file       (const char *directory, const char *name, const char *expected);

/* An object for an index. */
JsonNode *make_index       (void);

/* Writes text as points.csv, and ridge.csv where asked for; returns where (free with g_free()). */
char     *commit           (LabResultSet *set, const char *text, gboolean ridge, gboolean finished,
                            char **notice);
char     *write_set        (const char *directory, const LabResultOrigin *origin, const char *text,
                            gboolean ridge, gboolean finished, char **notice);

/* Opening is refused as asked wrongly, with this in the sentence, and the folder stays. */
void      check_refused    (const char *directory, const LabResultOrigin *origin, gboolean replace,
                            const char *named);
void      check_allowed    (const char *directory, const LabResultOrigin *origin, gboolean replace);

G_END_DECLS
