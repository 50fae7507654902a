/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power-law spectrum of the kernel picture: eigenvalues k^-b, target power k^-a, k = 1, 2, ...
 *
 * b = 1 + 2 nu / d, a = 1 + 2 beta / d (theory notes, section 0); not normalised: the powers sum
 * to the target's variance in these units. Either the first K modes one by one, or all modes in
 * bins: the first 100 one by one; then Gauss-Legendre nodes in ln k until eigenvalues reach 1e-17,
 * each standing for the modes around it; and one last bin for the infinite rest, whose power, sum
 * of eigenvalues and sum of squared eigenvalues are those of the rest in closed form. So nothing is
 * lost however slowly the sums converge (d = 32, beta = 1: modes beyond 1e17 hold 8 % of the
 * variance), in 101 to 280 bins.
 *
 * Where the rest matters, it is exact to second order in eigenvalue * time and eigenvalue / gamma:
 * to better than 1e-6 for times to 1e14. Sums over bins agree with sums over modes to 1e-5. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint count;          /* bins */
  double *eigenvalue;   /* (count), falling */
  double *power;        /* (count): summed over the bin */
  double *multiplicity; /* (count): modes in the bin; of the last bin, as many equal ones as have
                         * its sums */
  double trace;         /* sum of eigenvalues over all modes */
  double variance;      /* sum of powers */
  const gint *stop;     /* core/stop.h; borrowed, NULL at first and for its owner to set: once the flag
                         * is set, whatever sums over the modes gives up at once. Its numbers are NaN
                         * or of no meaning then, its refusals too */
} LabSpectrum;

/* Most modes that are taken one by one. */
#define LAB_SPECTRUM_MOST_MODES 1000000

/* smoothness beta > 0, intrinsic_dimension d > 0, nu > 0, beta / d and nu / d at least 1e-6; modes
 * 1 .. LAB_SPECTRUM_MOST_MODES, or 0 for bins. NULL and LAB_ERROR_INVALID_VALUE otherwise. */
LabSpectrum *lab_spectrum_new  (double        smoothness,
                                double        intrinsic_dimension,
                                double        nu,
                                guint         modes,
                                GError      **error);
void         lab_spectrum_free (LabSpectrum  *spectrum);

/* Of the flat torus T^d (torus-spectrum.c): lattice vectors k of Z^d with their true multiplicities, in
 * shells of equal |k|^2, eigenvalues (1 + |k|^2)^-(nu + d / 2), powers |k|^-(2 beta + d) and none of the
 * constant. Shells one by one first, then bins as above. Ranges as above, d = 1 .. 64; NULL and error
 * otherwise. */
LabSpectrum *lab_spectrum_new_torus (double        smoothness,
                                     guint         intrinsic_dimension,
                                     double        nu,
                                     GError      **error);

/* Of the modes of a sample of points (measured-spectrum.c): eigenvalue (count) falling, of the kernel
 * matrix over count; power (count) of the noise-free target in them. The spectrum is that of the
 * population, as far as the sample tells it, continued by power laws, in units of eigenvalue[0]; the
 * power is all of the target's. At least LAB_SPECTRUM_LEAST_MEASURED modes, of which a dozen or two must be above
 * rounding. */
#define LAB_SPECTRUM_LEAST_MEASURED 64
LabSpectrum *lab_spectrum_new_measured (gsize         count,
                                        const double *eigenvalue,
                                        const double *power);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSpectrum, lab_spectrum_free)

G_END_DECLS
