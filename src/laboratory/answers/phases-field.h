/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map's prediction: level 1 at once, level 2 from a thread when the question rests, kept
 * for the next time. Main thread only. */
#pragma once

#include <gio/gio.h>

#include "theory/phase-field.h"

G_BEGIN_DECLS

#define LAB_TYPE_PHASES_FIELD (lab_phases_field_get_type ())
/* Signal "refined": a level 2 has come that may be the one last asked for. */
G_DECLARE_FINAL_TYPE (LabPhasesField, lab_phases_field, LAB, PHASES_FIELD, GObject)

LabPhasesField *lab_phases_field_new    (void);

/* Level 2 where it is there; else NULL, and it is computed once nothing else has been asked for
 * LAB_LABORATORY_REST. Borrowed until the next call. */
LabPhaseField  *lab_phases_field_refined (LabPhasesField        *field,
                                          const LabPhaseSetting *setting);

/* Forgets what was asked for: nothing new is begun, what is under way ends early. */
void            lab_phases_field_stop    (LabPhasesField        *field);

G_END_DECLS
