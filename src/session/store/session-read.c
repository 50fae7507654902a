/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can be read of a session's file, and the names of what cannot. */
#include "session/store/session-private.h"

#include "core/error.h"
#include "session/results-rows.h"

#include <glib/gi18n.h>

/* More fields than any version has; experiments beyond are not read. */
#define FIELDS_MOST      64
#define EXPERIMENTS_MOST 10000

/* Runs that cannot be read are named one by one up to here, then counted. */
#define NAMED_MOST 10

typedef struct
{
  LabDatabase *database;
  LabSession *session;
  LabRow runs, series; /* statements over one experiment, one run */
  LabSeriesColumn columns[LAB_SERIES_KINDS][FIELDS_MOST];
  guint counts[LAB_SERIES_KINDS];
  guint lost; /* runs of the experiment that is being read */
} Reading;

static void G_GNUC_PRINTF (2, 3) lose (Reading *reading, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (reading->session->lost, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Fields of the series. */

static const LabRunField *
find_field (LabSeriesKind kind, const char *name)
{
  for (const LabRunField *field = lab_run_evaluation_fields; field->name != NULL; field++)
    if (lab_series_of (field) == kind && g_strcmp0 (field->name, name) == 0)
      return field;
  return NULL;
}

static gboolean
add_column (Reading *reading, const char *series, gint64 position, const char *name)
{
  for (LabSeriesKind kind = 0; kind < LAB_SERIES_KINDS; kind++) {
    guint *count = &reading->counts[kind];

    if (g_strcmp0 (series, lab_series_names[kind]) != 0)
      continue;
    if (position != *count || *count == FIELDS_MOST)
      return FALSE;
    reading->columns[kind][(*count)++] = (LabSeriesColumn){
        .field = find_field (kind, name),
        .is_blocks = kind == LAB_SERIES_COUNTS && g_strcmp0 (name, LAB_SERIES_BLOCKS) == 0,
    };
    return TRUE;
  }
  return FALSE;
}

static gboolean
has_all_fields (const Reading *reading)
{
  for (const LabRunField *field = lab_run_evaluation_fields; field->name != NULL; field++) {
    const LabSeriesKind kind = lab_series_of (field);
    gboolean found = FALSE;

    for (guint i = 0; i < reading->counts[kind]; i++)
      found = found || reading->columns[kind][i].field == field;
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_fields (Reading *reading)
{
  g_auto (LabRow) row = {.statement = NULL};
  LabRowState state;

  if (!lab_row_prepare (&row, reading->database, "SELECT * FROM field ORDER BY series, position",
                        NULL))
    return FALSE;
  while ((state = lab_row_next (&row, "field")) == LAB_ROW_THERE) {
    const char *series = lab_row_get_text (&row);
    const gint64 position = lab_row_get_integer (&row);
    const char *name = lab_row_get_text (&row);

    if (!lab_row_is_whole (&row) || !add_column (reading, series, position, name))
      return FALSE;
  }
  return state == LAB_ROW_END && has_all_fields (reading);
}

/* Runs. */

static gboolean
get_fields (LabRow *row, const LabRunField *fields, gpointer value)
{
  gboolean fits = TRUE;

  for (const LabRunField *field = fields; field->name != NULL; field++)
    if (field->type == LAB_RUN_FIELD_REAL)
      *(double *)G_STRUCT_MEMBER_P (value, field->offset) = lab_row_get_real (row);
    else if (field->type == LAB_RUN_FIELD_SINGLE)
      *(float *)G_STRUCT_MEMBER_P (value, field->offset) = (float)lab_row_get_real (row);
    else
      fits = lab_run_field_set (field, value, lab_row_get_integer (row)) && fits;
  return fits;
}

/* Whether the row is as written, and of a run that can be. */
static gboolean
get_run (LabRow *row, LabRun *run)
{
  gint64 chosen, evaluations;
  gboolean fits;

  lab_row_get_integer (row); /* of the experiment that was asked for */
  fits = get_fields (row, lab_run_plan_fields, &run->plan);
  fits = get_fields (row, lab_run_fields, run) && fits;
  fits = get_fields (row, lab_run_dimension_fields, &run->data_dimension) && fits;
  fits = lab_results_status_find (lab_row_get_text (row), &run->status) && fits;
  run->reason = g_strdup (lab_row_get_text (row));
  chosen = lab_row_get_integer (row);
  evaluations = lab_row_get_integer (row);
  if (!lab_row_is_whole (row) || !fits || evaluations < 0 || evaluations > LAB_EVALUATIONS_MAX ||
      chosen < 0 || chosen > evaluations)
    return FALSE;
  run->chosen = (int)chosen - 1;
  run->evaluation_count = (guint)evaluations;
  run->evaluations = g_new0 (LabEvaluation, run->evaluation_count);
  return TRUE;
}

static gboolean
unpack_row (Reading *reading, LabRun *run, guint *found)
{
  LabRow *row = &reading->series;
  const char *name;
  gconstpointer bytes;
  gsize length;

  for (guint i = 0; i < 3; i++)
    lab_row_get_integer (row); /* its number, of the experiment and run that were asked for */
  name = lab_row_get_text (row);
  bytes = lab_row_get_blob (row, &length);
  if (!lab_row_is_whole (row))
    return FALSE;
  for (LabSeriesKind kind = 0; kind < LAB_SERIES_KINDS; kind++)
    if (g_strcmp0 (name, lab_series_names[kind]) == 0) {
      *found |= 1u << kind;
      return lab_series_unpack (run, kind, reading->columns[kind], reading->counts[kind], bytes,
                                length);
    }
  return FALSE;
}

/* Which series a run must have. */
static guint
wanted_series (const LabRun *run)
{
  guint wanted =
      run->evaluation_count > 0 ? (1u << LAB_SERIES_COUNTS) | (1u << LAB_SERIES_MEASURES) : 0;

  for (guint i = 0; i < run->evaluation_count; i++)
    if (run->evaluations[i].measured_blocks > 0)
      wanted |= 1u << LAB_SERIES_DIMENSIONS;
  return wanted;
}

static gboolean
read_series (Reading *reading, gint64 experiment, LabRun *run)
{
  LabRowState state;
  guint found = 0;
  gboolean whole = TRUE;

  lab_row_seek (&reading->series, 1, LAB_SERIES_ID (experiment, run->plan.index, 0));
  lab_row_seek (&reading->series, 2,
                LAB_SERIES_ID (experiment, run->plan.index, LAB_SERIES_KINDS - 1));
  while (whole && (state = lab_row_next (&reading->series, "series")) == LAB_ROW_THERE)
    whole = unpack_row (reading, run, &found);
  lab_row_rewind (&reading->series);
  return whole && state == LAB_ROW_END && found == wanted_series (run) &&
         lab_run_what_is_wrong (run) == NULL;
}

static void
lose_run (Reading *reading, gint64 experiment, guint index)
{
  if (reading->lost++ < NAMED_MOST)
    lose (reading, _ ("Run %u of experiment %u cannot be read."), index, (guint)experiment);
}

static void
read_runs (Reading *reading, LabSessionExperiment *experiment, gint64 id, gint64 count)
{
  LabRowState state;
  guint named;

  reading->lost = 0;
  lab_row_seek (&reading->runs, 1, id);
  while ((state = lab_row_next (&reading->runs, "run")) == LAB_ROW_THERE) {
    g_autoptr (LabRun) run = g_new0 (LabRun, 1);

    g_atomic_ref_count_init (&run->reference_count);
    if (get_run (&reading->runs, run) && read_series (reading, id, run))
      g_ptr_array_add (experiment->runs, g_steal_pointer (&run));
    else
      lose_run (reading, id, run->plan.index);
  }
  lab_row_rewind (&reading->runs);
  named = MIN (reading->lost, NAMED_MOST);
  if (experiment->runs->len + named != (guint64)count || state == LAB_ROW_DAMAGED)
    lose (reading, _ ("Of %u runs of experiment %u, %u can be read."), (guint)count, (guint)id,
          experiment->runs->len);
}

/* Experiments. */

static gboolean
read_experiment (Reading *reading, LabRow *row, gint64 id)
{
  g_autoptr (LabSessionExperiment) experiment = NULL;
  const char *words, *points, *simd, *program;
  gint64 runs;

  lab_row_seek (row, 1, id);
  if (lab_row_next (row, "experiment") != LAB_ROW_THERE)
    return FALSE;
  lab_row_get_integer (row);
  words = lab_row_get_text (row);
  points = lab_row_get_text (row);
  simd = lab_row_get_text (row);
  program = lab_row_get_text (row);
  runs = lab_row_get_integer (row);
  if (!lab_row_is_whole (row))
    return FALSE;
  experiment = lab_session_experiment_new (words, points, simd);
  g_free (experiment->program);
  experiment->program = g_strdup (program);
  read_runs (reading, experiment, id, runs);
  g_ptr_array_add (reading->session->experiments, g_steal_pointer (&experiment));
  return TRUE;
}

/* How many experiments there are; -1 where that is lost. */
static gint64
read_count (Reading *reading)
{
  g_auto (LabRow) row = {.statement = NULL};
  gint64 count;

  if (!lab_row_prepare (&row, reading->database, "SELECT * FROM session", NULL) ||
      lab_row_next (&row, "session") != LAB_ROW_THERE)
    return -1;
  lab_row_get_integer (&row);
  count = lab_row_get_integer (&row);
  return lab_row_is_whole (&row) && count >= 0 && count <= EXPERIMENTS_MOST ? count : -1;
}

static void
read_experiments (Reading *reading, LabRow *row)
{
  const gint64 count = read_count (reading);
  gint64 id = 1;

  for (; count < 0 ? id <= EXPERIMENTS_MOST : id <= count; id++) {
    if (!read_experiment (reading, row, id)) {
      if (count < 0)
        break;
      lose (reading, _ ("Experiment %u and its runs cannot be read."), (guint)id);
    }
    lab_row_rewind (row);
  }
  if (count < 0)
    lose (reading, _ ("How many experiments there were cannot be read; %u were found."),
          (guint)(id - 1));
}

LabSession *
lab_session_read_from (LabDatabase *database, GError **error)
{
  g_autoptr (LabSession) session = lab_session_new ();
  g_auto (LabRow) row = {.statement = NULL};
  Reading reading = {.database = database, .session = session};
  gboolean done;

  session->version = LAB_SESSION_VERSION;
  if (!read_fields (&reading)) {
    lab_refuse (error, LAB_ERROR_FILE,
                _ ("%s is damaged: what its numbers mean is lost, so none is shown."),
                lab_database_name (database));
    return NULL;
  }
  done = lab_row_prepare (&row, database, "SELECT * FROM experiment WHERE id = ?", error) &&
         lab_row_prepare (&reading.runs, database,
                          "SELECT * FROM run WHERE experiment = ? ORDER BY \"index\"", error) &&
         lab_row_prepare (&reading.series, database,
                          "SELECT * FROM series WHERE id BETWEEN ? AND ?", error);
  if (done)
    read_experiments (&reading, &row);
  lab_row_clear (&reading.runs);
  lab_row_clear (&reading.series);
  return done ? g_steal_pointer (&session) : NULL;
}

LabSession *
lab_session_read (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (LabDatabase) database = lab_database_open (path, FALSE, error);
  return database != NULL ? lab_session_read_from (database, error) : NULL;
}
