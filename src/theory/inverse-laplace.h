/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverse Laplace transform by a fixed Talbot contour (Abate & Valko 2004).
 *
 * f (t) = Re sum_j weight_j F (node_j), j = 0 .. LAB_TALBOT_NODES - 1. Nodes are rays from the
 * origin: node_j (t) = direction_j / t, so that whatever is solved along a ray serves all times.
 * With 12 nodes smooth transforms come out to about 8 digits. */
#pragma once

#include <complex.h>
#include <glib.h>

G_BEGIN_DECLS

#define LAB_TALBOT_NODES 12

typedef struct
{
  double complex direction[LAB_TALBOT_NODES]; /* node times t; the first is real */
  double complex weight[LAB_TALBOT_NODES];    /* weight times t */
} LabTalbot;

void lab_talbot_init (LabTalbot *talbot);

G_END_DECLS
