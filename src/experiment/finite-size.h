/* The kernel picture's prediction for one experiment: its risk at its own n, N and T, not only the
 * asymptote's slope.
 *
 * Level 1 is the sequence model (instant; infinite width), level 2 the deterministic equivalent for
 * finite n and N features (20-200 ms a point where the best stopping time is searched). Risks are in
 * units of the target's variance, noise likewise, nu = 1/2. What the picture does not know is how fast
 * a network learns in the kernel's units of time:
 *   data, model    the least risk over all times is taken, so that it does not matter (optimal
 *                  stopping; without a choice of the stopping step, or noise, it is the end);
 *   time, compute  the unit of time is set so that the predicted risk equals the measured one at the
 *                  middle of the window: one number taken from the level, none from the slope.
 * It is a prediction for kernel gradient flow, not for AdamW or a network that learns features. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Remembers what it computed: make one per experiment and keep it. One thread at a time. */
typedef struct _LabFiniteSize LabFiniteSize;

/* level 1 or 2. NULL and LAB_ERROR_INVALID_VALUE for an experiment that the picture does not cover
 * (level 1 on the model axis or without noise on the data axis: it knows neither N nor the floor
 * that n sets; noisy labels without a choice of the stopping step). */
LabFiniteSize *lab_finite_size_new      (const LabExperiment  *experiment,
                                         guint                 level,
                                         GError              **error);
void           lab_finite_size_free     (LabFiniteSize        *finite_size);
guint          lab_finite_size_level    (const LabFiniteSize  *finite_size);

/* N of the experiment's largest width. */
double         lab_finite_size_features (const LabExperiment  *experiment);

/* Predicted excess risk with n points and N features, at the best stopping time; N of level 1 is
 * ignored. NaN where it cannot be computed. */
double         lab_finite_size_risk     (LabFiniteSize        *finite_size,
                                         double                points,
                                         double                features);

/* The risk at a time in the kernel's own units. */
double         lab_finite_size_risk_at  (LabFiniteSize        *finite_size,
                                         double                points,
                                         double                features,
                                         double                time);

/* The time, in the kernel's units, at which the risk first comes down to risk; NaN where it never
 * does. */
double         lab_finite_size_time_of  (LabFiniteSize        *finite_size,
                                         double                points,
                                         double                features,
                                         double                risk);

/* The predicted curve over the experiment's axis at x (count), ascending; y (count) are written. On
 * time and compute measured is the error at x = at (both positive) that sets the unit of time; on
 * data and model they are not used. Other sizes are the experiment's own (features: N of its
 * largest width). FALSE where the picture cannot reach the measured error. */
gboolean       lab_finite_size_curve    (LabFiniteSize        *finite_size,
                                         const double         *x,
                                         guint                 count,
                                         double                at,
                                         double                measured,
                                         double               *y);

/* Slope d ln y / d ln x of that curve by least squares over the window x_low .. x_high: what a fit
 * of the prediction itself would give. NaN where there is none. */
double         lab_finite_size_slope    (LabFiniteSize        *finite_size,
                                         double                x_low,
                                         double                x_high,
                                         double                at,
                                         double                measured);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabFiniteSize, lab_finite_size_free)

G_END_DECLS
