/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-language.h"

#include "experiment/language.h"

#include <math.h>

typedef enum
{
  COLUMN_LOSS,
  COLUMN_ENTROPY,
  COLUMN_BITS_PER_BYTE,
  COLUMN_BITS_PER_CHARACTER,
  COLUMN_EPOCHS,
  COLUMN_DIMENSION,
  COLUMN_COUNT,
} Column;

static const struct
{
  const char *name, *meaning;
} columns[COLUMN_COUNT] = {
    [COLUMN_LOSS] = {"loss",
                     "mean cross-entropy on held-out windows, in nats per counted token: of a "
                     "language of known entropy excess_risk and entropy together"},
    [COLUMN_ENTROPY] = {"entropy", "least mean loss that a window allows, in nats per counted "
                                   "token; of text not known"},
    [COLUMN_BITS_PER_BYTE] = {"bits_per_byte", "loss of text in bits for each byte of it"},
    [COLUMN_BITS_PER_CHARACTER] = {"bits_per_character",
                                   "loss of text in bits for each character of it"},
    [COLUMN_EPOCHS] = {"epochs", "tokens read in training over n: below 1 none was read twice"},
    [COLUMN_DIMENSION] = {"intrinsic_dimension",
                          "of what the network holds after its last block (key dimension)"},
};

guint
lab_language_column_count (const LabExperiment *experiment)
{
  return experiment->task == LAB_TASK_LANGUAGE ? COLUMN_COUNT : 0;
}

const char *
lab_language_column_name (guint column)
{
  g_return_val_if_fail (column < COLUMN_COUNT, NULL);
  return columns[column].name;
}

const char *
lab_language_column_meaning (guint column)
{
  g_return_val_if_fail (column < COLUMN_COUNT, NULL);
  return columns[column].meaning;
}

static double
dimension_of (const LabEvaluation *evaluation)
{
  return evaluation->measured_blocks > 0
             ? (double)evaluation->dimension[evaluation->measured_blocks - 1].value
             : NAN;
}

static double
value_of (const LabExperiment *experiment, const LabResultsRow *row, Column column)
{
  const LabCorpus *corpus = lab_experiment_corpus (experiment);
  const LabCorpusInfo *info = corpus != NULL ? lab_corpus_info (corpus) : NULL;
  const double loss = lab_experiment_loss (experiment, row->evaluation->excess_risk);

  if (info == NULL)
    return NAN;
  switch (column) {
  case COLUMN_LOSS:
    return loss;
  case COLUMN_ENTROPY:
    return info->window_entropy;
  case COLUMN_BITS_PER_BYTE:
    return loss / G_LN2 / info->bytes_per_token;
  case COLUMN_BITS_PER_CHARACTER:
    return loss / G_LN2 / info->characters_per_token;
  case COLUMN_EPOCHS:
    return lab_experiment_epochs (experiment, &row->run->plan, row->evaluation->step);
  case COLUMN_DIMENSION:
    return dimension_of (row->evaluation);
  case COLUMN_COUNT:
    break;
  }
  g_return_val_if_reached (NAN);
}

LabResultsValue
lab_language_value (const LabExperiment *experiment, const LabResultsRow *row, guint column)
{
  const double value = row->evaluation != NULL ? value_of (experiment, row, (Column)column) : NAN;

  if (!isfinite (value))
    return (LabResultsValue){.type = LAB_RESULTS_MISSING};
  return (LabResultsValue){.type = LAB_RESULTS_REAL, .real = value};
}
