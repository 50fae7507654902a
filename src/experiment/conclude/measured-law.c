/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paper A's exponents with the dimension that was measured inside the network. */
#include "experiment/conclude/measured-law.h"

#include "fit/sample/student.h"

#include <glib/gi18n.h>
#include <math.h>

#define CONFIDENCE 0.95

typedef LabMeasuredDimension (*Pick) (const LabRun *run, guint block);

static LabMeasuredDimension
pick_data (const LabRun *run, guint block)
{
  return run->data_dimension;
}

/* The last evaluation up to the chosen one that was measured; NULL where there is none. */
static const LabEvaluation *
measured_evaluation (const LabRun *run)
{
  for (int i = run->chosen; i >= 0; i--)
    if (run->evaluations[i].measured_blocks > 0)
      return &run->evaluations[i];
  return NULL;
}

static LabMeasuredDimension
pick_block (const LabRun *run, guint block)
{
  return measured_evaluation (run)->dimension[block];
}

static gboolean
has_dimension (const LabRun *run)
{
  return run != NULL && run->status == LAB_RUN_FINISHED && measured_evaluation (run) != NULL;
}

static LabMeasuredDimension
mean_over_runs (const LabRun *const *runs, guint count, Pick pick, guint block)
{
  LabMeasuredDimension one = pick (runs[0], block);
  double mean = 0.0;
  double squares = 0.0;
  double half;

  if (count == 1)
    return one;
  for (guint i = 0; i < count; i++)
    mean += (double)pick (runs[i], block).value / count;
  for (guint i = 0; i < count; i++)
    squares += pow ((double)pick (runs[i], block).value - mean, 2.0);
  half = lab_student_critical_value (count - 1, CONFIDENCE) *
         sqrt (squares / (count - 1.0) / (double)count);
  return (LabMeasuredDimension){
      .value = (float)mean, .low = (float)fmax (mean - half, 0.0), .high = (float)(mean + half)};
}

static LabReferenceLaw
law_of (const LabExperiment *experiment, double dimension)
{
  const LabAxis *axis = lab_axis (experiment->sweep);
  /* Paper A takes a text for Lipschitz, and its next token for noisy. */
  const gboolean language = experiment->task == LAB_TASK_LANGUAGE;
  const double smoothness = language ? 1.0 : lab_experiment_smoothness (experiment);
  LabReferenceLaw law = {.exponent = NAN};

  if (axis->law_has_dimension)
    law = axis->laws[0](smoothness, dimension, language || lab_experiment_is_noisy (experiment));
  law.name = N_ ("paper A with the measured dimension");
  return law;
}

/* NaN at an end of an interval that is no dimension. */
static double
exponent_at (const LabExperiment *experiment, double dimension)
{
  return dimension > 0.0 ? law_of (experiment, dimension).exponent : NAN;
}

/* The runs of the largest size that any of them has. */
static guint
choose_runs (LabRun *const *runs, guint count, const LabRun **chosen)
{
  guint largest = 0;
  guint taken = 0;

  for (guint i = 0; i < count; i++)
    if (has_dimension (runs[i]))
      largest = MAX (largest, runs[i]->plan.grid_index);
  for (guint i = 0; i < count; i++)
    if (has_dimension (runs[i]) && runs[i]->plan.grid_index == largest)
      chosen[taken++] = runs[i];
  return taken;
}

gboolean
lab_measured_law (const LabExperiment *experiment,
                  LabRun *const *runs,
                  guint count,
                  LabMeasuredLaw *measured)
{
  g_autofree const LabRun **chosen = g_new (const LabRun *, MAX (count, 1));
  LabMeasuredDimension last;

  g_return_val_if_fail (experiment != NULL && measured != NULL, FALSE);

  *measured = (LabMeasuredLaw){.runs = choose_runs (runs, count, chosen)};
  if (measured->runs == 0)
    return FALSE;
  measured->blocks = measured_evaluation (chosen[0])->measured_blocks;
  measured->data = mean_over_runs (chosen, measured->runs, pick_data, 0);
  for (guint b = 0; b < measured->blocks; b++)
    measured->block[b] = mean_over_runs (chosen, measured->runs, pick_block, b);
  last = measured->block[measured->blocks - 1];
  measured->law = law_of (experiment, (double)last.value);
  measured->shallowest = exponent_at (experiment, (double)last.high);
  measured->steepest = exponent_at (experiment, (double)last.low);
  return TRUE;
}
