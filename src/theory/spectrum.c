/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Modes of the kernel picture, one by one or in bins that stand for all of them. */
#include "theory/spectrum-private.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <math.h>

#define SINGLE_MODES 100

/* Bins end where eigenvalues are so small: times and effective ridges never resolve them. */
#define SMALLEST_EIGENVALUE 1e-17

/* Below these beta / d and nu / d the sums over modes hardly converge: nothing is meant by them. */
#define LEAST_RATIO 1e-6

/* Panels of quadrature in ln k: five nodes per factor of e. */
#define WIDEST_PANEL 1.2
#define NODES        6

/* Gauss-Legendre on [-1, 1]. */
static const double node_place[NODES] = {-0.932469514203152,  -0.6612093864662645,
                                         -0.2386191860831969, 0.2386191860831969,
                                         0.6612093864662645,  0.932469514203152};
static const double node_weight[NODES] = {0.17132449237917036, 0.3607615730481386,
                                          0.46791393457269104, 0.46791393457269104,
                                          0.3607615730481386,  0.17132449237917036};

LabSpectrum *
lab_spectrum_with_room (guint bins)
{
  LabSpectrum *spectrum = g_new0 (LabSpectrum, 1);

  spectrum->eigenvalue = g_new (double, bins);
  spectrum->power = g_new (double, bins);
  spectrum->multiplicity = g_new (double, bins);
  return spectrum;
}

void
lab_spectrum_add_bin (LabSpectrum *spectrum, double eigenvalue, double power, double multiplicity)
{
  guint i = spectrum->count++;
  spectrum->eigenvalue[i] = eigenvalue;
  spectrum->power[i] = power;
  spectrum->multiplicity[i] = multiplicity;
  spectrum->trace += eigenvalue * multiplicity;
  spectrum->variance += power;
}

/* How many panels the tail takes; 0 where eigenvalues fall so fast that none is needed. */
static guint
panel_count (const LabSpectrumTail *tail)
{
  double range = log (tail->eigenvalue / SMALLEST_EIGENVALUE) / tail->b - log (tail->edge);
  return range > 0.0 ? (guint)ceil (range / WIDEST_PANEL) : 0;
}

guint
lab_spectrum_tail_bins (const LabSpectrumTail *tail)
{
  return NODES * panel_count (tail) + 1;
}

/* The integral over k from the edge in place of the sum over k: the midpoint rule, whose relative
 * error is about (rate / k)^2 / 24 for functions like k^-rate, and k > 100. Returns the edge where
 * the panels end. */
static double
add_panels (LabSpectrum *spectrum, const LabSpectrumTail *tail)
{
  double half = 0.5 * WIDEST_PANEL;
  double middle = log (tail->edge) + half;

  for (guint panel = panel_count (tail); panel > 0; panel--, middle += 2.0 * half)
    for (guint i = 0; i < NODES; i++) {
      double ln_k = middle + half * node_place[i];
      double multiplicity = half * node_weight[i] * exp (ln_k);
      lab_spectrum_add_bin (spectrum, tail->eigenvalue * exp (-tail->b * ln_k),
                            tail->power * multiplicity * exp (-tail->a * ln_k), multiplicity);
    }
  return exp (middle - half);
}

/* The integrals over k > edge of k^-b, k^-2b and k^-a. */
static void
add_rest (LabSpectrum *spectrum, const LabSpectrumTail *tail, double edge)
{
  const double a = tail->a, b = tail->b;
  double eigenvalue = pow (edge, -b) * (b - 1.0) / (2.0 * b - 1.0);
  double multiplicity = edge * (2.0 * b - 1.0) / pow (b - 1.0, 2.0);

  lab_spectrum_add_bin (spectrum, tail->eigenvalue * eigenvalue,
                        tail->power * pow (edge, 1.0 - a) / (a - 1.0), multiplicity);
}

void
lab_spectrum_add_tail (LabSpectrum *spectrum, const LabSpectrumTail *tail)
{
  add_rest (spectrum, tail, add_panels (spectrum, tail));
}

static gboolean
is_positive (double value)
{
  return isfinite (value) && value > 0.0;
}

LabSpectrum *
lab_spectrum_new (double smoothness,
                  double intrinsic_dimension,
                  double nu,
                  guint modes,
                  GError **error)
{
  if (!is_positive (smoothness) || !is_positive (intrinsic_dimension) || !is_positive (nu)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("A spectrum needs positive beta, d and nu; these are %g, %g and %g."),
                 smoothness, intrinsic_dimension, nu);
    return NULL;
  }
  if (smoothness / intrinsic_dimension < LEAST_RATIO || nu / intrinsic_dimension < LEAST_RATIO) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("A spectrum needs beta / d and nu / d of at least %g; with beta %g, d %g and nu "
           "%g one is smaller."),
        LEAST_RATIO, smoothness, intrinsic_dimension, nu);
    return NULL;
  }
  if (modes > LAB_SPECTRUM_MOST_MODES) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("modes=%u is too many; allowed are 1 to %u one by one, or 0 for bins."), modes,
                 LAB_SPECTRUM_MOST_MODES);
    return NULL;
  }

  double a = 1.0 + 2.0 * smoothness / intrinsic_dimension;
  double b = 1.0 + 2.0 * nu / intrinsic_dimension;
  guint single = modes > 0 ? modes : SINGLE_MODES;
  LabSpectrumTail tail = {.edge = SINGLE_MODES + 0.5, .eigenvalue = 1, .b = b, .power = 1, .a = a};
  LabSpectrum *spectrum =
      lab_spectrum_with_room (single + (modes > 0 ? 0 : lab_spectrum_tail_bins (&tail)));

  for (guint k = 1; k <= single; k++)
    lab_spectrum_add_bin (spectrum, pow (k, -b), pow (k, -a), 1.0);
  if (modes == 0)
    lab_spectrum_add_tail (spectrum, &tail);
  return spectrum;
}

void
lab_spectrum_free (LabSpectrum *spectrum)
{
  if (spectrum == NULL)
    return;
  g_free (spectrum->eigenvalue);
  g_free (spectrum->power);
  g_free (spectrum->multiplicity);
  g_free (spectrum);
}
