/* Power law y = A x^p by weighted least squares in log-log, with a bootstrap interval. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One measured value: y at x, from one run. */
typedef struct
{
  double x;
  double y;
  guint cluster; /* values of equal cluster are resampled together when asked to (a repeat) */
} LabFitSample;

/* Rules of design.md: at least these before a slope is told. */
#define LAB_FIT_MINIMUM_ABSCISSAS 4
#define LAB_FIT_MINIMUM_SPAN 3.1622776601683795 /* half a decade */

typedef struct
{
  gboolean valid;
  double exponent;  /* p: negative when y falls */
  double prefactor; /* A, as ln A */
  double low;       /* 95 % interval of the exponent */
  double high;
  double centre;    /* weighted mean of ln x: where the line is best known */
  double level;     /* ln y of the line there */
  double level_error; /* standard error of level */
  double x_minimum; /* the fitted window */
  double x_maximum;
  guint points_used;     /* distinct abscissas */
  guint points_left_out; /* samples not positive or not finite */
} LabPowerLawFit;

/* Fits samples (count). Bootstrap resamples are drawn from the stream
 * (seed, 0, LAB_STREAM_BOOTSTRAP). On too little data returns FALSE, sets fit->valid FALSE and
 * error (LAB_ERROR_NOT_ENOUGH_DATA) with what is missing. */
gboolean lab_power_law_fit (const LabFitSample  *samples,
                            guint                count,
                            guint64              seed,
                            LabPowerLawFit      *fit,
                            GError             **error);

/* y of the line at x, and the 95 % band of the line there. */
double   lab_power_law_value (const LabPowerLawFit *fit, double x);
void     lab_power_law_band  (const LabPowerLawFit *fit, double x, double *low, double *high);

G_END_DECLS
