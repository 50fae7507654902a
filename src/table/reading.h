/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a table is read: which columns are x and y, which rows count, and which curves they make. */
#pragma once

#include "table/roles.h"

G_BEGIN_DECLS

/* What is asked for; what is NULL (or FALSE) is found. */
typedef struct
{
  const char *x, *y;        /* columns */
  const char *by;           /* a curve for each of this column's values */
  const char *error;        /* standard errors of y */
  const char *repeat;       /* what tells repeats of one curve apart */
  const char *const *where; /* "COL=VALUE", ended by NULL: rows that count; or NULL */
  const gboolean *rows;     /* (rows): the same, for callers that know; or NULL */
  gboolean is_one_curve;    /* the rows that count are known to be one curve: no runs are looked for */
  gboolean best;            /* of rows with the same x the one with the least y */
} LabReadingRequest;

/* One value of a curve. */
typedef struct
{
  double x, y;
  double error;  /* standard error of y; NaN without */
  guint cluster; /* which repeat */
  guint row;     /* of the table */
} LabTablePoint;

typedef struct
{
  char *name;     /* of the value of --by, or of the column; "" for the only one */
  char *y_column;
  GArray *points; /* of LabTablePoint, in the order of the rows, not all of them positive or finite */
} LabTableCurve;

typedef struct
{
  const LabTable *table; /* borrowed */
  guint x;               /* columns */
  GArray *y;             /* of guint: several where each is a curve */
  int by, error, repeat; /* columns, -1 without */
  int run;               /* the column that names runs of which the last row counts; -1 without */
  gboolean is_best;
  char *why;             /* how x and y were found: one sentence, translated */
  gboolean *rows;        /* (rows) that count */
  guint rows_left_out;   /* by `where` */
} LabReading;

/* FALSE with LAB_ERROR_INVALID_VALUE where a column is missing, or where more than one reading is plausible: the
 * sentence lists the candidates and the options that choose; LAB_ERROR_FILE where there are no two columns of
 * numbers. Clear with lab_reading_clear(). */
gboolean   lab_reading_tell   (const LabTable          *table,
                               const LabReadingRequest *request,
                               LabReading              *reading,
                               GError                 **error);
void       lab_reading_clear  (LabReading              *reading);

/* The curves, of LabTableCurve: one or more. NULL with LAB_ERROR_FILE (line, column) where a field is no number. */
GPtrArray *lab_reading_curves (const LabReading        *reading,
                               GError                 **error);

/* The lower envelope over several columns at once: of rows that agree in all of keys (count), the one with the least
 * y, by row number and ascending in the keys; rows where one is no positive number are passed over. rows is which
 * rows count, or NULL. Of guint; NULL with LAB_ERROR_FILE where a field is no number. */
GArray    *lab_table_best     (const LabTable          *table,
                               const guint             *keys,
                               guint                    count,
                               guint                    y,
                               const gboolean          *rows,
                               GError                 **error);

/* Rows (of the table's number) that "COL=VALUE" names, ended by NULL, AND-ed into rows. */
gboolean   lab_table_where    (const LabTable          *table,
                               const char *const       *where,
                               gboolean                *rows,
                               GError                 **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabReading, lab_reading_clear)

G_END_DECLS
