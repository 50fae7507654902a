/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables from texts, for tests. */
#pragma once

#include "table/table.h"

G_BEGIN_DECLS

/* Read without a complaint. */
LabTable *table_of_text (const char *text);

/* NaN where it is missing; a column by its name. */
double    table_number  (const LabTable *table, guint row, const char *column);

/* Refused with one sentence, in which named stands. */
void      table_refuses (const char *bytes, gsize length, const char *named);

G_END_DECLS
