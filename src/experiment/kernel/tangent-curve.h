/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the transformer's tangent kernel predicts of an experiment's training, on its own axis: the
 * curve to lay over the measured trajectories of time and compute.
 *
 * The kernel is that of the first repeat of the largest width, at the parameters this run begins with
 * and on its data; of more training points than most_points the first ones are taken. What the curve
 * assumes is its kind: full-batch descent and mini-batches have a flow, AdamW has none. The learning
 * rate is constant in the flow, at the experiment's peak. */
#pragma once

#include "core/task.h"
#include "experiment/experiment.h"
#include "phases/phases.h"

G_BEGIN_DECLS

/* Training points taken where nothing else is said, and test points. */
#define LAB_TANGENT_CURVE_POINTS      2048
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
  gsize n;             /* training labels of the kernel */
  gsize asked;         /* those of the run */
  double rate;         /* learning rate of the flow */
  double largest_rate; /* 2 / mu_max: from there on descent diverges */
  gboolean schedule;   /* the experiment's rate is not constant: the flow leaves that out */
  guint count;         /* 0: rate >= largest_rate, there is no curve */
  double x[LAB_TANGENT_CURVE_MOMENTS]; /* ascending: steps, or FLOP */
  double excess_risk[LAB_TANGENT_CURVE_MOMENTS];
  LabOwnKernel own; /* what this kernel says of the phases, in the flow at this rate */
} LabTangentCurve;

/* For other axes than time and compute it makes no sense: g_return. From step 1 to the experiment's
 * last. FALSE and error where memory does not suffice; FALSE alone soon after task (nullable) was
 * cancelled. workers: 0 = one per core. Costs 1 to 20 s: see kernel-study.h. */
gboolean lab_tangent_curve_compute (const LabExperiment *experiment,
                                    gsize                most_points,
                                    guint                workers,
                                    LabTask             *task,
                                    LabTangentCurve     *curve,
                                    GError             **error);

G_END_DECLS
