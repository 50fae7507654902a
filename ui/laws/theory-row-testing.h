/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of theory-row. */
#pragma once

#include "ui/laws/theory-row.h"

G_BEGIN_DECLS

/* The parts. */
GtkWidget *lab_theory_row_get_check (LabTheoryRow *row);
const char *lab_theory_row_get_explanation (LabTheoryRow *row);

/* Whether ids (separated by spaces) name id. */
gboolean lab_theory_list_has (const char *ids, const char *id);

G_END_DECLS
