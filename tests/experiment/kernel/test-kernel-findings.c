/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kernel study comes to: its spectrum's kind, the three ends, how lazy it was. */
#include "experiment/kernel/kernel-findings.h"
#include "small-runs.h"

#include <math.h>
#include <string.h>

#define SMALL_KERNEL "grid=64 n=64 width=32 heads=2 sigma=0.3 repeats=1"

static LabKernelStudySettings
settings_of (double head_scale, double floor)
{
  static const guint steps[] = {1,  2,  3,  4,   6,   8,   11,  16,  23,  32,
                                45, 64, 90, 128, 180, 256, 360, 512, 724, 1000};
  LabKernelStudySettings settings;

  lab_kernel_study_default (&settings);
  settings.test_points = 200;
  settings.head_scale = head_scale;
  settings.floor = floor;
  settings.step_count = G_N_ELEMENTS (steps);
  memcpy (settings.steps, steps, sizeof steps);
  return settings;
}

static LabKernelStudy *
study_of (const LabExperiment *experiment, const LabKernelStudySettings *settings)
{
  g_autoptr (GError) error = NULL;
  LabRunPlan plan;
  LabKernelStudy *study;

  lab_experiment_plan (experiment, 0, &plan);
  study = lab_kernel_study_new (experiment, &plan, settings, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (study);
  return study;
}

/* The network's own spectrum has ever slower modes; raised to a twentieth it is finite, and then the
 * ODE's curve is the exponential one. */
static void
test_spectrum (void)
{
  const LabExperiment experiment = parse_small (SMALL_KERNEL);

  for (guint i = 0; i < 2; i++) {
    const LabKernelStudySettings settings = settings_of (10, i == 0 ? 0 : 0.05);
    g_autoptr (LabKernelStudy) study = study_of (&experiment, &settings);
    g_auto (LabKernelFindings) findings = {0};

    lab_kernel_findings (&experiment, &settings, study, &findings);
    g_assert_cmpfloat (findings.floor, ==, settings.floor);
    if (i == 0)
      g_assert_cmpint (findings.spectrum, !=, LAB_KERNEL_SPECTRUM_FINITE);
    else
      g_assert_cmpint (findings.spectrum, ==, LAB_KERNEL_SPECTRUM_FINITE);
    g_assert_cmpint (findings.laziness, ==, LAB_KERNEL_LAZINESS_UNTOLD);
    g_assert_cmpint (findings.law, ==, LAB_KERNEL_LAW_UNTOLD);
  }
}

/* The account: the flow's end is the study's; level 2 is that of its n and N, in steps of its rate; neither
 * is there without noise, and then a sentence says so. */
static void
test_ends (void)
{
  LabExperiment experiment = parse_small (SMALL_KERNEL);
  const LabKernelStudySettings settings = settings_of (10, 0);
  g_autoptr (LabKernelStudy) study = study_of (&experiment, &settings);
  g_auto (LabKernelFindings) findings = {0};
  g_auto (LabKernelFindings) noiseless = {0};
  LabLevelTwo level_two;

  lab_kernel_findings (&experiment, &settings, study, &findings);
  const LabAccount *own = lab_phases_find (findings.phases, LAB_ACCOUNT_OWN_KERNEL);
  const LabAccount *second = lab_phases_find (findings.phases, LAB_ACCOUNT_LEVEL_TWO);
  g_assert_true (isfinite (study->end_of_optimisation));
  g_assert_nonnull (own);
  g_assert_cmpfloat (own->place, ==, study->end_of_optimisation);
  g_assert_true (lab_level_two_compute (lab_experiment_smoothness (&experiment), 1, 0.5, 0.3, 64,
                                        (double)study->parameters, &level_two));
  g_assert_nonnull (second);
  g_assert_cmpfloat_with_epsilon (
      second->place * study->rate * study->modes->eigenvalue[0] / level_two.crossing, 1, 1e-9);
  g_assert_null (lab_phases_find (findings.phases, LAB_ACCOUNT_MEASURED_BREAK));
  experiment.noise = 0;
  lab_kernel_findings (&experiment, &settings, study, &noiseless);
  g_assert_null (lab_phases_find (noiseless.phases, LAB_ACCOUNT_OWN_KERNEL));
  g_assert_null (lab_phases_find (noiseless.phases, LAB_ACCOUNT_LEVEL_TWO));
  g_assert_nonnull (strstr (noiseless.phases->remark, "never begins"));
}

/* Verdicts from the numbers that they stand on: the study's curves are overwritten. */
static void
test_verdicts (void)
{
  static const struct
  {
    double factor;
    LabKernelLaziness laziness;
  } cases[] = {{1.05, LAB_KERNEL_LAZY},
               {0.95, LAB_KERNEL_LAZY},
               {1.1, LAB_KERNEL_NEARLY_LAZY},
               {1.3, LAB_KERNEL_LEARNS_FEATURES},
               {NAN, LAB_KERNEL_LAZINESS_UNTOLD}};
  const LabExperiment experiment = parse_small (SMALL_KERNEL);
  const LabKernelStudySettings settings = settings_of (10, 0);
  g_autoptr (LabKernelStudy) study = study_of (&experiment, &settings);
  g_auto (LabKernelFindings) findings = {0};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (guint k = 0; k < study->moment_count; k++)
      study->moments[k].measured_test = cases[i].factor * study->moments[k].predicted.test;
    lab_kernel_findings_clear (&findings);
    lab_kernel_findings (&experiment, &settings, study, &findings);
    g_assert_cmpint (findings.laziness, ==, cases[i].laziness);
  }
  study->measured_law.choice = LAB_CHOICE_POWER;
  lab_kernel_findings_clear (&findings);
  lab_kernel_findings (&experiment, &settings, study, &findings);
  g_assert_cmpint (findings.law, ==, LAB_KERNEL_LAW_AGREES);
  study->measured_law.choice = LAB_CHOICE_EXPONENTIAL_POWER;
  study->measured_law.boundary = 77;
  lab_kernel_findings_clear (&findings);
  lab_kernel_findings (&experiment, &settings, study, &findings);
  g_assert_cmpint (findings.law, ==, LAB_KERNEL_LAW_DISAGREES);
  g_assert_cmpfloat (lab_phases_find (findings.phases, LAB_ACCOUNT_MEASURED_BREAK)->place, ==, 77);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/kernel-findings/spectrum", test_spectrum);
  g_test_add_func ("/kernel-findings/ends", test_ends);
  g_test_add_func ("/kernel-findings/verdicts", test_verdicts);
  return g_test_run ();
}
