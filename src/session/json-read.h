/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a JSON object that was read. What is missing, or of another kind, is told from what is there;
 * what is returned belongs to the parser. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The object that a text (length bytes) is; NULL where it is no JSON, no object, or nested more than 32
 * deep. */
JsonObject *lab_json_read_document (JsonParser *parser,
                                    const char *text,
                                    gsize       length);

/* NULL where there is no such member. */
const char *lab_json_read_text     (JsonObject *object,
                                    const char *name);
JsonObject *lab_json_read_object   (JsonObject *object,
                                    const char *name);

/* NULL where there is no such member, or it has more than `most` elements. */
JsonArray  *lab_json_read_array    (JsonObject *object,
                                    const char *name,
                                    guint       most);

/* The element where it is an object, else NULL. */
JsonObject *lab_json_read_element  (JsonArray  *array,
                                    guint       index);

/* An integer from 0 to `most` (below 2^63). */
gboolean    lab_json_read_integer  (JsonObject *object,
                                    const char *name,
                                    guint64     most,
                                    guint64    *value);

/* A number with a point or an exponent; null is NaN, "inf" and "-inf" are infinite. */
gboolean    lab_json_read_real     (JsonObject *object,
                                    const char *name,
                                    double     *value);

G_END_DECLS
