/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as a widget: content in, texture out. */
#include "ui/picture/picture-canvas-private.h"
#include "ui/picture/picture-canvas-testing.h"

#include <math.h>

#include "ui/pieces/appearance.h"

/* Logical pixels. */
#define SMALLEST_WIDTH  240
#define SMALLEST_HEIGHT 140
#define FOCUS_WIDTH     2.0f
#define FOCUS_RADIUS    4.0f

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LabPictureCanvas, lab_picture_canvas, GTK_TYPE_WIDGET)

LabPictureCanvasPrivate *
lab_picture_canvas_private (LabPictureCanvas *canvas)
{
  return lab_picture_canvas_get_instance_private (canvas);
}

/* A surface nobody looks at any more, of the right size, else a new one. */
static cairo_surface_t *
take_surface (LabPictureCanvasPrivate *self, int width, int height)
{
  guint slot = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->surfaces); i++) {
    cairo_surface_t *surface = self->surfaces[i];

    if (surface == NULL || cairo_surface_get_reference_count (surface) > 1)
      continue;
    slot = i;
    if (cairo_image_surface_get_width (surface) == width &&
        cairo_image_surface_get_height (surface) == height)
      return cairo_surface_reference (surface);
  }
  g_clear_pointer (&self->surfaces[slot], cairo_surface_destroy);
  self->surfaces[slot] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  return cairo_surface_reference (self->surfaces[slot]);
}

static GdkTexture *
texture_of (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      stride * (gsize)height, (GDestroyNotify)cairo_surface_destroy,
                                      cairo_surface_reference (surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static gboolean
paint_on (LabPictureCanvas *canvas,
          cairo_surface_t *surface,
          int width,
          int height,
          int scale,
          const LabChartStyle *style)
{
  cairo_t *cr = cairo_create (surface);
  gboolean painted;

  cairo_scale (cr, scale, scale);
  painted = LAB_PICTURE_CANVAS_GET_CLASS (canvas)->paint (canvas, cr, width, height, style);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return painted;
}

/* Leaves no picture where there is nothing to show. */
static void
paint_picture (LabPictureCanvas *canvas, const LabChartStyle *style)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);
  cairo_surface_t *surface =
      take_surface (self, self->width * self->scale, self->height * self->scale);

  if (paint_on (canvas, surface, self->width, self->height, self->scale, style))
    self->picture = texture_of (surface);
  cairo_surface_destroy (surface);
}

static void
append_focus (GtkSnapshot *snapshot, int width, int height, const LabChartStyle *style)
{
  const LabColour *accent = &style->palette[0];
  const GdkRGBA colour = {(float)accent->red, (float)accent->green, (float)accent->blue, 1.0f};
  const GdkRGBA colours[4] = {colour, colour, colour, colour};
  const float widths[4] = {FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH};
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (
      &frame, &GRAPHENE_RECT_INIT (1.0f, 1.0f, (float)width - 2.0f, (float)height - 2.0f),
      FOCUS_RADIUS);
  gtk_snapshot_append_border (snapshot, &frame, widths, colours);
}

static void
lab_picture_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LabPictureCanvas *canvas = LAB_PICTURE_CANVAS (widget);
  LabPictureCanvasClass *class = LAB_PICTURE_CANVAS_GET_CLASS (canvas);
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  LabChartStyle style;

  if (width <= 0 || height <= 0)
    return;
  if (self->width != width || self->height != height || self->scale != scale)
    g_clear_object (&self->picture);
  self->width = width;
  self->height = height;
  self->scale = scale;
  lab_picture_canvas_style (canvas, height, &style);
  if (self->picture == NULL)
    paint_picture (canvas, &style);
  if (self->picture == NULL)
    return;
  gtk_snapshot_append_texture (snapshot, self->picture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (class->overlay != NULL)
    class->overlay (canvas, snapshot, &style);
  if (gtk_widget_has_visible_focus (widget))
    append_focus (snapshot, width, height, &style);
}

static void
lab_picture_canvas_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL
                 ? SMALLEST_WIDTH
                 : LAB_PICTURE_CANVAS_GET_CLASS (widget)->smallest_height;
  *natural = 3 * *minimum;
}

/* Text size and scale may have changed. */
static void
lab_picture_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lab_picture_canvas_parent_class)->css_changed (widget, change);
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (widget));
}

static void
drop_pixels (LabPictureCanvas *canvas)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);

  g_clear_object (&self->picture);
  for (guint i = 0; i < G_N_ELEMENTS (self->surfaces); i++)
    g_clear_pointer (&self->surfaces[i], cairo_surface_destroy);
}

/* Nobody looks: the pixels are some ten megabytes on a large screen, and soon painted again. */
static void
lab_picture_canvas_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lab_picture_canvas_parent_class)->unmap (widget);
  drop_pixels (LAB_PICTURE_CANVAS (widget));
}

static void
lab_picture_canvas_dispose (GObject *object)
{
  drop_pixels (LAB_PICTURE_CANVAS (object));
  G_OBJECT_CLASS (lab_picture_canvas_parent_class)->dispose (object);
}

static void
lab_picture_canvas_finalize (GObject *object)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (LAB_PICTURE_CANVAS (object));

  g_free (self->name);
  g_free (self->read_out);
  G_OBJECT_CLASS (lab_picture_canvas_parent_class)->finalize (object);
}

/* Controllers look at the class, which is whole only now. */
static void
lab_picture_canvas_constructed (GObject *object)
{
  G_OBJECT_CLASS (lab_picture_canvas_parent_class)->constructed (object);
  lab_picture_canvas_add_controllers (lab_picture_canvas_private (LAB_PICTURE_CANVAS (object)));
}

static void
lab_picture_canvas_class_init (LabPictureCanvasClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  class->smallest_height = SMALLEST_HEIGHT;
  object_class->constructed = lab_picture_canvas_constructed;
  object_class->dispose = lab_picture_canvas_dispose;
  object_class->finalize = lab_picture_canvas_finalize;
  widget_class->snapshot = lab_picture_canvas_snapshot;
  widget_class->unmap = lab_picture_canvas_unmap;
  widget_class->measure = lab_picture_canvas_measure;
  widget_class->css_changed = lab_picture_canvas_css_changed;
  g_signal_new ("read-out", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lab_picture_canvas_init (LabPictureCanvas *canvas)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);

  self->canvas = canvas;
  self->pointer_x = self->pointer_y = NAN;
  self->name = g_strdup ("");
  self->read_out = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (canvas), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (canvas), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (canvas), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (canvas), GTK_OVERFLOW_HIDDEN);
}

void
lab_picture_canvas_invalidate (LabPictureCanvas *canvas)
{
  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas));

  g_clear_object (&lab_picture_canvas_private (canvas)->picture);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

void
lab_picture_canvas_style (LabPictureCanvas *canvas, double height, LabChartStyle *style)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);

  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas) && style != NULL);

  lab_appearance_chart_style (GTK_WIDGET (canvas), self->look, self->presenting, height, style);
}

void
lab_picture_canvas_set_look (LabPictureCanvas *canvas, LabLook look)
{
  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas));

  lab_picture_canvas_private (canvas)->look = look;
  lab_picture_canvas_invalidate (canvas);
}

void
lab_picture_canvas_set_presenting (LabPictureCanvas *canvas, gboolean presenting)
{
  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas));

  lab_picture_canvas_private (canvas)->presenting = presenting;
  lab_picture_canvas_invalidate (canvas);
}

cairo_surface_t *
lab_picture_canvas_render (LabPictureCanvas *canvas, int width, int height, int scale)
{
  cairo_surface_t *surface;
  LabChartStyle style;

  g_return_val_if_fail (LAB_IS_PICTURE_CANVAS (canvas), NULL);
  g_return_val_if_fail (width > 0 && height > 0 && scale > 0, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  lab_picture_canvas_style (canvas, height, &style);
  paint_on (canvas, surface, width, height, scale, &style);
  /* What the subclass remembers of its picture is now of this one. */
  lab_picture_canvas_invalidate (canvas);
  return surface;
}
