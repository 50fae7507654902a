/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponents of the two papers and of the kernel picture behind them, as reference slopes.
 *
 * Paper A: Havrilla & Liao, NeurIPS 2024, arXiv 2411.06646. Paper B: C. Yang, arXiv 2512.22088.
 * Kernel picture: eigenvalues k^-b with b = 1 + 2 nu / d, target power k^-a with a = 1 + 2 beta / d.
 *
 * What they are not: paper A bounds from above what empirical risk minimisation over its class of
 * transformers reaches, paper B's abstract bounds what it analyses; neither predicts the slope that
 * a given training run finds at finite size. Paper A's theorems ask for 0 < beta <= 1; beyond that
 * the same formulas are the minimax rate and the feature asymptote, and are labelled so. */
#include "theory/exponents.h"

#include <glib/gi18n.h>
#include <math.h>

/* Order of the neural tangent kernel of a ReLU-like network: eigenvalues k^-(1 + 1/d). */
#define RELU_KERNEL_ORDER 0.5

/* Largest smoothness for which paper A's theorems are stated. */
#define PAPER_A_SMOOTHNESS 1.0

static const LabReferenceLaw no_law = {.valid = FALSE, .exponent = NAN};

static gboolean
is_positive (double value)
{
  return isfinite (value) && value > 0.0;
}

double
lab_theory_alpha_D (double smoothness, double intrinsic_dimension)
{
  return 2.0 * smoothness / (2.0 * smoothness + intrinsic_dimension);
}

double
lab_theory_alpha_N (double smoothness, double intrinsic_dimension)
{
  return 2.0 * smoothness / intrinsic_dimension;
}

double
lab_theory_gamma_v3 (void)
{
  return 1.0 / 7.0;
}

double
lab_theory_gamma_v1 (void)
{
  return 1.0 / 6.0;
}

double
lab_theory_time_exponent (double smoothness, double intrinsic_dimension, double nu)
{
  return 2.0 * smoothness / (intrinsic_dimension + 2.0 * nu);
}

double
lab_theory_depth (double intrinsic_dimension, double known_dimension, double known_depth)
{
  g_return_val_if_fail (intrinsic_dimension > 0.0 && known_dimension > 0.0, NAN);

  return log2 (intrinsic_dimension / known_dimension) + known_depth;
}

double
lab_theory_one_pass_compute_exponent (double smoothness, double intrinsic_dimension)
{
  return smoothness / (smoothness + intrinsic_dimension);
}

static LabReferenceLaw
noisy_data_law (double smoothness, double intrinsic_dimension)
{
  LabReferenceLaw law = {
      .valid = TRUE,
      .exponent = -lab_theory_alpha_D (smoothness, intrinsic_dimension),
      .nature = LAB_NATURE_BOUND,
      .formula = "n^(−2β/(2β+d))",
      .source = "Havrilla & Liao 2024, Theorem 1: upper bound for empirical risk minimisation",
      /* Translators: short label along a line: the paper by Havrilla and Liao. */
      .name = N_ ("paper A"),
  };
  if (smoothness > PAPER_A_SMOOTHNESS) {
    law.nature = LAB_NATURE_ASYMPTOTE;
    law.source = "minimax rate (Stone 1982); Havrilla & Liao 2024 prove it for β ≤ 1";
    /* Translators: short label along a line: best rate any estimator can reach. */
    law.name = N_ ("minimax rate");
  }
  return law;
}

static LabReferenceLaw
noise_free_data_law (double smoothness, double intrinsic_dimension)
{
  return (LabReferenceLaw){
      .valid = TRUE,
      .exponent = -lab_theory_alpha_N (smoothness, intrinsic_dimension),
      .nature = LAB_NATURE_ASYMPTOTE,
      .formula = "n^(−2β/d)",
      .source =
          "kernel interpolation without noise; resolution-limited regime of Bahri et al. 2021",
      /* Translators: short label along a line: limited by the distance between data points. */
      .name = N_ ("resolution limit"),
  };
}

LabReferenceLaw
lab_theory_data_law (double smoothness, double intrinsic_dimension, double noise)
{
  if (!is_positive (smoothness) || !is_positive (intrinsic_dimension) || !isfinite (noise) ||
      noise < 0.0)
    return no_law;
  if (noise > 0.0)
    return noisy_data_law (smoothness, intrinsic_dimension);
  return noise_free_data_law (smoothness, intrinsic_dimension);
}

LabReferenceLaw
lab_theory_model_law (double smoothness, double intrinsic_dimension)
{
  if (!is_positive (smoothness) || !is_positive (intrinsic_dimension))
    return no_law;

  LabReferenceLaw law = {
      .valid = TRUE,
      .exponent = -lab_theory_alpha_N (smoothness, intrinsic_dimension),
      .nature = LAB_NATURE_BOUND,
      .formula = "N^(−2β/d)",
      .source = "Havrilla & Liao 2024, Theorem 2: upper bound for the best approximation",
      .name = N_ ("paper A"),
  };
  if (smoothness > PAPER_A_SMOOTHNESS) {
    law.nature = LAB_NATURE_ASYMPTOTE;
    law.source = "kernel features (Bordelon et al. 2024); Havrilla & Liao 2024 assume β ≤ 1";
    /* Translators: short label along a line: limit derived for kernel methods. */
    law.name = N_ ("kernel asymptote");
  }
  return law;
}

LabReferenceLaw
lab_theory_time_law (double smoothness, double intrinsic_dimension)
{
  if (!is_positive (smoothness) || !is_positive (intrinsic_dimension))
    return no_law;

  return (LabReferenceLaw){
      .valid = TRUE,
      .exponent = -lab_theory_time_exponent (smoothness, intrinsic_dimension, RELU_KERNEL_ORDER),
      .nature = LAB_NATURE_ASYMPTOTE,
      .formula = "T^(−2β/(d+1))",
      .source = "kernel gradient flow, ReLU-like spectrum (ν = 1/2), derived after Bordelon et al. "
                "2024; not a statement of paper A or B",
      .name = N_ ("kernel asymptote"),
  };
}

LabReferenceLaw
lab_theory_compute_law_v3 (void)
{
  return (LabReferenceLaw){
      .valid = TRUE,
      .exponent = -lab_theory_gamma_v3 (),
      .nature = LAB_NATURE_BOUND,
      .is_worst_case = TRUE,
      .formula = "C^(−1/7)",
      .source =
          "Yang 2026, arXiv 2512.22088 version 3, abstract: matching bounds of the statistical "
          "phase over the class of data distributions (worst case)",
      /* Translators: short label along a line: the paper by Yang, its third version. */
      .name = N_ ("paper B, version 3"),
  };
}

LabReferenceLaw
lab_theory_compute_law_v1 (void)
{
  return (LabReferenceLaw){
      .valid = TRUE,
      .exponent = -lab_theory_gamma_v1 (),
      .nature = LAB_NATURE_BOUND,
      .formula = "C^(−1/6)",
      .source = "Yang 2025, arXiv 2512.22088 version 1, abstract: upper bound of the statistical "
                "phase",
      /* Translators: short label along a line: the paper by Yang, its first version. */
      .name = N_ ("paper B, version 1"),
  };
}
