/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponents of the two papers. Source of each formula: the shared theory notes, sections named. */
#pragma once

#include "theory/nature.h"

G_BEGIN_DECLS

/* A reference slope: risk falls like x^exponent (exponent negative). */
typedef struct
{
  gboolean valid;
  double exponent;
  LabNature nature;
  gboolean is_worst_case; /* a bound that is matched from below for the worst data distribution */
  const char *formula; /* "n^(−2β/(2β+d))" */
  const char *source;  /* "Havrilla & Liao 2024, Theorem 1"; untranslated */
  const char *name;    /* short, for a label along the line: "paper A" ; N_() */
} LabReferenceLaw;

/* alpha_D = 2 beta / (2 beta + d); alpha_N = 2 beta / d (paper A, section 1.5). */
double lab_theory_alpha_D (double smoothness, double intrinsic_dimension);
double lab_theory_alpha_N (double smoothness, double intrinsic_dimension);

/* gamma of paper B's statistical phase: 1/7 (version 3) and 1/6 (version 1). */
double lab_theory_gamma_v3 (void);
double lab_theory_gamma_v1 (void);

/* Time law (a-1)/b = 2 beta / (d + 2 nu) of a power-law kernel spectrum; nu = 1/2 for ReLU-like
 * kernels (section 0). */
double lab_theory_time_exponent (double smoothness, double intrinsic_dimension, double nu);

/* One-pass compute exponent of paper A's two laws: beta / (beta + d). */
double lab_theory_one_pass_compute_exponent (double smoothness, double intrinsic_dimension);

/* Blocks that paper A's network needs for dimension d, up to the constant that theory leaves open:
 * depth O(log d), log2 d for its binary trees of products (section 1.2; Theorem 2). The constant is
 * set by one dimension whose depth is known: log2 (d / known_dimension) + known_depth. An asymptote,
 * and an upper bound on what the best network of that kind needs. */
double lab_theory_depth (double intrinsic_dimension, double known_dimension, double known_depth);

/* References per axis. Data: the noisy law, or at noise = 0 the resolution-limited 2 beta / d. */
LabReferenceLaw lab_theory_data_law    (double smoothness, double intrinsic_dimension, double noise);
LabReferenceLaw lab_theory_model_law   (double smoothness, double intrinsic_dimension);
LabReferenceLaw lab_theory_time_law    (double smoothness, double intrinsic_dimension);
LabReferenceLaw lab_theory_compute_law_v3 (void);
LabReferenceLaw lab_theory_compute_law_v1 (void);

G_END_DECLS
