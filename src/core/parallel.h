/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loop over independent pieces of work on all cores. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* Does piece number `piece`. worker (0 .. workers - 1) names the scratch memory that it may use:
 * no two pieces run at the same time with the same worker. */
typedef void (*LabParallelPiece) (gsize    piece,
                                  guint    worker,
                                  gpointer data);

/* How many workers lab_parallel_for() uses when asked for that many (0 = one per core) on so many
 * pieces: at least 1. */
guint    lab_parallel_workers (guint             asked,
                               gsize             pieces);

/* Calls work for 0 .. pieces - 1, each once, in any order, on `workers` threads of which the calling
 * one is one; returns when all are done. Where the system refuses a thread there are fewer. Reports
 * to task (nullable) progress from `from` to `to` (fractions of the whole task). FALSE when task
 * was cancelled: pieces not begun by then are left out. */
gboolean lab_parallel_for     (guint             workers,
                               gsize             pieces,
                               LabParallelPiece  work,
                               gpointer          data,
                               LabTask          *task,
                               double            from,
                               double            to);

G_END_DECLS
