/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/run/row-errors.h"

/* Numbers predicted at a time; at least one row of them. */
#define PREDICTIONS 256
G_STATIC_ASSERT (PREDICTIONS >= LAB_MODEL_TOKENS_MAX);

/* Labels of a language measured at a time; at least one window of them. */
#define TOKENS_MEASURED 2048
G_STATIC_ASSERT (TOKENS_MEASURED >= LAB_MODEL_TOKENS_MAX);

struct _LabRowErrors
{
  LabTrainer *trainer;
  const LabLoss *loss;
  guint dimension, outputs, classes; /* of a row */
  float predictions[PREDICTIONS];
  double *losses, *excess; /* (TOKENS_MEASURED): of a language; else NULL */
};

LabErrorRows
lab_error_rows (const LabDataset *dataset, gsize first, gsize n)
{
  g_return_val_if_fail (dataset != NULL && first + n <= dataset->n, (LabErrorRows){.n = 0});

  const gsize at = first * dataset->outputs;
  return (LabErrorRows){
      .n = n,
      .x = dataset->x + first * dataset->ambient_dimension,
      .label = dataset->label + at,
      .target = dataset->target + at,
      .truth = dataset->distribution != NULL ? dataset->distribution + at * dataset->classes : NULL,
  };
}

LabRowErrors *
lab_row_errors_new (LabTrainer *trainer, const LabDataset *like)
{
  g_return_val_if_fail (trainer != NULL && like != NULL, NULL);

  LabRowErrors *errors = g_new0 (LabRowErrors, 1);
  errors->trainer = trainer;
  errors->loss = lab_trainer_loss (trainer);
  errors->dimension = like->ambient_dimension;
  errors->outputs = like->outputs;
  errors->classes = like->classes;
  if (errors->loss->of_logits) {
    errors->losses = g_new (double, TOKENS_MEASURED);
    errors->excess = g_new (double, TOKENS_MEASURED);
  }
  return errors;
}

void
lab_row_errors_free (LabRowErrors *errors)
{
  if (errors == NULL)
    return;
  g_free (errors->losses);
  g_free (errors->excess);
  g_free (errors);
}

/* Adds a window whose first label is `first` of those measured; label (T). */
static void
add_window (const LabRowErrors *errors,
            gboolean known,
            const float *label,
            gsize first,
            LabErrorSums *sums)
{
  double loss = 0.0, excess = 0.0;
  guint counted = 0;

  for (guint t = 0; t < errors->outputs; t++) {
    if (label[t] < 0.0F)
      continue;
    loss += errors->losses[first + t];
    excess += errors->excess[first + t];
    counted++;
  }
  sums->label += loss / counted;
  sums->target += (known ? excess : loss) / counted;
}

/* n windows that follow those of sums; FALSE when stopped. */
static gboolean
add_windows (LabRowErrors *errors, const LabErrorRows *rows, gsize n, LabErrorSums *sums)
{
  const gsize at = sums->rows * errors->outputs;
  const gboolean known = rows->truth != NULL;

  if (!lab_trainer_measure (errors->trainer, n, rows->x + sums->rows * errors->dimension,
                            rows->label + at, known ? rows->truth + at * errors->classes : NULL,
                            errors->losses, errors->excess))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    add_window (errors, known, rows->label + at + i * errors->outputs, i * errors->outputs, sums);
  return TRUE;
}

/* Likewise of labels that are numbers. */
static gboolean
add_predictions (LabRowErrors *errors, const LabErrorRows *rows, gsize n, LabErrorSums *sums)
{
  const gsize first = sums->rows, outputs = errors->outputs;
  const double share = 1.0 / (double)outputs;

  if (!lab_trainer_predict (errors->trainer, n, rows->x + first * errors->dimension,
                            errors->predictions))
    return FALSE;
  errors->loss->forward (n * outputs, share, errors->predictions, rows->label + first * outputs,
                         &sums->label);
  errors->loss->forward (n * outputs, share, errors->predictions, rows->target + first * outputs,
                         &sums->target);
  return TRUE;
}

gboolean
lab_row_errors_extend (LabRowErrors *errors,
                       const LabErrorRows *rows,
                       gsize count,
                       LabErrorSums *sums)
{
  g_return_val_if_fail (errors != NULL && rows != NULL && sums != NULL, FALSE);

  const gboolean language = errors->losses != NULL;
  const gsize most = (language ? TOKENS_MEASURED : PREDICTIONS) / errors->outputs;
  while (sums->rows < count) {
    const gsize n = MIN (most, count - sums->rows);

    if (!(language ? add_windows : add_predictions) (errors, rows, n, sums))
      return FALSE;
    sums->rows += n;
  }
  return TRUE;
}
