/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab predict level=3: one pass of stochastic gradient descent under a schedule. */
#pragma once

#include "cli/command.h"
#include "core/task.h"
#include "theory/spectrum.h"

G_BEGIN_DECLS

/* The keys that level 3 alone has. */
#define LAB_PREDICT_DESCENT_KEYS \
  {"batch", "Level 3: fresh points of each step.", 1.0, 1e9, LAB_NUMBER_WHOLE, "16"}, \
  {"learning_rate", \
   "Level 3: largest learning rate; the first eigenvalue is 1, so that steps above 2 diverge.", 0.0, \
   1e6, LAB_NUMBER_MINIMUM_EXCLUDED, "1/2"}, \
  {"schedule", "Level 3: the learning rate over the steps.", 0.0, 0.0, LAB_NUMBER_CHOICE, \
   "constant,linear,cosine,wsd"}, \
  {"warm_up", "Level 3: share of the steps over which the rate rises, first.", 0.0, 1.0, 0, "0"}, \
  {"final_rate", "Level 3: share of the largest rate that it falls to.", 0.0, 1.0, 0, "0"}, \
  {"stable", "Level 3, with schedule=wsd: share of the steps at the largest rate.", 0.0, 1.0, 0, \
   "0.8"}, \
  {"steps", "Level 3: steps of the whole pass.", 1.0, 1e6, LAB_NUMBER_WHOLE, "1000"}, \
  {"clock", "Level 3: what time is told in, steps or rates (intrinsic time, the sum of the rates).", 0.0, \
   0.0, LAB_NUMBER_CHOICE, "steps,rates"}

/* Whether every key that was given is one of the level asked for: n, N and times belong to levels 1 and
 * 2, those above to level 3. Sets error with the key otherwise. */
gboolean lab_predict_descent_check (const LabNumbers  *numbers,
                                    gboolean           descends,
                                    GError           **error);

/* The prediction as JSON or as text, as the words ask; free with g_free(). NULL with error. Reports the
 * pass over the steps to task (nullable). Where spectrum->stop is set it is soon over, and its numbers
 * mean nothing. */
char    *lab_predict_descent       (const LabArguments    *words,
                                    const LabSpectrum *spectrum,
                                    LabTask           *task,
                                    GError           **error);

G_END_DECLS
