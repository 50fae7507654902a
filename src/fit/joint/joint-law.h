/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of a loss in two variables: N (parameters) and D (training data, such as tokens).
 *
 *   joint    L = E + A N^-alpha + B D^-beta                  (Hoffmann et al. 2022, approach 3)
 *   shared   the same with beta = alpha
 *   kaplan   L = [(Nc/N)^(aN/aD) + Dc/D]^aD                  (Kaplan et al. 2020, equation 1.5)
 *   n-floor  L = E + A N^-alpha: the data do not limit
 *   d-floor  L = E + B D^-beta: the model does not limit
 *
 * All are (E + A N^-alpha + B D^-beta)^power: the Kaplan form has E = 0, beta = 1, power = aD,
 * alpha = aN/aD, A = Nc^alpha and B = Dc; the others have power 1. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_JOINT_FULL,
  LAB_JOINT_SHARED,
  LAB_JOINT_KAPLAN,
  LAB_JOINT_N_FLOOR,
  LAB_JOINT_D_FLOOR,
  LAB_JOINT_FORM_COUNT,
} LabJointForm;

/* The numbers of a law that have names: E, A, B, alpha, beta and power. */
typedef enum
{
  LAB_JOINT_E,
  LAB_JOINT_A,
  LAB_JOINT_B,
  LAB_JOINT_ALPHA,
  LAB_JOINT_BETA,
  LAB_JOINT_POWER,
  LAB_JOINT_NUMBER_COUNT,
} LabJointNumber;

typedef struct
{
  LabJointForm form;
  double number[LAB_JOINT_NUMBER_COUNT]; /* 0 for a term that the form lacks, its exponent too */
} LabJointLaw;

/* "joint", "shared", "kaplan", "n-floor", "d-floor". */
const char *lab_joint_form_name      (LabJointForm       form);

/* "L = E + A N^-alpha + B D^-beta": for people. */
const char *lab_joint_form_formula   (LabJointForm       form);

/* Free parameters of the curve. */
guint       lab_joint_form_parameters (LabJointForm      form);

/* "E", "A", "B", "alpha", "beta", "power". */
const char *lab_joint_number_name    (LabJointNumber     number);

/* L at N = n, D = d, both positive. */
double      lab_joint_law_value      (const LabJointLaw *law,
                                      double             n,
                                      double             d);

/* The best split of a compute C = flop N D (flop: operations for each parameter and each token, 6 by
 * the usual count): L is least at n, d. FALSE where the law has no such point (one variable alone). */
gboolean    lab_joint_law_optimum    (const LabJointLaw *law,
                                      double             compute,
                                      double             flop,
                                      double            *n,
                                      double            *d);

/* Least L with a compute; NaN where there is no optimum. */
double      lab_joint_law_frontier   (const LabJointLaw *law,
                                      double             compute,
                                      double             flop);

/* Exponents of the optimum: N ~ C^n_exponent, D ~ C^(1 - n_exponent), L - E ~ C^-gain. NaN where there
 * is none. */
double      lab_joint_law_n_exponent (const LabJointLaw *law);
double      lab_joint_law_gain       (const LabJointLaw *law);

/* The least compute that reaches a loss; INFINITY where none does; NaN without an optimum. */
double      lab_joint_law_reach      (const LabJointLaw *law,
                                      double             loss,
                                      double             flop);

/* How flat the optimum is: the range of N at that compute whose loss is at most (1 + share) times the
 * least. FALSE without an optimum. */
gboolean    lab_joint_law_flat       (const LabJointLaw *law,
                                      double             compute,
                                      double             flop,
                                      double             share,
                                      double            *low,
                                      double            *high);

G_END_DECLS
