/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Held-out check: fit the smaller part of the points, score the prediction on the larger rest. */
#pragma once

#include "fit/curve-bootstrap.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  guint cluster;
  double measured;
  double predicted;
  double low, high; /* 95 % band of one new measurement */
  gboolean inside;
} LabHeldOutPoint;

#define LAB_HELD_OUT_SCATTERS 2.0
#define LAB_HELD_OUT_ERROR 0.10
#define LAB_HELD_OUT_WIDTH 0.20

typedef struct
{
  LabModelFit fit;  /* of the part that was fitted: valid */
  double limit;     /* the largest x that was fitted; what lies beyond is held out */
  guint count;
  LabHeldOutPoint *points; /* (count), ascending in (x, cluster) */
  double inside;    /* share of the held-out points inside their bands */
  double error;     /* root mean square of ln (measured / predicted) */
  double bias;      /* mean of ln (measured / predicted): above 0 where the curve promised too much */
  double half_width; /* of the band at the last held-out point, in parts of the curve there */
  gboolean foretold; /* at least nine in ten inside, the typical error at most LAB_HELD_OUT_SCATTERS times
                        the scatter about the fitted part or LAB_HELD_OUT_ERROR, the band at most
                        LAB_HELD_OUT_WIDTH: a wide band holds any point and foretells none */
} LabHeldOut;

/* Fits the samples (count) of the options' window with x <= limit and scores the others; limit = 0
 * holds out the largest third of the distinct x (rounded down, at least 1). NULL with a sentence
 * (LAB_ERROR_NOT_ENOUGH_DATA) when nothing is held out or the rest does not allow the model. With
 * LAB_MODEL_AUTO the model is chosen on the fitted part alone. */
LabHeldOut *lab_held_out_new  (const LabFitSample   *samples,
                               guint                 count,
                               const LabFitOptions  *options,
                               double                limit,
                               GError              **error);
void        lab_held_out_free (LabHeldOut           *held_out);

/* One sentence for a student, on an axis called symbol ("n"); translated; free with g_free(). */
char       *lab_held_out_words (const LabHeldOut    *held_out,
                                const char          *symbol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabHeldOut, lab_held_out_free)

G_END_DECLS
