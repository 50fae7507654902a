/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How spectra are put together. Internal to the room. */
#pragma once

#include "theory/spectrum.h"

G_BEGIN_DECLS

/* Modes k > edge with eigenvalues `eigenvalue` k^-b and powers `power` k^-a, b > 1 and a > 1. */
typedef struct
{
  double edge;
  double eigenvalue, b;
  double power, a;
} LabSpectrumTail;

/* Without modes yet, with room for so many bins. */
LabSpectrum *lab_spectrum_with_room (guint                  bins);
void         lab_spectrum_add_bin   (LabSpectrum           *spectrum,
                                     double                 eigenvalue,
                                     double                 power,
                                     double                 multiplicity);

/* Room that a tail needs, and the tail: in bins until eigenvalues reach 1e-17, then the rest as one. */
guint        lab_spectrum_tail_bins (const LabSpectrumTail *tail);
void         lab_spectrum_add_tail  (LabSpectrum           *spectrum,
                                     const LabSpectrumTail *tail);

G_END_DECLS
