/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured errors over the plane of data and time. */
#include "experiment/conclude/phase-dots.h"

#include <math.h>

struct _LabPhaseDots
{
  LabExperiment controls;
  GArray *raw;      /* LabPhaseDot of one run each */
  GArray *gathered; /* LabPhaseDot */
};

LabPhaseDots *
lab_phase_dots_new (const LabExperiment *controls)
{
  LabPhaseDots *dots = g_new0 (LabPhaseDots, 1);

  g_return_val_if_fail (controls != NULL, dots);
  dots->controls = *controls;
  dots->raw = g_array_new (FALSE, FALSE, sizeof (LabPhaseDot));
  dots->gathered = g_array_new (FALSE, FALSE, sizeof (LabPhaseDot));
  return dots;
}

void
lab_phase_dots_free (LabPhaseDots *dots)
{
  if (dots == NULL)
    return;
  g_array_unref (dots->raw);
  g_array_unref (dots->gathered);
  g_free (dots);
}

static gboolean
is_same (const LabExperiment *a, const LabExperiment *b)
{
  return lab_point_set_equal (a->points, b->points) && a->manifold == b->manifold &&
         a->intrinsic_dimension == b->intrinsic_dimension &&
         lab_experiment_ambient_dimension (a) == lab_experiment_ambient_dimension (b) &&
         a->density == b->density && a->ambient_noise == b->ambient_noise &&
         a->target == b->target && a->smoothness == b->smoothness && a->noise == b->noise &&
         a->heads == b->heads && a->tokens == b->tokens && a->feed_forward == b->feed_forward &&
         a->optimizer == b->optimizer && a->schedule == b->schedule &&
         a->learning_rate == b->learning_rate && a->batch == b->batch &&
         lab_experiment_warm_up (a) == lab_experiment_warm_up (b) &&
         lab_experiment_final_rate (a) == lab_experiment_final_rate (b) &&
         (a->schedule != LAB_SCHEDULE_WSD || a->stable == b->stable) &&
         a->weight_decay == b->weight_decay && a->head_scale == b->head_scale;
}

static void
add (LabPhaseDots *dots,
     const LabExperiment *experiment,
     const LabRunPlan *plan,
     guint count,
     const LabEvaluation *evaluations,
     gboolean provisional)
{
  if (plan->width != dots->controls.width || plan->depth != dots->controls.depth ||
      !is_same (&dots->controls, experiment))
    return;
  for (guint i = 0; i < count; i++) {
    LabPhaseDot dot = {
        .points = (double)lab_experiment_training_points (experiment, plan),
        .steps = evaluations[i].step,
        .compute = (double)evaluations[i].compute,
        .excess_risk = evaluations[i].excess_risk,
        .runs = 1,
        .provisional = provisional,
    };
    if (dot.excess_risk > 0.0 && isfinite (dot.excess_risk) && dot.steps > 0.0)
      g_array_append_val (dots->raw, dot);
  }
}

void
lab_phase_dots_add_run (LabPhaseDots *dots, const LabExperiment *experiment, const LabRun *run)
{
  g_return_if_fail (dots != NULL && experiment != NULL && run != NULL);
  if (run->status == LAB_RUN_FINISHED)
    add (dots, experiment, &run->plan, run->evaluation_count, run->evaluations, FALSE);
}

void
lab_phase_dots_add_live (LabPhaseDots *dots,
                         const LabExperiment *experiment,
                         const LabRunPlan *plan,
                         guint evaluation_count,
                         const LabEvaluation *evaluations)
{
  g_return_if_fail (dots != NULL && experiment != NULL && plan != NULL);
  add (dots, experiment, plan, evaluation_count, evaluations, TRUE);
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const LabPhaseDot *one = a, *other = b;

  if (one->points != other->points)
    return one->points < other->points ? -1 : 1;
  if (one->steps != other->steps)
    return one->steps < other->steps ? -1 : 1;
  if (one->provisional != other->provisional)
    return one->provisional ? 1 : -1;
  /* The order of a sum shows in its last digit. */
  return one->excess_risk < other->excess_risk ? -1 : one->excess_risk > other->excess_risk;
}

static gboolean
is_same_place (const LabPhaseDot *a, const LabPhaseDot *b)
{
  return a->points == b->points && a->steps == b->steps && a->provisional == b->provisional;
}

const LabPhaseDot *
lab_phase_dots_gather (LabPhaseDots *dots, guint *count)
{
  guint next = 0;

  g_return_val_if_fail (dots != NULL && count != NULL, NULL);
  g_array_sort (dots->raw, by_place);
  g_array_set_size (dots->gathered, 0);
  while (next < dots->raw->len) {
    LabPhaseDot dot = g_array_index (dots->raw, LabPhaseDot, next);
    double logarithms = 0.0, compute = 0.0;
    dot.runs = 0;
    for (; next < dots->raw->len; next++, dot.runs++) {
      const LabPhaseDot *raw = &g_array_index (dots->raw, LabPhaseDot, next);
      if (!is_same_place (raw, &dot))
        break;
      logarithms += log (raw->excess_risk);
      compute += raw->compute;
    }
    dot.excess_risk = exp (logarithms / dot.runs);
    dot.compute = compute / dot.runs;
    g_array_append_val (dots->gathered, dot);
  }
  *count = dots->gathered->len;
  return (const LabPhaseDot *)dots->gathered->data;
}
