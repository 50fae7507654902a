/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane of data and training time: predicted excess risk at every (n, t), and where the
 * optimisation phase gives way to the statistical phase.
 *
 * The kernel picture as in kernel-picture.h, with its two levels, units and limits: level 1 is exact
 * at every n and time; level 2 is computed on a grid and interpolated (cubic in logarithms, to about
 * 1 %). Derived for this project: a reconstruction. Immutable once made: any thread may read it. */
#pragma once

#include "theory/kernel-picture.h"

G_BEGIN_DECLS

typedef struct
{
  double smoothness;          /* beta > 0 */
  double intrinsic_dimension; /* d > 0 */
  double nu;                  /* > 0 */
  double noise;               /* sigma >= 0, in units of the target's standard deviation */
  double features;            /* N >= 2, or INFINITY */
  double points_low, points_high; /* 2 <= low < high; only level 2 is bound to them */
  double time_low, time_high;     /* 0 < low < high */
} LabPhaseSetting;

gboolean lab_phase_setting_equal (const LabPhaseSetting *a, const LabPhaseSetting *b);

typedef struct _LabPhaseField LabPhaseField;

/* level 1: below 1 ms for 12 decades of time. Level 2: 1-3 s, for a thread; stale () is asked
 * between points of the grid. NULL with error set on values out of range; NULL without error where
 * stale () said so. */
LabPhaseField *lab_phase_field_new   (const LabPhaseSetting  *setting,
                                      guint                   level,
                                      LabKernelPictureStale     stale,
                                      gpointer                user_data,
                                      GError                **error);
LabPhaseField *lab_phase_field_ref   (LabPhaseField          *field);
void           lab_phase_field_unref (LabPhaseField          *field);

guint                  lab_phase_field_level   (const LabPhaseField *field);
const LabPhaseSetting *lab_phase_field_setting (const LabPhaseField *field);

/* Excess risk in units of the target's variance at n points and time t; NaN outside what the field
 * covers, and where level 2 is beyond what double precision resolves. */
double lab_phase_field_risk     (const LabPhaseField *field, double points, double time);

/* The two terms of level 1, whatever the field's level: what is not yet learnt, and noise fitted
 * per point: risk = bias + variance_rate / n. NaN outside the times. */
void   lab_phase_field_terms    (const LabPhaseField *field,
                                 double               time,
                                 double              *bias,
                                 double              *variance_rate);

/* Lines through the plane, as vertices in time order. FALSE where there is none (no noise). */
typedef struct
{
  guint count;
  double *points;      /* (count), n */
  double *time;        /* (count) */
  double *excess_risk; /* (count), of the field's level there */
} LabPhaseLine;

void     lab_phase_line_clear     (LabPhaseLine *line);

/* Level 1: where the variance has grown to the bias (theory notes 3.4 ii). Exact at its vertices. */
gboolean lab_phase_field_crossing (const LabPhaseField *field, LabPhaseLine *line);

/* The time of least risk: level 1 exact at its vertices, level 2 from the grid (time to about 10 %,
 * the minimum is flat; risk to 1 %). */
gboolean lab_phase_field_stopping (const LabPhaseField *field, LabPhaseLine *line);

/* What one optimiser step is worth in units of time: the factor between 1e-2 and 1e3 with the least
 * mean square of ln (measured / predicted) over count errors measured at (n, steps); of two that fit
 * about equally well, the smaller.
 * misfit: the root of that mean square. FALSE where the measurements do not fix it: fewer than
 * four, hardly different from each other, no best factor within those limits, or still ten times off
 * with the best. */
gboolean lab_phase_field_fit_scale (const LabPhaseField *field,
                                    guint                count,
                                    const double        *points,
                                    const double        *steps,
                                    const double        *excess_risk,
                                    double              *scale,
                                    double              *misfit);

#define LAB_PHASE_SCALE_LEAST 1e-2
#define LAB_PHASE_SCALE_MOST  1e3

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPhaseField, lab_phase_field_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabPhaseLine, lab_phase_line_clear)

G_END_DECLS
