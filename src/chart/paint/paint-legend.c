/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend: a compact list in the emptiest place of the plot. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/paint/paint.h"

/* In units of the font. */
#define SAMPLE_WIDTH 1.9
#define SAMPLE_GAP   0.5
#define ROW_HEIGHT   1.5
#define INSET        0.5

/* Sizes of its text, tried until it covers nothing. */
static const double text_sizes[] = {0.92, 0.80};

/* A legend longer than this part of the plot says how many it leaves out. */
#define MOST_OF_HEIGHT 0.7
#define MOST_OF_WIDTH  0.6

/* Places tried in each direction. */
#define PLACES 9

/* Lying on a band, a boundary or a point costs this much beyond what is covered. */
#define COVER_COST 200.0

/* Preferring corners costs this much per place away from one. */
#define CENTRE_COST 4.0

/* What a legend may cover only where there is no other place. */
#define LEGEND_KEEPS_OFF                                                                           \
  ((LabCover)(LAB_COVER_AREA | LAB_COVER_SOFT | LAB_COVER_DATA | LAB_COVER_LABEL))

typedef struct
{
  GArray *texts; /* LabText */
  guint rows;    /* entries shown */
  double unit;   /* pixels that stand for the font's size */
  double width;
  double height;
} Legend;

static const char *
entry_label (const LabLegendEntry *entry)
{
  return entry->series != NULL ? entry->series->label : entry->line->label;
}

static void
legend_init (Legend *legend, LabPaint *paint, const GArray *entries, double size)
{
  double font = paint->style->font_size * size / text_sizes[0];
  double room = MOST_OF_WIDTH * paint->plot.width - (SAMPLE_WIDTH + SAMPLE_GAP) * font;
  guint fitting = (guint)fmax (1.0, MOST_OF_HEIGHT * paint->plot.height / (ROW_HEIGHT * font));
  double widest = 0.0;

  legend->unit = font;
  legend->rows = entries->len <= fitting ? entries->len : fitting - 1;
  legend->texts = g_array_new (FALSE, TRUE, sizeof (LabText));
  for (guint i = 0; i < MIN (entries->len, legend->rows + 1); i++) {
    g_autofree char *more = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", entries->len - legend->rows),
        entries->len - legend->rows);
    LabText text = {0};

    lab_text_init (&text, paint->pango,
                   i < legend->rows ? entry_label (&g_array_index (entries, LabLegendEntry, i))
                                    : more,
                   text_sizes[0] * font, fmax (room, 4.0 * font), 1);
    widest = fmax (widest, text.width);
    g_array_append_val (legend->texts, text);
  }
  legend->width = widest + (SAMPLE_WIDTH + SAMPLE_GAP + 2.0 * INSET) * font;
  legend->height = (ROW_HEIGHT * legend->texts->len + INSET) * font;
}

static void
legend_clear (Legend *legend)
{
  for (guint i = 0; i < legend->texts->len; i++)
    lab_text_clear (&g_array_index (legend->texts, LabText, i));
  g_array_unref (legend->texts);
}

/* Corners first, then along the edges and inwards. */
static double
emptiest_place (const LabPaint *paint, const Legend *legend, LabLabelBox *chosen)
{
  const LabChartPlot *plot = &paint->plot;
  double margin = INSET * paint->style->font_size, best = INFINITY;
  double room_x = plot->width - legend->width - 2.0 * margin;
  double room_y = plot->height - legend->height - 2.0 * margin;

  *chosen = (LabLabelBox){plot->x + plot->width / 2.0, plot->y + plot->height / 2.0, legend->width,
                          legend->height, 0.0};
  for (int row = 0; row < PLACES; row++)
    for (int column = PLACES - 1; column >= 0; column--) {
      LabLabelBox box = *chosen;
      double cost;

      box.x = plot->x + margin + legend->width / 2.0 + room_x * column / (PLACES - 1);
      box.y = plot->y + margin + legend->height / 2.0 + room_y * row / (PLACES - 1);
      cost = lab_occupancy_cost (paint->map, &box) +
             (lab_occupancy_covers (paint->map, &box, LEGEND_KEEPS_OFF) ? COVER_COST : 0.0) +
             CENTRE_COST * (MIN (row, PLACES - 1 - row) + MIN (column, PLACES - 1 - column));
      if (cost < best) {
        best = cost;
        *chosen = box;
      }
    }
  return best;
}

static void
paint_sample (LabPaint *paint, const LabLegendEntry *entry, double unit, double x, double y)
{
  double width = SAMPLE_WIDTH * unit;
  double opacity;

  if (entry->series == NULL) {
    lab_paint_line_sample (paint, entry->line, x, y, width);
    return;
  }
  opacity = entry->series->ghost ? LAB_GHOST_OPACITY : 1.0;
  if (lab_chart_series_is_reference (entry->series)) {
    lab_paint_set_reference_pen (paint, entry->series->colour_index);
    cairo_move_to (paint->cr, x, y);
    cairo_line_to (paint->cr, x + width, y);
    cairo_stroke (paint->cr);
    cairo_set_dash (paint->cr, NULL, 0, 0.0);
    if (entry->series->kind == LAB_SERIES_TRAJECTORY)
      return;
  }
  if (entry->series->kind == LAB_SERIES_TRAJECTORY) {
    LabColour colour = lab_paint_line_colour (paint, entry->series->colour_index);

    cairo_move_to (paint->cr, x, y);
    cairo_line_to (paint->cr, x + width, y);
    cairo_set_line_width (paint->cr, paint->style->line_width);
    lab_paint_set_colour (paint, &colour, opacity);
    cairo_stroke (paint->cr);
  }
  lab_paint_marker (paint, entry->series->colour_index, x + width / 2.0, y,
                    lab_paint_marker_radius (paint), FALSE, opacity);
}

void
lab_paint_legend_add (GArray *entries, const GPtrArray *series)
{
  for (guint i = 0; i < series->len; i++)
    g_array_append_val (entries, ((LabLegendEntry){.series = g_ptr_array_index (series, i)}));
}

gboolean
lab_paint_legend_place (LabPaint *paint, const GArray *entries, LabLabelBox *place)
{
  double cost = INFINITY;

  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++) {
    Legend legend;

    legend_init (&legend, paint, entries, text_sizes[i]);
    cost = emptiest_place (paint, &legend, place);
    legend_clear (&legend);
    if (!lab_occupancy_covers (paint->map, place, LEGEND_KEEPS_OFF))
      break;
  }
  return isfinite (cost) && !lab_occupancy_covers (paint->map, place, LAB_COVER_LABEL);
}

gboolean
lab_paint_legend_covers (LabPaint *paint, const LabLabelBox *place)
{
  return lab_occupancy_covers (paint->map, place, LEGEND_KEEPS_OFF);
}

gboolean
lab_paint_legend_drop (GArray *entries)
{
  static const LabLineKind order[] = {LAB_LINE_HAIRLINE, LAB_LINE_LAW};

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = entries->len; i-- > 0;) {
      const LabLegendEntry *entry = &g_array_index (entries, LabLegendEntry, i);

      if (entry->line == NULL || entry->line->kind != order[k] || entries->len == 1)
        continue;
      g_array_remove_index (entries, i);
      return TRUE;
    }
  return FALSE;
}

void
lab_paint_legend (LabPaint *paint, const GArray *entries, const LabLabelBox *place)
{
  double font, x, y;
  LabColour background = lab_paint_background (paint);
  Legend legend;

  legend_init (&legend, paint, entries, text_sizes[0]);
  if (place->width < legend.width - 0.5) {
    legend_clear (&legend);
    legend_init (&legend, paint, entries, text_sizes[1]);
  }
  font = legend.unit;
  cairo_rectangle (paint->cr, place->x - place->width / 2.0, place->y - place->height / 2.0,
                   place->width, place->height);
  lab_paint_set_colour (paint, &background, 0.88);
  cairo_fill (paint->cr);
  x = place->x - place->width / 2.0 + INSET * font;
  y = place->y - place->height / 2.0 + 0.5 * (ROW_HEIGHT + INSET) * font;
  for (guint i = 0; i < legend.texts->len; i++, y += ROW_HEIGHT * font) {
    if (i < legend.rows)
      paint_sample (paint, &g_array_index (entries, LabLegendEntry, i), font, x, y);
    lab_paint_text (paint, &g_array_index (legend.texts, LabText, i),
                    x + (SAMPLE_WIDTH + SAMPLE_GAP) * font, y, (LabAnchor){0.0, 0.5}, 0.0,
                    &paint->style->foreground, FALSE);
  }
  legend_clear (&legend);
}
