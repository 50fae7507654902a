/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of statement a law is, and the words for it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a line on the chart is; the words on screen keep these apart. */
typedef enum
{
  LAB_NATURE_ASYMPTOTE,      /* slope reached as n or N grows without limit */
  LAB_NATURE_BOUND,          /* upper bound of a theorem on the best estimator */
  LAB_NATURE_RECONSTRUCTION, /* derived by this project from an abstract */
  LAB_NATURE_MEASUREMENT,    /* others have fitted it to what they measured */
} LabNature;

/* For files and the command line: "asymptote", "bound", "reconstruction", "measurement". */
const char *lab_nature_name    (LabNature nature);

/* For people, translated: "asymptote", "bound", "reconstruction", "published fit". */
const char *lab_nature_word    (LabNature nature);

/* The same at length: "a bound for the best estimator, not a prediction". is_worst_case: a bound from above
 * and from below, for the worst data of its class. */
const char *lab_nature_meaning (LabNature nature, gboolean is_worst_case);

G_END_DECLS
