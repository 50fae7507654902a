/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a table's first row names its columns, or is a row of values already. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_FIRST_ROW_NAMES,  /* no field looks like a number, and one is more than a mark of missing values */
  LAB_FIRST_ROW_VALUES, /* each field is empty, a mark of missing values, or looks like a number */
  LAB_FIRST_ROW_MIXED,  /* names and numbers: neither can be told */
} LabFirstRow;

/* A number looks like one also where it is written for people: 1,000 or 12 %, or begins and ends with
 * quotes. */
LabFirstRow lab_first_row_kind  (const char *const *fields,
                                 guint              count);

/* Whether a field says that there is no value: it is empty, or NA, N/A, null, none, nan, inf, ?, - or
 * the like in any case. */
gboolean    lab_field_is_missing (const char *field);

/* Of a mixed row (fields, count): the first that is a name and the first that looks like a number. */
void        lab_first_row_mixed (const char *const  *fields,
                                 guint               count,
                                 const char        **name,
                                 const char        **number);

G_END_DECLS
