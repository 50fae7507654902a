/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help for tests of the window: a small experiment, and waiting in the main loop. */
#pragma once

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* Two sizes, one repeat, a few dozen steps: done in well under a second. */
void     laboratory_test_experiment (LabExperiment *experiment);

/* Sets a key of the laboratory's experiment, which must take it; the number of a key. */
void     laboratory_test_set        (LabLaboratory *laboratory, const char *key, const char *value);
double   laboratory_test_get        (LabLaboratory *laboratory, const char *key);

typedef gboolean (*LaboratoryTestCondition) (gpointer data);

/* Runs the main loop until condition holds, at most seconds; returns whether it held. */
gboolean laboratory_test_wait       (LaboratoryTestCondition condition, gpointer data, double seconds);

/* Runs the main loop for so long. */
void     laboratory_test_pass       (double seconds);

/* Waits until nothing is under way in the laboratory (a minute at most). */
void     laboratory_test_settle     (LabLaboratory *laboratory);

/* A laboratory that has measured the small experiment. */
LabLaboratory *laboratory_test_laboratory (void);

/* Threads of this process. */
guint    laboratory_test_threads    (void);

G_END_DECLS
