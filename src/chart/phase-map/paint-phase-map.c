/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints the phase map: field, contours, boundaries, dots, words. */
#include "chart/phase-map/paint-phase-map.h"

#include <math.h>

#include <glib/gi18n.h>

#include "chart/phase-map/paint-phase-map-testing.h"
#include "chart/phase-map/phase-map-private.h"

/* In units of the font. */
#define PADDING    0.7
#define NOTE_SIZE  0.84
#define NOTE_GAP   0.4
#define CASING     0.32
#define RING       0.17
#define DOT_RADIUS 0.34

/* Heights (in units of the font) below which the note is left to the spoken description. */
#define HEIGHT_FOR_NOTE 22.0
#define NOTE_LINES      7

/* Width (in units of the font) below which lines have no names in the plot. */
#define WIDTH_FOR_LABELS 36.0

#define PROVISIONAL_OPACITY 0.55

static guint32
pixel_of (const LabColour *colour)
{
  guint32 alpha = (guint32)lround (255.0 * colour->alpha);
  guint32 red = (guint32)lround (255.0 * colour->red * colour->alpha);
  guint32 green = (guint32)lround (255.0 * colour->green * colour->alpha);
  guint32 blue = (guint32)lround (255.0 * colour->blue * colour->alpha);

  return alpha << 24 | red << 16 | green << 8 | blue;
}

static cairo_surface_t *
make_image (const LabPhaseMap *map)
{
  cairo_surface_t *image =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, LAB_PHASE_MAP_COLUMNS, LAB_PHASE_MAP_ROWS);
  guint8 *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  if (data == NULL)
    return image;
  for (guint row = 0; row < LAB_PHASE_MAP_ROWS; row++) {
    guint32 *line = (guint32 *)(gpointer)(data + (LAB_PHASE_MAP_ROWS - 1 - row) * (guint)stride);
    for (guint column = 0; column < LAB_PHASE_MAP_COLUMNS; column++) {
      LabColour colour =
          lab_paint_map_colour (map, map->risk[row * LAB_PHASE_MAP_COLUMNS + column]);
      line[column] = pixel_of (&colour);
    }
  }
  cairo_surface_mark_dirty (image);
  return image;
}

/* The grid's outer points lie on the edges of the plot. */
static void
paint_field (LabPaint *paint, const LabPhaseMap *map)
{
  const LabChartPlot *plot = &paint->plot;
  double x_step = plot->width / (LAB_PHASE_MAP_COLUMNS - 1);
  double y_step = plot->height / (LAB_PHASE_MAP_ROWS - 1);
  cairo_surface_t *image = make_image (map);

  cairo_save (paint->cr);
  cairo_rectangle (paint->cr, plot->x, plot->y, plot->width, plot->height);
  cairo_clip (paint->cr);
  cairo_translate (paint->cr, plot->x - 0.5 * x_step, plot->y - 0.5 * y_step);
  cairo_scale (paint->cr, x_step, y_step);
  cairo_set_source_surface (paint->cr, image, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (paint->cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (paint->cr), CAIRO_EXTEND_PAD);
  cairo_paint (paint->cr);
  cairo_restore (paint->cr);
  cairo_surface_destroy (image);
}

/* A margin in the colour of the paper keeps lines apart from any colour of the field. */
static void
paint_casing (LabPaint *paint, const LabChartLine *line)
{
  LabColour paper = lab_paint_background (paint);
  double last_x = NAN, last_y = NAN;

  for (guint i = 1; i < line->vertex_count; i++) {
    double x0 = lab_chart_plot_x (&paint->plot, &paint->range, line->x[i - 1]);
    double y0 = lab_chart_plot_y (&paint->plot, &paint->range, line->y[i - 1]);
    double x1 = lab_chart_plot_x (&paint->plot, &paint->range, line->x[i]);
    double y1 = lab_chart_plot_y (&paint->plot, &paint->range, line->y[i]);
    if (!lab_paint_clip_segment (paint, paint->style->line_width, &x0, &y0, &x1, &y1))
      continue;
    if (x0 != last_x || y0 != last_y)
      cairo_move_to (paint->cr, x0, y0);
    cairo_line_to (paint->cr, x1, y1);
    last_x = x1;
    last_y = y1;
  }
  cairo_set_line_width (paint->cr, paint->style->line_width + CASING * paint->style->font_size);
  cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_ROUND);
  lab_paint_set_colour (paint, &paper, 0.8);
  cairo_stroke (paint->cr);
}

static void
paint_boundaries (LabPaint *paint, const LabPhaseMap *map)
{
  cairo_save (paint->cr);
  cairo_rectangle (paint->cr, paint->plot.x, paint->plot.y, paint->plot.width, paint->plot.height);
  cairo_clip (paint->cr);
  lab_paint_bands (paint);
  for (guint i = 0; i < map->frame->lines->len; i++)
    paint_casing (paint, g_ptr_array_index (map->frame->lines, i));
  lab_paint_lines (paint);
  cairo_restore (paint->cr);
}

static void
paint_dot (LabPaint *paint, const LabPhaseMap *map, const LabPhaseMapDot *dot)
{
  double font = paint->style->font_size, radius = DOT_RADIUS * font;
  double x = lab_chart_plot_x (&paint->plot, &paint->range, dot->dot.points);
  double y = lab_chart_plot_y (&paint->plot, &paint->range, dot->y);
  double opacity = dot->dot.provisional ? PROVISIONAL_OPACITY : 1.0;
  LabColour colour = lab_paint_map_colour (map, dot->dot.excess_risk);
  LabColour paper = lab_paint_background (paint);

  if (!(x >= paint->plot.x && x <= paint->plot.x + paint->plot.width && y >= paint->plot.y &&
        y <= paint->plot.y + paint->plot.height))
    return;
  cairo_arc (paint->cr, x, y, radius + RING * font, 0.0, 2.0 * G_PI);
  lab_paint_set_colour (paint, &paper, opacity);
  cairo_fill (paint->cr);
  cairo_arc (paint->cr, x, y, radius, 0.0, 2.0 * G_PI);
  lab_paint_set_colour (paint, &colour, opacity);
  cairo_fill_preserve (paint->cr);
  lab_paint_set_colour (paint, &paint->style->foreground, opacity);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_stroke (paint->cr);
  lab_occupancy_add_box (paint->map, &(LabLabelBox){x, y, 2.0 * radius, 2.0 * radius, 0.0},
                         LAB_COVER_DATA);
}

/* Too narrow for names at the lines: the note tells them. */
static gboolean
is_small (const LabPaint *paint)
{
  return paint->width < WIDTH_FOR_LABELS * paint->style->font_size;
}

/* Names of phases before those of lines: the lines' names can move. */
static void
paint_words (LabPaint *paint, const LabPhaseMap *map)
{
  cairo_save (paint->cr);
  cairo_rectangle (paint->cr, paint->plot.x, paint->plot.y, paint->plot.width, paint->plot.height);
  cairo_clip (paint->cr);
  lab_paint_phase_names (paint, map);
  if (!is_small (paint))
    lab_paint_labels (paint);
  lab_paint_contour_labels (paint, map);
  cairo_restore (paint->cr);
}

static void
paint_inside (LabPaint *paint, const LabPhaseMap *map)
{
  paint_field (paint, map);
  lab_paint_contours (paint, map);
  paint_boundaries (paint, map);
  cairo_save (paint->cr);
  cairo_set_antialias (paint->cr, CAIRO_ANTIALIAS_FAST); /* hundreds of dots in a frame */
  for (guint i = 0; i < map->dot_count; i++)
    paint_dot (paint, map, &map->dots[i]);
  cairo_restore (paint->cr);
  paint_words (paint, map);
}

/* At the very bottom; returns its height. */
static double
paint_note (LabPaint *paint, const LabPhaseMap *map, gboolean measure_only)
{
  double font = paint->style->font_size;
  LabColour colour = paint->style->foreground;
  g_autofree char *words = NULL;
  g_auto (LabText) text = {0};

  if (paint->height < HEIGHT_FOR_NOTE * font)
    return 0.0;
  words = is_small (paint) ? g_strconcat (map->note, map->line_words, NULL) : g_strdup (map->note);
  lab_text_init (&text, paint->pango, words, NOTE_SIZE * font, paint->width - 2 * PADDING * font,
                 NOTE_LINES);
  colour.alpha *= 0.85;
  if (!measure_only)
    lab_paint_text (paint, &text, PADDING * font, paint->height - PADDING * font,
                    (LabAnchor){0.0, 1.0}, 0.0, &colour, FALSE);
  return text.height + NOTE_GAP * font;
}

void
lab_phase_map_paint_noting (cairo_t *cr,
                            double width,
                            double height,
                            const LabPhaseMap *map,
                            const LabChartStyle *style,
                            LabChartPlot *plot,
                            GArray *labels)
{
  LabPaint paint = {
      .cr = cr,
      .content = map->frame,
      .style = style,
      .range = map->range,
      .width = width,
      .height = height,
      .labels = labels,
  };
  LabPaintLayout layout = {0};
  double bar;

  cairo_save (cr);
  paint.pango = lab_text_context (cr, style);
  if (style->background.alpha > 0.0) {
    lab_paint_set_colour (&paint, &style->background, 1.0);
    cairo_paint (cr);
  }
  bar = lab_paint_bar_width (&paint, width);
  paint.height -= paint_note (&paint, map, TRUE);
  paint.width -= bar;
  lab_paint_layout (&paint, &layout);
  paint.map = lab_occupancy_new (paint.plot.x, paint.plot.y, paint.plot.width, paint.plot.height,
                                 0.2 * style->font_size);
  lab_paint_axes (&paint, &layout);
  paint_inside (&paint, map);
  lab_paint_colour_bar (&paint, map, paint.width, bar);
  paint.width = width;
  paint.height = height;
  paint_note (&paint, map, FALSE);
  lab_occupancy_free (paint.map);
  lab_paint_layout_clear (&layout);
  g_object_unref (paint.pango);
  cairo_restore (cr);
  if (plot != NULL)
    *plot = paint.plot;
}

void
lab_phase_map_paint (cairo_t *cr,
                     double width,
                     double height,
                     const LabPhaseMap *map,
                     const LabChartStyle *style,
                     LabChartPlot *plot)
{
  g_return_if_fail (cr != NULL && map != NULL && style != NULL);
  g_return_if_fail (width > 0.0 && height > 0.0 && style->font_size > 0.0);

  lab_phase_map_paint_noting (cr, width, height, map, style, plot, NULL);
}

static void
paint_content (cairo_t *cr,
               double width,
               double height,
               gconstpointer content,
               const LabChartStyle *style)
{
  lab_phase_map_paint (cr, width, height, content, style, NULL);
}

LabPicture *
lab_phase_map_picture (LabPhaseMap *map)
{
  LabPicture *picture = g_new0 (LabPicture, 1);

  g_return_val_if_fail (map != NULL, NULL);
  picture->title = g_strdup (_ ("Phase map"));
  picture->description = lab_phase_map_describe (map);
  picture->content = lab_phase_map_ref (map);
  picture->release = (GDestroyNotify)lab_phase_map_unref;
  picture->paint = paint_content;
  return picture;
}
