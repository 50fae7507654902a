/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Milliseconds per frame of 20 noisy series at 1600x1000, by the painter that the window and all
 * exports use.
 *
 *   bench-frame POINTS FRAMES
 *     The best and the median frame with that many points in each series. Every frame is painted
 *     from nothing: range, axes, curves, labels and legend. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chart/paint/painter.h"
#include "clock.h"

#define SERIES 20
#define WIDTH  1600
#define HEIGHT 1000

static LabChartContent *
noisy_content (guint point_count)
{
  LabChartContent *content = lab_chart_content_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  content->x_label = g_strdup ("optimiser steps T");
  content->y_label = g_strdup ("excess risk");
  for (guint s = 0; s < SERIES; s++) {
    LabChartSeries *series = lab_chart_content_add_series (content, point_count);

    series->kind = LAB_SERIES_TRAJECTORY;
    series->colour_index = s;
    series->label = g_strdup_printf ("run %u", s + 1);
    for (guint i = 0; i < point_count; i++) {
      double x = pow (10.0, 4.0 * (i + 1) / point_count);
      double y = pow (x, -0.3) * exp (g_rand_double_range (random, -0.08, 0.08) - 0.08 * s);

      series->points[i] = (LabChartPoint){.x = x, .y = y, .low = y, .high = y};
    }
  }
  return content;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

static void
measure (cairo_surface_t *surface, guint point_count, guint frames)
{
  g_autoptr (LabChartContent) content = noisy_content (point_count);
  g_autofree double *times = g_new (double, frames);
  LabChartRange range;
  LabChartStyle style;

  lab_chart_range_fit (content, &range);
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 13.0);
  for (guint i = 0; i < frames; i++) {
    double start = bench_seconds ();
    cairo_t *cr = cairo_create (surface);

    lab_chart_paint (cr, WIDTH, HEIGHT, content, &range, &style, NULL);
    cairo_destroy (cr);
    cairo_surface_flush (surface);
    times[i] = 1e3 * (bench_seconds () - start);
  }
  qsort (times, frames, sizeof (double), compare);
  printf ("{\"best\": %.4g, \"median\": %.4g}\n", times[0], times[frames / 2]);
}

int
main (int argc, char **argv)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  guint points = argc == 3 ? (guint)CLAMP (atoi (argv[1]), 1, 1000000) : 2000;
  guint frames = argc == 3 ? (guint)CLAMP (atoi (argv[2]), 1, 100000) : 50;

  measure (surface, points, frames);
  cairo_surface_destroy (surface);
  return 0;
}
