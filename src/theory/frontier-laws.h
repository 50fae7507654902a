/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What theory says of the compute-optimal frontier: the least risk that C FLOP can reach when the model's
 * size is chosen for each C, and how N and T then grow. Every exponent is for C without limit. */
#pragma once

#include "theory/exponents.h"

G_BEGIN_DECLS

typedef struct
{
  LabReferenceLaw risk;    /* risk ~ C^exponent (negative); invalid where beta or d is not known */
  double parameters_share; /* N ~ C^this; NaN where nothing is stated */
  double steps_share;      /* T ~ C^this at a fixed batch, which is examples seen; NaN likewise */
} LabFrontierLaw;

typedef enum
{
  LAB_FRONTIER_LAW_KERNEL,  /* N features, infinite data, gradient flow: (a-1)/(1+b) = beta/(d+nu) */
  LAB_FRONTIER_LAW_PAPER_A, /* its two laws added, C = 6 N n, each example seen once: beta/(beta+d) */
  LAB_FRONTIER_LAW_PAPER_B, /* version 3: 1/7 */
  LAB_FRONTIER_LAW_COUNT,
} LabFrontierLawKind;

/* The laws for smoothness beta > 0 and intrinsic dimension d > 0 (NaN: not known) and a kernel of Matern
 * order nu > 0 (1/2: ReLU-like). Sources: Bordelon, Atanasov & Pehlevan 2024 (b = 1 + 2 nu/d, a = 1 + 2 beta/d,
 * N ~ C^(1/(1+b)), T ~ C^(b/(1+b))); Havrilla & Liao 2024, from both exponents (N ~ C^(d/(2(beta+d))),
 * n ~ C^((2 beta+d)/(2(beta+d)))); Yang 2025. */
void lab_theory_frontier_laws (double         smoothness,
                               double         intrinsic_dimension,
                               double         nu,
                               LabFrontierLaw laws[LAB_FRONTIER_LAW_COUNT]);

G_END_DECLS
