/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured dimensions in the results. */
#include "session/results-dimension.h"

#include "session/json-values.h"

#include <math.h>

/* "value", "low", "high" of an object under construction. */
static void
add_dimension (JsonBuilder *builder, const LabMeasuredDimension *dimension)
{
  lab_json_add_real (builder, "value", (double)dimension->value);
  lab_json_add_real (builder, "low", (double)dimension->low);
  lab_json_add_real (builder, "high", (double)dimension->high);
}

static void
add_blocks (JsonBuilder *builder, const LabMeasuredDimension *blocks, guint count)
{
  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (guint b = 0; b < count; b++) {
    json_builder_begin_object (builder);
    add_dimension (builder, &blocks[b]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_data (JsonBuilder *builder, const LabMeasuredDimension *data)
{
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  add_dimension (builder, data);
  json_builder_end_object (builder);
}

static void
add_run (JsonBuilder *builder, const LabRun *run)
{
  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "run", run->plan.index);
  lab_json_add_integer (builder, "n", run->plan.n);
  lab_json_add_integer (builder, "width", run->plan.width);
  lab_json_add_integer (builder, "repeat", run->plan.repeat);
  add_data (builder, &run->data_dimension);
  json_builder_set_member_name (builder, "evaluations");
  json_builder_begin_array (builder);
  for (guint e = 0; e < run->evaluation_count; e++) {
    if (run->evaluations[e].measured_blocks == 0)
      continue;
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "step", run->evaluations[e].step);
    add_blocks (builder, run->evaluations[e].dimension, run->evaluations[e].measured_blocks);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_law (JsonBuilder *builder, const LabMeasuredLaw *measured)
{
  const LabReferenceLaw *law = &measured->law;

  json_builder_set_member_name (builder, "measured_dimension");
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "estimator", "mle, k = 20");
  lab_json_add_integer (builder, "runs", measured->runs);
  add_data (builder, &measured->data);
  add_blocks (builder, measured->block, measured->blocks);
  lab_json_add_real (builder, "predicted_exponent", law->valid ? law->exponent : NAN);
  lab_json_add_real (builder, "predicted_low", law->valid ? measured->steepest : NAN);
  lab_json_add_real (builder, "predicted_high", law->valid ? measured->shallowest : NAN);
  json_builder_end_object (builder);
}

void
lab_results_add_dimensions (JsonBuilder *builder,
                            const LabExperiment *experiment,
                            LabRun *const *runs,
                            guint count)
{
  LabMeasuredLaw measured;

  g_return_if_fail (builder != NULL && experiment != NULL);

  if (experiment->hidden_dimension == LAB_HIDDEN_DIMENSION_OFF)
    return;
  if (lab_measured_law (experiment, runs, count, &measured))
    add_law (builder, &measured);
  json_builder_set_member_name (builder, "hidden_dimensions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    if (runs[i] != NULL && runs[i]->evaluation_count > 0)
      add_run (builder, runs[i]);
  json_builder_end_array (builder);
}
