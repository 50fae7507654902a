/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One model in training: parameters, optimiser state and workspace of one run.
 *
 * Not thread-safe: one trainer belongs to one worker at a time. After lab_trainer_new() no call
 * allocates. */
#pragma once

#include "transformer/loss.h"
#include "transformer/model.h"
#include "transformer/schedule.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_OPTIMIZER_ADAMW,
  LAB_OPTIMIZER_SGD, /* mini-batches, no momentum */
  LAB_OPTIMIZER_GD,  /* the whole training set at each step */
} LabOptimizer;

typedef struct
{
  LabLossKind loss;
  LabOptimizer optimizer;
  LabSchedule schedule;
  double learning_rate; /* the peak */
  double warm_up;      /* warm_up, final_rate and stable: shares, as LabScheduleShape has them */
  double final_rate;
  double stable;
  double weight_decay; /* AdamW, on matrices */
  double momentum2;    /* AdamW: of the squared gradient; 0 = 0.98 */
  double clip;         /* largest gradient norm; 0 = none */
  double head_scale;   /* factor on the head's weights at the start; 0 = as drawn */
  guint steps;         /* T, of the whole run: the schedule needs it */
  guint batch;         /* B; for LAB_OPTIMIZER_GD the size of the training set */
} LabTrainingSettings;

typedef struct _LabTrainer LabTrainer;

/* Parameters are drawn from the stream (seed, run, LAB_STREAM_INITIALISATION). The instruction set
 * is chosen here (transformer/simd-level.h): the same arguments on the same level give the same
 * bytes, on any thread. stop as in lab_trainer_set_stop(): where it ended the preparation, which takes
 * seconds for the largest models, NULL without an error. */
LabTrainer   *lab_trainer_new           (const LabModelShape        *shape,
                                         const LabTrainingSettings  *settings,
                                         guint64                     seed,
                                         guint32                     run,
                                         const gint                 *stop,
                                         GError                    **error);
void          lab_trainer_free          (LabTrainer                 *trainer);

/* Bytes that a trainer takes, before any is taken. */
guint64       lab_trainer_bytes         (const LabModelShape        *shape,
                                         const LabTrainingSettings  *settings);

/* From now on stop (g_atomic_int, borrowed; NULL for none) is looked at in the calls below, every few
 * hundredths of a second at most: non-zero abandons them. It must outlive the trainer or
 * be taken back by NULL. */
void          lab_trainer_set_stop      (LabTrainer                 *trainer,
                                         const gint                 *stop);

/* One optimiser step on the rows `indices` (batch) of x (n, D) and label (n, outputs); indices NULL
 * means rows 0 .. batch-1 in order. Returns the mean loss of the batch before the step, over
 * examples and outputs (lab_model_shape_outputs(): one, or one per token; of a language model over the labels that
 * count, those of 0 and above): when it is not finite, no parameter was changed. A gradient that is not finite
 * counts as an infinite loss. An abandoned step returns NaN and has changed nothing, unless the stop
 * came between two pieces of the update, of a million parameters each: a trainer that was not yet done
 * with them is only to be freed. Callers that set a stop look at it before they call a loss that is not
 * finite a divergence. */
double        lab_trainer_step          (LabTrainer                 *trainer,
                                         const float                *x,
                                         const float                *label,
                                         const guint32              *indices);

/* predictions (n, outputs, classes) for x (n, D); any n, the training routines in chunks. FALSE when abandoned:
 * predictions are those of the first chunks only. */
gboolean      lab_trainer_predict       (LabTrainer                 *trainer,
                                         gsize                       n,
                                         const float                *x,
                                         float                      *predictions);

/* Of a language model, for tokens x and labels (n, T), truth (n, T, V) nullable: losses and excess (n, T) as
 * LabSimd.measure has them; excess is written with truth alone. FALSE when abandoned. */
gboolean      lab_trainer_measure       (LabTrainer                 *trainer,
                                         gsize                       n,
                                         const float                *x,
                                         const float                *label,
                                         const float                *truth,
                                         double                     *losses,
                                         double                     *excess);

/* What the network holds after each block (the residual stream) for x (n, D): rows is (depth, n, m)
 * with pooled, the mean over tokens, else (depth, n * tokens, m). FALSE when abandoned, as
 * above. */
gboolean      lab_trainer_activations   (LabTrainer                 *trainer,
                                         gsize                       n,
                                         const float                *x,
                                         gboolean                    pooled,
                                         float                      *rows);

/* How many of all steps are warm-up. */
guint         lab_trainer_warm_up_steps (LabTrainer                 *trainer);

/* What it is trained by, and measured in. */
const LabLoss *lab_trainer_loss         (LabTrainer                 *trainer);

/* The parameters (N), owned by the trainer; layout as in transformer/parameters.h. */
float        *lab_trainer_parameters    (LabTrainer                 *trainer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTrainer, lab_trainer_free)

G_END_DECLS
