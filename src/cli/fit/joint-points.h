/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points that a law of two variables is fitted to, from a table. */
#pragma once

#include "cli/command.h"
#include "fit/joint/isoflop.h"
#include "fit/joint/joint-table.h"
#include "table/table.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *joint;   /* of LabJointPoint */
  GArray *isoflop; /* of LabIsoflopPoint; empty without a column of compute */
  int n, d, y, compute, error; /* columns; -1: none */
  char *why;       /* how they were found */
} LabJointPoints;

/* Columns as --n, --d, --compute, --y and --error say, else the only ones that are called so; rows as --where
 * and --best (the least loss of rows that agree in N and D, or in N and compute). *status is what the program ends with
 * where it returns FALSE, after a sentence on standard error. */
gboolean lab_joint_points_read  (const LabArguments *arguments,
                                 const LabTable     *table,
                                 LabJointPoints     *points,
                                 int                *status);
void     lab_joint_points_clear (LabJointPoints     *points);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabJointPoints, lab_joint_points_clear)

G_END_DECLS
