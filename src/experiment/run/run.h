/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run: one training of one model, and what was measured on the way. */
#pragma once

#include "core/queue.h"
#include "experiment/run/data-shelf.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_RUN_FINISHED,
  LAB_RUN_DIVERGED, /* keeps its finite part; never enters a fit */
  LAB_RUN_STOPPED,  /* cut short by its user; never enters a fit */
} LabRunStatus;

/* An intrinsic dimension with its 95 % interval; NaN where the points allow none. */
typedef struct
{
  float value, low, high;
} LabMeasuredDimension;

/* What was measured after `step` optimiser steps. */
typedef struct
{
  guint step;
  guint64 compute;        /* C so far, FLOP */
  double training_loss;   /* mean loss on the batches since the last evaluation */
  double validation_loss; /* on the first `labels` validation labels; NaN where there are none */
  double excess_risk;     /* against the noise-free target on `points` points not trained on; of a
                           * file's labels the mean squared error less sigma^2, which may be negative */
  guint labels;           /* examples: points, or sequences with all their tokens */
  guint points;           /* likewise */
  guint measured_blocks; /* with a dimension: the depth; 0 where none is asked for, and
                          * where it was not this evaluation's turn (hidden-dimension.h) */
  LabMeasuredDimension dimension[LAB_MODEL_DEPTH_MAX]; /* after each block, measured_blocks of them */
} LabEvaluation;

/* Immutable once finished; atomically reference-counted. */
typedef struct
{
  gatomicrefcount reference_count;
  LabRunPlan plan;
  gsize parameters;       /* N */
  gsize training_points;  /* labels trained on: n, less what a split took */
  gsize validation_labels; /* labels that chose the stopping step */
  guint warm_up_steps;
  LabMeasuredDimension data_dimension; /* of the test points; where blocks are measured, else 0 */
  LabRunStatus status;
  guint diverged_step; /* first step whose loss was not finite, or grew beyond bounds */
  char *reason;        /* sentence, N_(); NULL unless diverged */
  guint evaluation_count;
  LabEvaluation *evaluations; /* ascending in step; finite throughout */
  int chosen;                 /* the evaluation that counts; -1 when there is none */
  double seconds;             /* wall time; never written to files that must be reproducible */
} LabRun;

LabRun *lab_run_ref   (LabRun *run);
void    lab_run_unref (LabRun *run);

/* Names the streams of a run's initial parameters and batches: grid_index * 65536 + repeat. */
guint32 lab_run_stream_key  (const LabRunPlan *plan);

/* Evaluations take place after these steps, the same for every run of an experiment: a geometric
 * grid from 1 to T, both included, of at most 40 steps where trajectories count; elsewhere of at
 * most 24 steps, of which those before T/50 are left out. Equal steps once. steps holds
 * LAB_EVALUATIONS_MAX; returns how many were written, ascending. */
#define LAB_EVALUATIONS_MAX 40
guint lab_run_evaluation_steps (const LabExperiment *experiment,
                                guint                steps[LAB_EVALUATIONS_MAX]);

/* What a run is trained and measured on, from the shelf or drawn: training rows (those of the run
 * first, then those that a split takes), validation and test points. Returns NULL with an error, or
 * without one when stopped, as lab_data_shelf_get() does; valid until the shelf is next asked. */
const LabRunData *lab_run_data (const LabExperiment *experiment,
                                const LabRunPlan    *plan,
                                LabDataShelf        *shelf,
                                const gint          *stop,
                                GError             **error);

/* Whether a run need not go on: a language model begins to learn its data by heart, so that validation is worse
 * than its best at the last four evaluations. The step that counts lies behind. */
gboolean lab_run_is_past_its_best (const LabExperiment *experiment, const LabRun *run);

/* How many training rows lab_run_data() draws: the runs of a data sweep draw for the largest of them,
 * so that what they share is drawn once; a set too large to be drawn in a moment is left to the run
 * that needs it. */
gsize lab_run_points_to_draw (const LabExperiment *experiment, const LabRunPlan *plan);

/* Test points of an evaluation on a trajectory: the same at every step, so that their own scatter moves
 * a trajectory more than it tilts it. Measured with sweep=time d=4 over twelve seeds, the slope of one
 * run from step 400 on is 0.025 off that of 16,384 points, with 2,048 points 0.006; it scatters by
 * 0.024 from seed to seed. There the slopes of whole sweeps are within 0.01 of those on 768 points; half
 * of the evaluations on more points is the worse bargain, since the choice among rival laws lives on
 * them. */
#define LAB_TRAJECTORY_POINTS 512

/* What is measured at an evaluation follows rules fixed in advance, so that it costs little beside
 * the training:
 * - Where trajectories count, each evaluation meets all validation labels and the first
 *   LAB_TRAJECTORY_POINTS test points, the last one all of them. The earliest smallest validation loss
 *   is chosen, or the last step where there are no labels.
 * - Elsewhere validation labels choose by a knock-out: every evaluation meets the first 64 labels; the
 *   best five keep their parameters until the end of the run and meet the first 128; the best three of
 *   them the first 256; the best two all labels; in each round the last step has a seat, in place of
 *   the worst where it is not among them; the smallest loss is chosen (the earlier of equals) and its
 *   risk measured on all test points. The other evaluations estimate it on
 *   the validation points they met, whose noise-free target is known.
 * - Without validation labels the last step is chosen and meets all test points, the others the
 *   first 256.
 * - On other axes than data, all steps from T/3 on meet all test points as well: the rule of the
 *   optimisation floor reads them.
 * Every label the choice sees counts as a validation label of the run, whether or not each step met
 * it. A run that was stopped or diverged has chosen among what it had met by then. */

/* Told after each evaluation; runs on the worker's thread. evaluations (count) are valid during
 * the call. */
typedef void (*LabRunProgress) (const LabEvaluation *evaluations,
                                guint                count,
                                guint                steps_done,
                                gpointer             user_data);

/* What the network says of the first test points after an evaluation, for those who want to look. */
#define LAB_RUN_OUTPUT_POINTS 2048
typedef struct
{
  guint step;
  double excess_risk; /* as the evaluation has it */
  guint n;            /* test examples: as many as have LAB_RUN_OUTPUT_POINTS values, or all */
  guint outputs;      /* values of each: 1, or one per token of a sequence */
  float *values;      /* (n, outputs), in the order of the test examples */
} LabRunOutput;

void lab_run_output_free (LabRunOutput *output);

/* Pause is looked at before each optimiser step, stop within it too, between chunks of examples. */
typedef struct
{
  gint stop;  /* g_atomic_int; non-zero: end now, keep what was measured */
  gint pause; /* g_atomic_int; non-zero: wait (checked every 20 ms) until zero or stop */
  LabQueue *outputs; /* receives a LabRunOutput after each evaluation; NULL: nobody looks */
} LabRunControl;

/* Trains one run to its end on the calling thread. shelf, control and progress may be NULL; a shelf
 * spares drawing again what another run on this thread has drawn, and changes no result.
 *
 * Target, embedding, points and noise come from the streams (seed, repeat): all runs of a repeat
 * share them, data sets of different n are nested. Initial parameters and batches come from
 * (seed, grid_index * 65536 + repeat): every run has its own, wherever and whenever it is trained.
 * Batches are drawn without replacement from a fresh random order of the training set, epoch after
 * epoch; what is left of an epoch and does not fill a batch is passed over.
 * Excess risk is the mean of (prediction - target)^2 over the test points, or over the test sequences
 * and their tokens; the target's variance is 1, so it is a fraction of that.
 * A run diverges when the loss of a batch is not finite or exceeds 10^6 times the larger of 1 and
 * the first batch's loss, or when a prediction at an evaluation is not finite.
 *
 * Returns NULL and sets error only where the run could not start (memory). A divergence is a
 * result, not an error. */
LabRun *lab_run_train (const LabExperiment *experiment,
                       const LabRunPlan    *plan,
                       LabDataShelf        *shelf,
                       LabRunControl       *control,
                       LabRunProgress       progress,
                       gpointer             user_data,
                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRun, lab_run_unref)

G_END_DECLS
