/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a joint law is known: refits of resampled points, and profiles of its loss.
 *
 * A refit draws the points anew with replacement (the published practice for such laws: Besiroglu et al.
 * 2024), so that scatter that differs over (N, D) and a law that is not quite right count too. Deviations
 * are widened for the few degrees of freedom, sqrt (count / (count - parameters)). */
#pragma once

#include "core/task.h"
#include "fit/joint/joint-fit.h"

G_BEGIN_DECLS

#define LAB_JOINT_REFITS 1000

typedef struct
{
  guint count;
  LabJointLaw *laws;  /* (count) of the refits */
  LabJointLaw law;    /* the fit itself */
  double widening;
} LabJointBootstrap;

/* refits of a fit to table, on `workers` threads (0: one per core); the same for any number of them. Drawn
 * from the streams (seed, refit, LAB_STREAM_BOOTSTRAP). NULL when task (nullable) was cancelled. */
LabJointBootstrap *lab_joint_bootstrap_new  (const LabJointTable   *table,
                                             const LabJointFit     *fit,
                                             guint                  refits,
                                             guint64                seed,
                                             guint                  workers,
                                             LabTask               *task);
void               lab_joint_bootstrap_free (LabJointBootstrap     *bootstrap);

/* What a law determines: a number of any sign; NaN where the law has none, INFINITY where it is beyond
 * all bounds. */
typedef double (*LabJointQuantity) (const LabJointLaw *law,
                                    gpointer           data);

/* 95 % interval of a quantity; low and high are the value where the fit has none (NaN). Refits without one
 * are left out. high is INFINITY where more than 2.5 % of them say so. */
void lab_joint_bootstrap_interval (const LabJointBootstrap *bootstrap,
                                   LabJointQuantity         quantity,
                                   gpointer                 data,
                                   double                  *low,
                                   double                  *high);

/* Of one of the law's numbers. */
void lab_joint_bootstrap_number   (const LabJointBootstrap *bootstrap,
                                   LabJointNumber           number,
                                   double                  *low,
                                   double                  *high);

/* 95 % interval of a number from the profile of the squares of ln L: where they stay under Student's
 * threshold with that number held and all others fitted anew. 0 and INFINITY where the data set no limit
 * on that side. Of a fit by least squares; NaN for a robust one, whose loss has no such threshold, and for
 * a number that the form lacks. */
void lab_joint_profile            (const LabJointTable     *table,
                                   const LabJointFit       *fit,
                                   LabJointNumber           number,
                                   double                  *low,
                                   double                  *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabJointBootstrap, lab_joint_bootstrap_free)

G_END_DECLS
