/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over the chart's picture: cursor with its read-out, rubber band. */
#include "ui/chart/chart-view-private.h"

#include "chart/paint/text.h"

#include <math.h>

/* Pixels, or units of the font where said. */
#define RING_RADIUS 0.62 /* font */
#define PADDING     0.45 /* font */
#define OFFSET      1.1  /* font: from the point to its read-out */
#define WIDEST      24.0 /* font: read-outs wrap beyond */

static GdkRGBA
rgba (const LabColour *colour, double opacity)
{
  return (GdkRGBA){
      .red = (float)colour->red,
      .green = (float)colour->green,
      .blue = (float)colour->blue,
      .alpha = (float)opacity,
  };
}

static void
append_crosshair (LabChartView *view,
                  GtkSnapshot *snapshot,
                  double x,
                  double y,
                  const LabChartStyle *style)
{
  const LabChartPlot *plot = &view->plot;
  GdkRGBA colour = rgba (&style->foreground, 0.35);

  gtk_snapshot_append_color (
      snapshot, &colour,
      &GRAPHENE_RECT_INIT ((float)floor (x), (float)plot->y, 1.0f, (float)plot->height));
  gtk_snapshot_append_color (
      snapshot, &colour,
      &GRAPHENE_RECT_INIT ((float)plot->x, (float)floor (y), (float)plot->width, 1.0f));
}

static void
append_ring (GtkSnapshot *snapshot, double x, double y, const LabChartStyle *style)
{
  double radius = RING_RADIUS * style->font_size, reach = radius + style->line_width;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float)(x - reach), (float)(y - reach), (float)(2.0 * reach),
                                     (float)(2.0 * reach)));

  cairo_arc (cr, x, y, radius, 0.0, 2.0 * G_PI);
  cairo_set_source_rgb (cr, style->foreground.red, style->foreground.green, style->foreground.blue);
  cairo_set_line_width (cr, style->line_width);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* A frame with rounded corners in the chart's own colours. */
static void
append_frame (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const LabChartStyle *style)
{
  GdkRGBA background = rgba (&style->background, 0.95), line = rgba (&style->foreground, 0.45);
  const GdkRGBA lines[4] = {line, line, line, line};
  const float widths[4] = {1.0f, 1.0f, 1.0f, 1.0f};
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, bounds, 4.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &background, bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, widths, lines);
}

/* Beside the point, on the side where there is room. */
static void
append_read_out (LabChartView *view,
                 GtkSnapshot *snapshot,
                 double x,
                 double y,
                 const LabChartStyle *style)
{
  double font = style->font_size, pad = PADDING * font;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), NULL);
  g_autofree char *markup =
      lab_chart_markup (lab_picture_canvas_get_read_out (LAB_PICTURE_CANVAS (view)));
  PangoFontDescription *description = pango_font_description_new ();
  GdkRGBA colour = rgba (&style->foreground, 1.0);
  graphene_rect_t bounds;
  int width, height;

  pango_font_description_set_absolute_size (description, font * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int)(fmin (WIDEST * font, view->plot.width) * PANGO_SCALE));
  lab_text_set_markup (layout, markup, font);
  pango_layout_get_pixel_size (layout, &width, &height);
  x += x + OFFSET * font + width + 2.0 * pad > gtk_widget_get_width (GTK_WIDGET (view))
           ? -OFFSET * font - width - 2.0 * pad
           : OFFSET * font;
  y += y - OFFSET * font - height - 2.0 * pad < 0.0 ? OFFSET * font
                                                    : -OFFSET * font - height - 2.0 * pad;
  x = fmax (x, 0.0);
  graphene_rect_init (&bounds, (float)floor (x), (float)floor (y), (float)(width + 2.0 * pad),
                      (float)(height + 2.0 * pad));
  append_frame (snapshot, &bounds, style);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (bounds.origin.x + (float)pad, bounds.origin.y + (float)pad));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
append_cursor (LabChartView *view, GtkSnapshot *snapshot, const LabChartStyle *style)
{
  const LabChartSeries *series = g_ptr_array_index (view->content->series, view->cursor.series);
  const LabChartPoint *point = &series->points[view->cursor.point];
  const LabChartPlot *plot = &view->plot;
  double x = lab_chart_plot_x (plot, &view->range, point->x);
  double y = lab_chart_plot_y (plot, &view->range, point->y);

  if (x < plot->x - 1.0 || x > plot->x + plot->width + 1.0 || y < plot->y - 1.0 ||
      y > plot->y + plot->height + 1.0)
    return;
  append_crosshair (view, snapshot, x, y, style);
  append_ring (snapshot, x, y, style);
  append_read_out (view, snapshot, x, y, style);
}

static void
append_band (LabChartView *view, GtkSnapshot *snapshot, const LabChartStyle *style)
{
  GdkRGBA fill = rgba (&style->palette[0], 0.15), line = rgba (&style->palette[0], 1.0);
  const GdkRGBA lines[4] = {line, line, line, line};
  const float widths[4] = {1.0f, 1.0f, 1.0f, 1.0f};
  graphene_rect_t band;
  GskRoundedRect frame;

  graphene_rect_normalize_r (&view->band, &band);
  gsk_rounded_rect_init_from_rect (&frame, &band, 0.0f);
  gtk_snapshot_append_color (snapshot, &fill, &band);
  gtk_snapshot_append_border (snapshot, &frame, widths, lines);
}

void
lab_chart_view_overlay (LabPictureCanvas *canvas, GtkSnapshot *snapshot, const LabChartStyle *style)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);

  if (view->has_cursor)
    append_cursor (view, snapshot, style);
  if (view->drag == LAB_CHART_DRAG_BAND)
    append_band (view, snapshot, style);
}
