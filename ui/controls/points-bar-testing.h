/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of points-bar. */
#pragma once

#include "ui/controls/points-bar.h"

G_BEGIN_DECLS

/* Gives up what is being read, or puts the sentence away. */
void lab_points_bar_close (LabPointsBar *bar);

/* Whether a file is being read. */
gboolean lab_points_bar_is_reading (LabPointsBar *bar);
/* The sentence shown. */
const char *lab_points_bar_get_message (LabPointsBar *bar);

G_END_DECLS
