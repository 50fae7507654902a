/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spectrum of a translation-invariant kernel on the flat torus, shell by shell. */
#include "theory/spectrum-private.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <math.h>

/* Largest |k|^2 of a shell that is counted: on the circle one in the root of it is not empty. */
#define LAST_ON_CIRCLE 10000
#define LAST_ON_TORUS  400
#define LAST           256

#define MOST_DIMENSIONS 64

static guint
last_shell (guint dimension)
{
  return dimension == 1 ? LAST_ON_CIRCLE : dimension == 2 ? LAST_ON_TORUS : LAST;
}

/* Vectors of Z^d with |k|^2 = m, for m = 0 .. last: the sum over the last coordinate of those of
 * Z^(d-1). */
static double *
count_vectors (guint dimension, guint last)
{
  double *count = g_new0 (double, last + 1);

  count[0] = 1;
  for (guint d = 0; d < dimension; d++)
    for (guint m = last + 1; m-- > 0;) /* downwards: what is read is still of one dimension less */
      for (guint j = 1; j * j <= m; j++)
        count[m] += 2 * count[m - j * j];
  return count;
}

/* The volume of the unit ball in R^d. */
static double
ball (guint dimension)
{
  return pow (G_PI, 0.5 * dimension) / tgamma (0.5 * dimension + 1);
}

static gboolean
check (double smoothness, guint dimension, double nu, GError **error)
{
  if (isfinite (smoothness) && smoothness / dimension >= 1e-6 && isfinite (nu) &&
      nu / dimension >= 1e-6 && dimension >= 1 && dimension <= MOST_DIMENSIONS)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("A spectrum needs positive beta, d and nu; these are %g, %g and %g."), smoothness,
               (double)dimension, nu);
  return FALSE;
}

/* Beyond the counted shells vectors lie evenly: as many up to |k|^2 = m as the ball has volume. */
LabSpectrum *
lab_spectrum_new_torus (double smoothness, guint dimension, double nu, GError **error)
{
  const double half = 0.5 * dimension;
  LabSpectrumTail tail = {.b = 1 + nu / half, .a = 1 + smoothness / half};
  const guint last = last_shell (dimension);
  g_autofree double *vectors = NULL;
  LabSpectrum *spectrum;

  if (!check (smoothness, dimension, nu, error))
    return NULL;
  vectors = count_vectors (dimension, last);
  for (guint m = 0; m <= last; m++)
    tail.edge += vectors[m];
  tail.eigenvalue = pow (ball (dimension), tail.b);
  tail.power = pow (ball (dimension), tail.a);
  spectrum = lab_spectrum_with_room (last + 1 + lab_spectrum_tail_bins (&tail));
  for (guint m = 0; m <= last; m++)
    if (vectors[m] > 0)
      lab_spectrum_add_bin (spectrum, pow (1.0 + m, -(nu + half)),
                            m > 0 ? vectors[m] * pow (m, -(smoothness + half)) : 0, vectors[m]);
  lab_spectrum_add_tail (spectrum, &tail);
  return spectrum;
}
