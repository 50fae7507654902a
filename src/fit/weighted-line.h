/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A straight line of one slope through groups of points, each group with a level of its own.
 *
 * Internal to the room. The groups are the repeats: what a repeat has in common at all abscissas
 * (its target, its luck) moves its level and leaves the slope alone, also when a repeat lacks some
 * abscissas. With one group it is ordinary weighted least squares. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint count, groups;
  const double *x, *y, *weight; /* (count), borrowed */
  const guint *group;           /* (count), borrowed: 0 .. groups - 1 */
  double *group_x, *group_y;    /* (groups): weighted means */
  double *group_weight;         /* (groups): sums of weights */
  double slope;
  double centre;       /* weighted mean of x over all points */
  double level;        /* the line there: weighted mean of y */
  double total_weight;
  double spread;       /* sum of weight (x - group mean)^2: the slope's information */
} LabWeightedLine;

/* weight positive; every group has a point; some group has two different x. */
LabWeightedLine *lab_weighted_line_new      (guint                  count,
                                             guint                  groups,
                                             const double          *x,
                                             const double          *y,
                                             const double          *weight,
                                             const guint           *group);
void             lab_weighted_line_free     (LabWeightedLine       *line);

/* y of point i minus the line of its own group. */
double           lab_weighted_line_residual (const LabWeightedLine *line,
                                             guint                  i);

/* What y of point i adds to the slope, per unit of y. */
double           lab_weighted_line_pull     (const LabWeightedLine *line,
                                             guint                  i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabWeightedLine, lab_weighted_line_free)

G_END_DECLS
