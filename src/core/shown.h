/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of unknown origin, such as names of files and fields of tables, as they may be shown: what
 * would steer a terminal or is no UTF-8 stands as \xNN. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether lab_shown() would change nothing. kept: control characters that may stay, such as "\n". */
gboolean lab_is_shown_as_is (const char *text, const char *kept);

/* A copy in valid UTF-8: every byte of a control character (those of ASCII, and U+0080 to U+009F)
 * that is not in kept, of a sign that changes the direction of text or separates lines (U+202A to U+202E,
 * U+2066 to U+2069, U+2028, U+2029), and every byte that belongs to no character, as \xNN. Free with
 * g_free(). */
char    *lab_shown          (const char *text, const char *kept);

/* A copy that is valid UTF-8 without blanks, whatever bytes it is made of, and from which they can be
 * had again: blanks, control characters, bytes that belong to no character, and % itself as %XX, as in
 * the addresses of the web. Free with g_free(). */
char    *lab_percent_encoded (const char *bytes);

/* The bytes again, or NULL where text holds no %XX, or a % that is none. Free with g_free(). */
char    *lab_percent_decoded (const char *text);

G_END_DECLS
