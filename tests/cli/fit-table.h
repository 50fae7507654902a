/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command fit on a table given as text. */
#pragma once

#include "program.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Writes table.csv into directory; returns its path, free with g_free(). */
char       *write_table (const char *directory, const char *table);

/* The answer of fit --json and these words; unref with g_object_unref(). */
JsonParser *fit_table   (const char *table, const char *words);
JsonObject *object_of   (JsonParser *parser);

/* A number, or NaN for null. */
double      real_of     (JsonObject *object, const char *name);

G_END_DECLS
