/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theories that a measured curve can be laid beside: a table of data, not scattered code.
 *
 * An entry gives the exponent of one axis, what it is (bound, asymptote, reconstruction, or a
 * measurement: a fit published by others), who says so, what it assumes and where it is valid. No
 * entry has a prefactor: none of the sources gives one. */
#pragma once

#include "theory/exponents.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_THEORY_DATA,    /* n */
  LAB_THEORY_MODEL,   /* N */
  LAB_THEORY_TIME,    /* T */
  LAB_THEORY_COMPUTE, /* C */
  LAB_THEORY_NONE,    /* another, of which no theory speaks; not of an entry */
} LabTheoryAxis;

/* What an entry is confined to, and its shape. */
typedef enum
{
  LAB_THEORY_NOISE_FREE = 1, /* holds for labels without noise only */
  LAB_THEORY_HOELDER = 2,    /* stated for smoothness up to 1 only */
  LAB_THEORY_WORST_CASE = 8, /* matching bounds over data distributions: friendlier data may fall faster */
  LAB_THEORY_TWO_PHASE = 4,  /* R0 exp (-C / C0) + A C^-constant, no plain slope (compute-law.h) */
} LabTheoryScope;

/* The setting that an exponent may depend on. */
typedef struct
{
  double smoothness;          /* beta > 0 */
  double intrinsic_dimension; /* d > 0 */
  double nu;                  /* order of the kernel > 0; 1/2 for ReLU-like ones */
} LabTheorySetting;

typedef struct
{
  const char *id; /* "paper-a-data": for files and settings */
  LabTheoryAxis axis;
  LabNature nature;
  const char *name;     /* short; N_() like the two sentences */
  const char *formula;  /* "n^(−2β/(2β+d))" */
  const char *citation; /* with version where versions differ */
  const char *statement; /* the first of two sentences: what it says, and for what */
  const char *validity;  /* the second: what it assumes, and where it holds */
  double (*exponent) (const LabTheorySetting *setting); /* NULL: constant */
  double constant; /* risk ~ x^-constant, where exponent is NULL */
  guint scope;     /* LabTheoryScope */
} LabTheory;

/* All entries; count may be NULL. */
const LabTheory *lab_theory_catalogue     (guint                  *count);

/* The entry of that id, or NULL. */
const LabTheory *lab_theory_find          (const char             *id);

/* The entry as a slope to draw, for labels with noise = sigma. Where it does not hold in this
 * setting: valid FALSE, and *why (why nullable) is the reason, N_(). Paper A's slopes become the
 * minimax rate and the kernel asymptote for smoothness above 1 (exponents.h). */
LabReferenceLaw  lab_theory_law           (const LabTheory        *theory,
                                           const LabTheorySetting *setting,
                                           double                  noise,
                                           const char            **why);

/* The exponent of the entry, positive: risk ~ x^-exponent. */
double           lab_theory_exponent      (const LabTheory        *theory,
                                           const LabTheorySetting *setting);

/* Manifold consistency check, free of parameters: paper A's two exponents obey
 * alpha_N = alpha_D / (1 - alpha_D) whatever beta and d are. alpha_D in (0, 1), else NaN. */
double           lab_theory_consistent_alpha_N (double alpha_D);

/* Compute-optimal allocation of one pass, C = 6 N n, under risk = A N^-alpha_N + B n^-alpha_D:
 * N ~ C^model, n ~ C^data, risk ~ C^-risk. Both exponents positive. */
void             lab_theory_allocation    (double                  alpha_N,
                                           double                  alpha_D,
                                           double                 *model,
                                           double                 *data,
                                           double                 *risk);

G_END_DECLS
