/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measured defaults of each kind of sweep. */
#include "experiment/axis-private.h"

void
lab_axis_settle_model (LabExperiment *experiment)
{
  /* At d <= 2 the optimisation floor hides the model law (science.md, "Model law"). */
  experiment->intrinsic_dimension = 4;
  experiment->noise = 0.0;
  experiment->n = 65536;
  experiment->width = 16;
  experiment->batch = 128;
  experiment->learning_rate = 6e-3;
  experiment->steps = 6000;
  experiment->validation = LAB_VALIDATION_NONE;
  experiment->repeats = 2;
}

void
lab_axis_settle_trajectory (LabExperiment *experiment)
{
  experiment->noise = 0.0;
  experiment->n = 65536;
  experiment->batch = 128;
  experiment->schedule = LAB_SCHEDULE_CONSTANT;
  experiment->learning_rate = 1e-3;
  experiment->steps = 4000;
  experiment->validation = LAB_VALIDATION_NONE;
}

/* Wide enough for seven widths, and as long as 90 s on two cores allow. At d = 2 width 12 still leads when
 * its steps end, so that the frontier is cut there; at d = 4 width 22 is. */
void
lab_axis_settle_compute (LabExperiment *experiment)
{
  lab_axis_settle_trajectory (experiment);
  experiment->width = 64;
  experiment->steps = 12000;
}

/* The model sweep's training, with what a depth of 1 to 6 blocks and five targets leave of a minute
 * on two cores. */
void
lab_axis_settle_depth (LabExperiment *experiment)
{
  lab_axis_settle_model (experiment);
  experiment->depth = 6;
  experiment->fixed =
      LAB_FIXED_PARAMETERS; /* else deeper models have more, and gain by that alone */
  experiment->steps = 3000;
  experiment->repeats = 5;
}

void
lab_experiment_default (LabSweep sweep, LabExperiment *experiment)
{
  g_return_if_fail (sweep < lab_axis_count ());
  g_return_if_fail (experiment != NULL);

  *experiment = (LabExperiment){
      .task = LAB_TASK_POINTS,
      .sequence_inputs = LAB_SEQUENCE_MANIFOLD,
      .correlation = 0.8,
      .degrees_of_freedom = 4.0,
      .language = lab_corpus_source_default (LAB_CORPUS_BIBLE),
      .manifold = LAB_MANIFOLD_TORUS,
      .intrinsic_dimension = 2,
      .smoothness = 1.0,
      .noise = 0.5,
      .n = 8192,
      .validation = LAB_VALIDATION_EXTRA,
      .width = 32,
      .depth = 2,
      .heads = 2,
      .tokens = 4,
      .attention = LAB_ATTENTION_FULL,
      .feed_forward = 2,
      .positions = LAB_POSITIONS_RELATIVE,
      .output = LAB_OUTPUT_UNTIED,
      .optimizer = LAB_OPTIMIZER_ADAMW,
      .schedule = LAB_SCHEDULE_COSINE,
      .learning_rate = 4e-3,
      .warm_up = LAB_AUTOMATIC,
      .final_rate = LAB_AUTOMATIC,
      .stable = 0.8,
      .weight_decay = LAB_AUTOMATIC,
      .head_scale = 1.0,
      .steps = 1000,
      .batch = 64,
      .sweep = sweep,
      .repeats = 3,
      .seed = 1,
  };
  if (lab_axis (sweep)->settle != NULL)
    lab_axis (sweep)->settle (experiment);
}
