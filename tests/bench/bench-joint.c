/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a joint law takes: one fit of 245 points, and 1,000 refits of them on two threads. The same
 * points are printed for joint-peer.py, which does the same with SciPy. */
#include "clock.h"
#include "core/random.h"
#include "fit/joint/joint-bootstrap.h"

#include <math.h>
#include <stdio.h>

#define POINTS  245
#define FITS    20
#define REFITS  1000
#define THREADS 2

static void
make_points (LabJointPoint *points)
{
  static const LabJointLaw law = {LAB_JOINT_FULL, {1.8, 480.0, 2000.0, 0.35, 0.37, 1.0}};
  LabRandom random;

  lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint i = 0; i < POINTS; i++) {
    double n = 5e7 * pow (300.0, lab_random_uniform (&random));
    double d = 2e8 * pow (1000.0, lab_random_uniform (&random));
    double error = 0.005 * lab_random_normal (&random);
    points[i] = (LabJointPoint){n, d, lab_joint_law_value (&law, n, d) * exp (error), 0.0};
  }
}

static void
measure (const LabJointPoint *points, gboolean robust)
{
  const LabJointOptions options = {LAB_JOINT_FULL, robust};
  g_autoptr (LabJointTable) table = lab_joint_table_new (points, POINTS);
  LabJointFit fit;
  double begin = 1e-6 * (double)g_get_monotonic_time ();

  for (guint i = 0; i < FITS; i++)
    if (!lab_joint_fit_table (table, &options, &fit, NULL))
      g_error ("no fit");
  double one = (1e-6 * (double)g_get_monotonic_time () - begin) / FITS;
  begin = 1e-6 * (double)g_get_monotonic_time ();
  double before = bench_process_seconds ();
  g_autoptr (LabJointBootstrap) bootstrap =
      lab_joint_bootstrap_new (table, &fit, REFITS, 1, THREADS, NULL);
  double refits = 1e-6 * (double)g_get_monotonic_time () - begin;
  double work = bench_process_seconds () - before;
  printf ("%-13s one fit %6.2f ms   %u refits %6.2f s (%.2f s of processor)   alpha %.4f beta %.4f "
          "E %.4f\n",
          robust ? "Huber 1e-3" : "least squares", 1e3 * one, bootstrap->count, refits, work,
          fit.law.number[LAB_JOINT_ALPHA], fit.law.number[LAB_JOINT_BETA],
          fit.law.number[LAB_JOINT_E]);
}

int
main (int argc, char **argv)
{
  LabJointPoint points[POINTS];

  make_points (points);
  if (argc > 1 && g_str_equal (argv[1], "--points")) {
    for (guint i = 0; i < POINTS; i++)
      printf ("%.17g %.17g %.17g\n", points[i].n, points[i].d, points[i].loss);
    return 0;
  }
  measure (points, FALSE);
  measure (points, TRUE);
  return 0;
}
