/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary as one table: every other file reads keys, ranges and words from here. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>
#include <stddef.h>

#include "experiment/language.h"
#include "experiment/task.h"

#define FIELD(name) LAB_KEY_FIELD (name)

static const char *const ATTENTIONS[] = {"full", "causal", NULL};
static const char *const FIXED[] = {"width", "parameters", NULL};
static const char *const OPTIMIZERS[] = {"adamw", "sgd", "gd", NULL};
static const char *const SCHEDULES[] = {"cosine", "constant", "linear", "wsd", NULL};
static const char *const VALIDATIONS[] = {"extra", "split", "none", NULL};

static const char *const HIDDEN_DIMENSIONS[] = {"off", "pooled", "tokens", NULL};

static const LabKey KEYS[] = {
    {.key = "sweep",
     .label = N_ ("Sweep"),
     .type = LAB_KEY_CHOICE,
     .choices = lab_axis_names,
     .description = N_ ("What varies: the training data, the model, the time, the compute or the "
                        "depth; scaling-lab run also sweeps any numeric key, or up to three at "
                        "once, as in sweep=learning_rate,width."),
     FIELD (sweep)},
    {.key = "task",
     .label = N_ ("Task"),
     .type = LAB_KEY_CHOICE,
     .choices = lab_task_names,
     .description = N_ ("One label for each point, sequences of tokens with one label for each "
                        "token, what a frozen random transformer, the teacher, says of it, or the "
                        "next token of a text or language."),
     FIELD (task)},
    {.key = "inputs",
     .label = N_ ("Inputs"),
     .type = LAB_KEY_CHOICE,
     .choices = lab_sequence_inputs_names,
     .description =
         N_ ("How the tokens of sequences are distributed: independent points of the "
             "manifold, independent normal, normal and correlated along the sequence, or "
             "independent with heavy tails (Student’s t)."),
     FIELD (sequence_inputs)},
    {.key = "correlation",
     .label = N_ ("Correlation"),
     .symbol = "ρ",
     .type = LAB_KEY_REAL,
     .minimum = 0,
     .maximum = LAB_SEQUENCE_CORRELATION_MAX,
     .description = N_ ("With inputs=correlated: of a coordinate between neighbouring tokens; it "
                        "falls by this factor from token to token."),
     FIELD (correlation)},
    {.key = "degrees_of_freedom",
     .label = N_ ("Degrees of freedom"),
     .symbol = "ν",
     .type = LAB_KEY_REAL,
     .minimum = LAB_SEQUENCE_FREEDOM_MIN,
     .maximum = LAB_SEQUENCE_FREEDOM_MAX,
     .description = N_ ("With inputs=heavy_tailed: of Student’s t; the smaller, the heavier the "
                        "tails."),
     FIELD (degrees_of_freedom)},
    {.key = "points",
     .label = N_ ("Own points"),
     .type = LAB_KEY_TEXT,
     .description =
         N_ ("A file of points to train on instead of drawn ones: a table (CSV) or a NumPy "
             "array (.npy).")},
    {.key = "labels",
     .label = N_ ("Labels"),
     .type = LAB_KEY_TEXT,
     .description =
         N_ ("The column of the file with the labels: its name or number, last, none, or "
             "auto: one named target, label or y. Without labels the target is laid on the "
             "points.")},
    {.key = "scaling",
     .label = N_ ("Scaling"),
     .type = LAB_KEY_TEXT,
     .description = N_ ("How the file's coordinates are scaled: common, by one factor, or columns, "
                        "each to variance 1.")},
    LAB_KEYS_OF_CORPUS,
    {.key = "manifold",
     .label = N_ ("Manifold"),
     .type = LAB_KEY_CHOICE,
     .choices = lab_manifold_names,
     .description = N_ ("The surface that the data lie on."),
     FIELD (manifold)},
    {.key = "d",
     .label = N_ ("Intrinsic dimension"),
     .symbol = "d",
     .type = LAB_KEY_INTEGER,
     .minimum = 0,
     .maximum = LAB_MANIFOLD_DIMENSION_MAX,
     .description = N_ ("Dimension of the manifold that the data lie on; of sequences, that of one "
                        "token; 0 estimates that of own points."),
     FIELD (intrinsic_dimension)},
    {.key = "D",
     .label = N_ ("Ambient dimension"),
     .symbol = "D",
     .type = LAB_KEY_INTEGER,
     .minimum = 0,
     .maximum = LAB_AMBIENT_DIMENSION_MAX,
     .description = N_ (
         "Coordinates of each point, or of each token of a sequence; 0 chooses them to hold the "
         "manifold."),
     FIELD (ambient_dimension)},
    {.key = "density",
     .label = N_ ("Density tilt"),
     .type = LAB_KEY_REAL,
     .minimum = 0,
     .maximum = LAB_DENSITY_MAX,
     .description = N_ ("How much denser the points lie on one side of the manifold; 0 is even."),
     FIELD (density)},
    {.key = "ambient_noise",
     .label = N_ ("Ambient noise"),
     .type = LAB_KEY_REAL,
     .minimum = 0,
     .maximum = 10,
     .description = N_ ("Standard deviation of the noise on every coordinate of the points."),
     FIELD (ambient_noise)},
    {.key = "target",
     .label = N_ ("Target"),
     .type = LAB_KEY_CHOICE,
     .choices = lab_target_names,
     .description = N_ ("The function of points to be learnt, of known smoothness."),
     FIELD (target)},
    {.key = "beta",
     .label = N_ ("Smoothness"),
     .symbol = "β",
     .type = LAB_KEY_REAL,
     .minimum = 0,
     .minimum_excluded = TRUE,
     .maximum = 2,
     .description = N_ ("Smoothness of the target function: rough near 0, smooth at 2."),
     FIELD (smoothness)},
    {.key = "sigma",
     .label = N_ ("Label noise"),
     .symbol = "σ",
     .type = LAB_KEY_REAL,
     .minimum = 0,
     .maximum = 10,
     .description = N_ ("Standard deviation of the label noise; the target's own is 1."),
     FIELD (noise)},
    {.key = "n",
     .label = N_ ("Training points"),
     .symbol = "n",
     .type = LAB_KEY_INTEGER,
     .minimum = 16,
     .maximum = 1048576,
     .description = N_ (
         "Training points, sequences, or tokens of a language (up to 1073741824); in a data sweep "
         "the largest, unless a grid is given."),
     FIELD (n)},
    {.key = "width",
     .label = N_ ("Width"),
     .symbol = "m",
     .type = LAB_KEY_INTEGER,
     .minimum = 2,
     .maximum = LAB_MODEL_WIDTH_MAX,
     .description = N_ ("Embedding width of the transformer; in a model, time or compute sweep the "
                        "largest, unless a grid is given; in a depth sweep that of the deepest "
                        "model."),
     FIELD (width)},
    {.key = "depth",
     .label = N_ ("Depth"),
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = LAB_MODEL_DEPTH_MAX,
     .description = N_ ("Blocks of attention and feed-forward layers; in a depth sweep the most, "
                        "unless a grid is given."),
     FIELD (depth)},
    {.key = "fixed",
     .label = N_ ("Held fixed"),
     .type = LAB_KEY_CHOICE,
     .choices = FIXED,
     .description = N_ ("What all models of a depth sweep share: their width, or, as nearly as "
                        "widths allow, their number of parameters."),
     FIELD (fixed)},
    {.key = "heads",
     .label = N_ ("Heads"),
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = 16,
     .description = N_ ("Attention heads; they share the width evenly."),
     FIELD (heads)},
    {.key = "tokens",
     .label = N_ ("Tokens"),
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = LAB_MODEL_TOKENS_MAX,
     .description = N_ (
         "Pieces of equal size that the D coordinates of a point are cut into, or the length of a "
         "sequence."),
     FIELD (tokens)},
    {.key = "attention",
     .label = N_ ("Attention"),
     .type = LAB_KEY_CHOICE,
     .choices = ATTENTIONS,
     .description = N_ ("What a token attends to: every token, or itself and those before it; a "
                        "sequence’s teacher does the same."),
     FIELD (attention)},
    {.key = "feed_forward",
     .label = N_ ("Feed-forward factor"),
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = 8,
     .description = N_ ("Hidden width of the feed-forward layers, in units of the width."),
     FIELD (feed_forward)},
    LAB_KEYS_OF_LANGUAGE_MODEL,
    {.key = "steps",
     .label = N_ ("Steps"),
     .symbol = "T",
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = 1000000,
     .description = N_ ("Optimiser steps of each run."),
     FIELD (steps)},
    {.key = "batch",
     .label = N_ ("Batch size"),
     .symbol = "B",
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = 65536,
     .description = N_ ("Examples per optimiser step, at most all; gd always takes all."),
     FIELD (batch)},
    {.key = "optimizer",
     .label = N_ ("Optimiser"),
     .type = LAB_KEY_CHOICE,
     .choices = OPTIMIZERS,
     .description = N_ ("AdamW, plain stochastic gradient descent, or full-batch descent."),
     FIELD (optimizer)},
    {.key = "schedule",
     .label = N_ ("Schedule"),
     .type = LAB_KEY_CHOICE,
     .choices = SCHEDULES,
     .description =
         N_ ("Learning rate over time: it falls along half a cosine, not at all, along a "
             "straight line, or stays and then falls along one (wsd)."),
     FIELD (schedule)},
    {.key = "learning_rate",
     .label = N_ ("Learning rate"),
     .symbol = "η",
     .type = LAB_KEY_REAL,
     .minimum = 0,
     .minimum_excluded = TRUE,
     .maximum = 1e6,
     .description = N_ ("Largest learning rate of the schedule."),
     FIELD (learning_rate)},
    {.key = "warm_up",
     .label = N_ ("Warm-up"),
     .type = LAB_KEY_REAL,
     .maximum = 1,
     .automatic = lab_experiment_warm_up,
     .unsaid = "auto",
     .description = N_ ("Share of the steps over which the learning rate rises to its largest, "
                        "first; auto is 0.05 with schedule=cosine, else 0."),
     FIELD (warm_up)},
    {.key = "final_rate",
     .label = N_ ("Final rate"),
     .type = LAB_KEY_REAL,
     .maximum = 1,
     .automatic = lab_experiment_final_rate,
     .unsaid = "auto",
     .description = N_ ("Share of the largest learning rate that it falls to; auto is 0.02 with "
                        "schedule=cosine, else 0."),
     FIELD (final_rate)},
    {.key = "stable",
     .label = N_ ("Share at the peak"),
     .type = LAB_KEY_REAL,
     .maximum = 1,
     .unsaid = "0.8",
     .description = N_ ("With schedule=wsd: share of the steps at the largest learning rate."),
     FIELD (stable)},
    {.key = "weight_decay",
     .label = N_ ("Weight decay"),
     .type = LAB_KEY_REAL,
     .maximum = 10,
     .automatic = lab_experiment_weight_decay,
     .unsaid = "auto",
     .description = N_ ("Of AdamW; auto is 0.1 on noisy labels in a data sweep, else 0."),
     FIELD (weight_decay)},
    {.key = "head_scale",
     .label = N_ ("Scale of the head"),
     .type = LAB_KEY_REAL,
     .minimum_excluded = TRUE,
     .maximum = 100,
     .unsaid = "1",
     .description = N_ ("Factor on the head’s weights at the start of a run: the larger, the less "
                        "its features change."),
     FIELD (head_scale)},
    {.key = "validation",
     .label = N_ ("Validation"),
     .type = LAB_KEY_CHOICE,
     .choices = VALIDATIONS,
     .description = N_ ("Labels that choose the stopping step: 1024 extra ones, an eighth of n, or "
                        "none (the last step counts)."),
     FIELD (validation)},
    {.key = "dimension",
     .label = N_ ("Dimension inside"),
     .type = LAB_KEY_CHOICE,
     .choices = HIDDEN_DIMENSIONS,
     .description = N_ ("Measure the intrinsic dimension after each block while it trains: off, of "
                        "the mean over tokens, or of each token."),
     FIELD (hidden_dimension)},
    {.key = "repeats",
     .label = N_ ("Repeats"),
     .type = LAB_KEY_INTEGER,
     .minimum = 1,
     .maximum = LAB_REPEATS_MAX,
     .description = N_ ("Runs per point of the curve, each with its own target and data."),
     FIELD (repeats)},
    {.key = "seed",
     .label = N_ ("Seed"),
     .type = LAB_KEY_INTEGER,
     .minimum = 0,
     .maximum = (double)G_MAXINT64,
     .description = N_ ("Start of all random numbers: the same seed gives the same results."),
     FIELD (seed)},
    {.key = "grid",
     .label = N_ ("Grid"),
     .type = LAB_KEY_GRID,
     .description =
         N_ ("Values of n (data), width (model, time, compute) or depth (depth) to train "
             "at, separated by commas; auto chooses them. In a sweep over keys the values of each, "
             "lists separated by colons."),
     FIELD (grid)},
};

const LabKey *
lab_experiment_keys (guint *count)
{
  if (count != NULL)
    *count = G_N_ELEMENTS (KEYS);
  return KEYS;
}

const LabKey *
lab_experiment_find_key (const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (g_str_equal (KEYS[i].key, key))
      return &KEYS[i];
  return NULL;
}
