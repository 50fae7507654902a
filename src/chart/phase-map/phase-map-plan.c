/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which plane to show, and what to ask the theory for. */
#include "chart/phase-map/phase-map-plan.h"

#include <math.h>

/* Around the controls: so much more data and training than asked for, so much less data. */
#define MORE_DATA  4.0
#define LESS_DATA  128.0
#define MORE_STEPS 30.0

/* Smallest n of the plane, and of the theory. */
#define SMALLEST_POINTS 4.0

static double
half_decade_below (double value)
{
  return pow (10.0, floor (2.0 * log10 (value) + 1e-9) / 2.0);
}

static double
half_decade_above (double value)
{
  return pow (10.0, ceil (2.0 * log10 (value) - 1e-9) / 2.0);
}

static void
measure_step (LabPhasePlan *plan, const LabExperiment *controls, double *features)
{
  LabRunPlan run;
  LabModelShape shape;

  lab_experiment_plan (controls, lab_experiment_run_count (controls) - 1, &run);
  run.width = controls->width;
  run.depth = controls->depth;
  lab_experiment_model_shape (controls, &run, &shape);
  plan->flop_per_label = (double)lab_model_shape_training_flop (&shape);
  plan->batch = controls->optimizer == LAB_OPTIMIZER_GD ? INFINITY : controls->batch;
  *features = fmax ((double)lab_model_shape_parameters (&shape), 2.0);
}

void
lab_phase_plan_init (LabPhasePlan *plan,
                     const LabExperiment *controls,
                     LabPlane plane,
                     const LabPhaseDot *dots,
                     guint dot_count)
{
  double n, least, most, steps, features;

  g_return_if_fail (plan != NULL && controls != NULL && (dot_count == 0 || dots != NULL));
  n = least = most = (double)controls->n;
  least = n / LESS_DATA;
  most = n * MORE_DATA;
  steps = controls->steps * MORE_STEPS;
  for (guint i = 0; i < dot_count; i++) {
    least = fmin (least, dots[i].points);
    most = fmax (most, dots[i].points);
    steps = fmax (steps, dots[i].steps);
  }
  *plan = (LabPhasePlan){.plane = plane,
                         .noise_unknown = lab_experiment_measures_test_error (controls),
                         .steps_low = 1.0,
                         .steps_high = half_decade_above (steps)};
  measure_step (plan, controls, &features);
  plan->home = (LabChartRange){
      .x_minimum = half_decade_below (fmax (least, SMALLEST_POINTS)),
      .x_maximum = half_decade_above (fmax (most, 10.0 * SMALLEST_POINTS)),
      .y_minimum = plan->steps_low,
      .y_maximum = plan->steps_high,
  };
  if (plane == LAB_PLANE_COMPUTE) {
    double small = plan->flop_per_label * fmin (plan->batch, plan->home.x_minimum);
    double large = plan->flop_per_label * fmin (plan->batch, plan->home.x_maximum);
    plan->home.y_minimum = half_decade_below (small * plan->steps_low);
    plan->home.y_maximum = half_decade_above (large * plan->steps_high);
    plan->steps_low = plan->home.y_minimum / large;
    plan->steps_high = plan->home.y_maximum / small;
  }
  plan->setting = (LabPhaseSetting){
      .smoothness = lab_experiment_smoothness (controls),
      .intrinsic_dimension = lab_experiment_dimension (controls),
      .nu = LAB_PHASE_MAP_NU,
      .noise = controls->noise,
      .features = features,
      .points_low = plan->home.x_minimum,
      .points_high = plan->home.x_maximum,
      .time_low = 0.5 * plan->steps_low * LAB_PHASE_SCALE_LEAST,
      .time_high = 2.0 * plan->steps_high * LAB_PHASE_SCALE_MOST,
  };
}
