/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intrinsic dimension of what a network holds after each of its blocks. */
#include "experiment/run/hidden-dimension.h"

#include "core/memory.h"
#include "dimension/dimension.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _LabHiddenDimension
{
  guint depth;
  guint width;
  gsize examples;
  gsize rows; /* of each estimate: examples, or examples * tokens */
  gboolean pooled;
  gboolean
      language; /* vectors of tokens, as paper A measures them: batches of LANGUAGE_BATCH at an angle */
  guint next;  /* step: the earliest at which an evaluation is due */
  guint steps; /* of the whole run */
  const LabDataset *test;
  LabTrainer *trainer;
  LabDimensionRequest request;
  float *activations; /* (depth, rows, width) */
  double *points;     /* (rows, the larger of width and D): one block's */
};

/* Paper A: 3,600 tokens a batch, the mean over batches. */
#define LANGUAGE_BATCH   ((gsize)3600)
#define LANGUAGE_BATCHES 3

static const LabMeasuredDimension nothing = {.value = NAN, .low = NAN, .high = NAN};

/* Of a language: pooled over all places, else of the last place of each window. */
static void
choose_tokens (LabHiddenDimension *hidden, const LabExperiment *experiment)
{
  const gsize wanted = LANGUAGE_BATCHES * LANGUAGE_BATCH;

  if (hidden->pooled)
    hidden->examples =
        MIN (hidden->examples, (wanted + experiment->tokens - 1) / experiment->tokens);
  hidden->rows = hidden->examples * experiment->tokens;
}

LabHiddenDimension *
lab_hidden_dimension_new (const LabExperiment *experiment,
                          guint depth,
                          guint width,
                          const LabRunData *data,
                          LabTrainer *trainer,
                          GError **error)
{
  g_autoptr (LabHiddenDimension) hidden = NULL;

  g_return_val_if_fail (experiment != NULL && data != NULL && trainer != NULL, NULL);

  if (experiment->hidden_dimension == LAB_HIDDEN_DIMENSION_OFF)
    return NULL;
  hidden = g_new0 (LabHiddenDimension, 1);
  hidden->depth = depth;
  hidden->width = width;
  hidden->steps = experiment->steps;
  hidden->pooled = experiment->hidden_dimension == LAB_HIDDEN_DIMENSION_POOLED;
  hidden->test = data->test;
  hidden->trainer = trainer;
  hidden->language = data->test->classes > 0;
  hidden->examples = MIN (LAB_HIDDEN_DIMENSION_POINTS, data->test->n);
  if (hidden->language)
    choose_tokens (hidden, experiment);
  else if (!hidden->pooled)
    hidden->examples = MAX (hidden->examples / experiment->tokens, 1);
  if (!hidden->language)
    hidden->rows = hidden->examples * (hidden->pooled ? 1 : experiment->tokens);
  /* Runs are parallel, a run is not. */
  hidden->request = (LabDimensionRequest){
      .threads = 1, .metric = hidden->language ? LAB_METRIC_ANGLE : LAB_METRIC_EUCLID};
  lab_dimension_request_add (&hidden->request, LAB_ESTIMATOR_MLE, LAB_DIMENSION_NEIGHBOURS);
  hidden->activations =
      lab_memory_new (depth * hidden->rows, width * sizeof (float), N_ ("the activations"), error);
  if (hidden->activations == NULL)
    return NULL;
  hidden->points = lab_memory_new (MAX (hidden->rows, hidden->examples),
                                   MAX (width, data->test->ambient_dimension) * sizeof (double),
                                   N_ ("the activations"), error);
  return hidden->points != NULL ? g_steal_pointer (&hidden) : NULL;
}

guint64
lab_hidden_dimension_bytes (const LabExperiment *experiment, const LabModelShape *shape)
{
  LabDimensionRequest request = {.threads = 1};

  g_return_val_if_fail (experiment != NULL && shape != NULL, 0);

  if (experiment->hidden_dimension == LAB_HIDDEN_DIMENSION_OFF)
    return 0;
  const gboolean pooled = experiment->hidden_dimension == LAB_HIDDEN_DIMENSION_POOLED;
  const guint64 examples =
      MIN (LAB_HIDDEN_DIMENSION_POINTS, lab_experiment_test_points (experiment));
  const guint64 rows = shape->input.kind != LAB_INPUT_TOKENS ? examples
                       : pooled ? LANGUAGE_BATCHES * LANGUAGE_BATCH + shape->input.tokens
                                : examples * shape->input.tokens;
  const guint widest = MAX (shape->width, lab_model_input_row (&shape->input));

  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, LAB_DIMENSION_NEIGHBOURS);
  return rows * (shape->depth * shape->width * sizeof (float) + widest * sizeof (double)) +
         lab_dimension_bytes (&request, rows, widest);
}

void
lab_hidden_dimension_free (LabHiddenDimension *hidden)
{
  if (hidden == NULL)
    return;
  lab_memory_free (hidden->activations);
  lab_memory_free (hidden->points);
  g_free (hidden);
}

/* rows (n, dimensions); what cannot be estimated (too few different rows, a value that is not
 * finite) is nothing. */
static LabMeasuredDimension
estimate (LabHiddenDimension *hidden, const float *rows, gsize n, guint dimensions)
{
  LabDimensionReport report;

  for (gsize i = 0; i < n * dimensions; i++)
    hidden->points[i] = (double)rows[i];
  if (!lab_dimension_measure (&hidden->request, hidden->points, n, dimensions, NULL, &report, NULL))
    return nothing;
  return (LabMeasuredDimension){.value = (float)report.estimate[0].value,
                                .low = (float)report.estimate[0].low,
                                .high = (float)report.estimate[0].high};
}

/* The arithmetic mean over whole batches of rows (n); fewer rows than a batch are one. Its interval is that of
 * independent batches. */
static LabMeasuredDimension
estimate_batches (LabHiddenDimension *hidden, const float *rows, gsize n)
{
  const guint batches = (guint)MAX (n / LANGUAGE_BATCH, 1);
  const gsize batch = MIN (n, LANGUAGE_BATCH);
  double mean = 0.0, squares = 0.0;

  for (guint b = 0; b < batches; b++) {
    const LabMeasuredDimension one =
        estimate (hidden, rows + b * batch * hidden->width, batch, hidden->width);

    mean += (double)one.value / batches;
    squares += pow (((double)one.high - (double)one.low) / 2.0, 2.0);
  }
  const double half = sqrt (squares) / batches;
  return (LabMeasuredDimension){
      .value = (float)mean, .low = (float)fmax (mean - half, 0.0), .high = (float)(mean + half)};
}

/* rows (examples, T, m): the last place of each window to the front. */
static gsize
keep_last_places (LabHiddenDimension *hidden, float *rows)
{
  const gsize tokens = hidden->rows / hidden->examples, width = hidden->width;

  for (gsize e = 0; e < hidden->examples; e++)
    memmove (rows + e * width, rows + (e * tokens + tokens - 1) * width, width * sizeof (float));
  return hidden->examples;
}

/* What the network holds after a block; rows are its own to change. */
static LabMeasuredDimension
estimate_block (LabHiddenDimension *hidden, float *rows)
{
  if (!hidden->language)
    return estimate (hidden, rows, hidden->rows, hidden->width);
  return estimate_batches (hidden, rows,
                           hidden->pooled ? hidden->rows : keep_last_places (hidden, rows));
}

LabMeasuredDimension
lab_hidden_dimension_of_data (LabHiddenDimension *hidden)
{
  g_return_val_if_fail (hidden != NULL, nothing);

  /* Symbols lie nowhere. */
  if (hidden->language)
    return nothing;
  return estimate (hidden, hidden->test->x, hidden->examples, hidden->test->ambient_dimension);
}

gboolean
lab_hidden_dimension_is_due (const LabHiddenDimension *hidden, guint step)
{
  g_return_val_if_fail (hidden != NULL, FALSE);

  return step >= hidden->next || step == hidden->steps;
}

gboolean
lab_hidden_dimension_measure (LabHiddenDimension *hidden,
                              const gint *stop,
                              LabEvaluation *evaluation)
{
  g_return_val_if_fail (hidden != NULL && evaluation != NULL, FALSE);

  if (!lab_trainer_activations (hidden->trainer, hidden->examples, hidden->test->x,
                                hidden->pooled && !hidden->language, hidden->activations))
    return FALSE;
  for (guint block = 0; block < hidden->depth; block++) {
    if (stop != NULL && g_atomic_int_get (stop) != 0)
      return FALSE;
    evaluation->dimension[block] =
        estimate_block (hidden, hidden->activations + (gsize)block * hidden->rows * hidden->width);
  }
  evaluation->measured_blocks = hidden->depth;
  hidden->next = 2 * evaluation->step;
  return TRUE;
}
