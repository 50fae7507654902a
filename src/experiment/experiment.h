/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment: everything that determines what will be measured, as a plain immutable value.
 *
 * Pass it by const pointer, copy it by assignment; two experiments with equal bytes of meaning
 * give equal results. A new experiment is made from an old one by copying and changing the copy. */
#pragma once

#include "experiment/axis.h"
#include "experiment/run-source.h"
#include "transformer/trainer.h"

G_BEGIN_DECLS

/* Whether the intrinsic dimension of what the network holds after each block is measured at every
 * evaluation (hidden-dimension.h). */
typedef enum
{
  LAB_HIDDEN_DIMENSION_OFF,
  LAB_HIDDEN_DIMENSION_POOLED, /* of the mean over tokens */
  LAB_HIDDEN_DIMENSION_TOKENS, /* of each token */
} LabHiddenDimensionMode;

/* Where the labels come from that choose the stopping step. */
typedef enum
{
  LAB_VALIDATION_EXTRA, /* LAB_VALIDATION_EXTRA_LABELS more noisy labels, beyond n */
  LAB_VALIDATION_SPLIT, /* an eighth of n, taken out of the training points */
  LAB_VALIDATION_NONE,  /* no choice: the last step counts */
} LabValidation;

/* What a depth sweep holds fixed. */
typedef enum
{
  LAB_FIXED_WIDTH,      /* m: deeper models have more parameters */
  LAB_FIXED_PARAMETERS, /* N, as near as the widths allow: shallower models are wider */
} LabFixed;

/* Of warm_up, final_rate and weight_decay: chosen (lab_experiment_warm_up() and its neighbours). */
#define LAB_AUTOMATIC (-1.0)

#define LAB_VALIDATION_EXTRA_LABELS 1024
#define LAB_TEST_POINTS 2048 /* of drawn data; lab_experiment_test_points() */
#define LAB_REPEATS_MAX 64

/* What a token attends to. */
typedef enum
{
  LAB_ATTENTION_FULL,
  LAB_ATTENTION_CAUSAL, /* itself and the tokens before it */
} LabAttentionKind;

/* The head of a language model. */
typedef enum
{
  LAB_OUTPUT_UNTIED, /* has weights of its own */
  LAB_OUTPUT_TIED,   /* has those of the embedding */
  LAB_OUTPUT_COUNT,
} LabOutputKind;

/* Of the fields below a task reads those that it has a use for: the distribution of tokens
 * (sequence_inputs, correlation, degrees_of_freedom) is read for sequences alone, target and smoothness
 * for points alone, manifold and density for what lies on a manifold. With sequences d and D are those
 * of one token, n counts sequences, and so does the batch. With a language n counts tokens, the batch
 * windows of them. */
struct _LabExperiment
{
  LabTaskKind task;
  LabSequenceInputs sequence_inputs;
  double correlation;        /* of neighbouring tokens */
  double degrees_of_freedom; /* of Student's t */
  LabPointSet *points; /* of a file, in place of drawn ones; NULL: drawn. Borrowed: who opened the file
                        * keeps it as long as an experiment that names it is in use */
  LabCorpusSource language; /* as its keys name it; see lab_experiment_language() */
  LabCorpus *corpus;        /* the language, opened; NULL: none is. Borrowed likewise */
  LabManifold manifold;      /* of drawn points; not read with points of a file, nor is density */
  guint intrinsic_dimension; /* d; 0 with points of a file: what was estimated on them */
  guint ambient_dimension;   /* D; 0 = chosen: 16, or more where d asks for more, or what points of a
                              * file have; of points a multiple of tokens */
  double density;            /* tilt of the density of points; 0 = uniform (geometry.h) */
  double ambient_noise;      /* standard deviation in every ambient coordinate */
  LabTargetKind target;
  double smoothness;         /* beta as given; the laws use lab_experiment_smoothness() */
  double noise;              /* sigma, in units of the target's standard deviation. With labels of a
                              * file: what the user takes for their noise, its square taken off the
                              * test error; 0 = not known (lab_experiment_measures_test_error()) */

  guint64 n; /* training points or sequences; in a data sweep the largest, unless a grid is given */
  LabValidation validation;

  guint width; /* m; in a model, time or compute sweep the largest, unless a grid is given; in a
                * depth sweep that of the deepest model */
  guint depth; /* blocks; in a depth sweep the most, unless a grid is given */
  LabFixed fixed; /* read in a depth sweep alone */
  guint heads;
  guint tokens;       /* pieces a point is cut into, or the length L of a sequence */
  LabAttentionKind attention; /* of the model, and of the sequences' teacher */
  guint feed_forward; /* in units of m */
  LabPositions positions; /* this and the next: of a language model */
  LabOutputKind output;

  LabOptimizer optimizer;
  LabSchedule schedule;
  double learning_rate;
  double warm_up;      /* share of the steps; or LAB_AUTOMATIC */
  double final_rate;   /* share of the peak, where the schedule decays; or LAB_AUTOMATIC */
  double stable;       /* share of the steps at the peak; read with LAB_SCHEDULE_WSD alone */
  double weight_decay; /* read with LAB_OPTIMIZER_ADAMW alone; or LAB_AUTOMATIC */
  double head_scale;   /* factor on the head's weights at the start of a run */
  guint steps; /* T */
  guint batch; /* B */

  LabHiddenDimensionMode hidden_dimension;

  LabSweep sweep;
  guint grid_length;             /* 0 = chosen by lab_experiment_grid() */
  double grid[LAB_GRID_MAX];     /* of the axis's key: n (data), m (model, time, compute) or blocks
                                  * (depth), positive, ascending; replaces n, width or depth */
  guint repeats;
  guint64 seed;
};

/* One run of the experiment's plan. Run index = grid index * repeats + repeat. */
struct _LabRunPlan
{
  guint index;
  guint grid_index;
  guint repeat;
  double value; /* of the axis's key; 0: as the experiment, with n, width and depth below, has it */
  guint64 n;
  guint width;
  guint depth;
};

/* The measured defaults of the program for one kind of sweep (science.md, sections on the data
 * law, the model law, time and compute; the depth sweep trains like the model sweep). */
void        lab_experiment_default      (LabSweep              sweep,
                                         LabExperiment        *experiment);

/* Checks every range and every relation (heads divide width at each grid value, D holds the
 * manifold, tokens divide D, ...). Sets error with key, value and what is allowed. */
gboolean    lab_experiment_check        (const LabExperiment  *experiment,
                                         GError              **error);

/* Field by field; unused grid slots do not count. */
gboolean    lab_experiment_equal        (const LabExperiment  *a,
                                         const LabExperiment  *b);

/* A copy that holds its points, for another thread or another time; and its end (NULL is allowed). */
LabExperiment *lab_experiment_copy      (const LabExperiment  *experiment);
void        lab_experiment_free         (LabExperiment        *experiment);

/* D as used: the field, or the chosen value where it is 0. */
guint       lab_experiment_ambient_dimension (const LabExperiment *experiment);

/* Whether the examples, or their tokens, are points of the experiment's manifold. */
gboolean    lab_experiment_has_manifold      (const LabExperiment *experiment);

/* Labels of one example: 1, or one per token. */
guint       lab_experiment_outputs           (const LabExperiment *experiment);

/* Coordinates that hold a point or a token before it is embedded. */
guint       lab_experiment_canonical_dimension (const LabExperiment *experiment);

/* Own points (own-points.c) */

/* Takes points of a file as the data (NULL: drawn data again) and fits the other fields to them: task
 * points, d
 * estimated, D chosen, no density tilt, n at most what there is, with the grid chosen anew where it
 * was more; the field as target where theirs is not defined; with labels sigma = 0. */
void        lab_experiment_take_points       (LabExperiment       *experiment,
                                              LabPointSet         *points);

/* The d of the laws: the field, or the estimate on points of a file, which need not be whole. */
double      lab_experiment_dimension         (const LabExperiment *experiment);
gboolean    lab_experiment_estimates_dimension (const LabExperiment *experiment);

/* Whether the labels are a file's: target and beta are then those of no function known; beta is what
 * the user takes for theirs. */
gboolean    lab_experiment_has_labels        (const LabExperiment *experiment);

/* Whether what is measured is the error on test labels with their noise in it, which is not known:
 * labels of a file, without sigma. Otherwise it is the excess risk, with labels of a file the test error
 * less sigma^2. */
gboolean    lab_experiment_measures_test_error (const LabExperiment *experiment);

/* What is measured, in words: "excess risk" or "test error"; translated. */
const char *lab_experiment_error_name        (const LabExperiment *experiment);

/* "d = 2", or "d = 2.07 (estimated)"; free with g_free(). */
char       *lab_experiment_dimension_words   (const LabExperiment *experiment);

/* What the file holds, in a paragraph: points, coordinates, labels, what was left out or seems odd, the
 * estimated dimension with its interval; translated, free with g_free(). NULL with drawn data. */
char       *lab_experiment_describe_points   (const LabExperiment *experiment);

/* Whether the labels have noise, known or not. */
gboolean    lab_experiment_is_noisy          (const LabExperiment *experiment);

/* Test points of each repeat, and the largest n that the data allow. */
gsize       lab_experiment_test_points       (const LabExperiment *experiment);
guint64     lab_experiment_largest_n         (const LabExperiment *experiment);

/* What the noise of labels, as given, adds to every measured error: sigma^2 of a file's labels, which are
 * what predictions are held against; else 0. */
double      lab_experiment_irreducible       (const LabExperiment *experiment);

/* The smoothness that counts in the laws: that of the target (lab_target_effective_smoothness()). NaN
 * where lab_experiment_why_no_law() says why there is none. */
double      lab_experiment_smoothness        (const LabExperiment *experiment);

/* Why no law in d and beta is laid beside what is measured: a sentence, translated; NULL where one is. */
const char *lab_experiment_why_no_law        (const LabExperiment *experiment);

/* The grid as used, ascending; returns its length (1 .. LAB_GRID_MAX). Where none is given:
 * data     n/128, n/64 ... n, rounded down, those of at least 16 points;
 * model    4, 6, 8, 12, 16, 24 ... below width, those the heads divide, and width itself;
 * time     width;
 * compute  width/8 to width in steps of the square root of 2, the nearest multiples of heads;
 * depth    1, 2, 3 ... depth. */
guint       lab_experiment_grid         (const LabExperiment  *experiment,
                                         double                grid[LAB_GRID_MAX]);

guint       lab_experiment_run_count    (const LabExperiment  *experiment);
void        lab_experiment_plan         (const LabExperiment  *experiment,
                                         guint                 run_index,
                                         LabRunPlan           *plan);

/* Sets own to the experiment as one run has it: the axis's key, n, width and depth as planned, the grid
 * spelled out. Returns own. */
const LabExperiment *lab_experiment_of_run   (const LabExperiment *experiment,
                                              const LabRunPlan    *plan,
                                              LabExperiment       *own);

/* The pieces a run is made of. */
gsize       lab_experiment_training_points   (const LabExperiment *experiment,
                                              const LabRunPlan    *plan);
gsize       lab_experiment_validation_labels (const LabExperiment *experiment,
                                              const LabRunPlan    *plan);
void        lab_experiment_model_shape  (const LabExperiment  *experiment,
                                         const LabRunPlan     *plan,
                                         LabModelShape        *shape);

/* The learning rate as a run has it: LAB_AUTOMATIC is 5 % warm-up and a final rate of 2 % of the peak
 * under a cosine, else 0 and 0. */
double      lab_experiment_warm_up      (const LabExperiment  *experiment);
double      lab_experiment_final_rate   (const LabExperiment  *experiment);
void        lab_experiment_schedule     (const LabExperiment  *experiment,
                                         LabScheduleShape     *shape);

/* Whether every step of a run is taken at the peak. */
gboolean    lab_experiment_rate_is_constant (const LabExperiment *experiment);

/* As a run has it: LAB_AUTOMATIC is 0.1 for AdamW on noisy labels in a data sweep, else 0; 0 for all
 * other optimisers. */
double      lab_experiment_weight_decay (const LabExperiment  *experiment);

/* Rules that no key spells out: labels trained on are n, less an eighth for LAB_VALIDATION_SPLIT;
 * the batch is the smaller of B and that (all of it for LAB_OPTIMIZER_GD); gradients are clipped at
 * norm 1 for AdamW, never for plain gradient descent. */
void        lab_experiment_training     (const LabExperiment  *experiment,
                                         const LabRunPlan     *plan,
                                         LabTrainingSettings  *settings);
void        lab_experiment_run_source   (const LabExperiment  *experiment,
                                         const LabRunPlan     *plan,
                                         LabRunSource         *source);

/* Points of the experiment's manifold with its target: what the runs are drawn from where the task is
 * points; for sequences points like the tokens of lab_experiment_has_manifold(), for those who look. */
void        lab_experiment_data_source  (const LabExperiment  *experiment,
                                         const LabRunPlan     *plan,
                                         LabDataSource        *source);

G_END_DECLS
