/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command fit answers: numbers, and how they are printed. */
#pragma once

#include <json-glib/json-glib.h>

#include "fit/goodness.h"
#include "fit/held-out.h"
#include "fit/reach.h"
#include "session/fit-curves.h"

G_BEGIN_DECLS

/* A curve and what was made of it. */
typedef struct
{
  const LabFitCurve *curve;
  GError *error;       /* why it could not be fitted; NULL where it was */
  LabModelFit fit;     /* valid unless none fits */
  LabHeldOut *held_out; /* NULL where too little is left without the largest third */
  LabCurveBootstrap *bootstrap; /* NULL where none fits */
  LabGoodness goodness;
  gboolean has_at, has_reach;
  LabBandPoint at;     /* in terms of what is fitted: maximum - y where there is a maximum */
  LabReach reach;      /* likewise */
} LabFitAnswer;

typedef struct
{
  const LabTable *table;
  LabFitCurves curves;
  LabFitOptions options;
  double maximum;      /* the values fitted are this less y; NaN without */
  char *window;        /* what the learning rate says of the window: one sentence; NULL without */
  gboolean has_window; /* it was taken from the learning rate, not from --from and --to */
  GPtrArray *answers;  /* of LabFitAnswer: one a curve */
  gboolean compares;   /* pairs of curves are compared */
} LabFitAnswers;

void  lab_fit_answers_clear (LabFitAnswers *answers);

/* One JSON object, or lines for people. Free with g_free(). */
char *lab_fit_json          (const LabFitAnswers *answers);
char *lab_fit_text          (const LabFitAnswers *answers);

/* The same object, for files. */
JsonNode *lab_fit_node      (const LabFitAnswers *answers);

/* What was fitted at x as a value of y, and back: the two are the same without a maximum. */
double lab_fit_shown        (const LabFitAnswers *answers, double value);

/* fit-json-answer.c: the members of one curve's answer, into an object under construction. */
void  lab_fit_json_answer   (JsonBuilder *builder, const LabFitAnswers *answers,
                             const LabFitAnswer *answer);

/* fit-text-answer.c: its lines. */
void  lab_fit_text_answer   (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer);

/* fit-text-more.c: what is asked beyond the law (--at, --reach), how well it fits, and what was left out. */
void  lab_fit_text_more     (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer);

/* Two fitted curves against each other. */
typedef struct
{
  double exponent, low, high; /* second less first */
  double x;                   /* where levels are compared: the smaller of the two largest x */
  double level, level_low, level_high; /* second over first there */
  gboolean differs;           /* the interval of the exponents' difference leaves out 0 */
} LabFitDifference;

/* FALSE where one of the two was not fitted. Intervals are added in squares: the curves are taken as independent. */
gboolean lab_fit_difference (const LabFitAnswer *first, const LabFitAnswer *second,
                             LabFitDifference *difference);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabFitAnswers, lab_fit_answers_clear)

G_END_DECLS
