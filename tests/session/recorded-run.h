/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs with a value in every field, for what stores and reads them. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* A run that diverged, with this many evaluations; odd numbers throughout, not all of them finite. */
LabRun *recorded_run        (GRand        *random,
                             guint         evaluations);

/* Fails the test where a field of back is not the same to the bit. */
void    assert_recorded_run (const LabRun *run,
                             const LabRun *back);

G_END_DECLS
