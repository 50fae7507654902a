/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep over keys for other programs. */
#include "cli/print/grid-answer.h"

#include "cli/print/joint-answer.h"
#include "session/json-values.h"
#include "cli/print/grid-rows.h"

#include <math.h>

double
lab_grid_cell_mean (const LabGridAnswer *answer, const double *errors, guint cell)
{
  guint repeats = answer->grid->base.repeats;
  double sum = 0.0;

  for (guint r = 0; r < repeats; r++)
    sum += log (errors[cell * repeats + r]);
  return isfinite (sum) ? exp (sum / repeats) : NAN;
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_best_members (JsonBuilder *builder, const LabKeyBest *best)
{
  lab_json_add_real (builder, "value", best->value);
  lab_json_add_real (builder, "low", best->low);
  lab_json_add_real (builder, "high", best->high);
  lab_json_add_real (builder, "good_from", best->good_from);
  lab_json_add_real (builder, "good_to", best->good_to);
  lab_json_add_real (builder, "excess_risk", best->error);
  add_boolean (builder, "at_end", best->at_end);
  lab_json_add_integer (builder, "values_diverged", best->diverged);
}

static void
add_best (JsonBuilder *builder, const LabGridAnswer *answer)
{
  json_builder_set_member_name (builder, "best");
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "key", answer->grid->axis[0].key);
  add_best_members (builder, answer->best);
  json_builder_end_object (builder);
}

static void
add_map (JsonBuilder *builder, const LabGridAnswer *answer)
{
  const LabKeyGrid *grid = answer->grid;
  g_autofree double *errors = lab_key_grid_errors (grid, answer->runs);

  json_builder_set_member_name (builder, "map");
  json_builder_begin_array (builder);
  for (guint cell = 0; cell < lab_key_grid_cells (grid); cell++) {
    guint unfinished = 0;
    for (guint r = 0; r < grid->base.repeats; r++)
      unfinished += isnan (errors[cell * grid->base.repeats + r]) ? 1 : 0;
    json_builder_begin_object (builder);
    for (guint a = 0; a < grid->axes; a++)
      lab_json_add_real (builder, grid->axis[a].key,
                         grid->axis[a].value[lab_key_grid_place (grid, cell, a)]);
    lab_json_add_real (builder, "excess_risk", lab_grid_cell_mean (answer, errors, cell));
    lab_json_add_integer (builder, "unfinished", unfinished);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_valley (JsonBuilder *builder, const LabGridAnswer *answer)
{
  const LabKeyValley *valley = answer->valley;
  const LabKeyAxis *other = &answer->grid->axis[valley->other];

  json_builder_set_member_name (builder, "valley");
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "key", answer->grid->axis[valley->tuned].key);
  lab_json_add_text (builder, "over", other->key);
  lab_json_add_real (builder, "exponent", valley->exponent);
  lab_json_add_real (builder, "low", valley->low);
  lab_json_add_real (builder, "high", valley->high);
  json_builder_set_member_name (builder, "best");
  json_builder_begin_array (builder);
  for (guint i = 0; i < valley->count; i++) {
    json_builder_begin_object (builder);
    lab_json_add_real (builder, other->key, other->value[i]);
    add_best_members (builder, &valley->best[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_joint (JsonBuilder *builder, const LabGridAnswer *answer)
{
  static const LabJointColumns columns = {"parameters", "n", "excess_risk", NULL,
                                          "model and data were swept"};

  json_builder_set_member_name (builder, "joint");
  if (answer->joint == NULL) {
    json_builder_add_null_value (builder);
    lab_json_add_text (builder, "why_no_joint", answer->why_no_joint);
    return;
  }
  json_builder_begin_object (builder);
  lab_joint_add_members (builder, answer->joint, &columns);
  json_builder_end_object (builder);
}

static void
add_counts (JsonBuilder *builder, const LabGridAnswer *answer)
{
  guint counts[3] = {0}, missing = 0;

  for (guint i = 0; i < lab_key_grid_runs (answer->grid); i++) {
    if (answer->runs[i] == NULL)
      missing++;
    else
      counts[answer->runs[i]->status]++;
  }
  lab_json_add_integer (builder, "runs_finished", counts[LAB_RUN_FINISHED]);
  lab_json_add_integer (builder, "runs_diverged", counts[LAB_RUN_DIVERGED]);
  lab_json_add_integer (builder, "runs_stopped", counts[LAB_RUN_STOPPED]);
  lab_json_add_integer (builder, "runs_not_measured", missing);
}

JsonNode *
lab_grid_json (const LabGridAnswer *answer, gboolean with_points)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_grid_add_experiment (builder, answer->grid);
  if (with_points)
    lab_grid_add_points (builder, answer->grid, answer->runs);
  if (answer->best != NULL)
    add_best (builder, answer);
  if (answer->grid->axes == 2)
    add_map (builder, answer);
  if (answer->valley != NULL)
    add_valley (builder, answer);
  if (answer->joint != NULL || answer->why_no_joint != NULL)
    add_joint (builder, answer);
  add_counts (builder, answer);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
