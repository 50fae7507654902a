/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/kernel-findings.h"

#include "experiment/kernel/kernel-phases.h"

#include <math.h>

static LabKernelSpectrumKind
spectrum_kind (const LabKernelStudySettings *settings, const LabKernelStudy *study)
{
  const double *eigenvalue = study->modes->eigenvalue;
  const double floor = settings->floor * eigenvalue[0];
  const double last = study->moment_count > 0 ? study->moments[study->moment_count - 1].step : 0;

  if (!(last > 0))
    return LAB_KERNEL_SPECTRUM_UNTOLD;
  if ((!study->condition_is_bound || floor > 0) &&
      study->rate * fmax (eigenvalue[study->n - 1], floor) * last >= 1)
    return LAB_KERNEL_SPECTRUM_FINITE;
  return study->fit.b.state == LAB_MODE_EXPONENT_TOLD && study->fit.b.low > 0
             ? LAB_KERNEL_SPECTRUM_POWER_LAW
             : LAB_KERNEL_SPECTRUM_GRADED;
}

static LabKernelLaw
judge_law (LabKernelSpectrumKind spectrum, LabChoice measured)
{
  gboolean exponential;

  if (spectrum == LAB_KERNEL_SPECTRUM_UNTOLD || measured == LAB_CHOICE_NOT_ENOUGH ||
      measured == LAB_CHOICE_CANNOT_TELL || measured == LAB_CHOICE_NONE_FITS)
    return LAB_KERNEL_LAW_UNTOLD;
  exponential = lab_choice_is_exponential (measured);
  return exponential == (spectrum == LAB_KERNEL_SPECTRUM_FINITE) ? LAB_KERNEL_LAW_AGREES
                                                                 : LAB_KERNEL_LAW_DISAGREES;
}

static LabKernelLaziness
judge_laziness (double gap)
{
  if (!isfinite (gap))
    return LAB_KERNEL_LAZINESS_UNTOLD;
  if (gap <= log1p (LAB_KERNEL_LAZY_GAP))
    return LAB_KERNEL_LAZY;
  return gap <= log1p (LAB_KERNEL_NEARLY_LAZY_GAP) ? LAB_KERNEL_NEARLY_LAZY
                                                   : LAB_KERNEL_LEARNS_FEATURES;
}

void
lab_kernel_findings (const LabExperiment *experiment,
                     const LabKernelStudySettings *settings,
                     const LabKernelStudy *study,
                     LabKernelFindings *findings)
{
  g_return_if_fail (experiment != NULL && settings != NULL && study != NULL && findings != NULL);

  *findings = (LabKernelFindings){
      .head_scale = settings->head_scale,
      .centred = settings->centred,
      .floor = settings->floor,
      .spectrum = spectrum_kind (settings, study),
      .gap = lab_kernel_study_gap (study),
      .phases = lab_kernel_study_phases (experiment, study),
  };
  findings->law = judge_law (findings->spectrum, study->measured_law.choice);
  findings->laziness = judge_laziness (findings->gap);
}

void
lab_kernel_findings_clear (LabKernelFindings *findings)
{
  g_return_if_fail (findings != NULL);

  g_clear_pointer (&findings->phases, lab_phases_free);
}
