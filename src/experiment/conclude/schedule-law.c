/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/conclude/schedule-law.h"

#include "experiment/conclude/intrinsic-time.h"

#include <math.h>

#define POINTS 64

/* The law is one of the power-law phase: from this part of the steps on. */
#define REACH 50

/* A curve as the law takes it: geometric means of the last group. */
typedef struct
{
  guint count;
  guint steps[POINTS];
  double risk[POINTS];
} Trajectory;

static guint
last_group (const LabCurve *curve)
{
  return curve->point_count > 0 ? curve->points[curve->point_count - 1].group : 0;
}

static void
take (const LabCurve *curve, Trajectory *trajectory)
{
  for (guint i = 0; i < curve->point_count && trajectory->count < POINTS; i++) {
    const LabCurvePoint *point = &curve->points[i];

    if (point->group != last_group (curve) || point->warm_up || !(point->mean > 0) ||
        point->x * REACH < curve->experiment.steps)
      continue;
    trajectory->steps[trajectory->count] = (guint)lround (point->x);
    trajectory->risk[trajectory->count++] = point->mean;
  }
}

static double
mean_at_end (const LabCurve *curve)
{
  double sum = 0;
  guint count = 0;

  for (guint i = 0; i < curve->sample_count; i++)
    if (curve->samples[i].group == last_group (curve) &&
        (guint)lround (curve->samples[i].x) == curve->experiment.steps) {
      sum += curve->samples[i].excess_risk;
      count++;
    }
  return count > 0 ? sum / count : NAN;
}

/* Whether two experiments differ in their schedules, and in nothing else. */
static gboolean
differ_in_schedule_alone (const LabExperiment *before, const LabExperiment *now)
{
  LabExperiment other = *now;

  other.schedule = before->schedule;
  other.warm_up = before->warm_up;
  other.final_rate = before->final_rate;
  other.stable = before->stable;
  return lab_experiment_equal (before, &other);
}

static gboolean
same_schedule (const LabExperiment *before, const LabExperiment *now)
{
  LabScheduleShape first, second;

  lab_experiment_schedule (before, &first);
  lab_experiment_schedule (now, &second);
  return first.kind == second.kind && first.warm_up == second.warm_up &&
         first.final_rate == second.final_rate && first.stable == second.stable &&
         first.steps == second.steps && before->learning_rate == now->learning_rate;
}

static int
decaying_one (const LabExperiment *before, const LabExperiment *now)
{
  if (!differ_in_schedule_alone (before, now))
    return -1;
  if (before->schedule == LAB_SCHEDULE_CONSTANT)
    return now->schedule != LAB_SCHEDULE_CONSTANT ? 1 : -1;
  return now->schedule == LAB_SCHEDULE_CONSTANT ? 0 : -1;
}

void
lab_schedule_law_init (LabScheduleLaw *law, const LabCurve *before, const LabCurve *now)
{
  const LabCurve *curves[] = {before, now};
  LabMultiPowerCurve measured[2];
  Trajectory trajectory[2] = {{.count = 0}};

  g_return_if_fail (law != NULL && before != NULL && now != NULL);

  *law = (LabScheduleLaw){.decaying = -1, .law_end = {NAN, NAN}};
  if (before->experiment.sweep != LAB_SWEEP_TIME || now->experiment.sweep != LAB_SWEEP_TIME ||
      same_schedule (&before->experiment, &now->experiment))
    return;
  law->valid = TRUE;
  law->decaying = decaying_one (&before->experiment, &now->experiment);
  for (guint i = 0; i < 2; i++) {
    const LabExperiment *experiment = &curves[i]->experiment;

    take (curves[i], &trajectory[i]);
    measured[i] = (LabMultiPowerCurve){.learning_rate = experiment->learning_rate,
                                       .count = trajectory[i].count,
                                       .steps = trajectory[i].steps,
                                       .loss = trajectory[i].risk};
    lab_experiment_schedule (experiment, &measured[i].shape);
    law->end[i] = mean_at_end (curves[i]);
    law->intrinsic_time[i] = lab_intrinsic_time (experiment, experiment->steps);
  }
  if (trajectory[0].count == 0 || trajectory[1].count == 0)
    return;
  law->has_law = lab_multi_power_fit (measured, 2, &law->law, NULL);
  for (guint i = 0; law->has_law && i < 2; i++)
    lab_multi_power_curve (&law->law, &measured[i].shape, measured[i].learning_rate, 1,
                           &measured[i].shape.steps, &law->law_end[i]);
}
