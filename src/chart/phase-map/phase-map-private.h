/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the phase map share. Private to this room. */
#pragma once

#include "chart/phase-map/phase-map.h"

G_BEGIN_DECLS

/* The height of the map at x where so many optimiser steps lie. */
double lab_phase_map_y       (const LabPhaseMap *map, double x, double steps);

/* phase-map-contours.c */
void   lab_phase_map_trace   (LabPhaseMap *map);

/* phase-map-lines.c */
void   lab_phase_map_lines   (LabPhaseMap *map, double condition_number);
/* The boundary that the account draws, at the n that it is of. */
void   lab_phase_map_add_account (LabPhaseMap *map, const LabPhaseMapInput *input);

/* phase-map-words.c */
char  *lab_phase_map_note    (const LabPhaseMap *map, const LabPhases *phases);
char  *lab_phase_map_line_words (const LabPhaseMap *map);

G_END_DECLS
