/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text is: which kind of table, told from its beginning. */
#pragma once

#include "table/number.h"
#include "table/table.h"

G_BEGIN_DECLS

/* Between fields: any run of blanks. */
#define LAB_BLANK ' '

typedef struct
{
  LabTableFormat format;
  char separator;      /* of separated fields: one of ; , | tab, or LAB_BLANK */
  LabDecimalMark mark; /* of separated fields, Markdown and LaTeX */
} LabDialect;

/* text in UTF-8, or the bytes of an event file. Never fails: what is nothing else is separated. */
LabDialect lab_dialect_tell  (const char  *text,
                              gsize        length);

/* Cuts a line into fields where it stands; fields receives pointers into it. FALSE for a stray quote, or more
 * than most fields (*many is then TRUE). */
gboolean   lab_dialect_split (char         separator,
                              char        *line,
                              guint        most,
                              GPtrArray   *fields,
                              gboolean    *many);

/* Whether a line is what Markdown sets between header and rows: |---|:--:|. */
gboolean   lab_dialect_is_rule (const char *line);

G_END_DECLS
