/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cube of d dimensions bent smoothly at random: u in [-1, 1]^d goes to
 * (cos (w_j . u + p_j), sin (w_j . u + p_j)), j = 1 .. J, frequencies w_j normal, phases p_j uniform.
 * J > d random planes of low frequency: an immersion with probability 1, curved differently
 * everywhere (theory.md 4.1, "random smooth embedding"). */
#pragma once

#include "core/random.h"

G_BEGIN_DECLS

typedef struct _LabSmoothMap LabSmoothMap;

/* J: the map has 2 J coordinates. */
guint         lab_smooth_map_frequencies (guint                intrinsic_dimension);

/* Draws frequencies and phases from the stream. */
LabSmoothMap *lab_smooth_map_new         (guint                intrinsic_dimension,
                                          LabRandom           *random);
void          lab_smooth_map_free        (LabSmoothMap        *map);

/* point (2 J) at u (d). */
void          lab_smooth_map_apply       (const LabSmoothMap  *map,
                                          const double        *u,
                                          double              *point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSmoothMap, lab_smooth_map_free)

G_END_DECLS
