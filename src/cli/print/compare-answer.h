/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command compare prints. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/curve-difference.h"
#include "experiment/conclude/schedule-law.h"

G_BEGIN_DECLS

/* Two measured curves of one axis, each with its fit, and what lies between them. */
typedef struct
{
  const LabCurve *curve[2]; /* before, now */
  const LabCurveFit *fit[2];
  LabCurveDifference difference;
  LabScheduleLaw schedules;
} LabCompared;

/* Lines for people; free with g_free(). */
char *lab_compare_text (const LabCompared *compared);

/* Adds the members difference (null where a slope is missing), lazy_or_rich (null where theory says
 * nothing of the two) and schedules (null where they do not differ, or not over time) to an object. */
void  lab_compare_add  (JsonBuilder *builder, const LabCompared *compared);

G_END_DECLS
