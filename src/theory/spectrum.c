/* Modes of the kernel picture, one by one or in geometric bins. */
#include "theory/spectrum.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <math.h>

#define SINGLE_MODES   200
#define BINS_TO_MIDDLE 300 /* from 200 to 1e8 */
#define BINS_BEYOND    400 /* from 1e8 to 1e17 */
#define MIDDLE_K       1e8
#define LARGEST_K      1e17

/* Above this dimension the tail beyond MIDDLE_K still bends slopes (theory notes 3.2). */
#define LARGEST_DIMENSION_OF_MIDDLE_K 3.0

/* Sum of k^-exponent over the integers between two half-integer edges, by the midpoint rule; for
 * k >= 200 its relative error is below exponent^2 / (24 k^2) < 1e-5 for every exponent here. */
static double
sum_between (double low, double high, double exponent)
{
  double shift = exponent - 1.0;
  return -pow (low, -shift) * expm1 (-shift * log (high / low)) / shift;
}

static void
add_bin (LabSpectrum *spectrum, double eigenvalue, double power, double multiplicity)
{
  guint i = spectrum->count++;
  spectrum->eigenvalue[i] = eigenvalue;
  spectrum->power[i] = power;
  spectrum->multiplicity[i] = multiplicity;
  spectrum->trace += eigenvalue * multiplicity;
  spectrum->variance += power;
}

/* count geometric bins from low to high, edges at half-integers. */
static void
add_bins (LabSpectrum *spectrum, double a, double b, double low, double high, guint count)
{
  double edge = low;
  for (guint i = 1; i <= count; i++) {
    double next = i == count ? high : floor (low * pow (high / low, (double)i / count)) + 0.5;
    double multiplicity = next - edge;
    add_bin (spectrum, sum_between (edge, next, b) / multiplicity, sum_between (edge, next, a),
             multiplicity);
    edge = next;
  }
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
  if (modes > LAB_SPECTRUM_MOST_MODES) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("modes=%u is too many; allowed are 1 to %u one by one, or 0 for bins."), modes,
                 LAB_SPECTRUM_MOST_MODES);
    return NULL;
  }

  LabSpectrum *spectrum = g_new0 (LabSpectrum, 1);
  double a = 1.0 + 2.0 * smoothness / intrinsic_dimension;
  double b = 1.0 + 2.0 * nu / intrinsic_dimension;
  guint single = modes > 0 ? modes : SINGLE_MODES;
  guint room = single + (modes > 0 ? 0 : BINS_TO_MIDDLE + BINS_BEYOND);

  spectrum->eigenvalue = g_new (double, room);
  spectrum->power = g_new (double, room);
  spectrum->multiplicity = g_new (double, room);
  for (guint k = 1; k <= single; k++)
    add_bin (spectrum, pow (k, -b), pow (k, -a), 1.0);
  if (modes == 0) {
    add_bins (spectrum, a, b, SINGLE_MODES + 0.5, MIDDLE_K, BINS_TO_MIDDLE);
    if (intrinsic_dimension > LARGEST_DIMENSION_OF_MIDDLE_K)
      add_bins (spectrum, a, b, MIDDLE_K, LARGEST_K, BINS_BEYOND);
  }
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
