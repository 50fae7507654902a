/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of a run folder handed out over MPI: one rank says who trains what, the others train. */
#pragma once

#include "cluster/run-folder.h"

G_BEGIN_DECLS

/* On rank 0 of several: hands out every run that has no record, longest first, until all others have been told
 * that there is none left. Returns how many could not be trained; each was told on standard error. */
guint lab_hand_out (const LabRunFolder  *folder,
                    const LabExperiment *experiment,
                    int                  ranks);

/* On the others: trains what rank 0 says, as many runs at once as cores, until there is none left. */
void  lab_take_part (const LabRunFolder  *folder,
                     const LabExperiment *experiment,
                     guint                cores);

G_END_DECLS
