/* Paints the small multiples of dimension: panels of equal size, one shared linear axis of dimension, a
 * logarithmic axis for each. */
#include "chart/dimension-plot.h"

#include <math.h>

#include <glib/gi18n.h>

#include "chart/log-ticks.h"
#include "chart/text.h"

/* In units of the font. */
#define EDGE          0.9
#define LEFT          4.0 /* labels and name of the axis of dimension */
#define TITLE         1.9
#define BOTTOM        3.1 /* tick labels and the axis's name */
#define TICK_SPACING  3.2
#define LEVEL_SPACING 2.6
#define MARKER        0.27
#define RING          0.75
#define LEGEND_LINE   1.35
#define NOTE_GAP      0.5
#define LEGEND_SPACE  1.6 /* between names in a row */

/* A legend that would fill more of a panel's height stands in a row. */
#define TALLEST_LEGEND 0.3

/* A panel is nicest when it is so much wider than high. */
#define ASPECT 1.1

/* Of the panel's axis, beyond its first and last point: factors. */
#define MARGIN 1.25

typedef struct
{
  cairo_t *cr;
  const LabDimensionPlot *plot;
  const LabChartStyle *style;
  PangoContext *pango;
  double font;
  double width, height;
  double panels_height;
  guint columns, rows;
} Frame;

/* The axes of one panel. */
typedef struct
{
  LabChartPlot plot;
  double x_low, x_high;
} Axes;

static void
set_colour (cairo_t *cr, const LabColour *colour, double opacity)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * opacity);
}

static void
choose_grid (Frame *frame)
{
  double best = -1.0;

  frame->columns = frame->rows = 1;
  for (guint columns = 1; columns <= frame->plot->panels->len; columns++) {
    guint rows = (frame->plot->panels->len + columns - 1) / columns;
    double size = fmin (frame->width / columns / ASPECT, frame->panels_height / rows);

    if (size <= best)
      continue;
    best = size;
    frame->columns = columns;
    frame->rows = rows;
  }
}

static Axes
axes_of (const Frame *frame, guint index)
{
  const LabDimensionPanel *panel = g_ptr_array_index (frame->plot->panels, index);
  double cell_width = (frame->width - EDGE * frame->font) / frame->columns;
  double cell_height = frame->panels_height / frame->rows;
  Axes axes = {.x_low = INFINITY, .x_high = 0.0};

  for (guint s = 0; s < panel->series->len; s++) {
    const LabDimensionSeries *series = g_ptr_array_index (panel->series, s);

    for (guint i = 0; i < series->points->len; i++) {
      double x = g_array_index (series->points, LabDimensionPoint, i).x;

      axes.x_low = fmin (axes.x_low, x);
      axes.x_high = fmax (axes.x_high, x);
    }
  }
  if (!(axes.x_high > 0.0))
    axes.x_low = axes.x_high = 1.0;
  axes.x_low /= MARGIN;
  axes.x_high *= MARGIN;
  axes.plot = (LabChartPlot){
      .x = (index % frame->columns) * cell_width + (EDGE + LEFT) * frame->font,
      .y = (double)(index / frame->columns) * cell_height + TITLE * frame->font,
      .width = cell_width - (EDGE + LEFT) * frame->font,
      .height = cell_height - (TITLE + BOTTOM) * frame->font,
  };
  return axes;
}

static double
place_x (const Axes *axes, double x)
{
  return axes->plot.x + axes->plot.width * log (x / axes->x_low) / log (axes->x_high / axes->x_low);
}

static double
place_y (const Frame *frame, const Axes *axes, double value)
{
  return axes->plot.y + axes->plot.height * (frame->plot->y_maximum - value) /
                            (frame->plot->y_maximum - frame->plot->y_minimum);
}

static void
draw_text (const Frame *frame,
           const char *plain,
           double x,
           double y,
           LabAnchor anchor,
           gboolean bold)
{
  g_auto (LabText) text = {0};

  lab_text_init (&text, frame->pango, plain, frame->font, 0.0, 1);
  if (bold)
    lab_text_set_bold (&text);
  lab_text_draw (&text, frame->cr, x, y, anchor, 0.0, &frame->style->foreground, NULL);
}

/* 1, 2 or 5 times a power of ten, so that labels do not touch. */
static double
level_step (const Frame *frame, const Axes *axes)
{
  double least = LEVEL_SPACING * frame->font / axes->plot.height *
                 (frame->plot->y_maximum - frame->plot->y_minimum);
  double power = pow (10.0, floor (log10 (least)));

  for (guint i = 0; i < 3; i++) {
    static const double factors[] = {1.0, 2.0, 5.0};

    if (factors[i] * power >= least)
      return factors[i] * power;
  }
  return 10.0 * power;
}

static void
paint_levels (const Frame *frame, const Axes *axes)
{
  double step = level_step (frame, axes);

  for (double i = ceil (frame->plot->y_minimum / step); i * step <= frame->plot->y_maximum; i++) {
    double y = place_y (frame, axes, i * step);
    g_autofree char *label = g_strdup_printf ("%g", i * step);

    cairo_move_to (frame->cr, axes->plot.x, round (y) + 0.5);
    cairo_rel_line_to (frame->cr, axes->plot.width, 0.0);
    draw_text (frame, label, axes->plot.x - 0.5 * frame->font, y, (LabAnchor){1.0, 0.5}, FALSE);
  }
  cairo_set_line_width (frame->cr, 1.0);
  set_colour (frame->cr, &frame->style->grid, 1.0);
  cairo_stroke (frame->cr);
}

static void
paint_name (const Frame *frame, const Axes *axes)
{
  g_auto (LabText) text = {0};

  lab_text_init (&text, frame->pango, _ ("dimension d"), frame->font, axes->plot.height, 1);
  lab_text_draw (&text, frame->cr, axes->plot.x - (LEFT - 0.3) * frame->font,
                 axes->plot.y + 0.5 * axes->plot.height, (LabAnchor){0.5, 0.0}, -0.5 * G_PI,
                 &frame->style->foreground, NULL);
}

static void
paint_ticks (const Frame *frame, const Axes *axes)
{
  double bottom = axes->plot.y + axes->plot.height;
  g_autoptr (GArray) ticks =
      lab_log_ticks (axes->x_low, axes->x_high, axes->plot.width, TICK_SPACING * frame->font);

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    double x = place_x (axes, tick->value);
    g_auto (LabText) text = {0};

    cairo_move_to (frame->cr, round (x) + 0.5, bottom);
    cairo_rel_line_to (frame->cr, 0.0, 0.35 * frame->font);
    if (tick->markup == NULL)
      continue;
    lab_text_init_markup (&text, frame->pango, tick->markup, frame->font);
    lab_text_draw (&text, frame->cr, x, bottom + 0.45 * frame->font, (LabAnchor){0.5, 0.0}, 0.0,
                   &frame->style->foreground, NULL);
  }
  cairo_move_to (frame->cr, axes->plot.x, round (bottom) + 0.5);
  cairo_rel_line_to (frame->cr, axes->plot.width, 0.0);
  cairo_set_line_width (frame->cr, 1.0);
  set_colour (frame->cr, &frame->style->foreground, 0.55);
  cairo_stroke (frame->cr);
}

static void
paint_truth (const Frame *frame, const Axes *axes, gboolean named)
{
  double y = place_y (frame, axes, frame->plot->truth);
  double dash[] = {0.5 * frame->font, 0.35 * frame->font};

  if (!isfinite (frame->plot->truth))
    return;
  cairo_move_to (frame->cr, axes->plot.x, y);
  cairo_rel_line_to (frame->cr, axes->plot.width, 0.0);
  cairo_set_dash (frame->cr, dash, G_N_ELEMENTS (dash), 0.0);
  cairo_set_line_width (frame->cr, 0.7 * frame->style->line_width);
  set_colour (frame->cr, &frame->style->foreground, 0.8);
  cairo_stroke (frame->cr);
  cairo_set_dash (frame->cr, NULL, 0, 0.0);
  if (named) {
    g_autofree char *label = g_strdup_printf (_ ("true d = %g"), frame->plot->truth);

    g_auto (LabText) text = {0};

    lab_text_init (&text, frame->pango, label, frame->font, 0.0, 1);
    lab_text_draw (&text, frame->cr, axes->plot.x + axes->plot.width - 0.4 * frame->font,
                   y + 0.3 * frame->font, (LabAnchor){1.0, 0.0}, 0.0, &frame->style->foreground,
                   &frame->style->background);
  }
}

static void
paint_series (const Frame *frame, const Axes *axes, const LabDimensionSeries *series)
{
  const LabColour *colour = &frame->style->palette[series->colour_index % LAB_PALETTE_SIZE];
  cairo_t *cr = frame->cr;

  for (guint i = 0; i < series->points->len; i++) {
    const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);
    double x = place_x (axes, point->x);

    cairo_move_to (cr, x, place_y (frame, axes, point->low));
    cairo_line_to (cr, x, place_y (frame, axes, point->high));
  }
  cairo_set_line_width (cr, 0.6 * frame->style->line_width);
  set_colour (cr, colour, 0.75);
  cairo_stroke (cr);
  for (guint i = 0; i < series->points->len; i++) {
    const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);

    cairo_line_to (cr, place_x (axes, point->x), place_y (frame, axes, point->value));
  }
  cairo_set_line_width (cr, 0.6 * frame->style->line_width);
  cairo_stroke (cr);
  set_colour (cr, colour, 1.0);
  for (guint i = 0; i < series->points->len; i++) {
    const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);

    cairo_new_sub_path (cr);
    cairo_arc (cr, place_x (axes, point->x), place_y (frame, axes, point->value),
               MARKER * frame->font, 0.0, 2.0 * G_PI);
  }
  cairo_fill (cr);
}

/* Returns the width of the name. */
static double
paint_legend_entry (const Frame *frame, const LabDimensionSeries *series, double x, double y)
{
  g_auto (LabText) text = {0};

  set_colour (frame->cr, &frame->style->palette[series->colour_index % LAB_PALETTE_SIZE], 1.0);
  cairo_arc (frame->cr, x, y, MARKER * frame->font, 0.0, 2.0 * G_PI);
  cairo_fill (frame->cr);
  lab_text_init (&text, frame->pango, series->label, frame->font, 0.0, 1);
  lab_text_draw (&text, frame->cr, x + 0.7 * frame->font, y, (LabAnchor){0.0, 0.5}, 0.0,
                 &frame->style->foreground, &frame->style->background);
  return text.width;
}

/* At the bottom, where the axis leaves room: below each other, or in a row. */
static void
paint_legend (const Frame *frame, const Axes *axes, const LabDimensionPanel *panel)
{
  double line = LEGEND_LINE * frame->font;
  guint count = panel->series->len;
  gboolean row = count * line > TALLEST_LEGEND * axes->plot.height;
  double x = axes->plot.x + 0.8 * frame->font;
  double y =
      axes->plot.y + axes->plot.height - 0.4 * frame->font - (row ? 0.5 : count - 0.5) * line;

  if (count < 2)
    return;
  for (guint s = 0; s < count && x < axes->plot.x + 0.9 * axes->plot.width; s++) {
    double width = paint_legend_entry (frame, g_ptr_array_index (panel->series, s), x, y);

    x += row ? width + LEGEND_SPACE * frame->font : 0.0;
    y += row ? 0.0 : line;
  }
}

static void
paint_panel (const Frame *frame, guint index, const LabDimensionPlace *place)
{
  const LabDimensionPanel *panel = g_ptr_array_index (frame->plot->panels, index);
  Axes axes = axes_of (frame, index);
  double middle = axes.plot.x + 0.5 * axes.plot.width;

  if (!(axes.plot.width > frame->font) || !(axes.plot.height > frame->font))
    return;
  draw_text (frame, panel->title, axes.plot.x, axes.plot.y - 0.4 * frame->font,
             (LabAnchor){0.0, 1.0}, TRUE);
  paint_levels (frame, &axes);
  paint_ticks (frame, &axes);
  draw_text (frame, panel->x_name, middle,
             axes.plot.y + axes.plot.height + (BOTTOM - 0.2) * frame->font, (LabAnchor){0.5, 1.0},
             FALSE);
  paint_name (frame, &axes);
  for (guint s = 0; s < panel->series->len; s++)
    paint_series (frame, &axes, g_ptr_array_index (panel->series, s));
  paint_truth (frame, &axes, index == 0);
  paint_legend (frame, &axes, panel);
  if (place != NULL && place->panel == (int)index) {
    const LabDimensionSeries *series = g_ptr_array_index (panel->series, place->series);
    const LabDimensionPoint *point =
        &g_array_index (series->points, LabDimensionPoint, place->point);

    cairo_arc (frame->cr, place_x (&axes, point->x), place_y (frame, &axes, point->value),
               RING * frame->font, 0.0, 2.0 * G_PI);
    cairo_set_line_width (frame->cr, frame->style->line_width);
    set_colour (frame->cr, &frame->style->foreground, 1.0);
    cairo_stroke (frame->cr);
  }
}

static void
frame_init (Frame *frame, LabText *note)
{
  const double edge = EDGE * frame->font;

  lab_text_init (note, frame->pango, frame->plot->note, frame->font, frame->width - 2.0 * edge, 4);
  frame->panels_height = frame->height - note->height - 2.0 * NOTE_GAP * frame->font;
  choose_grid (frame);
}

void
lab_dimension_plot_paint (cairo_t *cr,
                          double width,
                          double height,
                          const LabDimensionPlot *plot,
                          const LabChartStyle *style,
                          const LabDimensionPlace *place)
{
  PangoContext *pango = lab_text_context (cr, style);
  Frame frame = {.cr = cr,
                 .plot = plot,
                 .style = style,
                 .pango = pango,
                 .font = style->font_size,
                 .width = width,
                 .height = height};
  g_auto (LabText) note = {0};

  g_return_if_fail (plot != NULL && style != NULL);

  set_colour (cr, &style->background, 1.0);
  cairo_paint (cr);
  frame_init (&frame, &note);
  for (guint p = 0; p < plot->panels->len; p++)
    paint_panel (&frame, p, place);
  lab_text_draw (&note, cr, EDGE * frame.font, height - NOTE_GAP * frame.font,
                 (LabAnchor){0.0, 1.0}, 0.0, &style->foreground, NULL);
  g_object_unref (pango);
}

gboolean
lab_dimension_plot_pick (const LabDimensionPlot *plot,
                         double width,
                         double height,
                         const LabChartStyle *style,
                         double x,
                         double y,
                         double reach,
                         LabDimensionPlace *place)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  PangoContext *pango = lab_text_context (cr, style);
  Frame frame = {.plot = plot,
                 .style = style,
                 .pango = pango,
                 .font = style->font_size,
                 .width = width,
                 .height = height};
  g_auto (LabText) note = {0};
  double nearest = reach;

  frame_init (&frame, &note);
  *place = (LabDimensionPlace){.panel = -1};
  for (guint p = 0; p < plot->panels->len; p++) {
    const LabDimensionPanel *panel = g_ptr_array_index (plot->panels, p);
    Axes axes = axes_of (&frame, p);

    for (guint s = 0; s < panel->series->len; s++) {
      const LabDimensionSeries *series = g_ptr_array_index (panel->series, s);

      for (guint i = 0; i < series->points->len; i++) {
        const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);
        double distance =
            hypot (place_x (&axes, point->x) - x, place_y (&frame, &axes, point->value) - y);

        if (distance > nearest)
          continue;
        nearest = distance;
        *place = (LabDimensionPlace){.panel = (int)p, .series = (int)s, .point = (int)i};
      }
    }
  }
  g_object_unref (pango);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return place->panel >= 0;
}

static void
paint_content (cairo_t *cr,
               double width,
               double height,
               gconstpointer content,
               const LabChartStyle *style)
{
  lab_dimension_plot_paint (cr, width, height, content, style, NULL);
}

LabPicture *
lab_dimension_plot_picture (LabDimensionPlot *plot)
{
  LabPicture *picture = g_new0 (LabPicture, 1);

  g_return_val_if_fail (plot != NULL, NULL);

  picture->title = g_strdup (_ ("Intrinsic dimension"));
  picture->description = lab_dimension_plot_describe (plot);
  picture->content = lab_dimension_plot_ref (plot);
  picture->release = (GDestroyNotify)lab_dimension_plot_unref;
  picture->paint = paint_content;
  return picture;
}
