/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reading while it is found. Internal to the room. */
#pragma once

#include "table/number.h"
#include "table/reading.h"

G_BEGIN_DECLS

typedef struct
{
  const LabTable *table;
  LabColumnRole *roles;
  gboolean *rows;              /* that count */
  int x, y, by, error, repeat; /* -1: not yet */
} LabFinding;

/* Whether a column holds so many different finite numbers, one after the other; any number will do where one is
 * wanted. */
gboolean lab_reading_is_usable (const LabFinding *finding,
                                guint             column,
                                guint             least);

/* "a, b": names of columns (of guint); free with g_free(). */
char    *lab_reading_list      (const LabTable   *table,
                                const GArray     *columns);

/* How x and y were found: LabReading.why. Free with g_free(). */
char    *lab_reading_explain   (const LabFinding        *finding,
                                const LabReadingRequest *request,
                                const LabReading        *reading);

/* Whether a column says the same in all rows of a run, and so is no axis of its curve: a run is a value of --by, or
 * of a column of names that come again. */
gboolean lab_reading_is_of_runs (const LabFinding *finding,
                                 guint             column);

/* Sees whether several runs stand in the table: refuses to pool them, or takes the last row of each where x does not
 * change within a run. */
gboolean lab_reading_find_runs (const LabFinding *finding,
                                LabReading       *reading,
                                GError          **error);

G_END_DECLS
