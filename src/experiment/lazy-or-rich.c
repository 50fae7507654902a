/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/lazy-or-rich.h"

/* Measured at d = 2: 1/mu_max is 0.071 as runs begin, 0.0034 with the large head. A network that learns features
 * sharpens its kernel: at 0.05 it oscillates. */
#define RICH_RATE 0.03
#define LAZY_RATE 0.002

#define POINTS 2048
#define STEPS  3000

/* What says what is learnt, from one experiment to another. */
static void
take_task (const LabExperiment *task, LabExperiment *experiment)
{
  experiment->task = task->task;
  experiment->sequence_inputs = task->sequence_inputs;
  experiment->correlation = task->correlation;
  experiment->degrees_of_freedom = task->degrees_of_freedom;
  experiment->manifold = task->manifold;
  experiment->intrinsic_dimension = task->intrinsic_dimension;
  experiment->ambient_dimension = task->ambient_dimension;
  experiment->density = task->density;
  experiment->target = task->target;
  experiment->smoothness = task->smoothness;
  experiment->tokens = task->tokens;
  experiment->attention = task->attention;
  experiment->seed = task->seed;
}

gboolean
lab_experiment_lazy_and_rich (const LabExperiment *task,
                              LabExperiment *lazy,
                              LabExperiment *rich,
                              GError **error)
{
  g_return_val_if_fail (task != NULL && lazy != NULL && rich != NULL, FALSE);

  lab_experiment_default (LAB_SWEEP_TIME, rich);
  take_task (task, rich);
  rich->optimizer = LAB_OPTIMIZER_GD;
  rich->n = POINTS;
  rich->steps = STEPS;
  rich->learning_rate = RICH_RATE;
  *lazy = *rich;
  lazy->head_scale = LAB_LAZY_HEAD_SCALE;
  lazy->learning_rate = LAZY_RATE;
  return lab_experiment_check (lazy, error) && lab_experiment_check (rich, error);
}
