/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pilot for more labels than a kernel can hold: the tangent kernel of a run's own network at its own
 * start, on the first labels of the run's own data.
 *
 * Level 2 (theory/deterministic-equivalent.h) takes its eigenvalues and the power of what is to be
 * learnt in its modes to any number of labels. A quarter of the modes is taken as the pilot has them,
 * the rest is continued by power laws (lab_spectrum_new_measured()). Nothing is fitted to a run. What a
 * finite sample says of the target's decay is biased low (theory notes, 6.3), so that the risks
 * of many more labels than the pilot's own come out somewhat high. */
#pragma once

#include "core/task.h"
#include "experiment/run/data-shelf.h"
#include "experiment/experiment.h"
#include "theory/spectrum.h"

G_BEGIN_DECLS

/* Fewer labels tell no spectrum. */
#define LAB_KERNEL_PILOT_LEAST 128

typedef struct
{
  LabSpectrum *spectrum;   /* eigenvalues in units of the largest, powers in the target's units: their
                            * sum is the risk before training */
  gsize labels;            /* of the kernel */
  double largest;          /* mu_max: one step at the rate 1 / mu_max is one unit of level 2's time */
  double condition_number; /* of these labels: that of more is larger */
} LabKernelPilot;

/* Whether the noise and the noise-free labels are known, which it needs. */
gboolean        lab_kernel_pilot_fits  (const LabExperiment  *experiment);

/* On the first most_points labels of the run's data, or all where it has fewer. NULL and error where memory
 * does not suffice or there are less than LAB_KERNEL_PILOT_LEAST labels; NULL alone when cancelled. */
LabKernelPilot *lab_kernel_pilot_new   (const LabExperiment  *experiment,
                                        const LabRunPlan     *plan,
                                        gsize                 most_points,
                                        LabDataShelf         *shelf,
                                        guint                 workers,
                                        LabTask              *task,
                                        GError              **error);
void            lab_kernel_pilot_free  (LabKernelPilot       *pilot);

/* Excess risk (count) of level 2 for numbers of labels (count, ascending): at the best moment of the
 * flow up to last units of time, which labels without number would choose, or at its end. */
gboolean        lab_kernel_pilot_sizes (const LabKernelPilot *pilot,
                                        double                noise,
                                        gboolean              best,
                                        double                last,
                                        guint                 count,
                                        const double         *labels,
                                        double               *excess_risk,
                                        GError              **error);

/* Likewise over time (count, ascending), of a given number of labels. */
gboolean        lab_kernel_pilot_times (const LabKernelPilot *pilot,
                                        double                noise,
                                        double                labels,
                                        guint                 count,
                                        const double         *time,
                                        double               *excess_risk,
                                        GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelPilot, lab_kernel_pilot_free)

G_END_DECLS
