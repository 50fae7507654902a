/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of json-text. */
#pragma once

#include "session/json-text.h"

G_BEGIN_DECLS

/* A double as JSON: what lab_json_text() writes for it. Appends to text. */
void lab_json_append (GString *text, double value);

G_END_DECLS
