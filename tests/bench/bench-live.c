/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a live chart takes from the training.
 *
 *   bench-live PAIRS KEY=VALUE ...
 *     Trains the experiment on all cores PAIRS times two: in turns with nobody looking, and beside a
 *     chart as the window's, fed with every event and, when something changed, composed and painted
 *     anew at 1600x1000, at most 60 times a second. Prints for each turn the wall-clock seconds, the
 *     processor seconds of the training threads and those of the chart's, and the frames. */
#include <stdio.h>
#include <stdlib.h>

#include "chart/content/compose.h"
#include "chart/paint/painter.h"
#include "clock.h"
#include "experiment/experiment-keys.h"
#include "experiment/runner/runner.h"

#define WIDTH  1600
#define HEIGHT 1000
#define FRAME  (G_TIME_SPAN_SECOND / 60)

typedef struct
{
  const LabExperiment *experiment;
  guint count;              /* of runs */
  LabRun **runs;            /* (count): the finished ones, else NULL */
  LabChartLiveRun *live;    /* (count): by run index; without evaluations where there are none */
  LabChartLiveRun *in_work; /* (count): those with evaluations, in a row */
  LabCurve *curve;
  cairo_surface_t *surface;
  LabChartStyle style;
  gboolean changed;
  gint64 painted; /* when */
  guint frames;
} Chart;

static void
chart_init (Chart *chart, const LabExperiment *experiment)
{
  *chart = (Chart){.experiment = experiment, .count = lab_experiment_run_count (experiment)};
  chart->runs = g_new0 (LabRun *, chart->count);
  chart->live = g_new0 (LabChartLiveRun, chart->count);
  chart->in_work = g_new0 (LabChartLiveRun, chart->count);
  chart->curve = lab_curve_new (experiment, chart->runs, chart->count);
  chart->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  lab_chart_style_init (&chart->style, LAB_LOOK_LIGHT, 13.0);
}

static void
set_live (LabChartLiveRun *live, const LabRunPlan *plan, LabEvaluation *evaluations, guint count)
{
  g_free ((gpointer)live->evaluations);
  *live = (LabChartLiveRun){.plan = *plan, .evaluation_count = count, .evaluations = evaluations};
}

static void
chart_clear (Chart *chart)
{
  for (guint i = 0; i < chart->count; i++) {
    g_free ((gpointer)chart->live[i].evaluations);
    g_clear_pointer (&chart->runs[i], lab_run_unref);
  }
  g_free (chart->runs);
  g_free (chart->live);
  g_free (chart->in_work);
  lab_curve_free (chart->curve);
  cairo_surface_destroy (chart->surface);
}

static void
chart_take (Chart *chart, LabEvent *event)
{
  const guint index = event->plan.index;

  if (event->kind == LAB_EVENT_RUN_PROGRESS) {
    set_live (&chart->live[index], &event->plan, g_steal_pointer (&event->evaluations),
              event->evaluation_count);
    chart->changed = TRUE;
  } else if (event->kind == LAB_EVENT_RUN_FINISHED) {
    set_live (&chart->live[index], &event->plan, NULL, 0);
    chart->runs[index] = g_steal_pointer (&event->run);
    lab_curve_free (chart->curve);
    chart->curve = lab_curve_new (chart->experiment, chart->runs, chart->count);
    chart->changed = TRUE;
  }
}

static void
chart_paint (Chart *chart)
{
  const gint64 now = g_get_monotonic_time ();
  LabChartCurve curve = {.curve = chart->curve, .runs = chart->runs, .run_count = chart->count};
  LabChartInput input = {
      .experiment = chart->experiment, .curves = &curve, .curve_count = 1, .live = chart->in_work};
  LabChartRange range;

  if (!chart->changed || now - chart->painted < FRAME)
    return;
  for (guint i = 0; i < chart->count; i++)
    if (chart->live[i].evaluation_count > 0)
      chart->in_work[input.live_count++] = chart->live[i];
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);
  cairo_t *cr = cairo_create (chart->surface);
  lab_chart_range_fit (content, &range);
  lab_chart_paint (cr, WIDTH, HEIGHT, content, &range, &chart->style, NULL);
  cairo_destroy (cr);
  cairo_surface_flush (chart->surface);
  chart->changed = FALSE;
  chart->painted = now;
  chart->frames++;
}

/* One turn; chart NULL: nobody looks. */
static void
train (const LabExperiment *experiment, Chart *chart)
{
  const gint64 wall = g_get_monotonic_time ();
  const double all = bench_process_seconds (), own = bench_seconds ();
  g_autoptr (LabRunner) runner = lab_runner_new (0);
  gboolean over = FALSE;

  lab_runner_start (runner, experiment);
  while (!over) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, FRAME);

    if (event != NULL && event->kind == LAB_EVENT_FAILED) {
      fprintf (stderr, "bench-live: %s\n", event->error->message);
      exit (1);
    }
    over = event != NULL && event->kind == LAB_EVENT_FINISHED;
    if (chart != NULL && event != NULL)
      chart_take (chart, event);
    if (chart != NULL)
      chart_paint (chart);
  }

  const double chart_seconds = bench_seconds () - own;
  printf ("{\"wall\": %.6g, \"training\": %.6g, \"chart\": %.6g, \"frames\": %u}",
          1e-6 * (double)(g_get_monotonic_time () - wall),
          bench_process_seconds () - all - chart_seconds, chart_seconds,
          chart != NULL ? chart->frames : 0);
}

int
main (int argc, char **argv)
{
  LabExperiment experiment;
  g_autoptr (GError) error = NULL;
  const int pairs = argc > 1 ? CLAMP (atoi (argv[1]), 1, 1000) : 1;

  if (!lab_experiment_parse ((const char *const *)argv + MIN (argc, 2), NULL, &experiment,
                             &error)) {
    fprintf (stderr, "bench-live: %s\n", error->message);
    return 1;
  }
  for (int i = 0; i < pairs; i++) {
    Chart chart;

    printf ("%s{\"alone\": ", i == 0 ? "[" : ",\n ");
    train (&experiment, NULL);
    printf (", \"live\": ");
    chart_init (&chart, &experiment);
    train (&experiment, &chart);
    chart_clear (&chart);
    printf ("}");
  }
  printf ("]\n");
  return 0;
}
