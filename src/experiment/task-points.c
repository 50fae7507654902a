/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a manifold, or of a file, with one label each. */
#include "experiment/task-private.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "experiment/points-check.h"
#include "experiment/refusal.h"

static const LabErrorWords excess_risk = {
    .name = N_ ("excess risk"),
    .axis_label = N_ ("excess risk (fraction of the target’s variance)"),
    .unit = N_ ("variance of the target"),
    .column = "excess_risk",
    .meaning =
        "mean squared distance of the prediction to the noise-free target on fresh points, in "
        "units of the target's variance",
    .of_table = "Excess risk in units of the target's variance",
    .of_labels = "targets have variance 1 and the label noise standard deviation sigma",
};

/* Labels of a file, whose noise is given. */
static const LabErrorWords error_less_noise = {
    .name = N_ ("excess risk"),
    .axis_label = N_ ("test error less σ² (fraction of the labels’ variance)"),
    .unit = N_ ("variance of the labels"),
    .column = "excess_risk",
    .meaning = "mean squared distance of the prediction to the labels of test points, less sigma^2 "
               "as given, in units of the labels' variance",
    .of_table = "Error on test labels less sigma^2, in units of their variance",
    .of_labels = "labels are shifted and scaled to mean 0 and variance 1",
};

/* Labels of a file, whose noise is not known. */
static const LabErrorWords test_error = {
    .name = N_ ("test error"),
    .axis_label = N_ ("test error (fraction of the labels’ variance, their noise included)"),
    .unit = N_ ("variance of the labels"),
    .column = "test_error",
    .meaning = "mean squared distance of the prediction to the labels of test points, their noise "
               "included, in units of the labels' variance",
    .of_table = "Error on test labels, their noise included, in units of their variance",
    .of_labels = "labels are shifted and scaled to mean 0 and variance 1",
};

static const LabErrorWords *
error_words (const LabExperiment *experiment)
{
  if (lab_experiment_measures_test_error (experiment))
    return &test_error;
  return lab_experiment_has_labels (experiment) ? &error_less_noise : &excess_risk;
}

/* The D coordinates in pieces. */
static LabModelInput
input (const LabExperiment *experiment)
{
  return (LabModelInput){
      .kind = LAB_INPUT_VECTORS,
      .tokens = experiment->tokens,
      .features = lab_experiment_ambient_dimension (experiment) / experiment->tokens,
  };
}

static gboolean
has_manifold (const LabExperiment *experiment)
{
  return experiment->points == NULL;
}

static gboolean
check_target (const LabExperiment *experiment, GError **error)
{
  if (lab_target_fits (experiment->target, experiment->manifold))
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("target=%s: with manifold=%s another target is needed; harmonics are those of "
                  "torus and sphere"),
               lab_target_names[experiment->target], lab_manifold_names[experiment->manifold]);
  return FALSE;
}

/* A point is cut into tokens of equal size. */
static gboolean
check_tokens (const LabExperiment *experiment, GError **error)
{
  if (experiment->ambient_dimension % experiment->tokens == 0)
    return TRUE;
  g_autofree char *sentence =
      g_strdup_printf (_ ("D must be 0 (chosen) or a multiple of tokens=%u"), experiment->tokens);
  return lab_experiment_refuse (error, "D", experiment->ambient_dimension, sentence);
}

static gboolean
check (const LabExperiment *experiment, GError **error)
{
  gboolean data = experiment->points != NULL ? lab_points_check (experiment, error)
                                             : lab_task_check_manifold (experiment, error) &&
                                                   check_target (experiment, error);
  return data && lab_task_check_dimension (experiment, error) && check_tokens (experiment, error);
}

static const char *
why_unused (const LabExperiment *experiment, const char *key)
{
  if (g_str_equal (key, "inputs"))
    return N_ ("Inputs have no effect: points are those of the manifold.");
  return lab_task_why_not_read (LAB_SEQUENCE_INPUTS_COUNT, key);
}

static gboolean
is_same (const LabExperiment *a, const LabExperiment *b)
{
  return lab_point_set_equal (a->points, b->points) && a->manifold == b->manifold &&
         a->smoothness == b->smoothness;
}

static void
make_source (const LabExperiment *experiment, const LabRunPlan *plan, LabRunSource *source)
{
  lab_experiment_data_source (experiment, plan, &source->points);
}

static gboolean
equal_sources (const LabRunSource *a, const LabRunSource *b)
{
  return lab_data_source_equal (&a->points, &b->points);
}

/* D=0 is as many as the canonical coordinates need. */
static gsize
coordinates (const LabRunSource *source)
{
  const LabDataSource *points = &source->points;

  if (points->ambient_dimension != 0)
    return points->ambient_dimension;
  return points->points != NULL
             ? points->points->dimensions
             : lab_manifold_canonical_dimension (points->manifold, points->intrinsic_dimension);
}

static void
bare_source (LabRunSource *source)
{
  source->points.ambient_dimension = 0;
  source->points.ambient_noise = source->points.noise = 0.0;
}

static gpointer
open_source (const LabRunSource *source, const gint *stop, GError **error)
{
  return lab_data_sampler_new (&source->points, error);
}

static void
close_sampler (gpointer sampler)
{
  lab_data_sampler_free (sampler);
}

static LabDataset *
draw (gconstpointer sampler, LabDataRole role, gsize n, const gint *stop, GError **error)
{
  return lab_data_sampler_draw (sampler, role, n, stop, error);
}

static char *
title (const LabRunSource *source, guint examples)
{
  return g_strdup_printf ("%s, d = %u", _ (lab_manifold_info (source->points.manifold)->label),
                          source->points.intrinsic_dimension);
}

static char *
describe (const LabRunSource *source)
{
  return g_strdup (_ (lab_manifold_info (source->points.manifold)->description));
}

const LabTaskInfo lab_task_points = {
    .label = N_ ("Points"),
    .n_label = N_ ("Training points"),
    .n_axis = N_ ("training points n"),
    .examples = "points",
    .labelled = "labels",
    .shown = N_ ("Points"),
    .extra_words =
        N_ ("Stopping step chosen on %s extra noisy labels a run, beyond n (%s in all)."),
    .split_words =
        N_ ("Stopping step chosen on an eighth of the training points (%s labels in all)."),
    .columns =
        {
            .repeat = "which of the repeats, from 0; each has its own target, points and noise, "
                      "drawn from (seed, repeat)",
            .n = "labelled points of the run, without extra validation labels",
            .training_points = "labelled points trained on: n, less what validation=split took",
            .training_loss = "mean squared error on the noisy training batches since the "
                             "evaluation before, in units of the target's variance",
            .validation_loss = "mean squared error on the noisy validation labels, in units of the "
                               "target's variance",
            .validation_labels = "labels that chose the stopping step of the run",
        },
    .loss = LAB_LOSS_SQUARED_ERROR,
    .input = input,
    .takes_files = TRUE,
    .error_words = error_words,
    .has_manifold = has_manifold,
    .check = check,
    .why_unused = why_unused,
    .is_same = is_same,
    .make_source = make_source,
    .equal_sources = equal_sources,
    .coordinates = coordinates,
    .bare_source = bare_source,
    .open = open_source,
    .close = close_sampler,
    .draw = draw,
    .title = title,
    .describe = describe,
};
