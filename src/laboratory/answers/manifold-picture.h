/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From points and a network's outputs to the cloud that the manifold view shows. */
#pragma once

#include "chart/cloud/cloud.h"
#include "laboratory/answers/manifold-data.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_MANIFOLD_COLOUR_TARGET,
  LAB_MANIFOLD_COLOUR_PREDICTION,
  LAB_MANIFOLD_COLOUR_ERROR,
} LabManifoldColour;

/* axes: 0 for the principal components, else the number, from 1, of three coordinates in a row.
 * output: NULL while there is none; points without an output have no known value. */
LabCloud *lab_manifold_picture_new (const LabManifoldPoints *points,
                                    const LabRunOutput      *output,
                                    LabManifoldColour        colour,
                                    guint                    axes);

G_END_DECLS
