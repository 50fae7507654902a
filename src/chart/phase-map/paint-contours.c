/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of equal predicted risk, in black or white as the field asks for, with their values. */
#include <math.h>

#include "chart/phase-map/paint-phase-map.h"

#define OPACITY    0.55
#define LABEL_SIZE 0.85

/* Fractions of a contour's length tried for its label. */
static const double places[] = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88};

#define ACCEPTABLE_COST 10.0

typedef struct
{
  double x, y, along;
} Vertex;

static Vertex *
in_pixels (const LabPaint *paint, const LabPhaseContour *contour)
{
  Vertex *path = g_new (Vertex, contour->count);

  for (guint i = 0; i < contour->count; i++) {
    path[i].x = lab_chart_plot_x (&paint->plot, &paint->range, contour->x[i]);
    path[i].y = lab_chart_plot_y (&paint->plot, &paint->range, contour->y[i]);
    path[i].along =
        i > 0 ? path[i - 1].along + hypot (path[i].x - path[i - 1].x, path[i].y - path[i - 1].y)
              : 0.0;
  }
  return path;
}

void
lab_paint_contours (LabPaint *paint, const LabPhaseMap *map)
{
  for (guint i = 0; i < map->contours->len; i++) {
    const LabPhaseContour *contour = &g_array_index (map->contours, LabPhaseContour, i);
    g_autofree Vertex *path = in_pixels (paint, contour);
    LabColour ground = lab_paint_map_colour (map, contour->level);
    LabColour ink = lab_paint_ink_on (&ground);

    for (guint k = 0; k < contour->count; k++) {
      cairo_line_to (paint->cr, path[k].x, path[k].y);
      if (k > 0)
        lab_occupancy_add_segment (paint->map, path[k - 1].x, path[k - 1].y, path[k].x, path[k].y,
                                   1.0, LAB_COVER_SOFT);
    }
    lab_paint_set_colour (paint, &ink, OPACITY);
    cairo_set_line_width (paint->cr, lab_paint_hair (paint));
    cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke (paint->cr);
  }
}

static Vertex
vertex_at (const Vertex *path, guint count, double along)
{
  for (guint i = 1; i < count; i++) {
    double length = path[i].along - path[i - 1].along;
    double share = length > 0.0 ? (along - path[i - 1].along) / length : 0.0;
    if (along <= path[i].along)
      return (Vertex){path[i - 1].x + share * (path[i].x - path[i - 1].x),
                      path[i - 1].y + share * (path[i].y - path[i - 1].y), along};
  }
  return path[count - 1];
}

/* On the line, upright as far as the line allows. */
static gboolean
find_place (LabPaint *paint, const Vertex *path, guint count, const LabText *text, LabLabelBox *box)
{
  double length = path[count - 1].along;

  if (length < 2.5 * text->width)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    double along = places[i] * length;
    Vertex before = vertex_at (path, count, along - 0.5 * text->width);
    Vertex after = vertex_at (path, count, along + 0.5 * text->width);
    double angle = atan2 (after.y - before.y, after.x - before.x);
    if (angle > 0.5 * G_PI)
      angle -= G_PI;
    if (angle <= -0.5 * G_PI)
      angle += G_PI;
    *box = (LabLabelBox){0.5 * (before.x + after.x), 0.5 * (before.y + after.y), text->width,
                         0.8 * text->height, angle};
    if (lab_occupancy_cost (paint->map, box) < ACCEPTABLE_COST)
      return TRUE;
  }
  return FALSE;
}

/* A value interrupts its own line, and may cross another. */
void
lab_paint_contour_labels (LabPaint *paint, const LabPhaseMap *map)
{
  lab_occupancy_clear (paint->map, LAB_COVER_SOFT);
  for (guint i = 0; i < map->contours->len; i++) {
    const LabPhaseContour *contour = &g_array_index (map->contours, LabPhaseContour, i);
    g_autofree Vertex *path = in_pixels (paint, contour);
    g_autofree char *value = lab_chart_number (contour->level);
    LabColour ground = lab_paint_map_colour (map, contour->level);
    LabColour ink = lab_paint_ink_on (&ground);
    LabLabelBox box;
    g_auto (LabText) text = {0};

    lab_text_init (&text, paint->pango, value, LABEL_SIZE * paint->style->font_size, 0.0, 1);
    if (!find_place (paint, path, contour->count, &text, &box))
      continue;
    lab_text_draw (&text, paint->cr, box.x, box.y, (LabAnchor){0.5, 0.5}, box.angle, &ink, &ground);
    lab_occupancy_add_box (paint->map, &box, LAB_COVER_LABEL);
    if (paint->labels != NULL)
      g_array_append_val (paint->labels, box);
  }
}
