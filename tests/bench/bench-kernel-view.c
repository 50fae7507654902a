/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Milliseconds per frame of the kernel view while its step is dragged: residuals and risks of the ODE
 * after the next step, and both charts painted anew, by what the window uses.
 *
 *   bench-kernel-view POINTS FRAMES WIDTH HEIGHT
 *     The best, the median and the slowest frame with that many training points (512 test points). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart/kernel/kernel-charts.h"
#include "chart/kernel/kernel-charts-testing.h"
#include "clock.h"

/* What the slider spans. */
#define LATEST_STEP 1e5

static LabKernelStudy *
make_study (guint n, LabKernelFindings *findings)
{
  g_autoptr (GError) error = NULL;
  LabKernelStudySettings settings;
  LabExperiment experiment;
  LabKernelStudy *study;
  LabRunPlan plan;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.grid_length = 1;
  experiment.grid[0] = n;
  lab_experiment_plan (&experiment, 0, &plan);
  lab_kernel_study_default (&settings);
  settings.most_points = n;
  settings.test_points = 512;
  study = lab_kernel_study_new (&experiment, &plan, &settings, NULL, 0, NULL, &error);
  if (study == NULL) {
    fprintf (stderr, "%s\n", error != NULL ? error->message : "stopped");
    exit (1);
  }
  lab_kernel_findings (&experiment, &settings, study, findings);
  return study;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

static double
paint_frame (cairo_surface_t *surface,
             const LabKernelStudy *study,
             const LabKernelFindings *findings,
             const LabChartStyle *style,
             double step)
{
  const double start = bench_seconds ();
  g_autoptr (LabKernelCharts) charts = lab_kernel_charts_new (study, findings, step);
  cairo_t *cr = cairo_create (surface);

  lab_kernel_charts_paint (cr, cairo_image_surface_get_width (surface),
                           cairo_image_surface_get_height (surface), charts, style);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return 1e3 * (bench_seconds () - start);
}

static guint
argument (int argc, char **argv, int index, guint usual, guint most)
{
  return index < argc ? (guint)CLAMP (atoi (argv[index]), 1, (int)most) : usual;
}

int
main (int argc, char **argv)
{
  const guint n = argument (argc, argv, 1, 1024, 16384);
  const guint frames = argument (argc, argv, 2, 200, 100000);
  const guint width = argument (argc, argv, 3, 840, 16384);
  const guint height = argument (argc, argv, 4, 620, 16384);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)width, (int)height);
  g_autofree double *times = g_new (double, frames);
  g_autoptr (LabKernelStudy) study = NULL;
  g_auto (LabKernelFindings) findings = {0};
  LabChartStyle style;

  study = make_study (n, &findings);
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 13.0);
  for (guint i = 0; i < frames; i++)
    times[i] =
        paint_frame (surface, study, &findings, &style, pow (LATEST_STEP, (double)i / frames));
  qsort (times, frames, sizeof (double), compare);
  printf ("{\"best\": %.4g, \"median\": %.4g, \"slowest\": %.4g}\n", times[0], times[frames / 2],
          times[frames - 1]);
  cairo_surface_destroy (surface);
  return 0;
}
