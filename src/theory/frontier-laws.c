/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three laws of the compute-optimal frontier. */
#include "theory/frontier-laws.h"

#include <glib/gi18n.h>
#include <math.h>

static LabFrontierLaw
kernel_law (double smoothness, double d, double nu)
{
  double b = 1.0 + 2.0 * nu / d, a = 1.0 + 2.0 * smoothness / d;

  return (LabFrontierLaw){
      .risk =
          {
              .valid = TRUE,
              .exponent = -(a - 1.0) / (1.0 + b),
              .nature = LAB_NATURE_ASYMPTOTE,
              .formula = "C^(−β/(d+ν))",
              .source = "Bordelon, Atanasov & Pehlevan 2024, with a = 1 + 2β/d and b = 1 + 2ν/d",
              /* Translators: short name of a law: what follows for kernel methods. */
              .name = N_ ("kernel picture"),
          },
      .parameters_share = 1.0 / (1.0 + b),
      .steps_share = b / (1.0 + b),
  };
}

static LabFrontierLaw
one_pass_law (double smoothness, double d)
{
  return (LabFrontierLaw){
      .risk =
          {
              .valid = TRUE,
              .exponent = -lab_theory_one_pass_compute_exponent (smoothness, d),
              .nature = LAB_NATURE_ASYMPTOTE,
              .formula = "C^(−β/(β+d))",
              .source = "derived from both laws of Havrilla & Liao 2024, added, with C = 6 N n",
              /* Translators: short name of a law: each example is seen once. */
              .name = N_ ("paper A’s two laws, one pass"),
          },
      .parameters_share = d / (2.0 * (smoothness + d)),
      .steps_share = (2.0 * smoothness + d) / (2.0 * (smoothness + d)),
  };
}

void
lab_theory_frontier_laws (double smoothness,
                          double intrinsic_dimension,
                          double nu,
                          LabFrontierLaw laws[LAB_FRONTIER_LAW_COUNT])
{
  g_return_if_fail (laws != NULL && nu > 0.0);

  for (guint i = 0; i < LAB_FRONTIER_LAW_COUNT; i++)
    laws[i] = (LabFrontierLaw){.risk.exponent = NAN, .parameters_share = NAN, .steps_share = NAN};
  laws[LAB_FRONTIER_LAW_PAPER_B].risk = lab_theory_compute_law_v3 ();
  if (!(smoothness > 0.0) || !(intrinsic_dimension > 0.0))
    return;
  laws[LAB_FRONTIER_LAW_KERNEL] = kernel_law (smoothness, intrinsic_dimension, nu);
  laws[LAB_FRONTIER_LAW_PAPER_A] = one_pass_law (smoothness, intrinsic_dimension);
}
