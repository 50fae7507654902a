/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps over any numeric keys of an experiment, one to three at once: sweep=A[,B[,C]] with
 * grid=LIST[:LIST[:LIST]].
 *
 * Each of A, B, C is a numeric key, or the name of an axis that stands for one: data is n, model is width,
 * time is steps. A cell is the experiment with one value of each key; its repeats share targets, data and
 * initial parameters with those of the other cells, as far as their keys allow. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

#define LAB_KEY_GRID_AXES 3

/* More runs are refused. */
#define LAB_KEY_GRID_MOST_RUNS 2048

typedef struct
{
  const char *key;         /* of the experiment; static */
  guint count;
  double value[LAB_GRID_MAX]; /* ascending */
  gboolean is_default;     /* no list was given */
  gboolean is_linear;      /* distances are those of values, not of their logarithms: 0 is among them, or
                              the key is a share */
} LabKeyAxis;

typedef struct
{
  LabExperiment base; /* all other keys; sweep is data with a grid of one */
  guint axes;
  LabKeyAxis axis[LAB_KEY_GRID_AXES];
} LabKeyGrid;

/* Whether the word sweep=... among words (NULL-terminated) asks for such a sweep: it lists several, or names a
 * key that is no axis of its own. */
gboolean lab_key_grid_is_asked   (const char *const  *words);

/* Makes a grid of KEY=VALUE words as lab_experiment_parse() makes an experiment; its defaults are those of a
 * data sweep. Every cell passes lab_experiment_check(). FALSE with the word and what is allowed; out is then
 * untouched. */
gboolean lab_key_grid_parse      (const char *const  *words,
                                  LabPointSet        *points,
                                  LabKeyGrid         *out,
                                  GError            **error);

guint    lab_key_grid_cells      (const LabKeyGrid   *grid);
guint    lab_key_grid_runs       (const LabKeyGrid   *grid);

/* The last axis varies fastest. Index of a cell's value on an axis, and the experiment that the cell is: with
 * one grid value, its n. */
guint    lab_key_grid_place      (const LabKeyGrid   *grid,
                                  guint               cell,
                                  guint               axis);
gboolean lab_key_grid_cell       (const LabKeyGrid   *grid,
                                  guint               cell,
                                  LabExperiment      *experiment,
                                  GError            **error);

/* "learning_rate,width" and "0.001,0.002:8,16": free with g_free(). */
char    *lab_key_grid_sweep_text (const LabKeyGrid   *grid);
char    *lab_key_grid_grid_text  (const LabKeyGrid   *grid);

/* Two values more beyond one end of a grid of one key, in the same ratio; FALSE where the key allows none, or
 * the grid is full. before: at its lower end. Cells keep their order: those before move up. */
gboolean lab_key_grid_widen      (LabKeyGrid         *grid,
                                  gboolean            before);

G_END_DECLS
