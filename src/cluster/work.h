/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training the runs of a run folder that nobody else trains. */
#pragma once

#include "cluster/claims.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

/* How a worker of several threads went about its runs. */
typedef struct
{
  guint trained; /* here */
  guint found;   /* had records already, or got them from others meanwhile */
  guint held;    /* by processes that live */
} LabWorkCount;

/* Trains those of the runs (indexes, in this order) that have no record, as many at once as workers, each once
 * it is claimed, and records each as it ends. Returns when all are recorded or held by processes that live, or
 * once *stop (g_atomic_int) is set: runs in training then end within a step and are given back.
 * FALSE with an error where a run could not start or be recorded. */
gboolean lab_work (const LabRunFolder  *folder,
                   const LabExperiment *experiment,
                   const GArray        *indexes,
                   guint                workers,
                   double               takeover,
                   const gint          *stop,
                   LabWorkCount        *count,
                   GError             **error);

G_END_DECLS
