/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a network is from the labels of rows, and from what these were drawn from. */
#pragma once

#include "manifold/dataset.h"
#include "transformer/trainer.h"

G_BEGIN_DECLS

/* Rows of a data set, from one on, with what is known about them; borrowed. */
typedef struct
{
  gsize n;
  const float *x;      /* (n, D) */
  const float *label;  /* (n, outputs): noisy; of a language -1 where it does not count */
  const float *target; /* (n, outputs): without noise */
  const float *truth;  /* (n, outputs, classes): of a language whose entropy is known; else NULL */
} LabErrorRows;

/* Errors summed over the first so many rows, of each the mean over its labels: of a language over those that
 * count, in nats. */
typedef struct
{
  gsize rows;
  double label;  /* against the labels: of a language the cross-entropy */
  double target; /* against the targets: of a language the divergence from the truth; where that is not
                  * known, the cross-entropy */
} LabErrorSums;

typedef struct _LabRowErrors LabRowErrors;

LabErrorRows  lab_error_rows        (const LabDataset    *dataset,
                                     gsize                first,
                                     gsize                n);

/* For rows like those of the data set; the trainer must outlive it. */
LabRowErrors *lab_row_errors_new    (LabTrainer          *trainer,
                                     const LabDataset    *like);
void          lab_row_errors_free   (LabRowErrors        *errors);

/* Extends sums to the first `count` of rows; FALSE when stopped. */
gboolean      lab_row_errors_extend (LabRowErrors        *errors,
                                     const LabErrorRows  *rows,
                                     gsize                count,
                                     LabErrorSums        *sums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRowErrors, lab_row_errors_free)

G_END_DECLS
