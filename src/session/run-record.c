/* A run's fields as one table, which writer and reader walk alike. */
#include "session/run-record.h"

#include "core/error.h"
#include "session/json-read.h"
#include "session/json-text.h"
#include "session/json-values.h"
#include "session/results-rows.h"

#include <math.h>

#define FORMAT "scaling-lab run 1"

typedef enum
{
  FIELD_UINT,   /* guint */
  FIELD_SIZE,   /* gsize */
  FIELD_UINT64, /* guint64 */
  FIELD_REAL,   /* double */
  FIELD_SINGLE, /* float */
} FieldType;

typedef struct
{
  const char *name; /* NULL ends a table */
  FieldType type;
  gsize offset;
} Field;

static const Field plan_fields[] = {
    {"index", FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, index)},
    {"grid_index", FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, grid_index)},
    {"repeat", FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, repeat)},
    {"value", FIELD_REAL, G_STRUCT_OFFSET (LabRunPlan, value)},
    {"n", FIELD_UINT64, G_STRUCT_OFFSET (LabRunPlan, n)},
    {"width", FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, width)},
    {"depth", FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, depth)},
    {NULL}};

static const Field dimension_fields[] = {
    {"value", FIELD_SINGLE, G_STRUCT_OFFSET (LabMeasuredDimension, value)},
    {"low", FIELD_SINGLE, G_STRUCT_OFFSET (LabMeasuredDimension, low)},
    {"high", FIELD_SINGLE, G_STRUCT_OFFSET (LabMeasuredDimension, high)},
    {NULL}};

static const Field evaluation_fields[] = {
    {"step", FIELD_UINT, G_STRUCT_OFFSET (LabEvaluation, step)},
    {"compute", FIELD_UINT64, G_STRUCT_OFFSET (LabEvaluation, compute)},
    {"training_loss", FIELD_REAL, G_STRUCT_OFFSET (LabEvaluation, training_loss)},
    {"validation_loss", FIELD_REAL, G_STRUCT_OFFSET (LabEvaluation, validation_loss)},
    {"excess_risk", FIELD_REAL, G_STRUCT_OFFSET (LabEvaluation, excess_risk)},
    {"labels", FIELD_UINT, G_STRUCT_OFFSET (LabEvaluation, labels)},
    {"points", FIELD_UINT, G_STRUCT_OFFSET (LabEvaluation, points)},
    {NULL}};

static const Field run_fields[] = {
    {"parameters", FIELD_SIZE, G_STRUCT_OFFSET (LabRun, parameters)},
    {"training_points", FIELD_SIZE, G_STRUCT_OFFSET (LabRun, training_points)},
    {"validation_labels", FIELD_SIZE, G_STRUCT_OFFSET (LabRun, validation_labels)},
    {"warm_up_steps", FIELD_UINT, G_STRUCT_OFFSET (LabRun, warm_up_steps)},
    {"diverged_step", FIELD_UINT, G_STRUCT_OFFSET (LabRun, diverged_step)},
    {"seconds", FIELD_REAL, G_STRUCT_OFFSET (LabRun, seconds)},
    {NULL}};

static const LabRunStatus statuses[] = {LAB_RUN_FINISHED, LAB_RUN_DIVERGED, LAB_RUN_STOPPED};

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
add_fields (JsonBuilder *builder, const Field *fields, gconstpointer value)
{
  for (const Field *field = fields; field->name != NULL; field++) {
    gconstpointer place = G_STRUCT_MEMBER_P (value, field->offset);
    switch (field->type) {
    case FIELD_UINT:
      lab_json_add_integer (builder, field->name, *(const guint *)place);
      break;
    case FIELD_SIZE:
      lab_json_add_integer (builder, field->name, *(const gsize *)place);
      break;
    case FIELD_UINT64:
      lab_json_add_integer (builder, field->name, *(const guint64 *)place);
      break;
    case FIELD_REAL:
      add_number (builder, field->name, *(const double *)place);
      break;
    case FIELD_SINGLE:
      add_number (builder, field->name, (double)*(const float *)place);
      break;
    }
  }
}

static void
add_object (JsonBuilder *builder, const char *name, const Field *fields, gconstpointer value)
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
  add_fields (builder, evaluation_fields, evaluation);
  json_builder_set_member_name (builder, "dimension");
  json_builder_begin_array (builder);
  for (guint block = 0; block < evaluation->measured_blocks; block++)
    add_object (builder, NULL, dimension_fields, &evaluation->dimension[block]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static JsonNode *
node_of (const LabRun *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_object (builder, "plan", plan_fields, &run->plan);
  add_fields (builder, run_fields, run);
  add_object (builder, "data_dimension", dimension_fields, &run->data_dimension);
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
read_field (JsonObject *object, const Field *field, gpointer place)
{
  guint64 whole;
  double number;

  switch (field->type) {
  case FIELD_UINT:
    if (!lab_json_read_integer (object, field->name, G_MAXUINT, &whole))
      return FALSE;
    *(guint *)place = (guint)whole;
    return TRUE;
  case FIELD_SIZE:
    if (!lab_json_read_integer (object, field->name, MIN ((guint64)G_MAXSIZE, G_MAXINT64), &whole))
      return FALSE;
    *(gsize *)place = (gsize)whole;
    return TRUE;
  case FIELD_UINT64:
    return lab_json_read_integer (object, field->name, G_MAXINT64, place);
  case FIELD_REAL:
    return lab_json_read_real (object, field->name, place);
  case FIELD_SINGLE:
    if (!lab_json_read_real (object, field->name, &number))
      return FALSE;
    *(float *)place = (float)number;
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

/* The name of the first member that is missing or of another kind; NULL: there is none. */
static const char *
read_fields (JsonObject *object, const Field *fields, gpointer value)
{
  for (const Field *field = fields; field->name != NULL; field++)
    if (!read_field (object, field, G_STRUCT_MEMBER_P (value, field->offset)))
      return field->name;
  return NULL;
}

static const char *
read_object (JsonObject *object, const char *name, const Field *fields, gpointer value)
{
  JsonObject *member = lab_json_read_object (object, name);
  return member == NULL ? name : read_fields (member, fields, value);
}

static const char *
read_evaluation (JsonObject *object, LabEvaluation *evaluation)
{
  JsonArray *blocks = lab_json_read_array (object, "dimension", LAB_MODEL_DEPTH_MAX);
  const char *wrong = read_fields (object, evaluation_fields, evaluation);

  if (blocks == NULL)
    return "dimension";
  evaluation->measured_blocks = json_array_get_length (blocks);
  for (guint i = 0; wrong == NULL && i < evaluation->measured_blocks; i++) {
    JsonObject *block = lab_json_read_element (blocks, i);
    wrong = block == NULL ? "dimension"
                          : read_fields (block, dimension_fields, &evaluation->dimension[i]);
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
    if (i > 0 && run->evaluations[i].step <= run->evaluations[i - 1].step)
      return "step";
  }
  return NULL;
}

static gboolean
read_status (JsonObject *object, LabRun *run)
{
  const char *name = lab_json_read_text (object, "status");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (name, lab_results_status_name (statuses[i])) == 0) {
      run->status = statuses[i];
      return TRUE;
    }
  return FALSE;
}

static const char *
read_run (JsonObject *object, LabRun *run)
{
  const char *wrong = read_object (object, "plan", plan_fields, &run->plan);
  guint64 chosen;

  if (wrong == NULL)
    wrong = read_fields (object, run_fields, run);
  if (wrong == NULL)
    wrong = read_object (object, "data_dimension", dimension_fields, &run->data_dimension);
  if (wrong == NULL && !read_status (object, run))
    wrong = "status";
  if (wrong == NULL)
    wrong = read_evaluations (object, run);
  if (wrong != NULL)
    return wrong;
  run->reason = g_strdup (lab_json_read_text (object, "reason"));
  if ((run->reason != NULL) != (run->status == LAB_RUN_DIVERGED))
    return "reason";
  if (!lab_json_read_integer (object, "chosen", run->evaluation_count, &chosen))
    return "chosen";
  run->chosen = (int)chosen - 1;
  return NULL;
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
