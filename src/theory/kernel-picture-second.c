/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 2 over a whole curve. On data and model each point has an equivalent of its own; where its
 * best moment is wanted, level 1 tells where to look, and the points before tell how far level 1 is
 * off. */
#include "theory/deterministic-equivalent.h"
#include "theory/kernel-picture-private.h"

#include <math.h>

/* Three times around the best one, this far apart in ln t: the parabola through them is then true
 * to about 1e-3 of the risk. */
#define STEP 0.4

/* So often the three times move on, at most. */
#define MOST_MOVES 24

typedef struct
{
  LabDeterministicEquivalent *equivalent;
  double end; /* ln of the training's end */
} Search;

/* NaN where the equivalent cannot be resolved. */
static double
risk_at (LabDeterministicEquivalent *equivalent, double time)
{
  double risk;
  return lab_deterministic_equivalent_excess_risk (equivalent, time, &risk, NULL) ? risk : NAN;
}

static double
train_at (LabDeterministicEquivalent *equivalent, double time)
{
  double risk;
  return lab_deterministic_equivalent_train_risk (equivalent, time, &risk, NULL) ? risk : NAN;
}

/* Least risk near *at = ln t, and there; at the end of training where it still falls. */
static double
search (const Search *search, double *at)
{
  double place = fmin (*at, search->end - STEP);
  double left = risk_at (search->equivalent, exp (place - STEP));
  double middle = risk_at (search->equivalent, exp (place));
  double right = risk_at (search->equivalent, exp (place + STEP));

  for (guint move = 0; move < MOST_MOVES && (right < middle || left < middle); move++) {
    if (left < right) {
      place -= STEP;
      right = middle;
      middle = left;
      left = risk_at (search->equivalent, exp (place - STEP));
    } else if (place + STEP < search->end - 1e-9) {
      place = fmin (place + STEP, search->end - STEP);
      left = risk_at (search->equivalent, exp (place - STEP));
      middle = risk_at (search->equivalent, exp (place));
      right = risk_at (search->equivalent, exp (place + STEP));
    } else {
      *at = search->end;
      return right;
    }
  }
  double bend = left - 2.0 * middle + right;
  double shift = bend > 0.0 ? 0.5 * (left - right) / bend : 0.0;
  *at = place + STEP * shift;
  return middle - 0.25 * (left - right) * shift;
}

static LabDeterministicEquivalent *
equivalent_at (const LabKernelCurveTask *task, guint i, GError **error)
{
  return lab_deterministic_equivalent_new (task->spectrum, lab_kernel_picture_points (task, i),
                                           lab_kernel_picture_features (task, i), task->noise,
                                           error);
}

static gboolean
is_stale (const LabKernelCurveTask *task)
{
  return task->stale != NULL && task->stale (task->user_data);
}

static gboolean
over_time (const LabKernelCurveTask *task, double *excess_risk, double *train_risk, GError **error)
{
  g_autoptr (LabDeterministicEquivalent) equivalent = equivalent_at (task, 0, error);

  if (equivalent == NULL)
    return FALSE;
  for (guint i = 0; i < task->count; i++) {
    if (is_stale (task))
      return FALSE;
    excess_risk[i] = risk_at (equivalent, task->x[i]);
  }
  /* Ridges move along; going back once is cheaper than going to and fro. */
  for (guint i = task->count; train_risk != NULL && i-- > 0;) {
    if (is_stale (task))
      return FALSE;
    train_risk[i] = train_at (equivalent, task->x[i]);
  }
  return TRUE;
}

gboolean
lab_kernel_picture_second (const LabKernelCurveTask *task,
                           const double *time,
                           double *excess_risk,
                           double *train_risk,
                           GError **error)
{
  double delay = 0.0; /* ln of how much later than level 1 says */

  if (task->setting->axis == LAB_THEORY_TIME)
    return over_time (task, excess_risk, train_risk, error);
  for (guint i = 0; i < task->count; i++) {
    double end = log (lab_kernel_picture_end (task, i)), at = end;
    if (is_stale (task))
      return FALSE;
    g_autoptr (LabDeterministicEquivalent) equivalent = equivalent_at (task, i, error);
    if (equivalent == NULL)
      return FALSE;
    if (task->setting->stopping == LAB_STOPPING_BEST) {
      at = log (time[i]) + delay;
      excess_risk[i] = search (&(Search){equivalent, end}, &at);
      delay = at - log (time[i]);
    } else {
      excess_risk[i] = risk_at (equivalent, exp (at));
    }
    if (train_risk != NULL)
      train_risk[i] = train_at (equivalent, exp (at));
  }
  return TRUE;
}
