/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers the runs of an experiment into the samples and points of one curve. */
#include "experiment/conclude/curve.h"

#include <math.h>

#include "experiment/run/optimisation-floor.h"

double
lab_curve_abscissa (LabSweep sweep, const LabRun *run, const LabEvaluation *evaluation)
{
  g_return_val_if_fail (run != NULL, NAN);
  g_return_val_if_fail (!lab_axis (sweep)->is_trajectory || evaluation != NULL, NAN);

  return lab_axis (sweep)->place (&run->plan, run->parameters,
                                  evaluation != NULL ? evaluation->step : 0,
                                  evaluation != NULL ? evaluation->compute : 0);
}

static void
add_sample (LabCurve *curve, GArray *samples, const LabRun *run, const LabEvaluation *evaluation)
{
  LabSweep sweep = curve->experiment.sweep;
  gboolean trajectory = lab_axis (sweep)->is_trajectory;
  LabCurveSample sample = {
      .x = lab_curve_abscissa (sweep, run, evaluation),
      .excess_risk = evaluation->excess_risk,
      .run_index = run->plan.index,
      .repeat = run->plan.repeat,
      .group = trajectory ? run->plan.grid_index : 0,
      .warm_up = trajectory && evaluation->step <= run->warm_up_steps,
  };
  if (sample.x > 0.0 && sample.excess_risk > 0.0 && isfinite (sample.excess_risk))
    g_array_append_val (samples, sample);
  else
    curve->values_left_out++;
}

static void
add_run (LabCurve *curve, GArray *samples, const LabRun *run)
{
  if (run->status == LAB_RUN_DIVERGED)
    curve->runs_diverged++;
  if (run->status == LAB_RUN_STOPPED)
    curve->runs_stopped++;
  if (run->status != LAB_RUN_FINISHED)
    return;
  curve->runs_finished++;
  gboolean whole = lab_axis (curve->experiment.sweep)->is_trajectory;
  if (!whole && run->chosen >= 0)
    add_sample (curve, samples, run, &run->evaluations[run->chosen]);
  for (guint i = 0; whole && i < run->evaluation_count; i++)
    add_sample (curve, samples, run, &run->evaluations[i]);
}

/* An axis leaves such sizes out of fits, or they are counted. Where they are left out, so are all above the
 * first: a larger model does not come off the floor by its size. */
static void
mark_floor (LabCurve *curve, GArray *samples, LabRun *const *runs, guint count)
{
  gboolean reached[LAB_GRID_MAX], leaves_out = lab_axis (curve->experiment.sweep)->leaves_floor;
  for (guint grid_index = 0; grid_index < LAB_GRID_MAX; grid_index++) {
    reached[grid_index] =
        lab_optimisation_floor_reached (&curve->experiment, runs, count, grid_index);
    if (leaves_out && grid_index > 0)
      reached[grid_index] |= reached[grid_index - 1];
    curve->sizes_still_falling += reached[grid_index] && !leaves_out;
  }
  for (guint i = 0; leaves_out && i < samples->len; i++) {
    LabCurveSample *sample = &g_array_index (samples, LabCurveSample, i);
    sample->floor_limited = reached[sample->run_index / curve->experiment.repeats];
    curve->samples_floor_limited += sample->floor_limited;
  }
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  const LabCurveSample *first = a, *second = b;
  if (first->group != second->group)
    return first->group < second->group ? -1 : 1;
  if (first->x != second->x)
    return first->x < second->x ? -1 : 1;
  return (first->repeat > second->repeat) - (first->repeat < second->repeat);
}

/* The point of samples (count), which share group and x. */
static LabCurvePoint
gather (const LabCurveSample *samples, guint count)
{
  double mean = 0.0, squares = 0.0;
  for (guint i = 0; i < count; i++)
    mean += log (samples[i].excess_risk) / count;
  for (guint i = 0; i < count; i++)
    squares += pow (log (samples[i].excess_risk) - mean, 2.0);
  double error = count > 1 ? sqrt (squares / (count - 1) / count) : 0.0;
  return (LabCurvePoint){
      .x = samples[0].x,
      .group = samples[0].group,
      .count = count,
      .mean = exp (mean),
      .low = exp (mean - error),
      .high = exp (mean + error),
      .warm_up = samples[0].warm_up,
      .floor_limited = samples[0].floor_limited,
  };
}

static void
gather_points (LabCurve *curve)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (LabCurvePoint));
  for (guint first = 0, next; first < curve->sample_count; first = next) {
    const LabCurveSample *sample = &curve->samples[first];
    for (next = first + 1; next < curve->sample_count; next++)
      if (curve->samples[next].group != sample->group || curve->samples[next].x != sample->x)
        break;
    LabCurvePoint point = gather (sample, next - first);
    g_array_append_val (points, point);
  }
  curve->point_count = points->len;
  curve->points = (LabCurvePoint *)(gpointer)g_array_free (points, FALSE);
}

LabCurve *
lab_curve_new (const LabExperiment *experiment, LabRun *const *runs, guint count)
{
  g_return_val_if_fail (experiment != NULL, NULL);
  g_return_val_if_fail (runs != NULL || count == 0, NULL);

  LabCurve *curve = g_new0 (LabCurve, 1);
  curve->experiment = *experiment;
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (LabCurveSample));
  for (guint i = 0; i < count; i++)
    if (runs[i] != NULL)
      add_run (curve, samples, runs[i]);
  if (!lab_axis (experiment->sweep)->is_trajectory)
    mark_floor (curve, samples, runs, count);
  g_array_sort (samples, compare_samples);
  curve->sample_count = samples->len;
  curve->samples = (LabCurveSample *)(gpointer)g_array_free (samples, FALSE);
  gather_points (curve);
  return curve;
}

void
lab_curve_free (LabCurve *curve)
{
  g_return_if_fail (curve != NULL);

  g_free (curve->points);
  g_free (curve->samples);
  g_free (curve);
}
