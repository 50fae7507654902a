/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one writer of JSON.
 *
 * Numbers go through it so that every parser reads them: json-glib 1.6 appends ".0" to a number in
 * exponent form (1e+18.0), which is no JSON. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* node as text (UTF-8), two spaces per level, ended by a newline; free with g_free(). Numbers follow
 * RFC 8259 in the C locale: a double has 17 significant digits and a point or an exponent, so that it
 * reads back as the same double, negative zero included; what is not finite is null. Bytes of a
 * text that are not UTF-8 are written as U+FFFD. */
char *lab_json_text   (JsonNode *node);

G_END_DECLS
