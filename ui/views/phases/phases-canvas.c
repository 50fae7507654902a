/* The phase map as a widget. */
#include "config.h"
#include "ui/views/phases/phases-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The ring of the cursor, in pixels. */
#define CURSOR_RADIUS 9.0
#define CURSOR_WIDTH  2.0

enum
{
  RANGE_CHANGED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

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
  signals[RANGE_CHANGED] = g_signal_new ("range-changed", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

void
lab_phases_canvas_set_cursor (LabPhasesCanvas *self, const LabPhaseCursor *cursor)
{
  g_autofree char *text = NULL;

  self->has_cursor = cursor != NULL && self->map != NULL;
  if (self->has_cursor) {
    self->cursor = *cursor;
    text = lab_phase_map_readout (self->map, &self->cursor);
  }
  lab_picture_canvas_say (LAB_PICTURE_CANVAS (self), text != NULL ? text : "");
}

void
lab_phases_canvas_set_range (LabPhasesCanvas *self, const LabChartRange *range)
{
  const LabChartRange *home = &self->home;
  LabChartRange inside = {
      .x_minimum = fmax (range->x_minimum, home->x_minimum),
      .x_maximum = fmin (range->x_maximum, home->x_maximum),
      .y_minimum = fmax (range->y_minimum, home->y_minimum),
      .y_maximum = fmin (range->y_maximum, home->y_maximum),
  };
  if (!(inside.x_maximum > 1.2 * inside.x_minimum) || !(inside.y_maximum > 1.2 * inside.y_minimum))
    return;
  self->range = inside;
  self->zoomed = inside.x_minimum != home->x_minimum || inside.x_maximum != home->x_maximum ||
                 inside.y_minimum != home->y_minimum || inside.y_maximum != home->y_maximum;
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
}

void
lab_phases_canvas_set_home (LabPhasesCanvas *self, const LabChartRange *home)
{
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self) && home != NULL);
  gboolean same = self->has_home && self->home.x_minimum == home->x_minimum &&
                  self->home.x_maximum == home->x_maximum &&
                  self->home.y_minimum == home->y_minimum &&
                  self->home.y_maximum == home->y_maximum;
  if (same)
    return;
  self->home = self->range = *home;
  self->has_home = TRUE;
  self->zoomed = FALSE;
}

void
lab_phases_canvas_get_range (LabPhasesCanvas *self, LabChartRange *range)
{
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self) && range != NULL);
  *range = self->range;
}
