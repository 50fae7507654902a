/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of axes. */
#include "experiment/axis-private.h"

#include <glib/gi18n.h>
#include <math.h>

const char *const lab_axis_names[LAB_SWEEP_COUNT + 1] = {
    [LAB_SWEEP_DATA] = "data",       [LAB_SWEEP_MODEL] = "model", [LAB_SWEEP_TIME] = "time",
    [LAB_SWEEP_COMPUTE] = "compute", [LAB_SWEEP_DEPTH] = "depth",
};

static double
place_n (const LabRunPlan *plan, gsize parameters, guint step, guint64 compute)
{
  return (double)plan->n;
}

static double
place_parameters (const LabRunPlan *plan, gsize parameters, guint step, guint64 compute)
{
  return (double)parameters;
}

static double
place_step (const LabRunPlan *plan, gsize parameters, guint step, guint64 compute)
{
  return step;
}

static double
place_compute (const LabRunPlan *plan, gsize parameters, guint step, guint64 compute)
{
  return (double)compute;
}

static double
place_depth (const LabRunPlan *plan, gsize parameters, guint step, guint64 compute)
{
  return plan->depth;
}

static LabReferenceLaw
model_law (double smoothness, double dimension, double noise)
{
  return lab_theory_model_law (smoothness, dimension);
}

static LabReferenceLaw
time_law (double smoothness, double dimension, double noise)
{
  return lab_theory_time_law (smoothness, dimension);
}

static LabReferenceLaw
compute_law (double smoothness, double dimension, double noise)
{
  return lab_theory_compute_law_v3 ();
}

static LabReferenceLaw
first_compute_law (double smoothness, double dimension, double noise)
{
  return lab_theory_compute_law_v1 ();
}

static const LabAxis AXES[LAB_SWEEP_COUNT] = {
    [LAB_SWEEP_DATA] =
        {
            .key = "n",
            .symbol = "n",
            .column = "n",
            .heading = "n",
            .short_name = N_ ("Data"),
            .spoken = N_ ("Error against the size n of the training data (1)"),
            .law_name = N_ ("Data Law"),
            /* Translators: as in "half the error needs 3.7 times the data"; so are the other axes' below. */
            .amount = N_ ("the data"),
            .condition = N_ ("for this N and T"),
            .more = N_ ("needs %s times more data for the same error"),
            .less = N_ ("needs %s times less data for the same error"),
            .is_count = TRUE,
            .place = place_n,
            .choose_grid = lab_axis_grid_data,
            .theory = LAB_THEORY_DATA,
            .laws = {lab_theory_data_law},
            .law_has_dimension = TRUE,
            .law_is_limit = TRUE,
            .kernel = LAB_AXIS_KERNEL_RIDGE,
        },
    [LAB_SWEEP_MODEL] =
        {
            .key = "width",
            .symbol = "N",
            .column = "parameters",
            .heading = "parameters N",
            .short_name = N_ ("Model"),
            .label = N_ ("parameters N"),
            .spoken = N_ ("Error against parameters N (2)"),
            .law_name = N_ ("Model Law"),
            .amount = N_ ("the width"),
            .condition = N_ ("for this n and T"),
            .more = N_ ("needs %s times more parameters for the same error"),
            .less = N_ ("needs %s times fewer parameters for the same error"),
            .told_by_width = TRUE,
            .leaves_floor = TRUE,
            .is_count = TRUE,
            .place = place_parameters,
            .settle = lab_axis_settle_model,
            .choose_grid = lab_axis_grid_model,
            .theory = LAB_THEORY_MODEL,
            .laws = {model_law},
            .law_has_dimension = TRUE,
            .law_is_limit = TRUE,
        },
    [LAB_SWEEP_TIME] =
        {
            .key = "width",
            .symbol = "T",
            .column = "steps",
            .heading = "steps T",
            .short_name = N_ ("Time"),
            .label = N_ ("optimiser steps T"),
            .spoken = N_ ("Error against optimiser steps T (3)"),
            .law_name = N_ ("Time Law"),
            .amount = N_ ("the steps"),
            .condition = N_ ("for this n and N"),
            .more = N_ ("needs %s times more steps for the same error"),
            .less = N_ ("needs %s times fewer steps for the same error"),
            .is_trajectory = TRUE,
            .is_count = TRUE,
            .place = place_step,
            .settle = lab_axis_settle_trajectory,
            .theory = LAB_THEORY_TIME,
            .laws = {time_law},
            .law_is_limit = TRUE,
            .kernel = LAB_AXIS_KERNEL_TANGENT,
        },
    [LAB_SWEEP_COMPUTE] =
        {
            .key = "width",
            .symbol = "C",
            .unit = "FLOP",
            .column = "compute",
            .heading = "compute C",
            .short_name = N_ ("Compute"),
            .label = N_ ("compute C (FLOP)"),
            .spoken = N_ ("Error against compute C (4)"),
            .law_name = N_ ("Compute Law"),
            .amount = N_ ("the compute"),
            .condition = N_ ("for this n and N"),
            .more = N_ ("needs %s times more compute for the same error"),
            .less = N_ ("needs %s times less compute for the same error"),
            .is_trajectory = TRUE,
            .has_frontier = TRUE,
            .place = place_compute,
            .settle = lab_axis_settle_compute,
            .choose_grid = lab_axis_grid_compute,
            .theory = LAB_THEORY_COMPUTE,
            .laws = {compute_law, first_compute_law},
            .kernel = LAB_AXIS_KERNEL_TANGENT,
        },
    [LAB_SWEEP_DEPTH] =
        {
            .key = "depth",
            .symbol = "L",
            .column = "depth",
            .heading = "depth",
            .short_name = N_ ("Depth"),
            .label = N_ ("depth L (blocks)"),
            .spoken = N_ ("Error against depth L (5)"),
            .law_name = N_ ("Depth"),
            .amount = N_ ("the depth"),
            .is_whole = TRUE,
            .is_choice = TRUE,
            .is_count = TRUE,
            .place = place_depth,
            .settle = lab_axis_settle_depth,
            .choose_grid = lab_axis_grid_depth,
            .theory = LAB_THEORY_NONE,
        },
};

guint
lab_axis_count (void)
{
  return G_N_ELEMENTS (AXES);
}

const LabAxis *
lab_axis (LabSweep axis)
{
  g_return_val_if_fail (axis < G_N_ELEMENTS (AXES), &AXES[0]);

  return &AXES[axis];
}

LabSweep
lab_axis_of_theory (LabTheoryAxis theory)
{
  for (LabSweep axis = 0; axis < G_N_ELEMENTS (AXES); axis++)
    if (AXES[axis].theory == theory && theory != LAB_THEORY_NONE)
      return axis;
  g_return_val_if_reached (0);
}

gboolean
lab_axis_has_key (LabSweep axis, const char *key)
{
  g_return_val_if_fail (key != NULL, FALSE);

  return g_str_equal (lab_axis (axis)->key, key);
}
