/* Column rasteriser.
 *
 * Each pixel column of a noisy curve is, for the eye, a vertical stroke from its lowest to its
 * highest point. So the extent of the polyline is gathered per column, widened by the pen, and
 * blended once, with fractional coverage at both ends: the cost is that of the pixels touched,
 * not that of the points' outlines. */
#include "chart/raster.h"

#include <math.h>

/* A pen meets a steep curve in a taller column; beyond this factor the column is full anyway. */
#define STEEPEST 3.0

/* The image and the part of it that may be written, in device pixels. */
typedef struct
{
  cairo_surface_t *surface;
  guint8 *data;
  int stride;
  int left, right, top, bottom; /* right and bottom exclusive */
  double scale;
  double shift_x, shift_y;
} Canvas;

typedef struct
{
  float top;
  float bottom;
} Extent;

static gboolean
canvas_init (Canvas *canvas, cairo_t *cr, const LabChartPlot *clip)
{
  cairo_surface_t *surface = cairo_get_group_target (cr);
  cairo_matrix_t matrix;
  double scale_x, scale_y, offset_x, offset_y, x0, y0, x1, y1;
  cairo_format_t format;

  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_IMAGE)
    return FALSE;
  format = cairo_image_surface_get_format (surface);
  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (surface, &scale_x, &scale_y);
  cairo_surface_get_device_offset (surface, &offset_x, &offset_y);
  if ((format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) || matrix.xy != 0.0 ||
      matrix.yx != 0.0 || matrix.xx != matrix.yy || !(matrix.xx > 0.0) || scale_x != scale_y)
    return FALSE;
  canvas->surface = surface;
  canvas->scale = matrix.xx * scale_x;
  canvas->shift_x = matrix.x0 * scale_x + offset_x;
  canvas->shift_y = matrix.y0 * scale_y + offset_y;
  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  x0 = fmax (x0, clip->x) * canvas->scale + canvas->shift_x;
  y0 = fmax (y0, clip->y) * canvas->scale + canvas->shift_y;
  x1 = fmin (x1, clip->x + clip->width) * canvas->scale + canvas->shift_x;
  y1 = fmin (y1, clip->y + clip->height) * canvas->scale + canvas->shift_y;
  canvas->left = (int)fmax (floor (x0), 0.0);
  canvas->top = (int)fmax (floor (y0), 0.0);
  canvas->right = (int)fmin (ceil (x1), cairo_image_surface_get_width (surface));
  canvas->bottom = (int)fmin (ceil (y1), cairo_image_surface_get_height (surface));
  cairo_surface_flush (surface);
  canvas->data = cairo_image_surface_get_data (surface);
  canvas->stride = cairo_image_surface_get_stride (surface);
  return canvas->data != NULL && canvas->right > canvas->left && canvas->bottom > canvas->top;
}

/* Widens the columns that the segment crosses by what lies of it in each. */
static void
gather_segment (const Canvas *canvas, Extent *extents, LabPixel a, LabPixel b, double half_pen)
{
  double dx = b.x - a.x, slope = dx > 0.0 ? (b.y - a.y) / dx : 0.0;
  double reach = half_pen * fmin (sqrt (1.0 + slope * slope), STEEPEST);
  int first = (int)fmax (floor (a.x), canvas->left);
  int last = (int)fmin (floor (b.x), canvas->right - 1.0);

  for (int column = first; column <= last; column++) {
    double from = fmax (a.x, column), to = fmin (b.x, column + 1.0);
    double y0 = dx > 0.0 ? a.y + slope * (from - a.x) : a.y;
    double y1 = dx > 0.0 ? a.y + slope * (to - a.x) : b.y;
    Extent *extent = &extents[column - canvas->left];

    extent->top = fminf (extent->top, (float)(fmin (y0, y1) - reach));
    extent->bottom = fmaxf (extent->bottom, (float)(fmax (y0, y1) + reach));
  }
}

/* Premultiplied source over destination, two channels at a time. */
static inline guint32
blend (guint32 source, guint32 destination, guint coverage)
{
  guint32 red_blue = ((source & 0x00ff00ff) * coverage + 0x00800080) >> 8 & 0x00ff00ff;
  guint32 alpha_green = ((source >> 8 & 0x00ff00ff) * coverage + 0x00800080) >> 8 & 0x00ff00ff;
  guint32 rest = 256 - (((alpha_green >> 16) * 257 + 255) >> 8);

  red_blue += ((destination & 0x00ff00ff) * rest) >> 8 & 0x00ff00ff;
  alpha_green += ((destination >> 8 & 0x00ff00ff) * rest) >> 8 & 0x00ff00ff;
  return red_blue | alpha_green << 8;
}

static guint32
premultiplied (const LabColour *colour)
{
  guint32 alpha = (guint32)lround (255.0 * CLAMP (colour->alpha, 0.0, 1.0));
  guint32 red = (guint32)lround (alpha * colour->red);
  guint32 green = (guint32)lround (alpha * colour->green);
  guint32 blue = (guint32)lround (alpha * colour->blue);

  return alpha << 24 | red << 16 | green << 8 | blue;
}

static void
fill_column (const Canvas *canvas, int column, const Extent *extent, guint32 source)
{
  double top = fmax (extent->top, canvas->top), bottom = fmin (extent->bottom, canvas->bottom);
  guint8 *data = canvas->data + 4 * (gsize)column;

  if (!(bottom > top))
    return;
  for (int row = (int)top; row < (int)ceil (bottom); row++) {
    guint32 *pixel = (guint32 *)(void *)(data + (gsize)row * (gsize)canvas->stride);
    double covered = fmin (bottom, row + 1.0) - fmax (top, row);

    if (covered >= 1.0 && source >> 24 == 0xff)
      *pixel = source;
    else
      *pixel = blend (source, *pixel, (guint)(256.0 * covered));
  }
}

gboolean
lab_raster_polyline (cairo_t *cr,
                     const LabChartPlot *clip,
                     const LabPixel *pixels,
                     guint count,
                     double width,
                     const LabColour *colour)
{
  Canvas canvas;
  g_autofree Extent *extents = NULL;
  guint32 source = premultiplied (colour);
  int columns;

  if (count < 2 || !canvas_init (&canvas, cr, clip))
    return FALSE;
  columns = canvas.right - canvas.left;
  extents = g_new (Extent, columns);
  for (int i = 0; i < columns; i++)
    extents[i] = (Extent){INFINITY, -INFINITY};
  for (guint i = 0; i + 1 < count; i++) {
    LabPixel a = {pixels[i].x * canvas.scale + canvas.shift_x,
                  pixels[i].y * canvas.scale + canvas.shift_y};
    LabPixel b = {pixels[i + 1].x * canvas.scale + canvas.shift_x,
                  pixels[i + 1].y * canvas.scale + canvas.shift_y};

    gather_segment (&canvas, extents, a, b, width * canvas.scale / 2.0);
  }
  for (int i = 0; i < columns; i++)
    fill_column (&canvas, canvas.left + i, &extents[i], source);
  cairo_surface_mark_dirty_rectangle (canvas.surface, canvas.left, canvas.top, columns,
                                      canvas.bottom - canvas.top);
  return TRUE;
}
