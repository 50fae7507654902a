/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names where the eye needs them: at their curves, along their lines; what finds no room goes
 * into a legend. */
#include <math.h>

#include "chart/paint/paint.h"

/* In units of the font. */
#define LINE_LABEL_SIZE 0.96
#define LINE_LABEL_GAP  0.15
#define CURVE_LABEL_GAP 0.5
#define CURVE_LABEL_AIR 0.4

/* More curves than this are easier to read as a list. */
#define MOST_DIRECT_LABELS 6

/* Places tried along a line: fractions of its visible length, the favourite first. */
static const double line_places[] = {0.80, 0.74, 0.86, 0.68, 0.92, 0.62, 0.56, 0.50, 0.44,
                                     0.38, 0.32, 0.26, 0.20, 0.14, 0.96, 0.08, 0.04};
static const double hairline_places[] = {1.0, 0.9, 0.0, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5};

/* A text may lie on soft cover, never on data or on another text. */
#define ACCEPTABLE_COST 10.0

/* The ink of a text is lower than its box: leading above and below. */
#define INK_HEIGHT 0.72

static gboolean
is_shown (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_free (const LabPaint *paint, const LabLabelBox *box)
{
  return lab_occupancy_cost (paint->map, box) < ACCEPTABLE_COST;
}

/* Visible part of a line as a polyline in pixels with its length so far. */
typedef struct
{
  double x, y, along;
} PathPoint;

static GArray *
visible_path (const LabPaint *paint, const LabChartLine *line)
{
  const LabChartPlot *plot = &paint->plot;
  GArray *path = g_array_new (FALSE, FALSE, sizeof (PathPoint));

  for (guint i = 1; i < MAX (line->vertex_count, 2); i++) {
    gboolean hairline = line->kind == LAB_LINE_HAIRLINE;
    double x0 = hairline ? plot->x : lab_chart_plot_x (plot, &paint->range, line->x[i - 1]);
    double y0 = lab_chart_plot_y (plot, &paint->range, line->y[i - 1]);
    double x1 =
        hairline ? plot->x + plot->width : lab_chart_plot_x (plot, &paint->range, line->x[i]);
    double y1 = hairline ? y0 : lab_chart_plot_y (plot, &paint->range, line->y[i]);
    double along = path->len > 0 ? g_array_index (path, PathPoint, path->len - 1).along : 0.0;

    if (!lab_paint_clip_segment (paint, 0.0, &x0, &y0, &x1, &y1))
      continue;
    if (path->len == 0)
      g_array_append_val (path, ((PathPoint){x0, y0, 0.0}));
    g_array_append_val (path, ((PathPoint){x1, y1, along + hypot (x1 - x0, y1 - y0)}));
    if (hairline)
      break;
  }
  return path;
}

static PathPoint
path_at (const GArray *path, double along)
{
  for (guint i = 1; i < path->len; i++) {
    const PathPoint *a = &g_array_index (path, PathPoint, i - 1);
    const PathPoint *b = &g_array_index (path, PathPoint, i);
    double t = b->along > a->along ? (along - a->along) / (b->along - a->along) : 0.0;

    if (along <= b->along)
      return (PathPoint){a->x + t * (b->x - a->x), a->y + t * (b->y - a->y), along};
  }
  return g_array_index (path, PathPoint, path->len - 1);
}

/* The text's place when its middle lies at `along` on the path: above it or below. */
static LabLabelBox
place_along (const GArray *path, const LabText *text, double along, double offset)
{
  PathPoint a = path_at (path, along - text->width / 2.0);
  PathPoint b = path_at (path, along + text->width / 2.0);
  double angle = atan2 (b.y - a.y, b.x - a.x);

  return (LabLabelBox){
      .x = (a.x + b.x) / 2.0 - offset * sin (angle),
      .y = (a.y + b.y) / 2.0 + offset * cos (angle),
      .width = text->width,
      .height = text->height,
      .angle = angle,
  };
}

static gboolean
find_along (LabPaint *paint, const LabChartLine *line, const LabText *text, LabLabelBox *found)
{
  g_autoptr (GArray) path = visible_path (paint, line);
  gboolean hairline = line->kind == LAB_LINE_HAIRLINE;
  const double *places = hairline ? hairline_places : line_places;
  guint count = hairline ? G_N_ELEMENTS (hairline_places) : G_N_ELEMENTS (line_places);
  double font = paint->style->font_size, length, offset;

  if (path->len < 2)
    return FALSE;
  length = g_array_index (path, PathPoint, path->len - 1).along - text->width - font;
  offset = text->height / 2.0 + LINE_LABEL_GAP * font;
  if (length < 0.0)
    return FALSE;
  for (guint i = 0; i < 2 * count; i++) {
    double along = 0.5 * (font + text->width) + places[i / 2] * length;
    LabLabelBox ink;

    *found = place_along (path, text, along, i % 2 == 0 ? -offset : offset);
    ink = *found;
    ink.height *= INK_HEIGHT;
    if (is_free (paint, &ink))
      return TRUE;
  }
  return FALSE;
}

/* A label along a line that has found its place. */
typedef struct
{
  const LabChartLine *line;
  LabLabelBox box;
} Planned;

static void
line_text (const LabPaint *paint, const LabChartLine *line, LabText *text)
{
  lab_text_init (text, paint->pango, line->label, LINE_LABEL_SIZE * paint->style->font_size, 0.0,
                 1);
}

static gboolean
plan_line (LabPaint *paint, const LabChartLine *line, GArray *planned)
{
  Planned plan = {.line = line};
  g_auto (LabText) text = {0};

  line_text (paint, line, &text);
  if (!find_along (paint, line, &text, &plan.box))
    return FALSE;
  lab_occupancy_add_box (paint->map, &plan.box, LAB_COVER_TRIAL);
  g_array_append_val (planned, plan);
  return TRUE;
}

static void
paint_planned (LabPaint *paint, const GArray *planned)
{
  for (guint i = 0; i < planned->len; i++) {
    const Planned *plan = &g_array_index (planned, Planned, i);
    LabColour colour = lab_paint_line_is_coloured (plan->line)
                           ? lab_paint_text_colour (paint, plan->line->colour_index)
                           : paint->style->foreground;
    g_auto (LabText) text = {0};

    line_text (paint, plan->line, &text);
    lab_paint_text (paint, &text, plan->box.x, plan->box.y, (LabAnchor){0.5, 0.5}, plan->box.angle,
                    &colour, TRUE);
  }
}

/* Above, below, right and left of a point, nudged inwards at the edges of the plot. */
static LabLabelBox
place_at_point (const LabPaint *paint, const LabText *text, double x, double y, int side)
{
  const LabChartPlot *plot = &paint->plot;
  double gap = lab_paint_marker_radius (paint) + CURVE_LABEL_GAP * paint->style->font_size;
  double inset = (text->width + CURVE_LABEL_AIR * paint->style->font_size) / 2.0 + 1.0;
  LabLabelBox box = {x, y, text->width, text->height, 0.0};

  if (side < 2) {
    box.x = CLAMP (x, plot->x + inset, fmax (plot->x + inset, plot->x + plot->width - inset));
    box.y += (side == 0 ? -1.0 : 1.0) * (gap + INK_HEIGHT * text->height / 2.0);
  } else {
    box.x += (side == 2 ? 1.0 : -1.0) * (gap + text->width / 2.0);
  }
  return box;
}

static gboolean
find_at_curve (LabPaint *paint,
               const LabChartSeries *series,
               const LabText *text,
               LabLabelBox *found)
{
  const guint stride = MAX (1, series->point_count / 24);

  for (guint i = 0; i < series->point_count; i += stride) {
    const LabChartPoint *point = &series->points[series->point_count - 1 - i];
    double x = lab_chart_plot_x (&paint->plot, &paint->range, point->x);
    double y = lab_chart_plot_y (&paint->plot, &paint->range, point->y);

    for (int side = 0; side < 4; side++) {
      LabLabelBox ink;

      *found = place_at_point (paint, text, x, y, side);
      ink = *found;
      ink.height = INK_HEIGHT * ink.height + CURVE_LABEL_AIR * paint->style->font_size;
      ink.width += CURVE_LABEL_AIR * paint->style->font_size;
      if (is_free (paint, &ink))
        return TRUE;
    }
  }
  return FALSE;
}

/* Names all curves at their points, or none: half a legend confuses. */
static gboolean
label_curves (LabPaint *paint, GPtrArray *series)
{
  g_autofree LabText *texts = g_new0 (LabText, MAX (series->len, 1));
  g_autofree LabLabelBox *boxes = g_new0 (LabLabelBox, MAX (series->len, 1));
  gboolean placed = series->len <= MOST_DIRECT_LABELS;

  for (guint i = 0; i < series->len && placed; i++) {
    const LabChartSeries *one = g_ptr_array_index (series, i);

    lab_text_init (&texts[i], paint->pango, one->label, paint->style->font_size,
                   paint->plot.width / 2.0, 1);
    if (!one->ghost)
      lab_text_set_bold (&texts[i]);
    placed = find_at_curve (paint, one, &texts[i], &boxes[i]);
    if (placed)
      lab_occupancy_add_box (paint->map, &boxes[i], LAB_COVER_TRIAL);
  }
  lab_occupancy_clear (paint->map, LAB_COVER_TRIAL);
  for (guint i = 0; i < series->len; i++) {
    const LabChartSeries *one = g_ptr_array_index (series, i);
    LabColour colour = lab_paint_text_colour (paint, one->colour_index);

    if (placed)
      lab_paint_text (paint, &texts[i], boxes[i].x, boxes[i].y, (LabAnchor){0.5, 0.5}, 0.0, &colour,
                      TRUE);
    lab_text_clear (&texts[i]);
  }
  return placed;
}

/* Curves, or references, with a name and something to see, the current ones first. */
static GPtrArray *
named_series (const LabPaint *paint, gboolean references)
{
  GPtrArray *named = g_ptr_array_new ();

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < paint->content->series->len; i++) {
      LabChartSeries *series = g_ptr_array_index (paint->content->series, i);

      if (lab_chart_series_is_reference (series) == references && series->ghost == (pass == 1) &&
          is_shown (series->label) && series->point_count > 0)
        g_ptr_array_add (named, series);
    }
  return named;
}

static gboolean
is_in_view (const LabPaint *paint, const LabChartLine *line)
{
  g_autoptr (GArray) path = line->vertex_count > 0 ? visible_path (paint, line) : NULL;

  return path != NULL && path->len >= 2;
}

static void
plan_lines (LabPaint *paint, GArray *planned, GArray *left_over)
{
  static const LabLineKind order[] = {LAB_LINE_ENVELOPE, LAB_LINE_REFERENCE, LAB_LINE_PREDICTION,
                                      LAB_LINE_FIT,      LAB_LINE_LAW,       LAB_LINE_TRAINING,
                                      LAB_LINE_BAND,     LAB_LINE_HAIRLINE};

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < paint->content->lines->len; i++) {
      const LabChartLine *line = g_ptr_array_index (paint->content->lines, i);

      if (line->kind == order[k] && is_shown (line->label) && is_in_view (paint, line) &&
          !plan_line (paint, line, planned))
        g_array_append_val (left_over, ((LabLegendEntry){.line = line}));
    }
}

/* Labels that the legend would cover move into it; TRUE when there were any. */
static gboolean
give_way (LabPaint *paint, const LabLabelBox *legend, GArray *planned, GArray *left_over)
{
  guint before = planned->len;

  for (guint i = planned->len; i-- > 0;) {
    const Planned *plan = &g_array_index (planned, Planned, i);

    if (!lab_label_boxes_overlap (legend, &plan->box))
      continue;
    g_array_append_val (left_over, ((LabLegendEntry){.line = plan->line}));
    g_array_remove_index (planned, i);
  }
  if (planned->len == before)
    return FALSE;
  lab_occupancy_clear (paint->map, LAB_COVER_TRIAL);
  for (guint i = 0; i < planned->len; i++)
    lab_occupancy_add_box (paint->map, &g_array_index (planned, Planned, i).box, LAB_COVER_TRIAL);
  return TRUE;
}

/* Where a picture is too small for everything, lines go without a name before curves do. */
static gboolean
find_legend (LabPaint *paint, GArray *planned, GArray *left_over, LabLabelBox *place)
{
  gboolean found;

  if (left_over->len == 0)
    return FALSE;
  do
    found = lab_paint_legend_place (paint, left_over, place);
  while (give_way (paint, place, planned, left_over) ||
         (lab_paint_legend_covers (paint, place) && lab_paint_legend_drop (left_over)));
  return found || g_array_index (left_over, LabLegendEntry, 0).series != NULL;
}

void
lab_paint_labels (LabPaint *paint)
{
  g_autoptr (GArray) planned = g_array_new (FALSE, TRUE, sizeof (Planned));
  g_autoptr (GArray) left_over = g_array_new (FALSE, TRUE, sizeof (LabLegendEntry));
  g_autoptr (GPtrArray) series = named_series (paint, FALSE);
  g_autoptr (GPtrArray) references = named_series (paint, TRUE);
  LabLabelBox legend;
  gboolean has_legend;

  if (!label_curves (paint, series))
    lab_paint_legend_add (left_over, series);
  lab_paint_legend_add (left_over, references);
  plan_lines (paint, planned, left_over);
  has_legend = find_legend (paint, planned, left_over, &legend);
  paint_planned (paint, planned);
  if (has_legend)
    lab_paint_legend (paint, left_over, &legend);
}
