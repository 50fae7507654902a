/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorded-run.h"

#include <float.h>
#include <math.h>

LabRun *
recorded_run (GRand *random, guint evaluations)
{
  LabRun *run = g_new0 (LabRun, 1);

  g_atomic_ref_count_init (&run->reference_count);
  run->plan = (LabRunPlan){.index = g_rand_int (random),
                           .grid_index = g_rand_int (random),
                           .repeat = g_rand_int (random),
                           .value = g_rand_double (random) * 1e-300,
                           .n = (guint64)g_rand_int (random) << 31 | g_rand_int (random),
                           .width = g_rand_int (random),
                           .depth = g_rand_int (random)};
  run->parameters = (gsize)g_rand_int (random) << 20;
  run->training_points = g_rand_int (random);
  run->validation_labels = g_rand_int (random);
  run->warm_up_steps = g_rand_int (random);
  run->data_dimension = (LabMeasuredDimension){(float)g_rand_double (random), NAN, INFINITY};
  run->status = LAB_RUN_DIVERGED;
  run->diverged_step = g_rand_int (random);
  run->reason = g_strdup ("loss \"β\" was\n1e30");
  run->evaluation_count = evaluations;
  run->evaluations = g_new0 (LabEvaluation, evaluations);
  run->chosen = (int)evaluations - 1;
  run->seconds = g_rand_double (random);
  for (guint i = 0; i < evaluations; i++) {
    LabEvaluation *evaluation = &run->evaluations[i];
    evaluation->step = i * i + 1;
    evaluation->compute = G_MAXINT64 - i;
    evaluation->training_loss = g_rand_double (random);
    evaluation->validation_loss = i % 2 == 0 ? NAN : ldexp (g_rand_double (random), -900);
    evaluation->excess_risk = i % 3 == 0 ? -0.0 : -g_rand_double (random) * DBL_MIN;
    evaluation->labels = g_rand_int (random);
    evaluation->points = G_MAXUINT;
    evaluation->measured_blocks = i % (LAB_MODEL_DEPTH_MAX + 1);
    for (guint block = 0; block < evaluation->measured_blocks; block++)
      evaluation->dimension[block] = (LabMeasuredDimension){
          (float)g_rand_double (random) * FLT_MIN, -INFINITY, (float)g_rand_double (random)};
  }
  return run;
}

#define assert_same(field)                                                                         \
  g_assert_cmpmem (&run->field, sizeof run->field, &back->field, sizeof back->field)

void
assert_recorded_run (const LabRun *run, const LabRun *back)
{
  assert_same (plan.index);
  assert_same (plan.grid_index);
  assert_same (plan.repeat);
  assert_same (plan.value);
  assert_same (plan.n);
  assert_same (plan.width);
  assert_same (plan.depth);
  assert_same (parameters);
  assert_same (training_points);
  assert_same (validation_labels);
  assert_same (warm_up_steps);
  assert_same (data_dimension);
  assert_same (status);
  assert_same (diverged_step);
  g_assert_cmpstr (run->reason, ==, back->reason);
  assert_same (evaluation_count);
  assert_same (chosen);
  assert_same (seconds);
  g_assert_cmpmem (run->evaluations, run->evaluation_count * sizeof (LabEvaluation),
                   back->evaluations, back->evaluation_count * sizeof (LabEvaluation));
}
