/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite-size predictions for the window: level 1 at once, level 2 from a thread behind it.
 *
 * Belongs to the main thread. What was computed is kept; a request that a newer one replaces ends
 * at its next point. The thread begins with the first request and sleeps between requests. */
#pragma once

#include "experiment/conclude/prediction.h"

G_BEGIN_DECLS

typedef struct _LabTheoryService LabTheoryService;

/* ready is called on the main thread when a level 2 has arrived that was wanted. */
LabTheoryService    *lab_theory_service_new     (void               (*ready) (gpointer user_data),
                                                 gpointer             user_data);
/* Stops and joins the thread: within one point of a curve (10 ms). */
void                 lab_theory_service_free    (LabTheoryService    *service);

/* The best prediction there is for the experiment: level 2 where it was computed before, else
 * level 1 (computed now, under a millisecond), and level 2 follows. NULL where theory has no answer.
 * Valid until the next call. */
const LabPrediction *lab_theory_service_predict (LabTheoryService    *service,
                                                 const LabExperiment *experiment);

/* Whether a level 2 is still to come. */
gboolean             lab_theory_service_is_busy (LabTheoryService    *service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTheoryService, lab_theory_service_free)

G_END_DECLS
