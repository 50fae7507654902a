/* The phase map as a widget. */
#include "config.h"
#include "phases-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define SMALLEST_WIDTH  240
#define SMALLEST_HEIGHT 140

/* Cursor ring and focus ring, in pixels. */
#define CURSOR_RADIUS 9.0
#define CURSOR_WIDTH  2.0

enum
{
  READ_OUT,
  RANGE_CHANGED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabPhasesCanvas, lab_phases_canvas, GTK_TYPE_WIDGET)

static void
repaint (LabPhasesCanvas *self)
{
  g_clear_object (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
paint_picture (LabPhasesCanvas *self, int width, int height, int scale)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  LabChartStyle style;

  lab_view_style (self->view, height, &style);
  cairo_scale (cr, scale, scale);
  lab_phase_map_paint (cr, width, height, self->map, &style, &self->plot);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)stride * (gsize)(height * scale),
                                      (GDestroyNotify)cairo_surface_destroy, surface);
  self->picture = gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes,
                                          (gsize)stride);
  self->width = width;
  self->height = height;
  self->scale = scale;
}

static void
draw_cursor (LabPhasesCanvas *self, GtkSnapshot *snapshot, int width, int height)
{
  double x = lab_chart_plot_x (&self->plot, &self->map->range, self->cursor.x);
  double y = lab_chart_plot_y (&self->plot, &self->map->range, self->cursor.y);
  LabChartStyle style;
  cairo_t *cr;

  if (!self->has_cursor || !isfinite (x) || !isfinite (y))
    return;
  lab_view_style (self->view, height, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_arc (cr, x, y, CURSOR_RADIUS, 0.0, 2.0 * G_PI);
  cairo_set_source_rgb (cr, style.background.red, style.background.green, style.background.blue);
  cairo_set_line_width (cr, 2.0 * CURSOR_WIDTH);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, style.foreground.red, style.foreground.green, style.foreground.blue);
  cairo_set_line_width (cr, CURSOR_WIDTH);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
lab_phases_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  if (width <= 0 || height <= 0 || self->map == NULL)
    return;
  if (self->width != width || self->height != height || self->scale != scale)
    g_clear_object (&self->picture);
  if (self->picture == NULL)
    paint_picture (self, width, height, scale);
  gtk_snapshot_append_texture (snapshot, self->picture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_cursor (self, snapshot, width, height);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 2, 2, width - 4,
                               height - 4);
}

static void
lab_phases_canvas_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SMALLEST_WIDTH : SMALLEST_HEIGHT;
  *natural = 3 * *minimum;
}

static void
lab_phases_canvas_dispose (GObject *object)
{
  g_clear_object (&LAB_PHASES_CANVAS (object)->picture);
  G_OBJECT_CLASS (lab_phases_canvas_parent_class)->dispose (object);
}

static void
lab_phases_canvas_finalize (GObject *object)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (object);
  g_clear_pointer (&self->map, lab_phase_map_unref);
  g_free (self->read_out);
  G_OBJECT_CLASS (lab_phases_canvas_parent_class)->finalize (object);
}

static void
lab_phases_canvas_class_init (LabPhasesCanvasClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  object_class->dispose = lab_phases_canvas_dispose;
  object_class->finalize = lab_phases_canvas_finalize;
  widget_class->snapshot = lab_phases_canvas_snapshot;
  widget_class->measure = lab_phases_canvas_measure;
  signals[READ_OUT] =
      g_signal_new ("read-out", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[RANGE_CHANGED] = g_signal_new ("range-changed", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lab_phases_canvas_init (LabPhasesCanvas *self)
{
  self->pointer_x = self->pointer_y = NAN;
  self->read_out = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Phase map"), -1);
  lab_phases_canvas_add_controllers (self);
}

GtkWidget *
lab_phases_canvas_new (LabView *view)
{
  LabPhasesCanvas *self = g_object_new (LAB_TYPE_PHASES_CANVAS, NULL);
  g_return_val_if_fail (LAB_IS_VIEW (view), NULL);
  self->view = view;
  return GTK_WIDGET (self);
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
  lab_phases_canvas_set_cursor (self, &cursor, self->by_keyboard);
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  renew_cursor (self);
  repaint (self);
}

void
lab_phases_canvas_restyle (LabPhasesCanvas *self)
{
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self));
  repaint (self);
}

void
lab_phases_canvas_set_cursor (LabPhasesCanvas *self,
                              const LabPhaseCursor *cursor,
                              gboolean by_keyboard)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  self->has_cursor = cursor != NULL && self->map != NULL;
  self->by_keyboard = self->has_cursor && by_keyboard;
  if (self->has_cursor)
    self->cursor = *cursor;
  text = self->has_cursor ? lab_phase_map_readout (self->map, &self->cursor) : g_strdup ("");
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (g_str_equal (text, self->read_out))
    return;
  g_free (self->read_out);
  self->read_out = g_steal_pointer (&text);
  label = *self->read_out != '\0' ? g_strdup_printf (_ ("Phase map: %s"), self->read_out)
                                  : g_strdup (_ ("Phase map"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_emit (self, signals[READ_OUT], 0, self->read_out);
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

void
lab_phases_canvas_zoom (LabPhasesCanvas *self, double factor, double x, double y)
{
  const LabChartPlot *plot = &self->plot;
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self) && factor >= 0.0);

  if (!self->has_home || !(plot->width > 0.0) || factor == 0.0) {
    if (self->has_home)
      lab_phases_canvas_set_range (self, &self->home);
    return;
  }
  if (isnan (x) || isnan (y)) {
    x = plot->x + 0.5 * plot->width;
    y = plot->y + 0.5 * plot->height;
  }
  LabChartRange range = {
      .x_minimum = lab_chart_value_x (plot, &self->range, x + (plot->x - x) / factor),
      .x_maximum = lab_chart_value_x (plot, &self->range, x + (plot->x + plot->width - x) / factor),
      .y_minimum =
          lab_chart_value_y (plot, &self->range, y + (plot->y + plot->height - y) / factor),
      .y_maximum = lab_chart_value_y (plot, &self->range, y + (plot->y - y) / factor),
  };
  lab_phases_canvas_set_range (self, &range);
}

const char *
lab_phases_canvas_get_read_out (LabPhasesCanvas *self)
{
  g_return_val_if_fail (LAB_IS_PHASES_CANVAS (self), "");
  return self->read_out;
}
