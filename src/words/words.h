/* Words of the window: names of choices and axes, numbers in sentences. No widget. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* "Flat torus" for ("manifold", "torus"): translated; the word itself where none is known. */
const char *lab_words_choice     (const char   *key,
                                  const char   *choice);

/* "Data", "Model", "Time", "Compute": translated. */
const char *lab_words_axis       (LabSweep      axis);
/* "Data Law" ...: translated. */
const char *lab_words_law        (LabSweep      axis);
/* "data", "parameters", "steps", "compute", as in "3.7 times the data": translated. */
const char *lab_words_amount     (LabSweep      axis);

/* All return text to free with g_free(). */

/* −0.52 with a real minus sign, in the user's locale. */
char       *lab_words_signed     (double        value,
                                  guint         decimals);
/* Pango markup n<sup>−0.52</sup>; exponent as it is written. */
char       *lab_words_power      (LabSweep      axis,
                                  const char   *exponent);
/* A sentence as Pango markup, its powers (n^−0.52) raised; a number keeps its % or × beside it. */
char       *lab_words_markup     (const char   *sentence);
/* "8,192"; from a million on in three digits: "3.14 × 10⁹". */
char       *lab_words_count      (double        value);
/* "about 6 s", "about 2 min". */
char       *lab_words_duration   (double        seconds);

G_END_DECLS
