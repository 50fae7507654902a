/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning rate over the steps of a run. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_SCHEDULE_COSINE,   /* half a cosine from the peak to the final rate */
  LAB_SCHEDULE_CONSTANT, /* the peak to the end */
  LAB_SCHEDULE_LINEAR,   /* a straight line from the peak to the final rate */
  LAB_SCHEDULE_WSD,      /* warm-up, stable, decay: the peak for a share, then a straight line */
} LabSchedule;

/* The peak times a share that depends on the step alone. All shares lie in 0 .. 1. */
typedef struct
{
  LabSchedule kind;
  double warm_up;    /* share of all steps that rise linearly to the peak, first */
  double final_rate; /* share of the peak that the decay ends at */
  double stable;     /* LAB_SCHEDULE_WSD: share of all steps at the peak, after the warm-up */
  guint steps;       /* T */
} LabScheduleShape;

/* How many of all steps are warm-up. */
guint  lab_schedule_warm_up_steps (const LabScheduleShape *shape);

/* The share of the peak at step `step` (0 is the first). Warm-up reaches 1 with its last step; what
 * follows falls from 1 as a function of the steps done since, so that a run of T steps would reach
 * final_rate at step T, the first it does not make; there it stays. */
double lab_schedule_share         (const LabScheduleShape *shape,
                                   guint                   step);

G_END_DECLS
