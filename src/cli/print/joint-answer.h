/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What scaling-lab fit prints of a joint law and of IsoFLOP minima. */
#pragma once

#include "fit/joint/isoflop.h"
#include "fit/joint/joint-study.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The columns as they are called; NULL where there is none. */
typedef struct
{
  const char *n, *d, *y, *compute;
  const char *why; /* these */
} LabJointColumns;

/* One JSON object, or lines for people; free with g_free(). */
JsonNode *lab_joint_node (const LabJointStudy   *study,
                          const LabJointColumns *columns);
char *lab_joint_text   (const LabJointStudy   *study,
                        const LabJointColumns *columns);

/* The members of that object, into one that is open. */
void  lab_joint_add_members (JsonBuilder         *builder,
                             const LabJointStudy *study,
                             const LabJointColumns *columns);

/* study is the joint law of the same points, or NULL where none could be fitted (why is then a sentence). */
JsonNode *lab_isoflop_node (const LabIsoflop  *isoflop,
                        const LabJointStudy   *study,
                        const char            *why,
                        const LabJointColumns *columns);
char *lab_isoflop_text (const LabIsoflop      *isoflop,
                        const LabJointStudy   *study,
                        const char            *why,
                        const LabJointColumns *columns);

/* What is wrong with reading these parabolas: sentences, NULL-terminated; free with g_strfreev(). */
char **lab_isoflop_warnings (const LabIsoflop    *isoflop,
                             const LabJointStudy *study);

G_END_DECLS
