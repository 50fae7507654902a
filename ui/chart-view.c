/* The chart in the window: content in, picture out. */
#include "chart-view-private.h"

#include <math.h>

#include "appearance.h"

#define SMALLEST_WIDTH  240
#define SMALLEST_HEIGHT 180

/* The chart keeps the larger part of the height. */
#define RESIDUALS_SHARE 0.4

enum
{
  READ_OUT,
  VIEW_CHANGED,
  FIT_WINDOW,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabChartView, lab_chart_view, GTK_TYPE_WIDGET)

void
lab_chart_view_repaint (LabChartView *view)
{
  g_clear_object (&view->picture);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
lab_chart_view_style (LabChartView *view, double height, LabChartStyle *style)
{
  lab_appearance_chart_style (GTK_WIDGET (view), view->look, view->font_size, view->presenting,
                              height, style);
}

/* A surface nobody looks at any more, of the right size, else a new one. */
static cairo_surface_t *
take_surface (LabChartView *view, int width, int height)
{
  guint slot = 0;

  for (guint i = 0; i < G_N_ELEMENTS (view->surfaces); i++) {
    cairo_surface_t *surface = view->surfaces[i];

    if (surface == NULL || cairo_surface_get_reference_count (surface) > 1)
      continue;
    slot = i;
    if (cairo_image_surface_get_width (surface) == width &&
        cairo_image_surface_get_height (surface) == height)
      return cairo_surface_reference (surface);
  }
  g_clear_pointer (&view->surfaces[slot], cairo_surface_destroy);
  view->surfaces[slot] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  return cairo_surface_reference (view->surfaces[slot]);
}

static void
paint_on (LabChartView *view,
          cairo_surface_t *surface,
          int width,
          int height,
          int scale,
          LabChartPlot *plot)
{
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;
  double strip = 0.0;

  lab_chart_view_style (view, height, &style);
  if (view->residuals)
    strip = floor (fmin (lab_chart_residuals_height (&style), height * RESIDUALS_SHARE));
  cairo_scale (cr, scale, scale);
  lab_chart_paint (cr, width, height - strip, view->content, &view->range, &style, plot);
  if (strip > 0.0) {
    cairo_translate (cr, 0.0, height - strip);
    lab_chart_paint_residuals (cr, width, view->content, &view->range, &style, plot);
  }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
}

static void
paint_picture (LabChartView *view, int width, int height, int scale)
{
  cairo_surface_t *surface = take_surface (view, width * scale, height * scale);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  paint_on (view, surface, width, height, scale, &view->plot);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)stride * (gsize)(height * scale),
                                      (GDestroyNotify)cairo_surface_destroy, surface);
  view->picture = gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes,
                                          (gsize)stride);
  view->picture_width = width;
  view->picture_height = height;
  view->picture_scale = scale;
}

static void
lab_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LabChartView *view = LAB_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  if (width <= 0 || height <= 0)
    return;
  if (view->picture_width != width || view->picture_height != height ||
      view->picture_scale != scale)
    g_clear_object (&view->picture);
  if (view->picture == NULL)
    paint_picture (view, width, height, scale);
  gtk_snapshot_append_texture (snapshot, view->picture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lab_chart_view_snapshot_overlay (view, snapshot);
}

static void
lab_chart_view_measure (GtkWidget *widget,
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

/* Text size and scale may have changed. */
static void
lab_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lab_chart_view_parent_class)->css_changed (widget, change);
  lab_chart_view_repaint (LAB_CHART_VIEW (widget));
}

void
lab_chart_view_changed (LabChartView *view)
{
  g_signal_emit (view, signals[VIEW_CHANGED], 0);
}

void
lab_chart_view_choose_window (LabChartView *view, double low, double high)
{
  g_signal_emit (view, signals[FIT_WINDOW], 0, low, high);
}

void
lab_chart_view_say (LabChartView *view)
{
  g_signal_emit (view, signals[READ_OUT], 0, view->read_out);
}

static void
lab_chart_view_dispose (GObject *object)
{
  LabChartView *view = LAB_CHART_VIEW (object);

  lab_chart_view_stop_glide (view);
  g_clear_handle_id (&view->description_timer, g_source_remove);
  g_clear_object (&view->picture);
  for (guint i = 0; i < G_N_ELEMENTS (view->surfaces); i++)
    g_clear_pointer (&view->surfaces[i], cairo_surface_destroy);
  G_OBJECT_CLASS (lab_chart_view_parent_class)->dispose (object);
}

static void
lab_chart_view_finalize (GObject *object)
{
  LabChartView *view = LAB_CHART_VIEW (object);

  g_clear_pointer (&view->content, lab_chart_content_unref);
  g_free (view->read_out);
  G_OBJECT_CLASS (lab_chart_view_parent_class)->finalize (object);
}

static void
lab_chart_view_class_init (LabChartViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = lab_chart_view_dispose;
  object_class->finalize = lab_chart_view_finalize;
  widget_class->snapshot = lab_chart_view_snapshot;
  widget_class->measure = lab_chart_view_measure;
  widget_class->css_changed = lab_chart_view_css_changed;
  signals[READ_OUT] =
      g_signal_new ("read-out", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIT_WINDOW] =
      g_signal_new ("fit-window", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lab_chart_view_init (LabChartView *view)
{
  view->content = lab_chart_content_new ();
  view->pointer_x = view->pointer_y = NAN;
  lab_chart_range_fit (view->content, &view->home);
  view->range = view->home;
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (view), GTK_OVERFLOW_HIDDEN);
  lab_chart_view_add_controllers (view);
  lab_chart_view_update_label (view);
  lab_chart_view_describe_soon (view);
}

GtkWidget *
lab_chart_view_new (void)
{
  return g_object_new (LAB_TYPE_CHART_VIEW, NULL);
}

void
lab_chart_view_set_content (LabChartView *view, LabChartContent *content)
{
  gboolean other_axes;

  g_return_if_fail (LAB_IS_CHART_VIEW (view));

  content = content != NULL ? lab_chart_content_ref (content) : lab_chart_content_new ();
  other_axes = g_strcmp0 (content->x_label, view->content->x_label) != 0;
  lab_chart_content_unref (view->content);
  view->content = content;
  lab_chart_view_follow_content (view, other_axes);
  lab_chart_view_set_cursor (view, view->has_cursor && !other_axes ? &view->cursor : NULL,
                             view->by_keyboard);
  lab_chart_view_describe_soon (view);
  lab_chart_view_repaint (view);
}

void
lab_chart_view_set_look (LabChartView *view, LabLook look)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  if (view->look == look)
    return;
  view->look = look;
  lab_chart_view_repaint (view);
}

void
lab_chart_view_set_font_size (LabChartView *view, double font_size)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  g_return_if_fail (font_size >= 0.0 && isfinite (font_size));
  view->font_size = font_size;
  lab_chart_view_repaint (view);
}

void
lab_chart_view_set_presenting (LabChartView *view, gboolean presenting)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  view->presenting = presenting;
  lab_chart_view_repaint (view);
}

void
lab_chart_view_set_residuals (LabChartView *view, gboolean shown)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  if (view->residuals == shown)
    return;
  view->residuals = shown;
  lab_chart_view_repaint (view);
}

gboolean
lab_chart_view_is_zoomed (LabChartView *view)
{
  g_return_val_if_fail (LAB_IS_CHART_VIEW (view), FALSE);
  return view->zoomed;
}

void
lab_chart_view_get_range (LabChartView *view, LabChartRange *range)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view) && range != NULL);
  *range = view->range;
}

double
lab_chart_view_get_cursor_x (LabChartView *view)
{
  const LabChartSeries *series;

  g_return_val_if_fail (LAB_IS_CHART_VIEW (view), NAN);
  if (!view->has_cursor)
    return NAN;
  series = g_ptr_array_index (view->content->series, view->cursor.series);
  return series->points[view->cursor.point].x;
}

cairo_surface_t *
lab_chart_view_render (LabChartView *view, int width, int height, int scale)
{
  cairo_surface_t *surface;
  LabChartPlot plot;

  g_return_val_if_fail (LAB_IS_CHART_VIEW (view), NULL);
  g_return_val_if_fail (width > 0 && height > 0 && scale > 0, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  paint_on (view, surface, width, height, scale, &plot);
  return surface;
}
