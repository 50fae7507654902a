/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column rasteriser.
 *
 * Each pixel column of a noisy curve is, for the eye, a vertical stroke from its lowest to its
 * highest point. So the extent of the polyline is gathered per column, widened by the pen, and
 * blended once, with fractional coverage at both ends: the cost is that of the pixels touched,
 * not that of the points' outlines. */
#include "chart/paint/raster.h"

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

static inline void
widen (Extent *extent, double top, double bottom)
{
  extent->top = (float)top < extent->top ? (float)top : extent->top;
  extent->bottom = (float)bottom > extent->bottom ? (float)bottom : extent->bottom;
}

/* Widens the columns that the segment crosses by what lies of it in each. */
static void
gather_across (const Canvas *canvas, Extent *extents, LabPixel a, LabPixel b, double half_pen)
{
  double slope = (b.y - a.y) / (b.x - a.x);
  double reach = half_pen * fmin (sqrt (1.0 + slope * slope), STEEPEST);
  int first = (int)fmax (floor (a.x), canvas->left);
  int last = (int)fmin (floor (b.x), canvas->right - 1.0);

  for (int column = first; column <= last; column++) {
    double from = a.x > column ? a.x : column, to = b.x < column + 1.0 ? b.x : column + 1.0;
    double y0 = a.y + slope * (from - a.x), y1 = a.y + slope * (to - a.x);

    widen (&extents[column - canvas->left], (y0 < y1 ? y0 : y1) - reach,
           (y0 > y1 ? y0 : y1) + reach);
  }
}

/* Most segments of a dense curve stay within a column: there the pen's round ends are all. */
static inline void
gather_segment (const Canvas *canvas, Extent *extents, LabPixel a, LabPixel b, double half_pen)
{
  int column = (int)CLAMP (a.x, canvas->left, canvas->right);

  if (!(a.x >= canvas->left && a.x < canvas->right && b.x < canvas->right) || b.x >= column + 1.0) {
    if (b.x > a.x)
      gather_across (canvas, extents, a, b, half_pen);
    return;
  }
  widen (&extents[column - canvas->left], (a.y < b.y ? a.y : b.y) - half_pen,
         (a.y > b.y ? a.y : b.y) + half_pen);
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
  float top = extent->top > (float)canvas->top ? extent->top : (float)canvas->top;
  float bottom = extent->bottom < (float)canvas->bottom ? extent->bottom : (float)canvas->bottom;
  gboolean opaque = source >> 24 == 0xff;
  int first, last;

  if (!(bottom > top))
    return;
  first = (int)top;
  last = (int)ceilf (bottom) - 1;
  for (int row = first; row <= last; row++) {
    guint32 *pixel =
        (guint32 *)(void *)(canvas->data + 4 * (gsize)column + (gsize)row * (gsize)canvas->stride);
    float covered = 1.0f;

    if (row > first && row < last && opaque) {
      *pixel = source;
      continue;
    }
    covered -= row == first ? top - (float)first : 0.0f;
    covered -= row == last ? (float)(last + 1) - bottom : 0.0f;
    *pixel = blend (source, *pixel, (guint)(256.0f * covered));
  }
}

static inline LabPixel
on_canvas (const Canvas *canvas, LabPixel pixel)
{
  return (LabPixel){pixel.x * canvas->scale + canvas->shift_x,
                    pixel.y * canvas->scale + canvas->shift_y};
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
  LabPixel a;
  int columns;

  if (count < 2 || !canvas_init (&canvas, cr, clip))
    return FALSE;
  columns = canvas.right - canvas.left;
  extents = g_new (Extent, columns);
  for (int i = 0; i < columns; i++)
    extents[i] = (Extent){INFINITY, -INFINITY};
  a = on_canvas (&canvas, pixels[0]);
  for (guint i = 1; i < count; i++) {
    LabPixel b = on_canvas (&canvas, pixels[i]);

    gather_segment (&canvas, extents, a, b, width * canvas.scale / 2.0);
    a = b;
  }
  for (int i = 0; i < columns; i++)
    fill_column (&canvas, canvas.left + i, &extents[i], source);
  cairo_surface_mark_dirty_rectangle (canvas.surface, canvas.left, canvas.top, columns,
                                      canvas.bottom - canvas.top);
  return TRUE;
}
