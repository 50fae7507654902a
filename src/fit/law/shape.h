/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Non-linear laws fitted in ln y from many starts, with profile intervals. Internal to the room.
 *
 * A shape is ln g (x; parameters) with its derivatives; with a floor the law is g + E, and ln E is one
 * parameter more, the last. Starts are offered, the best few are improved by Levenberg and Marquardt's
 * method, the best is kept. */
#pragma once

#include "fit/law/levenberg.h"
#include "fit/sample/trajectory.h"

G_BEGIN_DECLS

/* ln g at x; derivative (parameters of the shape) receives d ln g / d parameter. */
typedef double (*LabShapeValue) (const double *parameters,
                                 double        x,
                                 double        ln_x,
                                 double       *derivative,
                                 gconstpointer data);

typedef struct
{
  LabShapeValue value;
  gconstpointer data;  /* handed to value, borrowed */
  guint parameters;    /* of g */
  gboolean has_floor;
} LabShape;

/* FALSE where the parameters have no meaning as a law of this trajectory. */
typedef gboolean (*LabShapeCheck) (const double        *parameters,
                                   const LabTrajectory *trajectory,
                                   gconstpointer        data);

typedef struct _LabShapeSearch LabShapeSearch;

/* shape and trajectory are borrowed. */
LabShapeSearch *lab_shape_search_new     (const LabShape      *shape,
                                          const LabTrajectory *trajectory);
void            lab_shape_search_free    (LabShapeSearch      *search);

/* A start (all parameters, ln E included where there is a floor). */
void            lab_shape_search_offer   (LabShapeSearch      *search,
                                          const double        *parameters);

/* Improves the best starts; returns the least sum of squares among those that check (nullable) allows
 * and its parameters, or infinity when there is none; check_data is handed to check. */
double          lab_shape_search_finish  (LabShapeSearch      *search,
                                          LabShapeCheck        check,
                                          gconstpointer        check_data,
                                          double              *parameters);

/* Where the least sum of squares at a held parameter `which`, all others free, crosses limit on either
 * side of its value in `best` (a solution, all parameters); -INFINITY or INFINITY where it does not
 * before least or most. */
void            lab_shape_search_profile (LabShapeSearch      *search,
                                          const double        *best,
                                          guint                which,
                                          double               least,
                                          double               most,
                                          double               limit,
                                          double              *low,
                                          double              *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabShapeSearch, lab_shape_search_free)

G_END_DECLS
