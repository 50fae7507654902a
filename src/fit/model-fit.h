/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One curve fitted with a model asked for by name, or with the one that the data choose. */
#pragma once

#include "fit/model.h"

G_BEGIN_DECLS

/* More samples are refused, and laws with a break are not tried on more distinct x (their cost grows
 * with the square, and robustly they are fitted several times): a fit ends within seconds. */
#define LAB_MODEL_MOST_SAMPLES 20000
#define LAB_MODEL_MOST_ABSCISSAS_FOR_BREAK 1000
#define LAB_MODEL_MOST_ABSCISSAS_FOR_ROBUST_BREAK 300

/* How to fit. */
typedef struct
{
  LabModel model;
  gboolean robust;  /* Huber's loss on ln y: single outliers hardly count */
  double gamma;     /* fixes the exponent of a sum law at -gamma; 0: free */
  double from, to;  /* the fit window: only samples with from <= x <= to; to = 0: no upper end */
  gboolean any_floor; /* the floor of a power law may lie below 0 */
  gboolean shift;   /* and x may be shifted: A (x + x0)^p + E; either asks for power+floor */
  guint64 seed;     /* of bootstraps */
} LabFitOptions;

typedef struct
{
  gboolean valid;   /* FALSE where no law fits (choice) */
  LabModel model;   /* that was fitted, never LAB_MODEL_AUTO; where it cannot be told, that of the
                       remaining laws with the least AICc */
  gboolean robust;
  double exponent;  /* of the last (or only) power law: negative when y falls */
  double low, high; /* 95 % interval; infinite where the data set no limit on that side */
  double floor;     /* 0 without */
  double floor_low, floor_high; /* its 95 % interval, of a power law with a floor; NaN otherwise */
  double prefactor; /* A of a power law, with or without a floor; NaN otherwise */
  double prefactor_low, prefactor_high; /* its 95 % interval */
  double break_x;   /* of a sum the crossing of its parts; NaN without */
  double break_low, break_high; /* its 95 % interval; infinite where the data set no limit */
  double aicc;      /* on the means over repeats, comparable between models of the same samples;
                       NaN where there are too few points for it */
  LabChoice choice; /* among one power law and its rivals: lab_two_phase_choose() */
  LabTwoPhaseChoice rivals; /* all of them, also where a model was asked for */
  LabLawFit curve;  /* the fitted curve over all points: lab_law_value(); its exponent may differ a
                       little from the one above where there is a break */
  double scatter;   /* standard deviation of ln y of one sample about the curve */
  double inflation; /* neighbouring residuals that count as one, at least 1 */
  double x_minimum, x_maximum; /* the least and the largest x fitted */
  guint points_used;     /* distinct x: of all points, also where there is a break */
  guint points_left_out; /* samples not positive or not finite */
  guint points_outside;  /* samples outside the fit window */
  guint duplicates;      /* exact repetitions, counted once */
  guint repeats;         /* distinct clusters */
} LabModelFit;

/* Fits the samples (count) of the options' window. The interval is that of power-law.h, or with a
 * floor that of power-floor.h; with a sharp break it belongs to the power law fitted to the points from
 * the break on, the break taken as known, where these allow one; else, of a smooth bend and of a sum it
 * is the profile's (law-interval.h), as that of break and crossing always is. LAB_MODEL_AUTO takes what
 * lab_two_phase_choose() chooses; with too few points for that a floor where AICc is lower with it.
 * Where none fits the answer is TRUE with fit->valid FALSE, exponent NaN and the counts set.
 * Returns FALSE with a sentence
 * (LAB_ERROR_NOT_ENOUGH_DATA, LAB_ERROR_TOO_LARGE, or LAB_ERROR_INVALID_VALUE for a window that
 * ends before it begins) when the data do not allow the model; the counts are set as far as they
 * are known. */
gboolean    lab_model_fit       (const LabFitSample  *samples,
                                 guint                count,
                                 const LabFitOptions *options,
                                 LabModelFit         *fit,
                                 GError             **error);

G_END_DECLS
