/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks of a logarithmic axis, adapted to how many decades it shows and how long it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double value;
  gboolean major; /* carries a grid line */
  char *markup;   /* Pango markup of its label; NULL for none */
} LabTick;

/* Ticks in [minimum, maximum] (both > 0), ascending. length: of the axis; spacing: least distance
 * of two labels, both in pixels.
 * Returns an array of LabTick; free with g_array_unref(). */
GArray *lab_log_ticks (double minimum, double maximum, double length, double spacing);

/* An axis that counts: a tick at each whole number up to 100, labelled where labels are whole_spacing
 * pixels apart; as above where fewer than two would be labelled. */
GArray *lab_log_whole_ticks (double minimum,
                             double maximum,
                             double length,
                             double whole_spacing,
                             double spacing);

G_END_DECLS
