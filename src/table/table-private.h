/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table while it is made. Internal to the room. */
#pragma once

#include "table/number.h"
#include "table/table.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;    /* as it may be shown */
  char *base;    /* without its unit */
  char *unit;    /* "" without */
  double scale;  /* of the unit */
  GArray *cells; /* of guint32: places in text, 0 for none; it may have fewer than there are rows */
} LabTableColumn;

struct _LabTable
{
  char *source;
  char checksum[65];
  LabTableFormat format;
  LabDecimalMark mark;
  gboolean has_names;
  GString *text;       /* fields, each with a zero behind; the first byte is one */
  GPtrArray *columns;  /* of LabTableColumn */
  GHashTable *by_name; /* name as given -> index + 1 */
  GArray *lines;       /* of guint32: (rows) */
  GPtrArray *comments; /* of char * */
  guint64 cells;       /* all columns times all rows: looked at as they grow */
  guint passed;
};

LabTable *lab_table_new        (const char *source, LabTableFormat format);

/* The column of that name, made where there is none. G_MAXUINT with an error for too many. */
guint     lab_table_add_column (LabTable   *table,
                                const char *name,
                                GError    **error);

gboolean  lab_table_add_row    (LabTable   *table,
                                gsize       line,
                                GError    **error);

/* A field of the last row. */
gboolean  lab_table_set        (LabTable   *table,
                                guint       column,
                                const char *field,
                                GError    **error);

/* A field of any row. */
gboolean  lab_table_set_at     (LabTable   *table,
                                guint       row,
                                guint       column,
                                const char *field,
                                GError    **error);

/* Takes the last row away again. */
void      lab_table_drop_row   (LabTable   *table);

/* Readers of formats, one file each. text has length bytes. */
gboolean  lab_table_read_json   (LabTable *table, const char *text, gsize length, GError **error);
gboolean  lab_table_read_log    (LabTable *table, const char *text, gsize length, GError **error);
gboolean  lab_table_read_events (LabTable *table, const char *bytes, gsize length, GError **error);

G_END_DECLS
