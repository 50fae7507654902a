/* Power-law spectrum of the kernel picture: eigenvalues k^-b, target power k^-a, k = 1, 2, ...
 *
 * b = 1 + 2 nu / d, a = 1 + 2 beta / d (theory notes, section 0); not normalised: the powers sum
 * to the target's variance in these units. Either the first K modes one by one, or bins: the first
 * 200 modes one by one, then geometric bins up to a K so large that the lost tail does not matter
 * for slopes (1e8 for d <= 3, else 1e17), each bin standing for its modes by their number, their
 * mean eigenvalue and their total power. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint count;          /* bins */
  double *eigenvalue;   /* (count), falling */
  double *power;        /* (count): summed over the bin */
  double *multiplicity; /* (count): modes in the bin */
  double trace;         /* sum of eigenvalues over all modes */
  double variance;      /* sum of powers */
} LabSpectrum;

/* Most modes that are taken one by one. */
#define LAB_SPECTRUM_MOST_MODES 1000000

/* smoothness beta > 0, intrinsic_dimension d > 0, nu > 0; modes 1 .. LAB_SPECTRUM_MOST_MODES, or 0
 * for bins. NULL and LAB_ERROR_INVALID_VALUE otherwise. */
LabSpectrum *lab_spectrum_new  (double        smoothness,
                                double        intrinsic_dimension,
                                double        nu,
                                guint         modes,
                                GError      **error);
void         lab_spectrum_free (LabSpectrum  *spectrum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSpectrum, lab_spectrum_free)

G_END_DECLS
