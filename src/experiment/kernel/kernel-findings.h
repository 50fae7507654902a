/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kernel study comes to: which kind of spectrum the network has and whether its measured curve
 * goes with it, where the optimisation phase ends by all accounts, and how lazy training was. */
#pragma once

#include "experiment/kernel/kernel-study.h"
#include "phases/phases.h"

G_BEGIN_DECLS

/* Of the eigenvalues that drive the flow, seen as far as the study's last moment reaches. */
typedef enum
{
  LAB_KERNEL_SPECTRUM_UNTOLD,    /* no moments */
  LAB_KERNEL_SPECTRUM_FINITE,    /* finite condition number: the slowest mode is learned by then, rate
                                  * times mu_min times steps >= 1; the curve ends exponentially */
  LAB_KERNEL_SPECTRUM_POWER_LAW, /* slower modes than that, with eigenvalues like k^-b, b > 0 for
                                  * certain: the curve falls like a power of time */
  LAB_KERNEL_SPECTRUM_GRADED,    /* slower modes than that, but no one power: no exponential end */
} LabKernelSpectrumKind;

typedef enum
{
  LAB_KERNEL_LAW_UNTOLD,    /* the measured curve prefers no law, or there is none */
  LAB_KERNEL_LAW_AGREES,    /* exponential where the spectrum is finite, power laws where it is not */
  LAB_KERNEL_LAW_DISAGREES,
} LabKernelLaw;

/* How far training followed its kernel, by the distance of the test curves (lab_kernel_study_gap()):
 * within the bands to which full-batch descent is held (kernel-study.h), or beyond. */
typedef enum
{
  LAB_KERNEL_LAZINESS_UNTOLD, /* nothing was trained */
  LAB_KERNEL_LAZY,            /* within 6 % */
  LAB_KERNEL_NEARLY_LAZY,     /* within 15 % */
  LAB_KERNEL_LEARNS_FEATURES,
} LabKernelLaziness;

#define LAB_KERNEL_LAZY_GAP        0.06
#define LAB_KERNEL_NEARLY_LAZY_GAP 0.15

typedef struct
{
  double head_scale; /* what the study began with */
  gboolean centred;  /* likewise */
  double floor;
  LabKernelSpectrumKind spectrum;
  LabKernelLaw law;
  LabKernelLaziness laziness;
  double gap; /* NaN untrained */

  LabPhases *phases; /* owned: where the optimisation phase ends, by all accounts, in steps of the study's
                      * rate (kernel-phases.h) */
} LabKernelFindings;

/* experiment and settings are those of the study. Up to a second: for the background. Clear the findings
 * before they are filled again. */
void lab_kernel_findings (const LabExperiment          *experiment,
                          const LabKernelStudySettings *settings,
                          const LabKernelStudy         *study,
                          LabKernelFindings            *findings);

/* Frees what they own; zeros are allowed. */
void lab_kernel_findings_clear (LabKernelFindings      *findings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabKernelFindings, lab_kernel_findings_clear)

G_END_DECLS
