/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks as values: what a task has of its own stands in its entry of one table, and whoever wants to know
 * asks the entry.
 *
 * A new task is a kind and a name (run-source.h, task.c), an entry in a file of its own beside
 * task-points.c, and what draws its examples. Words marked N_() are for people, the others go to files
 * and to the command line, which speak English. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* What is measured of a run, and what it is called. */
typedef struct
{
  const char *name;       /* N_(): "excess risk", in a sentence and in the heading of a table */
  const char *axis_label; /* N_(): the same with its unit: "excess risk (fraction of ...)" */
  const char *unit;       /* N_(): what has the size 1: "variance of the target" */
  const char *column;     /* in files: "excess_risk" */
  const char *meaning;    /* of the column, one sentence with its unit */
  const char *of_table;   /* below a table of means: "Excess risk in units of ..." */
  const char *of_labels;  /* how labels are scaled: "targets have variance 1 and ..." */
} LabErrorWords;

/* Columns of files whose meaning is the task's: one sentence each. */
typedef struct
{
  const char *repeat, *n, *training_points, *training_loss, *validation_loss, *validation_labels;
} LabTaskColumns;

typedef struct
{
  /* Words. */
  const char *label;    /* N_(), of the choice: "Points" */
  const char *n_label;  /* N_(), of the control of n: "Training points" */
  const char *n_axis;   /* N_(), of the axis over n: "training points n" */
  const char *examples; /* "points": what n counts */
  const char *labelled; /* what labels of validation are counted in: "labels" */
  const char *shown;    /* N_(), of the control of how many a picture shows: "Points" */
  const char *extra_words; /* N_(), on LAB_VALIDATION_EXTRA; takes two numbers as %s: of a run, of all */
  const char *split_words; /* N_(), on LAB_VALIDATION_SPLIT; takes the number of all as %s */
  LabTaskColumns columns;

  /* What is learnt. */
  LabLossKind loss;
  gboolean label_per_token; /* an example's tokens bring D coordinates and a label each; else D
                             * coordinates are cut into tokens, with one label */
  /* What a model reads of an example. */
  LabModelInput (*input) (const LabExperiment *experiment);
  gboolean deals;           /* training examples are windows of the source's corpus, dealt anew at each step:
                             * there is no training set, and no pass over one */
  gboolean of_command_line; /* no choice of the window */
  gboolean takes_files;     /* points of a file can take the place of drawn ones */
  const char *why_no_law;   /* N_(): why no law in d and beta is laid beside it; NULL where one is */

  /* Which words say what is measured; never NULL. */
  const LabErrorWords *(*error_words) (const LabExperiment *experiment);
  /* Whether examples or their tokens are points of the experiment's manifold; points of a file are none. */
  gboolean (*has_manifold) (const LabExperiment *experiment);
  /* Everything about the data that keys say: ranges that depend on one another. Sets error as
   * lab_experiment_check() does. */
  gboolean (*check) (const LabExperiment *experiment, GError **error);
  /* Whether it reads a key; NULL: all but those of a corpus. */
  gboolean (*reads_key) (const LabExperiment *experiment, const char *key);
  /* Why a key has no effect whatever its value, as far as it is the task's: N_(); NULL where it has one. */
  const char *(*why_unused) (const LabExperiment *experiment, const char *key);
  /* Of those keys the ones that something else takes the place of (LAB_KEY_REPLACED), or NULL: none. */
  const char *const *replaced;
  /* Whether laws measured on both, of this task and the same d, are laws of the same data. */
  gboolean (*is_same) (const LabExperiment *a, const LabExperiment *b);

  /* Drawing; see run-source.h. */
  void (*make_source) (const LabExperiment *experiment, const LabRunPlan *plan, LabRunSource *source);
  gboolean (*equal_sources) (const LabRunSource *a, const LabRunSource *b);
  /* Numbers of one example; of a language with the distribution of each label. */
  gsize (*coordinates) (const LabRunSource *source);
  gsize (*test_examples) (const LabRunSource *source); /* NULL: LAB_TEST_POINTS, or those of a file */
  /* In coordinates of the data themselves and without noise, for a picture of them. */
  void (*bare_source) (LabRunSource *source);
  gpointer (*open) (const LabRunSource *source, const gint *stop, GError **error);
  void (*close) (gpointer sampler);
  LabDataset *(*draw) (gconstpointer sampler, LabDataRole role, gsize n, const gint *stop,
                       GError **error);

  /* Of drawn examples in a picture, translated; free with g_free(). A title, and a sentence or two. */
  char *(*title) (const LabRunSource *source, guint examples);
  char *(*describe) (const LabRunSource *source);
} LabTaskInfo;

/* Never NULL for a kind below LAB_TASK_COUNT. */
const LabTaskInfo *lab_task_info (LabTaskKind kind);

G_END_DECLS
