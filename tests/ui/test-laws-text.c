/* The sentences of the laws panel. */
#include <math.h>

#include "laws-text.h"
#include "words.h"

static LabCurveFit
fit_of (LabSweep axis, double exponent, double low, double high)
{
  return (LabCurveFit){
      .axis = axis,
      .power = {.valid = TRUE, .exponent = exponent, .low = low, .high = high, .points_used = 5},
      .two_phase = {.boundary = NAN, .boundary_low = NAN, .boundary_high = NAN},
  };
}

static void
test_measured (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.524, -0.63, -0.41);
  g_autofree char *measured = lab_laws_measured (LAB_SWEEP_DATA, &fit);
  g_autofree char *interval = lab_laws_interval (&fit);
  g_autofree char *nothing = lab_laws_measured (LAB_SWEEP_DATA, NULL);
  g_assert_nonnull (strstr (measured, "n<sup>−0.52</sup>"));
  g_assert_nonnull (strstr (interval, "−0.63"));
  g_assert_nonnull (strstr (interval, "−0.41"));
  g_assert_null (strchr (nothing, '<'));
  g_assert_null (lab_laws_interval (NULL));
}

/* Half the error at slope -1/2 takes four times the data; with no slope nothing is promised. */
static void
test_what_if (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.5, -0.6, -0.4);
  LabCurveFit flat = fit_of (LAB_SWEEP_DATA, -0.1, -0.3, 0.1);
  g_autofree char *text = lab_laws_what_if (&fit);
  g_assert_nonnull (strstr (text, "4.0 times"));
  g_assert_null (lab_laws_what_if (&flat));
}

static void
test_phases (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_TIME, -0.3, -0.4, -0.2);
  g_autofree char *tied = NULL;
  g_autofree char *broken = NULL;
  g_assert_null (lab_laws_phases (&fit));
  fit.has_two_phase = TRUE;
  fit.two_phase.choice = LAB_CHOICE_CANNOT_TELL;
  tied = lab_laws_phases (&fit);
  g_assert_nonnull (strstr (tied, "cannot tell"));
  g_assert_null (strstr (tied, "step"));
  fit.two_phase.choice = LAB_CHOICE_POWER_POWER;
  fit.two_phase.boundary = 120;
  fit.two_phase.boundary_low = 80;
  fit.two_phase.boundary_high = 160;
  broken = lab_laws_phases (&fit);
  g_assert_nonnull (strstr (broken, "120"));
  g_assert_nonnull (strstr (broken, "80 to 160"));
  g_assert_null (strstr (broken, "optimisation phase"));
}

static void
test_reference (void)
{
  LabExperiment experiment;
  LabReferenceLaw law;
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  law = lab_laws_reference (&experiment);
  g_assert_cmpfloat_with_epsilon (law.exponent, -0.5, 1e-12);
  experiment.noise = 0; /* resolution-limited */
  law = lab_laws_reference (&experiment);
  g_assert_cmpfloat_with_epsilon (law.exponent, -1, 1e-12);
}

static void
test_words (void)
{
  g_autofree char *large = lab_words_count (3.14159e9);
  g_autofree char *soon = lab_words_duration (6.2);
  g_autofree char *later = lab_words_duration (180);
  g_assert_cmpstr (large, ==, "3.14 × 10⁹");
  g_assert_nonnull (strstr (soon, "6 s"));
  g_assert_nonnull (strstr (later, "3 min"));
  g_assert_cmpstr (lab_words_choice ("manifold", "torus"), !=, "torus");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/laws-text/measured", test_measured);
  g_test_add_func ("/laws-text/what-if", test_what_if);
  g_test_add_func ("/laws-text/phases", test_phases);
  g_test_add_func ("/laws-text/reference", test_reference);
  g_test_add_func ("/laws-text/words", test_words);
  return g_test_run ();
}
