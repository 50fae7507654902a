/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second line beside what was measured: the kernel picture at finite size, with one fitted constant. */
#pragma once

#include "experiment/conclude/prediction.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LAB_FITTED_PREDICTION_POINTS 256

/* A value. */
typedef struct
{
  LabPredictionSpectrum spectrum;
  guint count;            /* 0: there is none */
  gboolean is_fitted;     /* FALSE: fewer than three points were measured; the theory's own units */
  double shift, error;    /* of the calibration */
  double x[LAB_FITTED_PREDICTION_POINTS]; /* the measured ones, ascending */
  double excess_risk[LAB_FITTED_PREDICTION_POINTS];
  double measured[LAB_FITTED_PREDICTION_POINTS]; /* geometric means, as the constant is fitted to them */
} LabFittedPrediction;

/* Of the spectrum that belongs to the experiment's data (lab_prediction_spectrum()), at level 2, over every axis
 * that has a prediction: at the measured points, on time and compute those of the fitted width. Takes up to
 * a second. */
void      lab_results_fitted_init (LabFittedPrediction       *fitted,
                                   const LabCurve            *curve,
                                   const LabCurveFit         *fit);

/* prediction.csv, and one of the list "predictions": source shells or matern, fitted_constants 1 (0 where
 * it is not fitted), x, excess_risk, constant and rms_log_ratio. Free with g_free() and json_node_unref(). */
char     *lab_results_fitted_csv  (const LabExperiment       *experiment,
                                   const LabFittedPrediction *fitted);
JsonNode *lab_results_fitted_json (const LabFittedPrediction *fitted);

G_END_DECLS
