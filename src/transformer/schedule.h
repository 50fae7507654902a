/* The learning rate over the steps of a run. */
#pragma once

#include "transformer/trainer.h"

G_BEGIN_DECLS

/* How many of all steps are warm-up: 0 with LAB_SCHEDULE_CONSTANT. */
guint  lab_schedule_warm_up_steps (const LabTrainingSettings *settings);

/* The rate of step `step` (0 is the first). Warm-up rises linearly and reaches the peak with its
 * last step; then a cosine falls from the peak to LAB_SCHEDULE_FLOOR of it at step `steps`, and
 * stays there. */
double lab_schedule_rate          (const LabTrainingSettings *settings,
                                   guint                      step);

#define LAB_SCHEDULE_FLOOR 0.02

G_END_DECLS
