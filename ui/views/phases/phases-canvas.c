/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map as a widget. */
#include "config.h"
#include "ui/views/phases/phases-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The ring of the cursor, in pixels. */
#define CURSOR_RADIUS 9.0
#define CURSOR_WIDTH  2.0

G_DEFINE_FINAL_TYPE (LabPhasesCanvas, lab_phases_canvas, LAB_TYPE_PICTURE_CANVAS)

static gboolean
paint (LabPictureCanvas *canvas,
       cairo_t *cr,
       double width,
       double height,
       const LabChartStyle *style)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (canvas);

  if (self->map == NULL)
    return FALSE;
  lab_phase_map_paint (cr, width, height, self->map, style, &self->plot);
  return TRUE;
}

/* The ring of the cursor. */
static void
overlay (LabPictureCanvas *canvas, GtkSnapshot *snapshot, const LabChartStyle *style)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (canvas);
  double x = lab_chart_plot_x (&self->plot, &self->map->range, self->cursor.x);
  double y = lab_chart_plot_y (&self->plot, &self->map->range, self->cursor.y);
  float reach = (float)(CURSOR_RADIUS + CURSOR_WIDTH) + 1.0f;
  cairo_t *cr;

  if (!self->has_cursor || !isfinite (x) || !isfinite (y))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float)x - reach, (float)y - reach,
                                                                 2.0f * reach, 2.0f * reach));
  cairo_arc (cr, x, y, CURSOR_RADIUS, 0.0, 2.0 * G_PI);
  cairo_set_source_rgb (cr, style->background.red, style->background.green, style->background.blue);
  cairo_set_line_width (cr, 2.0 * CURSOR_WIDTH);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, style->foreground.red, style->foreground.green, style->foreground.blue);
  cairo_set_line_width (cr, CURSOR_WIDTH);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
lab_phases_canvas_finalize (GObject *object)
{
  g_clear_pointer (&LAB_PHASES_CANVAS (object)->map, lab_phase_map_unref);
  G_OBJECT_CLASS (lab_phases_canvas_parent_class)->finalize (object);
}

static void
lab_phases_canvas_class_init (LabPhasesCanvasClass *class)
{
  LabPictureCanvasClass *canvas_class = LAB_PICTURE_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lab_phases_canvas_finalize;
  canvas_class->paint = paint;
  canvas_class->overlay = overlay;
  lab_phases_canvas_class_input (canvas_class);
  g_signal_new ("range-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
lab_phases_canvas_init (LabPhasesCanvas *self)
{
  lab_picture_canvas_set_name (LAB_PICTURE_CANVAS (self), _ ("Phase map"));
}

GtkWidget *
lab_phases_canvas_new (void)
{
  return g_object_new (LAB_TYPE_PHASES_CANVAS, NULL);
}

/* The dot under the cursor may have another number in the new map. */
static void
renew_cursor (LabPhasesCanvas *self)
{
  LabPhaseCursor cursor = self->cursor;
  if (!self->has_cursor)
    return;
  cursor.dot = -1;
  for (guint i = 0; i < self->map->dot_count; i++)
    if (self->map->dots[i].dot.points == cursor.x && self->map->dots[i].y == cursor.y)
      cursor.dot = (int)i;
  lab_phases_canvas_set_cursor (self, &cursor);
}

void
lab_phases_canvas_set_map (LabPhasesCanvas *self, LabPhaseMap *map)
{
  g_autofree char *description = NULL;
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self) && map != NULL);

  lab_phase_map_ref (map);
  g_clear_pointer (&self->map, lab_phase_map_unref);
  self->map = map;
  description = lab_phase_map_describe (map);
  lab_picture_canvas_describe (LAB_PICTURE_CANVAS (self), description);
  renew_cursor (self);
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (self));
}
