/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit/fit-chart.h"

#include <math.h>
#include <stdlib.h>

#define VERTICES 64

/* With more curves the laws' labels would hide them. */
#define MOST_LABELS 3

static int
compare_points (const void *left, const void *right)
{
  const LabChartPoint *a = left, *b = right;

  return (a->x > b->x) - (a->x < b->x);
}

static gboolean
can_be_drawn (const LabFitSample *sample)
{
  return sample->x > 0.0 && isfinite (sample->x) && sample->y > 0.0 && isfinite (sample->y);
}

static const char *
label_of (const LabFitAnswer *answer)
{
  return *answer->curve->name != '\0' ? answer->curve->name : answer->curve->y_column;
}

/* What a fit in logarithms can use, as it was fitted. */
static void
add_points (LabChartContent *content, const LabFitAnswer *answer, guint colour)
{
  const GArray *samples = answer->curve->samples;
  LabChartSeries *series;
  guint count = 0;

  for (guint i = 0; i < samples->len; i++)
    count += can_be_drawn (&g_array_index (samples, LabFitSample, i));
  series = lab_chart_content_add_series (content, count);
  series->kind = LAB_SERIES_POINTS;
  series->label = g_strdup (label_of (answer));
  series->colour_index = colour;
  count = 0;
  for (guint i = 0; i < samples->len; i++) {
    const LabFitSample *sample = &g_array_index (samples, LabFitSample, i);
    const LabModelFit *fit = &answer->fit;

    if (!can_be_drawn (sample))
      continue;
    series->points[count++] =
        (LabChartPoint){.x = sample->x,
                        .y = sample->y,
                        .low = sample->y,
                        .high = sample->y,
                        .outside = answer->error == NULL &&
                                   (sample->x < fit->x_minimum || sample->x > fit->x_maximum)};
  }
  qsort (series->points, count, sizeof *series->points, compare_points);
}

static void
add_law (LabChartContent *content, const LabFitAnswer *answer, guint colour, gboolean is_labelled)
{
  const LabModelFit *fit = &answer->fit;
  const double first = answer->has_at ? MIN (fit->x_minimum, answer->at.x) : fit->x_minimum;
  const double last = answer->has_at ? MAX (fit->x_maximum, answer->at.x) : fit->x_maximum;
  double x[VERTICES];
  LabBandPoint band[VERTICES];
  LabChartLine *line;

  for (guint i = 0; i < VERTICES; i++)
    x[i] = first * pow (last / first, i / (VERTICES - 1.0));
  lab_curve_bootstrap_band (answer->bootstrap, x, VERTICES, band);
  line = lab_chart_content_add_line (content, VERTICES, TRUE);
  line->kind = LAB_LINE_FIT;
  if (is_labelled)
    line->label = g_strdup_printf ("%s, exponent %.3f", lab_model_name (fit->model), fit->exponent);
  line->colour_index = colour;
  for (guint i = 0; i < VERTICES; i++) {
    line->x[i] = x[i];
    line->y[i] = band[i].value;
    line->band_low[i] = band[i].low;
    line->band_high[i] = band[i].high;
  }
}

LabChartContent *
lab_fit_chart (const LabFitAnswers *answers)
{
  LabChartContent *content = lab_chart_content_new ();
  const LabFitAnswer *first = g_ptr_array_index (answers->answers, 0);

  content->x_label = g_strdup (answers->curves.x_column);
  content->x_name = g_strdup (answers->curves.x_column);
  content->y_label =
      isfinite (answers->maximum)
          ? g_strdup_printf ("%g − %s", answers->maximum, first->curve->y_column)
          : g_strdup (answers->curves.reading.y->len > 1 ? "y" : first->curve->y_column);
  content->y_name = g_strdup (content->y_label);
  for (guint i = 0; i < answers->answers->len; i++) {
    const LabFitAnswer *answer = g_ptr_array_index (answers->answers, i);

    add_points (content, answer, i);
    if (answer->error == NULL && answer->fit.valid)
      add_law (content, answer, i, answers->answers->len <= MOST_LABELS);
  }
  return content;
}
