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

typedef struct
{
  LabModelFit fit;  /* of the part that was fitted: valid */
  double limit;     /* the largest x that was fitted; what lies beyond is held out */
  guint count;
  LabHeldOutPoint *points; /* (count), ascending in (x, cluster) */
  double inside;    /* share of the held-out points inside their bands */
  double error;     /* root mean square of ln (measured / predicted) */
  double bias;      /* mean of ln (measured / predicted): above 0 where the curve promised too much */
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
