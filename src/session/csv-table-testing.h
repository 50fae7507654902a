/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of csv-table. */
#pragma once

#include "session/csv-table.h"

G_BEGIN_DECLS

/* As lab_csv_table_read(), of text (length bytes); name is what sentences call it. */
LabCsvTable *lab_csv_table_parse (const char *name, const char *text, gsize length, GError **error);

/* Whether the first row names the columns. */
gboolean lab_csv_table_has_header (const LabCsvTable *table);

G_END_DECLS
