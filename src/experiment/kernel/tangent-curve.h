/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the transformer's tangent kernel predicts of an experiment's training, on its own axis: the
 * curve to lay over the measured trajectories of time and compute. No constant is fitted.
 *
 * The kernels are those of the largest width, one for each repeat, at the parameters these runs begin with
 * and on their data. What the curve assumes is its kind: full-batch descent and mini-batches have a flow,
 * AdamW has none. The learning rate is constant in the flow, at the experiment's peak.
 *
 * Of runs with more training labels than most_points the kernel of the first ones is a pilot: gradient
 * descent is level 2 at all labels; plain SGD is level 3, one pass under the run's own schedule, which
 * meets each label once. Where the noise-free labels are not known there is no pilot, and the first
 * most_points labels stand for all. */
#pragma once

#include "core/task.h"
#include "experiment/experiment.h"
#include "phases/phases.h"

G_BEGIN_DECLS

/* Training points taken where nothing else is said, and test points. */
#define LAB_TANGENT_CURVE_POINTS      1024
#define LAB_TANGENT_CURVE_TEST_POINTS 1024

#define LAB_TANGENT_CURVE_MOMENTS 64

typedef enum
{
  LAB_TANGENT_DESCENT,   /* the experiment's own full-batch gradient descent */
  LAB_TANGENT_MINIBATCH, /* its SGD, of first order in the batches' noise */
  LAB_TANGENT_STAND_IN,  /* for AdamW: full-batch gradient descent at 1 / mu_max instead */
} LabTangentKind;

/* A value. */
typedef struct
{
  LabSweep axis; /* time or compute */
  LabTangentKind kind;
  guint width;
  guint outputs;       /* labels of an example: 1, or the tokens of a sequence */
  gboolean is_pilot;   /* the kernel is that of n < asked labels, taken to all of them (kernel-pilot.h) */
  guint repeats;       /* gathered: the arithmetic mean of their risks */
  gsize n;             /* training labels of the kernel */
  gsize asked;         /* those of the run */
  double rate;         /* learning rate of the flow */
  double largest_rate; /* 2 / mu_max: from there on descent diverges */
  gboolean schedule;   /* the experiment's rate is not constant: the flow leaves that out */
  guint count;         /* 0: rate >= largest_rate, there is no curve */
  double x[LAB_TANGENT_CURVE_MOMENTS]; /* ascending: steps, or FLOP */
  double excess_risk[LAB_TANGENT_CURVE_MOMENTS];
  double without_decay; /* of level 3: the last risk with the largest rate to the end; NaN where the rate
                         * does not fall, and of the other kinds */
  LabOwnKernel own; /* what the first repeat's kernel says of the phases, in the flow at this rate */
} LabTangentCurve;

/* For other axes than time and compute it makes no sense: g_return. From step 1 to the experiment's
 * last. FALSE and error where memory does not suffice; FALSE alone soon after task (nullable) was
 * cancelled. workers: 0 = one per core. Costs about a second a repeat. */
gboolean lab_tangent_curve_compute (const LabExperiment *experiment,
                                    gsize                most_points,
                                    guint                workers,
                                    LabTask             *task,
                                    LabTangentCurve     *curve,
                                    GError             **error);

G_END_DECLS
