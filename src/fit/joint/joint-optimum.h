/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a joint law says of compute, with intervals from its refits. */
#pragma once

#include "fit/joint/joint-bootstrap.h"

G_BEGIN_DECLS

/* Operations for each parameter and each token by the usual count: forward 2, backward 4. */
#define LAB_JOINT_FLOP 6.0

/* Losses so near the least one count as flat. */
#define LAB_JOINT_FLAT 0.01

typedef struct
{
  double value, low, high; /* NaN: not told; high INFINITY: beyond all bounds */
} LabJointTold;

typedef struct
{
  double compute;
  gboolean extrapolated; /* beyond the compute of every point */
  LabJointTold n, d, loss;
  LabJointTold ratio;       /* d / n: tokens for each parameter */
  double flat_low, flat_high; /* range of N with losses within LAB_JOINT_FLAT of the least */
} LabJointOptimum;

/* At a compute C = flop N D. most: the largest compute of the points. */
void lab_joint_optimum      (const LabJointBootstrap *bootstrap,
                             double                   compute,
                             double                   flop,
                             double                   most,
                             LabJointOptimum         *optimum);

typedef struct
{
  LabJointTold n_exponent, d_exponent; /* N ~ C^n_exponent */
  LabJointTold gain; /* L - E ~ C^-gain, beside paper B's 1/7 */
  /* Paper A's reading: alpha is alpha_N, beta is alpha_D. */
  LabJointTold expected_alpha;   /* beta / (1 - beta), which alpha would be on one manifold */
  LabJointTold dimension_n;      /* 2 / alpha at smoothness 1 */
  LabJointTold dimension_d;      /* 2 (1 - beta) / beta */
} LabJointReading;

void lab_joint_read         (const LabJointBootstrap *bootstrap,
                             LabJointReading         *reading);

/* The compute that a loss needs, and with it the N and D that are best then; INFINITY where no compute
 * reaches it. */
void lab_joint_reach        (const LabJointBootstrap *bootstrap,
                             double                   loss,
                             double                   flop,
                             LabJointTold            *compute,
                             LabJointTold            *n,
                             LabJointTold            *d);

G_END_DECLS
