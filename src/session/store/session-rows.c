/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a session's file, inside a transaction. */
#include "session/store/session-rows.h"

#include "core/error.h"
#include "session/results-rows.h"
#include "session/store/schema.h"
#include "session/store/session-private.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name, *sql;
} tables[LAB_SESSION_TABLES] = {
    {"experiment", "INSERT OR REPLACE INTO experiment VALUES (?, ?, ?, ?, ?, ?, ?)"},
    {"field", "INSERT OR REPLACE INTO field VALUES (?, ?, ?, ?)"},
    {"run",
     "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
     "?, ?, ?, ?)"},
    {"series", "INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?)"},
    {"session", "INSERT OR REPLACE INTO session VALUES (?, ?, ?)"},
};

void
lab_session_stored_free (gpointer data)
{
  LabSessionStored *stored = data;

  lab_session_experiment_free (stored->value);
  g_hash_table_unref (stored->indexes);
  g_free (stored);
}

LabSessionStored *
lab_session_stored_new (const LabSessionExperiment *experiment)
{
  LabSessionStored *stored = g_new0 (LabSessionStored, 1);

  stored->value =
      lab_session_experiment_new (experiment->words, experiment->points_sha256, experiment->simd);
  g_free (stored->value->program);
  stored->value->program = g_strdup (experiment->program);
  stored->indexes = g_hash_table_new (NULL, NULL);
  return stored;
}

static void
add_fields (LabRow *row, const LabRunField *fields, gconstpointer value)
{
  for (const LabRunField *field = fields; field->name != NULL; field++) {
    gconstpointer place = G_STRUCT_MEMBER_P (value, field->offset);
    switch (field->type) {
    case LAB_RUN_FIELD_REAL:
      lab_row_add_real (row, *(const double *)place);
      break;
    case LAB_RUN_FIELD_SINGLE:
      lab_row_add_real (row, (double)*(const float *)place);
      break;
    default:
      lab_row_add_integer (row, lab_run_field_integer (field, value));
      break;
    }
  }
}

gboolean
lab_session_write_session (LabSessionFile *file, GError **error)
{
  LabRow *row = &file->rows[LAB_SESSION_TABLE_SESSION];

  lab_row_start (row, tables[LAB_SESSION_TABLE_SESSION].name);
  lab_row_add_integer (row, 1);
  lab_row_add_integer (row, file->stored->len);
  return lab_row_write (row, error);
}

gboolean
lab_session_write_experiment (LabSessionFile *file, guint place, GError **error)
{
  const LabSessionStored *stored = g_ptr_array_index (file->stored, place);
  LabRow *row = &file->rows[LAB_SESSION_TABLE_EXPERIMENT];

  lab_row_start (row, tables[LAB_SESSION_TABLE_EXPERIMENT].name);
  lab_row_add_integer (row, (gint64)place + 1);
  lab_row_add_text (row, stored->value->words);
  lab_row_add_text (row, stored->value->points_sha256);
  lab_row_add_text (row, stored->value->simd);
  lab_row_add_text (row, stored->value->program);
  lab_row_add_integer (row, g_hash_table_size (stored->indexes));
  return lab_row_write (row, error);
}

static gboolean
write_field (LabSessionFile *file,
             LabSeriesKind kind,
             guint position,
             const char *name,
             GError **error)
{
  LabRow *row = &file->rows[LAB_SESSION_TABLE_FIELD];

  lab_row_start (row, tables[LAB_SESSION_TABLE_FIELD].name);
  lab_row_add_text (row, lab_series_names[kind]);
  lab_row_add_integer (row, position);
  lab_row_add_text (row, name);
  return lab_row_write (row, error);
}

/* The order in which the series have their fields. */
gboolean
lab_session_write_fields (LabSessionFile *file, GError **error)
{
  guint positions[LAB_SERIES_KINDS] = {0};

  for (const LabRunField *field = lab_run_evaluation_fields; field->name != NULL; field++) {
    const LabSeriesKind kind = lab_series_of (field);

    if (!write_field (file, kind, positions[kind]++, field->name, error))
      return FALSE;
  }
  return write_field (file, LAB_SERIES_COUNTS, positions[LAB_SERIES_COUNTS], LAB_SERIES_BLOCKS,
                      error);
}

static gboolean
write_run (LabSessionFile *file, guint place, const LabRun *run, GError **error)
{
  LabRow *row = &file->rows[LAB_SESSION_TABLE_RUN];

  lab_row_start (row, tables[LAB_SESSION_TABLE_RUN].name);
  lab_row_add_integer (row, (gint64)place + 1);
  add_fields (row, lab_run_plan_fields, &run->plan);
  add_fields (row, lab_run_fields, run);
  add_fields (row, lab_run_dimension_fields, &run->data_dimension);
  lab_row_add_text (row, lab_results_status_name (run->status));
  lab_row_add_text (row, run->reason);
  lab_row_add_integer (row, run->chosen + 1);
  lab_row_add_integer (row, run->evaluation_count);
  return lab_row_write (row, error);
}

static gboolean
write_one_series (LabSessionFile *file,
                  guint place,
                  const LabRun *run,
                  LabSeriesKind kind,
                  GError **error)
{
  g_autoptr (GByteArray) values = lab_series_pack (run, kind);
  LabRow *row = &file->rows[LAB_SESSION_TABLE_SERIES];

  if (values->len == 0)
    return TRUE;
  lab_row_start (row, tables[LAB_SESSION_TABLE_SERIES].name);
  lab_row_add_integer (row, LAB_SERIES_ID (place + 1, run->plan.index, kind));
  lab_row_add_integer (row, (gint64)place + 1);
  lab_row_add_integer (row, run->plan.index);
  lab_row_add_text (row, lab_series_names[kind]);
  lab_row_add_blob (row, values->data, values->len);
  return lab_row_write (row, error);
}

gboolean
lab_session_write_run (LabSessionFile *file, guint place, const LabRun *run, GError **error)
{
  LabSessionStored *stored = g_ptr_array_index (file->stored, place);

  if (!write_run (file, place, run, error))
    return FALSE;
  for (LabSeriesKind kind = 0; kind < LAB_SERIES_KINDS; kind++)
    if (!write_one_series (file, place, run, kind, error))
      return FALSE;
  g_hash_table_add (stored->indexes, GUINT_TO_POINTER (run->plan.index));
  return TRUE;
}

gboolean
lab_session_rows_prepare (LabSessionFile *file, GError **error)
{
  for (LabSessionTable table = 0; table < LAB_SESSION_TABLES; table++)
    if (!lab_row_prepare (&file->rows[table], file->database, tables[table].sql, error))
      return FALSE;
  return TRUE;
}
