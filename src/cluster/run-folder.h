/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run folder: the meeting place of processes that train one experiment together, on one machine or many.
 *
 *   plan.json               the words of the experiment, version, build and instruction set, and every run
 *                           with its cost and its part
 *   experiment.txt          the words, for people
 *   experiment.scalinglab   the experiment as a session without runs
 *   runs/000012.json        the record of a finished run (session/run-record.h), named by its index
 *   claims/000012           who trains a run that has no record yet (claims.h)
 *
 * Nothing in it is written by two processes at once but by an exclusive link or a rename within one folder,
 * which every common file system does whole, NFS among them. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

#define LAB_RUN_FOLDER_RECORDS "runs"
#define LAB_RUN_FOLDER_CLAIMS  "claims"

/* Most parts that a plan is cut into. */
#define LAB_TASKS_MAX 10000

typedef struct
{
  double cost; /* FLOP of the training */
  guint task;  /* the part it belongs to, 0 .. tasks - 1 */
} LabPlannedRun;

typedef struct
{
  char *path;
  char *words;         /* KEY=VALUE words of the command run */
  char *points_sha256; /* of the file of points; or NULL */
  char *simd;          /* the instruction set to train with */
  char *program;       /* version */
  char *build;         /* checksum of the sources and the compiler that made the planning program */
  guint tasks;
  guint count;
  LabPlannedRun *runs; /* (count), by run index */
} LabRunFolder;

/* Makes the folder, or takes the one there is where it is of the same words, build and instruction set (it
 * then goes on, cut into this many parts). LAB_ERROR_INVALID_VALUE where that is of another experiment or
 * build, LAB_ERROR_FILE where it cannot be written. Free with lab_run_folder_free(). */
LabRunFolder *lab_run_folder_make  (const char          *path,
                                    const char          *words,
                                    const char          *points_sha256,
                                    const char          *simd,
                                    const LabExperiment *experiment,
                                    guint                tasks,
                                    GError             **error);

/* One that was made; LAB_ERROR_FILE where path is none, or its plan is damaged. */
LabRunFolder *lab_run_folder_open  (const char          *path,
                                    GError             **error);
void          lab_run_folder_free  (LabRunFolder        *folder);

/* Before any training: whether this program is the plan's, to the build, and this processor has its
 * instruction set, which is then the one that is used. LAB_ERROR_INVALID_VALUE with a sentence if not. */
gboolean      lab_run_folder_admits (const LabRunFolder *folder,
                                    GError             **error);

/* Run indexes of one part, longest first (guint); of all where task is negative. Free with
 * g_array_unref(). */
GArray       *lab_run_folder_part  (const LabRunFolder  *folder,
                                    int                  task);

/* The cost of a run: what its training takes, in FLOP. */
double        lab_run_cost         (const LabExperiment *experiment,
                                    guint                run_index);

/* Cuts runs (count) into parts of like cost: the longest first, each to the part that has least. */
void          lab_runs_cut         (LabPlannedRun       *runs,
                                    guint                count,
                                    guint                tasks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRunFolder, lab_run_folder_free)

G_END_DECLS
