/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Margins, grid, ticks, names of the axes, title and note. */
#include <math.h>

#include "chart/paint/log-ticks.h"
#include "chart/paint/paint.h"

/* All in units of the font. */
#define PADDING           0.7
#define TICK_LENGTH       0.42
#define MINOR_TICK_LENGTH 0.22
#define TICK_GAP          0.3
#define LABEL_GAP         0.35
#define TITLE_SIZE        1.3
#define NOTE_SIZE         0.88

/* Least distances between tick labels. */
#define X_LABEL_SPACING     4.6
#define Y_LABEL_SPACING     2.6
#define WHOLE_LABEL_SPACING 1.6

/* Heights (in units of the font) below which ornament gives way to data. */
#define HEIGHT_FOR_NAMES 8.0
#define HEIGHT_FOR_NOTE  14.0

static gboolean
is_shown (const char *text)
{
  return text != NULL && *text != '\0';
}

static double
text_height (LabPaint *paint, const char *plain, double size, double width, int lines)
{
  g_auto (LabText) text = {0};

  lab_text_init (&text, paint->pango, plain, size, width, lines);
  return text.height;
}

static double
tick_label_height (LabPaint *paint)
{
  g_auto (LabText) text = {0};

  lab_text_init_markup (&text, paint->pango, "10<sup>3</sup>", paint->style->font_size);
  return text.height;
}

static double
widest_label (LabPaint *paint, const GArray *ticks)
{
  double widest = 0.0;

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    g_auto (LabText) text = {0};

    if (tick->markup == NULL)
      continue;
    lab_text_init_markup (&text, paint->pango, tick->markup, paint->style->font_size);
    widest = fmax (widest, text.width);
  }
  return widest;
}

static GArray *
y_ticks (LabPaint *paint, double length)
{
  return lab_log_ticks (paint->range.y_minimum, paint->range.y_maximum, fmax (length, 1.0),
                        Y_LABEL_SPACING * paint->style->font_size);
}

/* The strip above the plot: title and name of the y axis. */
static double
top_margin (LabPaint *paint, LabPaintLayout *layout)
{
  double font = paint->style->font_size, width = paint->width - 2.0 * PADDING * font;
  double top = PADDING * font;

  if (paint->height < HEIGHT_FOR_NAMES * font)
    return top;
  if (is_shown (paint->content->title))
    layout->title_height =
        text_height (paint, paint->content->title, TITLE_SIZE * font, width, 1) + LABEL_GAP * font;
  top += layout->title_height;
  if (is_shown (paint->content->y_label))
    top += text_height (paint, paint->content->y_label, font, width, 2) + 1.5 * LABEL_GAP * font;
  return top;
}

/* The note stands beside the name of the x axis where both fit, else below it. */
static double
bottom_margin (LabPaint *paint, LabPaintLayout *layout)
{
  double font = paint->style->font_size, width = paint->width - 2.0 * PADDING * font;
  double bottom = (TICK_LENGTH + TICK_GAP) * font + tick_label_height (paint);
  double name_width = 0.0;
  g_auto (LabText) note = {0};

  layout->note_top = bottom + LABEL_GAP * font;
  if (is_shown (paint->content->x_label) && paint->height >= HEIGHT_FOR_NAMES * font) {
    g_auto (LabText) name = {0};

    lab_text_init (&name, paint->pango, paint->content->x_label, font, width, 2);
    name_width = name.width;
    bottom += name.height + LABEL_GAP * font;
  }
  if (is_shown (paint->content->note) && paint->height >= HEIGHT_FOR_NOTE * font) {
    lab_text_init (&note, paint->pango, paint->content->note, NOTE_SIZE * font, width, 2);
    if (name_width == 0.0 || note.width + name_width + 2.0 * font > width) {
      layout->note_top = bottom + LABEL_GAP * font;
      bottom += note.height + LABEL_GAP * font;
    }
  }
  return bottom + 0.5 * PADDING * font;
}

void
lab_paint_layout (LabPaint *paint, LabPaintLayout *layout)
{
  double font = paint->style->font_size;
  g_autoptr (GArray) first_y_ticks = NULL;

  layout->top = top_margin (paint, layout);
  layout->bottom = bottom_margin (paint, layout);
  first_y_ticks = y_ticks (paint, paint->height - layout->top - layout->bottom);
  layout->left = (PADDING + TICK_LENGTH + TICK_GAP) * font + widest_label (paint, first_y_ticks);
  layout->right = 1.6 * font;
  paint->plot.x = fmin (layout->left, paint->width / 2.0);
  paint->plot.width = fmax (1.0, paint->width - paint->plot.x - layout->right);
  if (paint->height >= HEIGHT_FOR_NOTE * font)
    layout->phase_height = lab_paint_phases_height (paint, paint->plot.x, paint->plot.width);
  layout->top += layout->phase_height;
  paint->plot.y = fmin (layout->top, paint->height / 2.0);
  paint->plot.height = fmax (1.0, paint->height - paint->plot.y - layout->bottom);
  layout->x_ticks =
      paint->content->x_whole
          ? lab_log_whole_ticks (paint->range.x_minimum, paint->range.x_maximum, paint->plot.width,
                                 WHOLE_LABEL_SPACING * font, X_LABEL_SPACING * font)
          : lab_log_ticks (paint->range.x_minimum, paint->range.x_maximum, paint->plot.width,
                           X_LABEL_SPACING * font);
  layout->y_ticks = y_ticks (paint, paint->plot.height);
}

void
lab_paint_layout_clear (LabPaintLayout *layout)
{
  g_clear_pointer (&layout->x_ticks, g_array_unref);
  g_clear_pointer (&layout->y_ticks, g_array_unref);
}

/* A coordinate on the middle of a device pixel, so that hairlines are crisp. */
static double
crisp (const LabPaint *paint, double x, double y, gboolean vertical)
{
  double device_x = x, device_y = y;

  cairo_user_to_device (paint->cr, &device_x, &device_y);
  device_x = floor (device_x) + 0.5;
  device_y = floor (device_y) + 0.5;
  cairo_device_to_user (paint->cr, &device_x, &device_y);
  return vertical ? device_x : device_y;
}

static void
paint_grid (LabPaint *paint, const GArray *ticks, gboolean vertical)
{
  const LabChartPlot *plot = &paint->plot;

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    double at;

    if (!tick->major)
      continue;
    if (vertical) {
      at = crisp (paint, lab_chart_plot_x (plot, &paint->range, tick->value), 0.0, TRUE);
      cairo_move_to (paint->cr, at, plot->y);
      cairo_line_to (paint->cr, at, plot->y + plot->height);
    } else {
      at = crisp (paint, 0.0, lab_chart_plot_y (plot, &paint->range, tick->value), FALSE);
      cairo_move_to (paint->cr, plot->x, at);
      cairo_line_to (paint->cr, plot->x + plot->width, at);
    }
  }
  lab_paint_set_colour (paint, &paint->style->grid, 1.0);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_stroke (paint->cr);
}

static void
paint_ticks (LabPaint *paint, const GArray *ticks, gboolean horizontal_axis)
{
  const LabChartPlot *plot = &paint->plot;
  double font = paint->style->font_size, bottom = plot->y + plot->height;

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    double length = (tick->major ? TICK_LENGTH : MINOR_TICK_LENGTH) * font;
    double at;

    if (horizontal_axis) {
      at = crisp (paint, lab_chart_plot_x (plot, &paint->range, tick->value), 0.0, TRUE);
      cairo_move_to (paint->cr, at, bottom);
      cairo_line_to (paint->cr, at, bottom + length);
    } else {
      at = crisp (paint, 0.0, lab_chart_plot_y (plot, &paint->range, tick->value), FALSE);
      cairo_move_to (paint->cr, plot->x, at);
      cairo_line_to (paint->cr, plot->x - length, at);
    }
  }
  lab_paint_set_colour (paint, &paint->style->foreground, 0.55);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_stroke (paint->cr);
}

/* The two axis lines: no box around the picture. */
static void
paint_spines (LabPaint *paint)
{
  const LabChartPlot *plot = &paint->plot;
  double left = crisp (paint, plot->x, 0.0, TRUE);
  double bottom = crisp (paint, 0.0, plot->y + plot->height, FALSE);

  cairo_move_to (paint->cr, left, plot->y);
  cairo_line_to (paint->cr, left, bottom);
  cairo_line_to (paint->cr, plot->x + plot->width, bottom);
  lab_paint_set_colour (paint, &paint->style->foreground, 0.55);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_MITER);
  cairo_stroke (paint->cr);
}

static void
paint_tick_labels (LabPaint *paint, const GArray *ticks, gboolean horizontal_axis)
{
  const LabChartPlot *plot = &paint->plot;
  double font = paint->style->font_size, gap = (TICK_LENGTH + TICK_GAP) * font;

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    g_auto (LabText) text = {0};

    if (tick->markup == NULL)
      continue;
    lab_text_init_markup (&text, paint->pango, tick->markup, font);
    if (horizontal_axis)
      lab_paint_text (paint, &text, lab_chart_plot_x (plot, &paint->range, tick->value),
                      plot->y + plot->height + gap, (LabAnchor){0.5, 0.0}, 0.0,
                      &paint->style->foreground, FALSE);
    else
      lab_paint_text (paint, &text, plot->x - gap,
                      lab_chart_plot_y (plot, &paint->range, tick->value), (LabAnchor){1.0, 0.5},
                      0.0, &paint->style->foreground, FALSE);
  }
}

/* Names at the ends of their axes: y above the axis, x below its right end. */
static void
paint_names (LabPaint *paint, const LabPaintLayout *layout)
{
  const LabChartContent *content = paint->content;
  double font = paint->style->font_size, width = paint->width - 2.0 * PADDING * font;
  double left = PADDING * font;

  if (paint->height < HEIGHT_FOR_NAMES * font)
    return;
  if (is_shown (content->title)) {
    g_auto (LabText) text = {0};

    lab_text_init (&text, paint->pango, content->title, TITLE_SIZE * font, width, 1);
    lab_text_set_bold (&text);
    lab_paint_text (paint, &text, left, PADDING * font, (LabAnchor){0.0, 0.0}, 0.0,
                    &paint->style->foreground, FALSE);
  }
  if (is_shown (content->y_label)) {
    g_auto (LabText) text = {0};

    lab_text_init (&text, paint->pango, content->y_label, font, width, 2);
    lab_paint_text (paint, &text, left, PADDING * font + layout->title_height,
                    (LabAnchor){0.0, 0.0}, 0.0, &paint->style->foreground, FALSE);
  }
  if (is_shown (content->x_label)) {
    g_auto (LabText) text = {0};
    double top = paint->height - layout->bottom + (TICK_LENGTH + TICK_GAP + LABEL_GAP) * font +
                 tick_label_height (paint);

    lab_text_init (&text, paint->pango, content->x_label, font, width, 2);
    lab_paint_text (paint, &text, paint->plot.x + paint->plot.width, top, (LabAnchor){1.0, 0.0},
                    0.0, &paint->style->foreground, FALSE);
  }
}

static void
paint_note (LabPaint *paint, const LabPaintLayout *layout)
{
  double font = paint->style->font_size;
  LabColour colour = paint->style->foreground;
  g_auto (LabText) text = {0};

  if (!is_shown (paint->content->note) || paint->height < HEIGHT_FOR_NOTE * font)
    return;
  colour.alpha *= 0.8;
  lab_text_init (&text, paint->pango, paint->content->note, NOTE_SIZE * font,
                 paint->width - 2.0 * PADDING * font, 2);
  lab_paint_text (paint, &text, PADDING * font, paint->height - layout->bottom + layout->note_top,
                  (LabAnchor){0.0, 0.0}, 0.0, &colour, FALSE);
}

void
lab_paint_axes (LabPaint *paint, const LabPaintLayout *layout)
{
  paint_grid (paint, layout->x_ticks, TRUE);
  paint_grid (paint, layout->y_ticks, FALSE);
  paint_ticks (paint, layout->x_ticks, TRUE);
  paint_ticks (paint, layout->y_ticks, FALSE);
  paint_spines (paint);
  paint_tick_labels (paint, layout->x_ticks, TRUE);
  paint_tick_labels (paint, layout->y_ticks, FALSE);
  paint_names (paint, layout);
  paint_note (paint, layout);
}
