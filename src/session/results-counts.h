/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an experiment's runs add up to: the counts that every file and table shows. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

typedef struct
{
  guint planned;
  guint finished;
  guint diverged;
  guint stopped;
  guint not_measured; /* planned, but there is no run */
  guint64 validation_labels; /* added up over the runs */
  guint64 validation_labels_least; /* of one run; 0 when there is none */
  guint64 validation_labels_most;
  guint values_left_out; /* of finished runs: not positive or not finite */
  guint warm_up_values;  /* of finished runs: under learning-rate warm-up (time, compute) */
  guint floor_limited_values; /* of finished runs: at the optimisation floor */
} LabResultsCounts;

/* runs: LabRun pointers, none NULL. */
void        lab_results_count (const LabExperiment *experiment,
                               const GPtrArray     *runs,
                               LabResultsCounts    *counts);

/* Where the validation labels come from: part of a sentence, untranslated. */
const char *lab_results_validation_meaning (LabValidation validation);

G_END_DECLS
