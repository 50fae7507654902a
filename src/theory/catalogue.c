/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of theories. Every exponent is in the shared notes with its source; where a source
 * gives no number, there is none here. */
#include "theory/catalogue.h"

#include <glib/gi18n.h>
#include <math.h>

#include "theory/feature-learning.h"

#define PAPER_A  "Havrilla & Liao, NeurIPS 2024, arXiv 2411.06646"
#define PAPER_B  "C. Yang, arXiv 2512.22088"
#define BORDELON "Bordelon, Atanasov & Pehlevan 2024"
#define BAHRI    "Bahri et al. 2021"

#define FEATURE_LEARNING "Bordelon, Atanasov & Pehlevan 2024, arXiv 2409.17858"

static double
alpha_D (const LabTheorySetting *setting)
{
  return lab_theory_alpha_D (setting->smoothness, setting->intrinsic_dimension);
}

static double
alpha_N (const LabTheorySetting *setting)
{
  return lab_theory_alpha_N (setting->smoothness, setting->intrinsic_dimension);
}

/* min (a - 1, 2 b): a kernel method does not profit from a target smoother than that. */
static double
kernel_resolution (const LabTheorySetting *setting)
{
  double most = 2.0 * (1.0 + 2.0 * setting->nu / setting->intrinsic_dimension);
  double exponent = alpha_N (setting);
  return exponent > most ? most : exponent; /* NaN stays */
}

static double
kernel_time (const LabTheorySetting *setting)
{
  return lab_theory_time_exponent (setting->smoothness, setting->intrinsic_dimension, setting->nu);
}

/* (a - 1) / (1 + b) */
static double
kernel_compute (const LabTheorySetting *setting)
{
  return setting->smoothness / (setting->intrinsic_dimension + setting->nu);
}

static double
one_pass_compute (const LabTheorySetting *setting)
{
  return lab_theory_one_pass_compute_exponent (setting->smoothness, setting->intrinsic_dimension);
}

static double
rich_time (const LabTheorySetting *setting)
{
  return lab_theory_rich_time_exponent (kernel_time (setting));
}

static double
sharma_kaplan (const LabTheorySetting *setting)
{
  return 4.0 / setting->intrinsic_dimension;
}

static const LabTheory theories[] = {
    {"paper-a-data", LAB_THEORY_DATA, LAB_NATURE_BOUND, N_ ("paper A"), "n^(−2β/(2β+d))",
     PAPER_A ", Theorem 1",
     N_ ("The best transformer of a bounded class, chosen by empirical risk minimisation, has at "
         "most this risk on n points of a d-dimensional manifold."),
     N_ ("A bound for the best estimator, up to constants and logarithms, for targets of Hölder "
         "smoothness β ≤ 1 and, as far as is known here, labels without noise, though its rate is "
         "the best possible with noise; it says nothing of what gradient descent finds."),
     alpha_D, 0.0, LAB_THEORY_HOELDER},
    {"paper-a-model", LAB_THEORY_MODEL, LAB_NATURE_BOUND, N_ ("paper A"), "N^(−2β/d)",
     PAPER_A ", Theorem 2",
     N_ ("Some transformer with N parameters comes this close to the target, with a depth that "
         "grows only like log d."),
     N_ ("An upper bound on the best approximation, for β ≤ 1 and without any training; the "
         "exponent follows from the theorem's sizes."),
     alpha_N, 0.0, LAB_THEORY_HOELDER},
    {"paper-a-compute", LAB_THEORY_COMPUTE, LAB_NATURE_RECONSTRUCTION, N_ ("paper A, one pass"),
     "C^(−β/(β+d))", "derived for this project from " PAPER_A,
     N_ ("If both laws of paper A hold with equality and each point is seen once, compute is spent "
         "best along this slope."),
     N_ ("Derived for this project with C = 6 N n; bounds need not be reached, so it is no "
         "statement of the paper."),
     one_pass_compute, 0.0, LAB_THEORY_HOELDER},
    {"paper-b-v3", LAB_THEORY_COMPUTE, LAB_NATURE_BOUND, N_ ("paper B, version 3"), "C^(−1/7)",
     PAPER_B " version 3 (2026), abstract",
     N_ ("Past a threshold of compute the excess risk falls like the power −1/7, with upper and "
         "lower bounds that match."),
     N_ ("For transformers close to their kernel at the start, trained by SGD, in the worst case "
         "over data distributions, so that friendlier data may fall faster; tight up to constants, "
         "logarithms and a condition-number gap, by the abstract."),
     NULL, 1.0 / 7.0, LAB_THEORY_WORST_CASE},
    {"paper-b-v1", LAB_THEORY_COMPUTE, LAB_NATURE_BOUND, N_ ("paper B, version 1"), "C^(−1/6)",
     PAPER_B " version 1 (2025), abstract",
     N_ ("The first version of paper B bounds the excess risk past the threshold by the power "
         "−1/6."),
     N_ ("An upper bound for the same setting; version 3 replaces it by −1/7."), NULL, 1.0 / 6.0,
     0},
    {"paper-b-two-phase", LAB_THEORY_COMPUTE, LAB_NATURE_RECONSTRUCTION, N_ ("two-phase law"),
     "R₀ e^(−C/C₀) + A C^(−1/7)", "reconstructed for this project from " PAPER_B,
     N_ ("The exponential optimisation phase and the power of the statistical phase are added into "
         "one curve that ends with the slope −1/7."),
     N_ ("The sum and its constants R₀, C₀ and A are this project's: the abstract states the "
         "phases, not the formula."),
     NULL, 1.0 / 7.0, LAB_THEORY_TWO_PHASE},
    {"isolated-data", LAB_THEORY_DATA, LAB_NATURE_RECONSTRUCTION, N_ ("paper B, data alone"),
     "n^(−1)", "reconstructed for this project from " PAPER_B,
     N_ ("With time and width in plenty, what is left of the squared error falls like 1/n, the "
         "fastest "
         "that a two-point lower bound can certify."),
     N_ ("The abstract names a law for data alone but not its exponent: 1 for squared loss, or 1/2 "
         "for "
         "a bounded one, is what its kind of proof allows."),
     NULL, 1.0, 0},
    {"isolated-model", LAB_THEORY_MODEL, LAB_NATURE_RECONSTRUCTION, N_ ("paper B, size alone"),
     "N^(−1/2)", "reconstructed for this project from " PAPER_B,
     N_ ("With data and time in plenty, what is left is how far a network of finite width is from "
         "its "
         "kernel: one over the width, so N^(−1/2)."),
     N_ ("The abstract names a law for model size alone but not its exponent; one over the width "
         "is "
         "the usual error of lazy training, with N growing like the width squared."),
     NULL, 0.5, 0},
    {"sharma-kaplan", LAB_THEORY_MODEL, LAB_NATURE_ASYMPTOTE, N_ ("Sharma and Kaplan"), "N^(−4/d)",
     "Sharma & Kaplan 2022",
     N_ ("Networks that fit a smooth target piecewise linearly on a d-dimensional manifold err by "
         "the squared size of a piece, so that their squared loss falls along this slope."),
     N_ ("Argued for smooth targets (β ≥ 2), squared and cross-entropy loss, and enough data and "
         "training; not proved."),
     sharma_kaplan, 0.0, 0},
    {"bahri-resolution-data", LAB_THEORY_DATA, LAB_NATURE_ASYMPTOTE, N_ ("resolution limit"),
     "n^(−min(2β/d, 2+4ν/d))", BAHRI "; kernel form derived after " BORDELON,
     N_ ("Without label noise the error is set by the distance between neighbouring points of the "
         "manifold."),
     N_ ("The asymptote of kernel interpolation with a power-law spectrum, noise-free labels and a "
         "model of infinite width."),
     kernel_resolution, 0.0, LAB_THEORY_NOISE_FREE},
    {"bahri-resolution-model", LAB_THEORY_MODEL, LAB_NATURE_ASYMPTOTE, N_ ("kernel asymptote"),
     "N^(−min(2β/d, 2+4ν/d))", BAHRI "; kernel form derived after " BORDELON,
     N_ ("With plentiful data the error is set by how finely N random features resolve the "
         "manifold."),
     N_ ("The asymptote of random features with a power-law spectrum and noise-free labels; "
         "features that are learnt may do better."),
     kernel_resolution, 0.0, 0},
    {"bahri-variance-data", LAB_THEORY_DATA, LAB_NATURE_ASYMPTOTE, N_ ("variance limit"), "n^(−1)",
     BAHRI,
     N_ ("At fixed model size the distance of the loss to its limit of infinite data falls like "
         "1/n."),
     N_ ("Holds late, for n far above what the model can use, and for the loss above its plateau, "
         "not for the whole loss."),
     NULL, 1.0, 0},
    {"bahri-variance-model", LAB_THEORY_MODEL, LAB_NATURE_ASYMPTOTE, N_ ("variance limit"),
     "width^(−1)", BAHRI,
     N_ ("At fixed data the distance of the loss to its limit of infinite width falls like one "
         "over the width."),
     N_ ("Holds for networks so wide that data limit them; the exponent belongs to the width "
         "(random features), not to the number of parameters of a deep network."),
     NULL, 1.0, 0},
    {"kernel-time", LAB_THEORY_TIME, LAB_NATURE_ASYMPTOTE, N_ ("kernel asymptote"),
     "T^(−2β/(d+2ν))", BORDELON,
     N_ ("Gradient flow learns the modes of a power-law spectrum one after the other, which makes "
         "the error a power of time instead of an exponential."),
     N_ ("For infinite data and width, a constant learning rate and a network close to its "
         "kernel."),
     kernel_time, 0.0, 0},
    {"feature-learning-time", LAB_THEORY_TIME, LAB_NATURE_ASYMPTOTE, N_ ("learning features"),
     "T^(−2r/(1+r)), r = 2β/(d+2ν)", FEATURE_LEARNING,
     N_ ("A network that learns features falls faster in time than its kernel, whose exponent is "
         "r, as long as r is below 1; above, both fall alike."),
     N_ ("For gradient flow on infinite data and width at a constant learning rate, from a start "
         "that is rich instead of lazy."),
     rich_time, 0.0, 0},
    {"kernel-compute", LAB_THEORY_COMPUTE, LAB_NATURE_ASYMPTOTE, N_ ("kernel compute"),
     "C^(−β/(d+ν))", BORDELON,
     N_ ("When model size and time are balanced at every compute C = N T, the best risk falls "
         "along this slope."),
     N_ ("For random features trained by gradient flow on fresh, noise-free data, with time the "
         "resource and not the number of points."),
     kernel_compute, 0.0, 0},
    {"kaplan-data", LAB_THEORY_DATA, LAB_NATURE_MEASUREMENT, N_ ("Kaplan"), "D^(−0.095)",
     "Kaplan et al. 2020",
     N_ ("Kaplan and others fitted the test loss of language models against the number of tokens "
         "with this exponent."),
     N_ ("A published fit to cross-entropy without a floor, on text: a reference line, not a "
         "prediction for a manifold."),
     NULL, 0.095, 0},
    {"kaplan-model", LAB_THEORY_MODEL, LAB_NATURE_MEASUREMENT, N_ ("Kaplan"), "N^(−0.076)",
     "Kaplan et al. 2020",
     N_ ("Kaplan and others fitted the test loss of language models against the number of "
         "parameters with this exponent."),
     N_ ("A published fit to cross-entropy without a floor, on text: a reference line, not a "
         "prediction for a manifold."),
     NULL, 0.076, 0},
    {"chinchilla-data", LAB_THEORY_DATA, LAB_NATURE_MEASUREMENT, N_ ("Chinchilla"), "D^(−0.28)",
     "Hoffmann et al. 2022",
     N_ ("Hoffmann and others fitted the loss of language models as a floor and two powers, the "
         "one of data with this exponent."),
     N_ ("A published fit to text with a floor; the refit by Epoch differs from it by four of its "
         "standard errors."),
     NULL, 0.28, 0},
    {"chinchilla-model", LAB_THEORY_MODEL, LAB_NATURE_MEASUREMENT, N_ ("Chinchilla"), "N^(−0.34)",
     "Hoffmann et al. 2022",
     N_ ("Hoffmann and others fitted the loss of language models as a floor and two powers, the "
         "one of model size with this exponent."),
     N_ ("A published fit to text with a floor; the refit by Epoch agrees within its error."), NULL,
     0.34, 0},
    {"epoch-data", LAB_THEORY_DATA, LAB_NATURE_MEASUREMENT, N_ ("Chinchilla, refitted"),
     "D^(−0.366)", "Epoch, refit of Hoffmann et al. 2022",
     N_ ("Epoch fitted the points of Hoffmann and others again and found this exponent of data, "
         "with a standard error of 0.021."),
     N_ ("A published fit to text with a floor, from points read off a figure."), NULL, 0.366, 0},
    {"epoch-model", LAB_THEORY_MODEL, LAB_NATURE_MEASUREMENT, N_ ("Chinchilla, refitted"),
     "N^(−0.348)", "Epoch, refit of Hoffmann et al. 2022",
     N_ ("Epoch fitted the points of Hoffmann and others again and found this exponent of model "
         "size, with a standard error of 0.015."),
     N_ ("A published fit to text with a floor, from points read off a figure."), NULL, 0.348, 0},
};

const LabTheory *
lab_theory_catalogue (guint *count)
{
  if (count != NULL)
    *count = G_N_ELEMENTS (theories);
  return theories;
}

const LabTheory *
lab_theory_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (theories); i++)
    if (g_str_equal (theories[i].id, id))
      return &theories[i];
  return NULL;
}

LabReferenceLaw
lab_theory_law (const LabTheory *theory,
                const LabTheorySetting *setting,
                double noise,
                const char **why)
{
  const char *reason = NULL;
  if (why != NULL)
    *why = NULL;
  g_return_val_if_fail (theory != NULL && setting != NULL, ((LabReferenceLaw){.exponent = NAN}));

  if ((theory->scope & LAB_THEORY_NOISE_FREE) != 0 && noise > 0.0)
    reason = N_ ("Not drawn here: it holds for labels without noise.");
  if ((theory->scope & LAB_THEORY_HOELDER) != 0 && setting->smoothness > 1.0) {
    /* The same formulas have another standing there. */
    if (theory->axis == LAB_THEORY_DATA)
      return lab_theory_data_law (setting->smoothness, setting->intrinsic_dimension, 1.0);
    if (theory->axis == LAB_THEORY_MODEL)
      return lab_theory_model_law (setting->smoothness, setting->intrinsic_dimension);
    reason = N_ ("Not drawn here: it is stated for smoothness β up to 1.");
  }
  if (!isfinite (lab_theory_exponent (theory, setting)))
    reason = N_ ("Not drawn here: it asks for a smoothness β, which this task has not.");
  if (why != NULL)
    *why = reason;
  return (LabReferenceLaw){
      .valid = reason == NULL,
      .exponent = -lab_theory_exponent (theory, setting),
      .nature = theory->nature,
      .is_worst_case = (theory->scope & LAB_THEORY_WORST_CASE) != 0,
      .formula = theory->formula,
      .source = theory->citation,
      .name = theory->name,
  };
}

double
lab_theory_exponent (const LabTheory *theory, const LabTheorySetting *setting)
{
  g_return_val_if_fail (theory != NULL && setting != NULL, NAN);
  return theory->exponent != NULL ? theory->exponent (setting) : theory->constant;
}

double
lab_theory_consistent_alpha_N (double alpha)
{
  return alpha > 0.0 && alpha < 1.0 ? alpha / (1.0 - alpha) : NAN;
}

void
lab_theory_allocation (double model_alpha,
                       double data_alpha,
                       double *model,
                       double *data,
                       double *risk)
{
  g_return_if_fail (model_alpha > 0.0 && data_alpha > 0.0);
  g_return_if_fail (model != NULL && data != NULL && risk != NULL);

  *model = data_alpha / (model_alpha + data_alpha);
  *data = model_alpha / (model_alpha + data_alpha);
  *risk = model_alpha * data_alpha / (model_alpha + data_alpha);
}
