/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the account share. Private to this room. */
#pragma once

#include "phases/phases.h"

G_BEGIN_DECLS

/* phases-words.c: fills source, sentence, before and after of an account whose numbers are there. */
void  lab_account_tell         (LabAccount            *account,
                                const LabPhaseNumbers *numbers);

/* Whether a place that was not measured lies after the end of the training. */
gboolean lab_account_is_beyond (const LabAccount         *account,
                                const LabPhaseNumbers    *numbers);

/* The remark of a list, or NULL; g_free(). */
char *lab_phases_remark        (const LabPhases       *phases,
                                const LabPhaseNumbers *numbers);

G_END_DECLS
