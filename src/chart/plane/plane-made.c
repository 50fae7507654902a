/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of joint laws, IsoFLOP minima and grids of keys. */
#include "chart/plane/plane-made.h"

#include <glib/gi18n.h>
#include <math.h>

#define PATH     24 /* vertices of a path */
#define PARABOLA 40
#define PER_CENT 100.0

static void
add_path (LabDotPlane *plane, const LabJointStudy *study)
{
  LabChartLine *line = lab_chart_content_add_line (plane->frame, PATH, FALSE);
  double n, d;

  line->kind = LAB_LINE_REFERENCE;
  line->label = g_strdup (_ ("compute-optimal"));
  for (guint i = 0; i < PATH; i++) {
    double share = i / (PATH - 1.0);
    double compute = study->least_compute * pow (study->most_compute / study->least_compute, share);
    lab_joint_law_optimum (&study->fit.law, compute, study->flop, &n, &d);
    line->x[i] = n;
    line->y[i] = d;
  }
}

LabPicture *
lab_dot_plane_of_joint (const LabJointStudy *study, const char *n_label, const char *d_label)
{
  g_autofree LabValueDot *dots = g_new (LabValueDot, MAX (study->count, 1));
  guint count = 0;

  for (guint i = 0; i < study->count; i++) {
    const LabJointPoint *point = &study->points[i];
    double law = lab_joint_law_value (&study->fit.law, point->n, point->d);
    if (!(point->loss > 0.0) || !isfinite (point->loss) || !isfinite (law))
      continue;
    dots[count++] = (LabValueDot){point->n, point->d, PER_CENT * log (point->loss / law)};
  }
  LabDotPlane *plane =
      lab_dot_plane_new (n_label, d_label, _ ("residual (per cent)"), TRUE, dots, count);
  if (isfinite (study->reading.n_exponent.value))
    add_path (plane, study);
  return lab_dot_plane_picture (plane);
}

/* The budget's points [from, to) of isoflop, with the parabola through them. */
static void
add_budget (LabChartContent *content,
            const LabIsoflop *isoflop,
            guint from,
            guint to,
            const LabIsoflopMinimum *minimum,
            guint colour)
{
  LabChartSeries *series = lab_chart_content_add_series (content, to - from);
  LabChartLine *line = lab_chart_content_add_line (content, PARABOLA, FALSE);
  double least = INFINITY, most = -INFINITY;

  series->kind = LAB_SERIES_POINTS;
  series->label = g_strdup_printf ("C = %.3g", minimum->compute);
  series->colour_index = line->colour_index = colour % LAB_PALETTE_SIZE;
  for (guint i = from; i < to; i++) {
    const LabIsoflopPoint *point = &isoflop->points[i];
    series->points[i - from] =
        (LabChartPoint){.x = point->n, .y = point->loss, .low = point->loss, .high = point->loss};
    least = fmin (least, log (point->n));
    most = fmax (most, log (point->n));
  }
  line->kind = LAB_LINE_LAW;
  for (guint i = 0; i < PARABOLA; i++) {
    double x = least + (most - least) * i / (PARABOLA - 1.0), distance = x - log (minimum->n);
    line->x[i] = exp (x);
    line->y[i] = minimum->loss + minimum->curvature * distance * distance;
  }
}

static void
add_minima (LabChartContent *content, const LabIsoflop *isoflop)
{
  LabChartLine *line = lab_chart_content_add_line (content, isoflop->count, FALSE);

  line->kind = LAB_LINE_REFERENCE;
  line->label = g_strdup (_ ("minima"));
  for (guint m = 0; m < isoflop->count; m++) {
    line->x[m] = isoflop->minima[m].n;
    line->y[m] = isoflop->minima[m].loss;
  }
}

static int
compare_n (const void *left, const void *right)
{
  const LabChartPoint *a = left, *b = right;
  return (a->x > b->x) - (a->x < b->x);
}

LabPicture *
lab_chart_of_isoflop (const LabIsoflop *isoflop, const char *n_label, const char *loss_label)
{
  g_autoptr (LabChartContent) content = lab_chart_content_new ();
  guint from = 0;

  content->x_label = g_strdup (n_label);
  content->y_label = g_strdup (loss_label);
  for (guint m = 0; m < isoflop->count; m++) {
    const LabIsoflopMinimum *minimum = &isoflop->minima[m];
    double last = log (minimum->compute) + 0.5 * LAB_ISOFLOP_SAME_BUDGET;
    guint to;
    while (from < isoflop->point_count &&
           log (isoflop->points[from].compute) <
               log (minimum->compute) - 0.5 * LAB_ISOFLOP_SAME_BUDGET)
      from++;
    for (to = from; to < isoflop->point_count && log (isoflop->points[to].compute) <= last;)
      to++;
    add_budget (content, isoflop, from, to, minimum, m);
    LabChartSeries *series = g_ptr_array_index (content->series, content->series->len - 1);
    qsort (series->points, series->point_count, sizeof *series->points, compare_n);
    from = to;
  }
  add_minima (content, isoflop);
  return lab_chart_picture (content);
}

/* Mean (geometric) over the repeats of a cell and its standard error in ln; NaN where one did not finish. */
static double
mean_of (const LabKeyGrid *grid, const double *errors, guint cell, double *spread)
{
  guint repeats = grid->base.repeats;
  double mean = 0.0, squares = 0.0;

  for (guint r = 0; r < repeats; r++)
    mean += log (errors[cell * repeats + r]) / repeats;
  for (guint r = 0; r < repeats; r++)
    squares += pow (log (errors[cell * repeats + r]) - mean, 2.0);
  *spread = repeats > 1 ? sqrt (squares / (repeats - 1.0) / repeats) : 0.0;
  return mean;
}

static LabPicture *
chart_of_key (const LabKeyGrid *grid, const double *errors)
{
  g_autoptr (LabChartContent) content = lab_chart_content_new ();
  LabChartSeries *series = lab_chart_content_add_series (content, grid->axis[0].count);
  guint count = 0;

  content->x_label = g_strdup (grid->axis[0].key);
  content->y_label = g_strdup (_ ("excess risk"));
  series->kind = LAB_SERIES_POINTS;
  for (guint i = 0; i < grid->axis[0].count; i++) {
    double spread, mean = mean_of (grid, errors, i, &spread);
    if (isfinite (mean))
      series->points[count++] = (LabChartPoint){.x = grid->axis[0].value[i],
                                                .y = exp (mean),
                                                .low = exp (mean - spread),
                                                .high = exp (mean + spread)};
  }
  series->point_count = count;
  return count > 0 ? lab_chart_picture (content) : NULL;
}

static void
add_valley (LabDotPlane *plane, const LabKeyGrid *grid, const LabKeyValley *valley)
{
  const LabKeyAxis *other = &grid->axis[valley->other];
  LabChartLine *line = lab_chart_content_add_line (plane->frame, valley->count, FALSE);
  guint count = 0;

  line->kind = LAB_LINE_REFERENCE;
  line->label = g_strdup (_ ("best"));
  for (guint i = 0; i < valley->count; i++) {
    if (!valley->best[i].valid || !(valley->best[i].value > 0.0))
      continue;
    line->x[count] = valley->other == 0 ? other->value[i] : valley->best[i].value;
    line->y[count++] = valley->other == 0 ? valley->best[i].value : other->value[i];
  }
  line->vertex_count = count;
}

LabPicture *
lab_picture_of_grid (const LabKeyGrid *grid, LabRun *const *runs, const LabKeyValley *valley)
{
  g_autofree double *errors = lab_key_grid_errors (grid, runs);
  g_autofree LabValueDot *dots = g_new (LabValueDot, lab_key_grid_cells (grid));

  for (guint a = 0; a < grid->axes; a++)
    if (!(grid->axis[a].value[0] > 0.0))
      return NULL;
  if (grid->axes == 1)
    return chart_of_key (grid, errors);
  if (grid->axes != 2)
    return NULL;
  for (guint cell = 0; cell < lab_key_grid_cells (grid); cell++) {
    double spread;
    dots[cell] = (LabValueDot){grid->axis[0].value[lab_key_grid_place (grid, cell, 0)],
                               grid->axis[1].value[lab_key_grid_place (grid, cell, 1)],
                               exp (mean_of (grid, errors, cell, &spread))};
  }
  LabDotPlane *plane = lab_dot_plane_new (grid->axis[0].key, grid->axis[1].key, _ ("excess risk"),
                                          FALSE, dots, lab_key_grid_cells (grid));
  if (valley != NULL)
    add_valley (plane, grid, valley);
  return lab_dot_plane_picture (plane);
}
