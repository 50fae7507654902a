/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kernel picture expects of this experiment at its finite n, N and T: the prediction laid
 * on the experiment's axis, its one free constant, and its slope where the measurement has one.
 *
 * Assumed: nu = 1/2 (ReLU-like kernel), or shells of nu = 3/2 over sizes on a flat torus, N features for N parameters, one optimiser step = one unit
 * of kernel time (gradient descent at the learning rate 1 / largest eigenvalue). AdamW is not
 * gradient flow, and the target's spectrum has constants of its own: so shapes are compared, and one
 * constant is fitted to the measured points: the height on data and model, what a step is worth in
 * kernel time on time and compute. */
#pragma once

#include "experiment/conclude/curve-fit.h"
#include "phases/level-two.h"
#include "theory/catalogue.h"
#include "theory/kernel-picture.h"

G_BEGIN_DECLS

#define LAB_PREDICTION_NU         0.5
#define LAB_PREDICTION_SHELLS_NU  1.5
#define LAB_PREDICTION_POINTS_MAX 64

/* Which spectrum stands for the network's kernel. */
typedef enum
{
  LAB_PREDICTION_MATERN, /* power laws of nu = 1/2: what asymptotes and the phase boundary stand on */
  LAB_PREDICTION_SHELLS, /* nu = 3/2 on a flat torus, with the true multiplicities of its shells */
} LabPredictionSpectrum;

/* What a prediction depends on: a value. Equal requests have equal predictions. */
typedef struct
{
  LabSweep axis;
  LabPredictionSpectrum spectrum;
  gboolean is_unknown; /* the labels' noise or smoothness is not known: there is no prediction */
  LabKernelPicture size; /* its axis: time stands for compute too */
  double low, high;   /* of the theory's x */
  double unit;        /* x on the experiment's axis for 1 of the theory's: FLOP of a step on compute,
                       * n over training points on data, else 1 */
} LabPredictionRequest;

/* A curve, ascending in x, in the theory's own constants. */
struct _LabPrediction
{
  LabSweep axis;
  LabPredictionSpectrum spectrum;
  guint level; /* 1 or 2; 0: there is none, and count is 0 */
  guint count;
  double x[LAB_PREDICTION_POINTS_MAX]; /* on the experiment's axis */
  double excess_risk[LAB_PREDICTION_POINTS_MAX];
  double train_risk[LAB_PREDICTION_POINTS_MAX]; /* NaN at level 1 */
  LabLevelTwo level_two; /* on time and compute, at level 2 of LAB_PREDICTION_MATERN; else not to be read */
}; /* LabPrediction: named in curve-fit.h */

/* The one free constant. */
typedef struct
{
  gboolean fitted;
  double shift; /* ln of: measured over predicted height (data, model), or kernel time of a step
                 * (time, compute); 0 when not fitted */
  double error; /* root mean square of ln (measured / predicted) that is left; NaN when not fitted */
  guint points;
} LabCalibration;

/* Where the constant comes from. */
typedef enum
{
  LAB_CONSTANT_NOT_FITTED, /* nothing was measured yet: the theory's own units */
  LAB_CONSTANT_CARRIED,    /* fitted to an earlier curve: nothing is free here */
  LAB_CONSTANT_FITTED,     /* fitted to the points it is compared with */
} LabConstant;

/* What is expected of one experiment. */
typedef struct
{
  LabPrediction prediction;
  LabCalibration calibration;
  LabConstant constant;
  double slope; /* where the measurement has one: lab_prediction_slope() */
  double error; /* of the compared points: lab_prediction_error() */
} LabExpectation;

/* What the catalogue's theories are evaluated at. Of sequences an example lies on a manifold of tokens * d
 * dimensions, and the smoothness is NaN. */
LabTheorySetting lab_experiment_theory_setting (const LabExperiment *experiment);

/* On time and compute: for the largest width, which the fit is made from, and LAB_PREDICTION_MATERN, as the
 * boundary of phases has it. On the others the spectrum of lab_prediction_spectrum(). */
void     lab_prediction_request_init  (LabPredictionRequest        *request,
                                       const LabExperiment         *experiment);

/* The spectrum that is nearest to the network's kernel on these data: shells where points are drawn evenly
 * from a flat torus. Measured slopes over n are within a few hundredths of theirs (theory notes, 6.2). */
LabPredictionSpectrum lab_prediction_spectrum (const LabExperiment *experiment);

/* "matern", "shells": for files; untranslated. */
const char *lab_prediction_spectrum_name (LabPredictionSpectrum spectrum);

gboolean lab_prediction_request_equal (const LabPredictionRequest  *a,
                                       const LabPredictionRequest  *b);

/* On depth, and where is_unknown, there is no prediction (level 0, TRUE). level 1 takes 1-2 ms, level 2 up to 1 s (kernel-curve.h: stale, errors). */
gboolean lab_prediction_compute       (const LabPredictionRequest  *request,
                                       guint                        level,
                                       LabKernelPictureStale           stale,
                                       gpointer                     user_data,
                                       LabPrediction               *prediction,
                                       GError                     **error);

/* The measured points that can be compared: finished, past the warm-up, above the optimisation
 * floor, of the fitted group and, where a slope was fitted, inside its window. At least three make
 * a calibration; it is not fitted else. fit may be NULL. */
void     lab_prediction_calibrate     (const LabPrediction         *prediction,
                                       const LabCurve              *curve,
                                       const LabCurveFit           *fit,
                                       LabCalibration              *calibration);

/* Root mean square of ln (measured / predicted) over the same points under any calibration; NaN
 * where there are none. */
double   lab_prediction_error         (const LabPrediction         *prediction,
                                       const LabCurve              *curve,
                                       const LabCurveFit           *fit,
                                       const LabCalibration        *calibration);

/* Test or train risk at x under the calibration; NaN outside the curve. */
double   lab_prediction_value         (const LabPrediction         *prediction,
                                       const LabCalibration        *calibration,
                                       double                       x);
double   lab_prediction_train_value   (const LabPrediction         *prediction,
                                       const LabCalibration        *calibration,
                                       double                       x);

/* Slope d ln risk / d ln x of the least-squares line through the prediction at the measured
 * abscissas (as for calibrating), or, with fewer than two of them, over low .. high. */
double   lab_prediction_slope         (const LabPrediction         *prediction,
                                       const LabCalibration        *calibration,
                                       const LabCurve              *curve,
                                       const LabCurveFit           *fit,
                                       double                       low,
                                       double                       high);

G_END_DECLS
