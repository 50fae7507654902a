/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axes that an error is measured against, as one table: every other file asks it.
 *
 * An axis is a number. Below LAB_SWEEP_COUNT it is a line of the table; what a line says, it says of the key
 * that its grid holds values of, so that a line can be made for any numeric key of an experiment: one without
 * law or prediction needs names, that key, where a run lies on it (`place`) and a choice of grid. */
#pragma once

#include "theory/catalogue.h"

G_BEGIN_DECLS

typedef struct _LabExperiment LabExperiment;
typedef struct _LabRunPlan LabRunPlan;

/* Most values of a grid. */
#define LAB_GRID_MAX 16

/* Most laws that theory states over one axis. */
#define LAB_AXIS_LAWS 2

/* What varies between (data, model, depth) or within (time, compute) the runs of an experiment. */
typedef guint LabSweep;

enum
{
  LAB_SWEEP_DATA,    /* n: training points */
  LAB_SWEEP_MODEL,   /* N: parameters, by way of the width m */
  LAB_SWEEP_TIME,    /* T: the trajectory of each run over its optimiser steps */
  LAB_SWEEP_COMPUTE, /* C: the trajectory over FLOP */
  LAB_SWEEP_DEPTH,   /* blocks, at a fixed width or a fixed number of parameters */
  LAB_SWEEP_COUNT,
};

/* Which computation with kernels goes over an axis. */
typedef enum
{
  LAB_AXIS_KERNEL_NONE,
  LAB_AXIS_KERNEL_RIDGE,   /* regression at each size (kernel/ridge-curve.h) */
  LAB_AXIS_KERNEL_TANGENT, /* the tangent kernel's flow (kernel/tangent-curve.h) */
} LabAxisKernel;

/* x of a run: its plan, its parameters, and steps and FLOP up to the evaluation. */
typedef double (*LabAxisPlace) (const LabRunPlan *plan,
                                gsize             parameters,
                                guint             step,
                                guint64           compute);

/* risk ~ x^exponent for smoothness, intrinsic dimension and label noise; invalid where none holds. */
typedef LabReferenceLaw (*LabAxisLaw) (double smoothness, double dimension, double noise);

/* Texts marked N_() are for people; the others are for programs and the C locale. */
typedef struct
{
  const char *key;     /* of the experiment: the grid holds its values */
  const char *symbol;  /* "N" */
  const char *unit;    /* "FLOP"; NULL: a count */
  const char *column;  /* of a table of results that holds x: "parameters" */
  const char *heading; /* of x in a printed table, without unit: "parameters N" */

  const char *short_name; /* N_("Model"), on a switch */
  const char *label;      /* N_("parameters N"), along the axis; NULL: what n counts, which is the task's */
  const char *spoken;    /* N_("Error against parameters N (2)"): what a chart of it shows, with its key */
  const char *law_name;  /* N_("Model Law"), over what is said of it */
  const char *amount;    /* N_("the width"), as in "3.7 × the width" */
  const char *condition; /* N_("for this n and T"): what a prediction over x holds fixed; NULL: none is made */
  const char *more; /* N_("needs %s times more parameters for the same error"); NULL: without a law */
  const char *less; /* N_("needs %s times fewer parameters for the same error"); likewise */

  gboolean is_trajectory; /* all evaluations of a run are its result, and not one of them alone */
  gboolean is_count;      /* x is a whole number, written in full */
  gboolean is_whole;      /* x is a small whole number: ticks stand at whole numbers */
  gboolean is_choice;     /* the conclusion is one of the grid's values (depth-choice.h), not a law */
  gboolean told_by_width; /* more of x is told as a wider model */
  gboolean has_frontier;  /* the lower envelope over the grid is a conclusion too (conclude/frontier.h) */
  gboolean leaves_floor;  /* sizes at the optimisation floor are left out of fits (optimisation-floor.h) */
  LabAxisPlace place;

  void (*settle) (LabExperiment *experiment); /* its measured defaults, from those of data; NULL: the same */
  /* Values of the key where no grid is given, ascending, at least one; returns how many. NULL: one, the
   * experiment's own. */
  guint (*choose_grid) (const LabExperiment *experiment, double grid[LAB_GRID_MAX]);

  LabTheoryAxis theory; /* what theories call it; LAB_THEORY_NONE: none speaks of it, nor does the kernel picture */
  LabAxisLaw laws[LAB_AXIS_LAWS]; /* the one that verdicts are made against first; NULL: no further one */
  gboolean law_has_dimension;     /* paper A's: with the dimension measured inside the network it is another */
  gboolean law_is_limit;          /* where the kernel picture's slope goes for ever larger x */
  LabAxisKernel kernel;
} LabAxis;

/* The words for axes of KEY=VALUE words and files, in the table's order and NULL-terminated: "data",
 * "model", "time", "compute", "depth". */
extern const char *const lab_axis_names[LAB_SWEEP_COUNT + 1];

guint           lab_axis_count     (void);

/* The line of an axis; static. */
const LabAxis  *lab_axis           (LabSweep              axis);

/* The axis that theories call by that name; not for LAB_THEORY_NONE. */
LabSweep        lab_axis_of_theory (LabTheoryAxis         theory);

/* Whether the grid of an axis holds values of that key. */
gboolean        lab_axis_has_key   (LabSweep              axis,
                                    const char           *key);

/* What stands along the experiment's axis: "training points n"; translated. */
const char     *lab_axis_label     (const LabExperiment  *experiment);

/* A law that theory states over an axis, in the experiment's setting: 0 is the one that verdicts are made
 * against. Invalid where there is none, or no further one. */
LabReferenceLaw lab_axis_law       (LabSweep              axis,
                                    guint                 which,
                                    const LabExperiment  *experiment);

G_END_DECLS
