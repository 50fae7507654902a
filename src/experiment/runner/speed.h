/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps per second of all runs together, forgetting what lies seconds back; part of the runner. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 time; /* of the last report, microseconds */
  double steps;
  double seconds;
} LabSpeed;

void   lab_speed_reset (LabSpeed       *speed);

/* So many steps were done since steps were last added. */
void   lab_speed_add   (LabSpeed       *speed,
                        guint           steps);
double lab_speed_value (const LabSpeed *speed);

G_END_DECLS
