/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A minimum over one or two numbers without derivatives. Internal to the room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double place[2];
  double loss;
} LabJointPlace;

/* INFINITY where it is not defined. */
typedef double (*LabJointPlaceLoss) (const double *place,
                                     gpointer      data);

/* Moves place (axes, 1 or 2) to a minimum near it, to 1e-9. */
void lab_joint_simplex     (LabJointPlaceLoss  loss,
                            gpointer           data,
                            guint              axes,
                            double            *place);

/* Ascending in loss. */
void lab_joint_sort_places (LabJointPlace     *place,
                            guint              count);

G_END_DECLS
