/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network's own tangent kernel at its own start predicts over the sizes of an experiment, with no
 * constant fitted: the curve to lay beside the points before they are measured.
 *
 * For each repeat and size the kernel of the run's transformer at the parameters a run begins with (head
 * and start as they are), on the run's own points and labels; its gradient flow is stopped by one of two
 * rules that are never mixed:
 * - as the run stops: where the loss on the repeat's own validation labels is least; without such
 *   labels at the end of the flow, LAB_OWN_KERNEL_LAST;
 * - at the best moment: the least of the mean curve over the repeats. Nobody who trains can know it.
 * Risks are arithmetic means over the repeats; compare them with arithmetic means of measured ones.
 *
 * Sizes of one repeat that differ in n alone share one kernel, that of the network of the first of them:
 * the others begin with other draws from the same distribution, whose kernels fluctuate by about the
 * inverse root of the width (tangent-kernel.h).
 *
 * Sizes with more labels than a kernel may have are told by a pilot (kernel-pilot.h), apart from the
 * others: the kernel of most_points labels, taken further by level 2, at the best moment of the flow,
 * which is where labels without number would stop it.
 *
 * What it leaves out: the optimiser (AdamW is no gradient flow), the choice of its step among few
 * evaluations, and that the kernel moves (learning of features). */
#pragma once

#include "core/task.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Training labels of a kernel taken where nothing else is said, and the most that may be asked for. */
#define LAB_OWN_KERNEL_POINTS     1024
#define LAB_OWN_KERNEL_POINTS_MAX 4096

/* A first answer within a fraction of a second. */
#define LAB_OWN_KERNEL_FIRST_POINTS 256

#define LAB_OWN_KERNEL_TEST_POINTS 1024

/* Moments of the flow, from 1 to LAB_OWN_KERNEL_LAST steps at the rate 1 / mu_max, sixteen in each
 * decade. */
#define LAB_OWN_KERNEL_MOMENTS 97
#define LAB_OWN_KERNEL_LAST    1e6

/* A kernel estimated to take longer than this for one repeat is left out. */
#define LAB_OWN_KERNEL_SECONDS 60

typedef struct
{
  double x;                  /* on the experiment's axis */
  guint repeats;             /* gathered so far */
  double excess_risk;        /* where the run would stop: arithmetic mean */
  double low, high;          /* -/+ one standard error; equal to it for one repeat */
  double oracle_excess_risk; /* at the best moment of the mean curve */
} LabOwnKernelPoint;

/* A value. */
typedef struct
{
  gboolean stops_on_validation; /* else at the end of the flow */
  gsize most_points;            /* as asked for */
  guint count;                  /* points there are, ascending in x */
  LabOwnKernelPoint points[LAB_GRID_MAX];
  gboolean wants_pilots; /* asked for, and possible */
  gsize pilot_labels;    /* of the pilot kernels; 0 before there are any */
  guint pilot_count;     /* likewise of the sizes told by a pilot */
  LabOwnKernelPoint pilots[LAB_GRID_MAX]; /* the oracle's risk is the same one */
  guint left_out;   /* sizes of the grid that have no point of either kind */
  char reason[256]; /* why, of the smallest of them: a sentence, untranslated; "" where none is */
} LabOwnKernelCurve;

/* Whether the axis is one of sizes with a prediction: data and model. */
gboolean lab_own_kernel_goes_over (LabSweep axis);

/* Told after each repeat, on the computing thread; curve is valid during the call. */
typedef void (*LabOwnKernelProgress) (const LabOwnKernelCurve *curve, gpointer user_data);

/* Of sizes with at most most_points training labels (2 to LAB_OWN_KERNEL_POINTS_MAX) whose kernel takes
 * at most LAB_KERNEL_MEMORY_DEFAULT and about LAB_OWN_KERNEL_SECONDS; with pilots also of those with
 * more, where most_points make a pilot. For an axis that
 * lab_own_kernel_goes_over(): g_return. FALSE and error where memory does not suffice after all, FALSE
 * alone soon after task (nullable) was cancelled; *curve then has what was finished. progress may be
 * NULL. workers: 0 = one per core; results do not depend on them. */
gboolean lab_own_kernel_curve_compute (const LabExperiment *experiment,
                                       gsize                most_points,
                                       gboolean             pilots,
                                       guint                workers,
                                       LabTask             *task,
                                       LabOwnKernelProgress progress,
                                       gpointer             user_data,
                                       LabOwnKernelCurve   *curve,
                                       GError             **error);

G_END_DECLS
