/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/plan-text.h"

#include "session/json-read.h"
#include "session/json-text.h"
#include "session/json-values.h"

#define FORMAT "scaling-lab plan 1"

static JsonNode *
plan_node (const LabRunFolder *folder)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "words", folder->words);
  lab_json_add_text (builder, "points_sha256", folder->points_sha256);
  lab_json_add_text (builder, "simd", folder->simd);
  lab_json_add_text (builder, "program", folder->program);
  lab_json_add_text (builder, "build", folder->build);
  lab_json_add_integer (builder, "tasks", folder->tasks);
  json_builder_set_member_name (builder, "runs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < folder->count; i++) {
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "index", i);
    lab_json_add_real (builder, "cost", folder->runs[i].cost);
    lab_json_add_integer (builder, "task", folder->runs[i].task);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static char *
checksum_of (JsonNode *plan)
{
  g_autofree char *text = lab_json_text (plan);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
lab_plan_text (const LabRunFolder *folder)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonNode *node = plan_node (folder);
  g_autofree char *checksum = checksum_of (node);

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "format", FORMAT);
  lab_json_add_text (builder, "sha256", checksum);
  json_builder_set_member_name (builder, "plan");
  json_builder_add_value (builder, node);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static gboolean
read_run (JsonArray *array, guint i, LabRunFolder *folder)
{
  JsonObject *object = lab_json_read_element (array, i);
  guint64 index, task;

  if (object == NULL || !lab_json_read_integer (object, "index", G_MAXUINT, &index) || index != i ||
      !lab_json_read_integer (object, "task", folder->tasks - 1, &task) ||
      !lab_json_read_real (object, "cost", &folder->runs[i].cost))
    return FALSE;
  folder->runs[i].task = (guint)task;
  return TRUE;
}

static gboolean
read_plan (JsonObject *plan, LabRunFolder *folder)
{
  JsonArray *array = lab_json_read_array (plan, "runs", 1u << 20);
  guint64 tasks;

  folder->words = g_strdup (lab_json_read_text (plan, "words"));
  folder->points_sha256 = g_strdup (lab_json_read_text (plan, "points_sha256"));
  folder->simd = g_strdup (lab_json_read_text (plan, "simd"));
  folder->program = g_strdup (lab_json_read_text (plan, "program"));
  folder->build = g_strdup (lab_json_read_text (plan, "build"));
  if (folder->words == NULL || folder->simd == NULL || folder->program == NULL ||
      folder->build == NULL || array == NULL ||
      !lab_json_read_integer (plan, "tasks", LAB_TASKS_MAX, &tasks) || tasks == 0)
    return FALSE;
  folder->tasks = (guint)tasks;
  folder->count = json_array_get_length (array);
  folder->runs = g_new0 (LabPlannedRun, folder->count);
  for (guint i = 0; i < folder->count; i++)
    if (!read_run (array, i, folder))
      return FALSE;
  return TRUE;
}

gboolean
lab_plan_read (const char *text, gsize length, LabRunFolder *folder)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = lab_json_read_document (parser, text, length);
  JsonObject *plan = root != NULL ? lab_json_read_object (root, "plan") : NULL;
  g_autofree char *checksum = NULL;

  if (plan == NULL || g_strcmp0 (lab_json_read_text (root, "format"), FORMAT) != 0)
    return FALSE;
  checksum = checksum_of (json_object_get_member (root, "plan"));
  return g_strcmp0 (checksum, lab_json_read_text (root, "sha256")) == 0 && read_plan (plan, folder);
}
