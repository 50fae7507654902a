/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps back and forth, as lists. Inside of LabLaboratory. */
#pragma once

#include "laboratory/laboratory-private.h"

G_BEGIN_DECLS

/* What a step goes to. */
typedef struct
{
  LabSweep axis;
  LabExperiment controls[LAB_SWEEP_COUNT];
  char *key;          /* what the step changes; NULL: everything */
  GPtrArray *cleared; /* LabRecord that the step shows or hides again, or NULL */
} LabHistoryEntry;

void lab_history_entry_free   (LabHistoryEntry *entry);

/* Puts everything as it is now on one of the lists; the oldest step goes where it is full. key and cleared
 * as in LabHistoryEntry; a reference of cleared is taken. */
void lab_laboratory_push_step (LabLaboratory   *self,
                               GPtrArray       *steps,
                               const char      *key,
                               GPtrArray       *cleared);

G_END_DECLS
