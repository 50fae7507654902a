/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one move of a slider costs on the phase map, level 1, on the thread that calls: medians in
 * milliseconds. Run it on a quiet machine. */
#include "chart/phase-map/phase-map-plan.h"

#include <math.h>
#include <stdio.h>

#define ROUNDS 101
#define WIDTH  1000
#define HEIGHT 800

enum
{
  FIELD,
  CALIBRATE,
  MAP,
  PAINT,
  PARTS
};

static int
compare (const void *a, const void *b)
{
  const double *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/* As many dots as the default experiment has: eight n, 22 evaluations. */
static guint
make_dots (const LabPhaseField *field, LabPhaseDot *dots)
{
  guint count = 0;
  for (guint n = 0; n < 8; n++)
    for (guint i = 0; i < 22; i++) {
      LabPhaseDot dot = {.points = 64 << n, .steps = pow (1000.0, i / 21.0), .runs = 3};
      dot.compute = 3e6 * dot.steps;
      dot.excess_risk = lab_phase_field_risk (field, dot.points, 0.03 * dot.steps);
      dots[count++] = dot;
    }
  return count;
}

static double
lap (gint64 *last)
{
  gint64 now = g_get_monotonic_time (), since = now - *last;
  *last = now;
  return (double)since * 1e-3;
}

int
main (void)
{
  static const char *const names[PARTS] = {"level 1 of the theory", "fit of the time scale",
                                           "map: grid, contours, lines", "painting 1000 x 800"};
  static double times[PARTS][ROUNDS];
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  LabPhaseDot dots[200];
  LabExperiment controls;
  LabChartStyle style;
  guint count = 0;

  lab_experiment_default (LAB_SWEEP_DATA, &controls);
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 14.0);
  for (guint round = 0; round < ROUNDS; round++) {
    LabPhaseMapInput input = {.dots = dots, .dot_count = count, .condition_number = 100.0};
    LabPhasePlan plan;
    gint64 last = g_get_monotonic_time ();
    lab_phase_plan_init (&plan, &controls, LAB_PLANE_TIME, dots, count);
    g_autoptr (LabPhaseField) field = lab_phase_field_new (&plan.setting, 1, NULL, NULL, NULL);
    times[FIELD][round] = lap (&last);
    lab_phase_map_calibrate (field, dots, count, &input.calibration);
    times[CALIBRATE][round] = lap (&last);
    input.field = field;
    input.range = plan.home;
    input.flop_per_label = plan.flop_per_label;
    input.batch = plan.batch;
    g_autoptr (LabPhaseMap) map = lab_phase_map_new (&input);
    times[MAP][round] = lap (&last);
    cairo_t *cr = cairo_create (surface);
    lab_phase_map_paint (cr, WIDTH, HEIGHT, map, &style, NULL);
    cairo_destroy (cr);
    times[PAINT][round] = lap (&last);
    count = make_dots (field, dots);
  }
  for (guint part = 0; part < PARTS; part++) {
    qsort (times[part], ROUNDS, sizeof (double), compare);
    printf ("%-30s %6.2f ms (least %.2f)\n", names[part], times[part][ROUNDS / 2], times[part][0]);
  }
  cairo_surface_destroy (surface);
  return 0;
}
