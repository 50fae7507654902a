/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run's fields as one table, which writer and reader walk alike. */
#include "session/run-record.h"

#include "core/error.h"
#include "session/json-read.h"
#include "session/json-text.h"
#include "session/json-values.h"
#include "session/results-rows.h"
#include "session/run-fields.h"

#include <math.h>

#define FORMAT "scaling-lab run 1"

/* Writing. */

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  if (isinf (value))
    lab_json_add_text (builder, name, value > 0.0 ? "inf" : "-inf");
  else
    lab_json_add_real (builder, name, value);
}

static void
add_fields (JsonBuilder *builder, const LabRunField *fields, gconstpointer value)
{
  for (const LabRunField *field = fields; field->name != NULL; field++) {
    gconstpointer place = G_STRUCT_MEMBER_P (value, field->offset);
    switch (field->type) {
    case LAB_RUN_FIELD_UINT:
      lab_json_add_integer (builder, field->name, *(const guint *)place);
      break;
    case LAB_RUN_FIELD_SIZE:
      lab_json_add_integer (builder, field->name, *(const gsize *)place);
      break;
    case LAB_RUN_FIELD_UINT64:
      lab_json_add_integer (builder, field->name, *(const guint64 *)place);
      break;
    case LAB_RUN_FIELD_REAL:
      add_number (builder, field->name, *(const double *)place);
      break;
    case LAB_RUN_FIELD_SINGLE:
      add_number (builder, field->name, (double)*(const float *)place);
      break;
    }
  }
}

static void
add_object (JsonBuilder *builder, const char *name, const LabRunField *fields, gconstpointer value)
{
  if (name != NULL)
    json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_fields (builder, fields, value);
  json_builder_end_object (builder);
}

static void
add_evaluation (JsonBuilder *builder, const LabEvaluation *evaluation)
{
  json_builder_begin_object (builder);
  add_fields (builder, lab_run_evaluation_fields, evaluation);
  json_builder_set_member_name (builder, "dimension");
  json_builder_begin_array (builder);
  for (guint block = 0; block < evaluation->measured_blocks; block++)
    add_object (builder, NULL, lab_run_dimension_fields, &evaluation->dimension[block]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static JsonNode *
node_of (const LabRun *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_object (builder, "plan", lab_run_plan_fields, &run->plan);
  add_fields (builder, lab_run_fields, run);
  add_object (builder, "data_dimension", lab_run_dimension_fields, &run->data_dimension);
  lab_json_add_text (builder, "status", lab_results_status_name (run->status));
  lab_json_add_text (builder, "reason", run->reason);
  lab_json_add_integer (builder, "chosen", (guint64)(run->chosen + 1)); /* 0: none of them */
  json_builder_set_member_name (builder, "evaluations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->evaluation_count; i++)
    add_evaluation (builder, &run->evaluations[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static char *
checksum_of (JsonNode *run)
{
  g_autofree char *text = lab_json_text (run);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
lab_run_record_text (const LabRun *run)
{
  g_return_val_if_fail (run != NULL, NULL);

  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonNode *node = node_of (run);
  g_autofree char *checksum = checksum_of (node);
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "format", FORMAT);
  lab_json_add_text (builder, "sha256", checksum);
  json_builder_set_member_name (builder, "run");
  json_builder_add_value (builder, node);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

/* Reading: what is not as the writer has it is refused by the name of the member. */

static gboolean
read_field (JsonObject *object, const LabRunField *field, gpointer place)
{
  guint64 whole;
  double number;

  switch (field->type) {
  case LAB_RUN_FIELD_UINT:
    if (!lab_json_read_integer (object, field->name, G_MAXUINT, &whole))
      return FALSE;
    *(guint *)place = (guint)whole;
    return TRUE;
  case LAB_RUN_FIELD_SIZE:
    if (!lab_json_read_integer (object, field->name, MIN ((guint64)G_MAXSIZE, G_MAXINT64), &whole))
      return FALSE;
    *(gsize *)place = (gsize)whole;
    return TRUE;
  case LAB_RUN_FIELD_UINT64:
    return lab_json_read_integer (object, field->name, G_MAXINT64, place);
  case LAB_RUN_FIELD_REAL:
    return lab_json_read_real (object, field->name, place);
  case LAB_RUN_FIELD_SINGLE:
    if (!lab_json_read_real (object, field->name, &number))
      return FALSE;
    *(float *)place = (float)number;
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

/* The name of the first member that is missing or of another kind; NULL: there is none. */
static const char *
read_fields (JsonObject *object, const LabRunField *fields, gpointer value)
{
  for (const LabRunField *field = fields; field->name != NULL; field++)
    if (!read_field (object, field, G_STRUCT_MEMBER_P (value, field->offset)))
      return field->name;
  return NULL;
}

static const char *
read_object (JsonObject *object, const char *name, const LabRunField *fields, gpointer value)
{
  JsonObject *member = lab_json_read_object (object, name);
  return member == NULL ? name : read_fields (member, fields, value);
}

static const char *
read_evaluation (JsonObject *object, LabEvaluation *evaluation)
{
  JsonArray *blocks = lab_json_read_array (object, "dimension", LAB_MODEL_DEPTH_MAX);
  const char *wrong = read_fields (object, lab_run_evaluation_fields, evaluation);

  if (blocks == NULL)
    return "dimension";
  evaluation->measured_blocks = json_array_get_length (blocks);
  for (guint i = 0; wrong == NULL && i < evaluation->measured_blocks; i++) {
    JsonObject *block = lab_json_read_element (blocks, i);
    wrong = block == NULL
                ? "dimension"
                : read_fields (block, lab_run_dimension_fields, &evaluation->dimension[i]);
  }
  return wrong;
}

static const char *
read_evaluations (JsonObject *object, LabRun *run)
{
  JsonArray *array = lab_json_read_array (object, "evaluations", LAB_EVALUATIONS_MAX);

  if (array == NULL)
    return "evaluations";
  run->evaluation_count = json_array_get_length (array);
  run->evaluations = g_new0 (LabEvaluation, run->evaluation_count);
  for (guint i = 0; i < run->evaluation_count; i++) {
    JsonObject *element = lab_json_read_element (array, i);
    const char *wrong =
        element == NULL ? "evaluations" : read_evaluation (element, &run->evaluations[i]);
    if (wrong != NULL)
      return wrong;
  }
  return NULL;
}

static const char *
read_run (JsonObject *object, LabRun *run)
{
  const char *wrong = read_object (object, "plan", lab_run_plan_fields, &run->plan);
  guint64 chosen;

  if (wrong == NULL)
    wrong = read_fields (object, lab_run_fields, run);
  if (wrong == NULL)
    wrong = read_object (object, "data_dimension", lab_run_dimension_fields, &run->data_dimension);
  if (wrong == NULL &&
      !lab_results_status_find (lab_json_read_text (object, "status"), &run->status))
    wrong = "status";
  if (wrong == NULL)
    wrong = read_evaluations (object, run);
  if (wrong != NULL)
    return wrong;
  run->reason = g_strdup (lab_json_read_text (object, "reason"));
  if (!lab_json_read_integer (object, "chosen", run->evaluation_count, &chosen))
    return "chosen";
  run->chosen = (int)chosen - 1;
  return lab_run_what_is_wrong (run);
}

static gboolean
is_as_written (JsonObject *record)
{
  g_autofree char *checksum = checksum_of (json_object_get_member (record, "run"));
  return g_strcmp0 (checksum, lab_json_read_text (record, "sha256")) == 0;
}

LabRun *
lab_run_record_read (const char *name, const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (name != NULL && (text != NULL || length == 0), NULL);

  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *record = lab_json_read_document (parser, text, length);
  JsonObject *object = record != NULL ? lab_json_read_object (record, "run") : NULL;
  if (object == NULL || g_strcmp0 (lab_json_read_text (record, "format"), FORMAT) != 0) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s is no whole record of a run in the format \"%s\": it was cut off, or another "
                "program or version wrote it.",
                name, FORMAT);
    return NULL;
  }
  if (!is_as_written (record)) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s was changed after it was written: its checksum is another.", name);
    return NULL;
  }
  g_autoptr (LabRun) run = g_new0 (LabRun, 1);
  g_atomic_ref_count_init (&run->reference_count);
  const char *wrong = read_run (object, run);
  if (wrong != NULL) {
    lab_refuse (error, LAB_ERROR_FILE, "%s tells of no run that can be: \"%s\" is not allowed.",
                name, wrong);
    return NULL;
  }
  return g_steal_pointer (&run);
}
