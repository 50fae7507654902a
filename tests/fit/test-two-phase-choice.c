/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the choice among rival laws find the law that made the curve, and else hold its tongue?
 *
 * 50 synthetic trajectories of each kind, fixed seeds. At 2 % noise at least 47 answers are right and none
 * is wrong; at 5 % many are silent (an exponential that falls by e^2 is then hardly told from constant
 * speed), and at most 1 wrong; at 30 % noise on a single trajectory at most 3 name a wrong law. */
#include "core/random.h"
#include "fit/law/two-phase.h"

#include <math.h>

#define TRIALS      50
#define LARGEST_X   4000.0
#define MOST_POINTS 64

typedef struct
{
  const char *path;
  LabChoice truth;
  double early; /* first exponent, or rate times break */
  double late;  /* late exponent */
  double break_x;
  double floor;
  guint points;
} Kind;

static const Kind kinds[] = {
    {"power", LAB_CHOICE_POWER, 0.0, -0.50, 1.0, 0.0, 30},
    {"power-floor", LAB_CHOICE_POWER, 0.0, -0.50, 1.0, 0.02, 40},
    {"exponential", LAB_CHOICE_EXPONENTIAL_POWER, 2.0, -0.40, 50.0, 0.0, 30},
    {"exponential-late", LAB_CHOICE_EXPONENTIAL_POWER, 3.0, -0.30, 130.0, 0.0, 24},
    {"power-power", LAB_CHOICE_POWER_POWER, -0.8, -0.40, 60.0, 0.0, 30},
    {"plateau-power", LAB_CHOICE_POWER_POWER, -0.1, -0.50, 100.0, 0.0, 24},
};

static double
true_value (const Kind *kind, double x)
{
  if (x >= kind->break_x)
    return 0.8 * pow (x / kind->break_x, kind->late) + kind->floor;
  if (kind->truth == LAB_CHOICE_EXPONENTIAL_POWER)
    return 0.8 * exp (kind->early * (1.0 - x / kind->break_x));
  return 0.8 * pow (x / kind->break_x, kind->early);
}

static void
draw_trajectory (const Kind *kind, double noise, LabRandom *random, LabFitSample *samples)
{
  for (guint i = 0; i < kind->points; i++) {
    double x = pow (LARGEST_X, i / (kind->points - 1.0));
    samples[i] = (LabFitSample){
        .x = x, .y = true_value (kind, x) * exp (noise * lab_random_normal (random))};
  }
}

static void
count_answers (const Kind *kind, double noise, guint *right, guint *wrong)
{
  LabFitSample samples[MOST_POINTS];
  LabTwoPhaseChoice choice;
  LabRandom random;

  *right = *wrong = 0;
  lab_random_init (&random, 31, (guint32)(kind - kinds), LAB_STREAM_TRAINING_NOISE);
  for (guint trial = 0; trial < TRIALS; trial++) {
    draw_trajectory (kind, noise, &random, samples);
    lab_two_phase_choose (samples, kind->points, &choice);
    g_assert_cmpint (choice.choice, !=, LAB_CHOICE_NOT_ENOUGH);
    *right += choice.choice == kind->truth;
    *wrong += choice.choice != kind->truth && choice.choice != LAB_CHOICE_CANNOT_TELL;
  }
  g_test_message ("%s at %g %% noise: right %u, wrong %u of %u", kind->path, 100.0 * noise, *right,
                  *wrong, TRIALS);
}

static void
test_little_noise (gconstpointer kind)
{
  guint right, wrong;
  count_answers (kind, 0.02, &right, &wrong);
  g_assert_cmpuint (right, >=, 47);
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_some_noise (gconstpointer kind)
{
  guint right, wrong;
  count_answers (kind, 0.05, &right, &wrong);
  g_assert_cmpuint (right, >=, 36);
  g_assert_cmpuint (wrong, <=, 1);
}

static void
test_much_noise (gconstpointer kind)
{
  guint right, wrong;
  count_answers (kind, 0.30, &right, &wrong);
  g_assert_cmpuint (wrong, <=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *little = g_strdup_printf ("/two-phase-choice/2-percent/%s", kinds[i].path);
    g_autofree char *some = g_strdup_printf ("/two-phase-choice/5-percent/%s", kinds[i].path);
    g_autofree char *much = g_strdup_printf ("/two-phase-choice/30-percent/%s", kinds[i].path);
    g_test_add_data_func (little, &kinds[i], test_little_noise);
    g_test_add_data_func (some, &kinds[i], test_some_noise);
    g_test_add_data_func (much, &kinds[i], test_much_noise);
  }
  return g_test_run ();
}
