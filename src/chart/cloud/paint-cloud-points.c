/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The discs of a cloud, from the back to the front.
 *
 * On image surfaces each disc is blended from a small table of coverages into pixels of our own: a
 * Cairo path for each of 20,000 points takes ten times as long. */
#include "chart/cloud/cloud.h"
#include "chart/phase-map/phase-map.h"

#include <math.h>

/* The share of the paper in the colour of the farthest points, in 256ths. */
#define FADE_MOST 150

/* Colours of the ramp, and kinds of disc between the smallest (far) and the largest (near). */
#define COLOURS   256
#define SIZES     12
#define SUBPIXELS 4
#define FAR_SIZE  0.75

/* Paper that white stands out from as well as this is dark; the ramp then begins later. */
#define DARK_CONTRAST 4.5
#define DARK_START    0.2

/* Radius of the largest disc that has a table, device pixels. */
#define RADIUS_MOST 24

/* Opaque colours as 0xRRGGBB, the last one for values that are not known. */
typedef struct
{
  guint32 ramp[COLOURS + 1];
  guint32 paper;
} Inks;

/* Coverage, 0 to 255, of a disc about its middle pixel, for each part of a pixel that its centre may
 * lie at. */
typedef struct
{
  int half; /* pixels on each side of the middle one */
  guint8 coverage[SUBPIXELS][SUBPIXELS][(2 * RADIUS_MOST + 3) * (2 * RADIUS_MOST + 3)];
} Disc;

static guint32
pack (const LabColour *colour)
{
  return (guint32)lround (255.0 * colour->red) << 16 |
         (guint32)lround (255.0 * colour->green) << 8 | (guint32)lround (255.0 * colour->blue);
}

LabColour
lab_cloud_colour (double place, const LabChartStyle *style)
{
  const LabColour white = {1.0, 1.0, 1.0, 1.0};
  gboolean dark = style->background.alpha > 0.0 &&
                  lab_colour_contrast (&style->background, &white) > DARK_CONTRAST;

  return lab_ramp_colour (dark ? DARK_START + (1.0 - DARK_START) * place : place);
}

static void
inks_init (Inks *inks, const LabChartStyle *style)
{
  LabColour paper = style->background;

  if (paper.alpha == 0.0)
    paper = (LabColour){1.0, 1.0, 1.0, 1.0};
  inks->paper = pack (&paper);
  for (guint i = 0; i < COLOURS; i++) {
    LabColour colour = lab_cloud_colour ((double)i / (COLOURS - 1), style);
    inks->ramp[i] = pack (&colour);
  }
  inks->ramp[COLOURS] = pack (&style->grid);
}

static guint32
ink_of (const LabCloud *cloud, const Inks *inks, const LabCloudPlace *place)
{
  double value = (double)cloud->values[place->index];
  double share = (value - cloud->low) / (cloud->high - cloud->low);
  guint entry = isfinite (value) ? (guint)(CLAMP (share, 0.0, 1.0) * (COLOURS - 1)) : COLOURS;
  guint32 paper = (guint32)(FADE_MOST * (1.0f - place->nearness)), own = 256 - paper;
  guint32 ink = inks->ramp[entry], mixed = 0;

  for (guint shift = 0; shift <= 16; shift += 8)
    mixed |= ((ink >> shift & 255) * own + (inks->paper >> shift & 255) * paper) >> 8 << shift;
  return mixed;
}

/* 1 inside, 0 outside, in between over one pixel at the edge. */
static void
disc_init (Disc *disc, double radius)
{
  disc->half = (int)ceil (radius + 0.5);
  for (guint sy = 0; sy < SUBPIXELS; sy++)
    for (guint sx = 0; sx < SUBPIXELS; sx++) {
      guint8 *coverage = disc->coverage[sy][sx];
      double centre_x = (sx + 0.5) / SUBPIXELS - 0.5, centre_y = (sy + 0.5) / SUBPIXELS - 0.5;

      for (int y = -disc->half; y <= disc->half; y++)
        for (int x = -disc->half; x <= disc->half; x++) {
          double inside = radius + 0.5 - hypot (x - centre_x, y - centre_y);
          *coverage++ = (guint8)lround (255.0 * CLAMP (inside, 0.0, 1.0));
        }
    }
}

typedef struct
{
  guint8 *data;
  int stride, width, height;
} Canvas;

static void
blend (const Canvas *canvas, const Disc *disc, double x, double y, guint32 ink)
{
  int column = (int)floor (x), row = (int)floor (y);
  guint sx = (guint)((x - column) * SUBPIXELS), sy = (guint)((y - row) * SUBPIXELS);
  const guint8 *coverage = disc->coverage[MIN (sy, SUBPIXELS - 1)][MIN (sx, SUBPIXELS - 1)];
  int side = 2 * disc->half + 1;

  for (int dy = -disc->half; dy <= disc->half; dy++, coverage += side) {
    if (row + dy < 0 || row + dy >= canvas->height)
      continue;
    guint32 *line = (guint32 *)(gpointer)(canvas->data + (gsize)(row + dy) * (gsize)canvas->stride);
    for (int dx = -disc->half; dx <= disc->half; dx++) {
      guint32 cover = coverage[dx + disc->half];
      if (cover == 0 || column + dx < 0 || column + dx >= canvas->width)
        continue;
      guint32 *pixel = &line[column + dx], under = *pixel, over = 0;
      cover += cover >> 7; /* 255 becomes 256 */
      for (guint shift = 0; shift <= 24; shift += 8) {
        guint32 top = shift == 24 ? 255 : ink >> shift & 255;
        over |= (top * cover + (under >> shift & 255) * (256 - cover)) >> 8 << shift;
      }
      *pixel = over;
    }
  }
}

/* In device pixels of the target, then shown at the size of the picture. */
static void
paint_on_image (cairo_t *cr,
                const LabCloud *cloud,
                const LabCloudPlace *places,
                double disc,
                const Inks *inks)
{
  double left, top, right, bottom, scale_x = 1.0, scale_y = 1.0;
  g_autofree Disc *discs = g_new (Disc, SIZES);

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  cairo_user_to_device_distance (cr, &scale_x, &scale_y);
  scale_x = fabs (scale_x);
  Canvas canvas = {.width = (int)ceil ((right - left) * scale_x),
                   .height = (int)ceil ((bottom - top) * scale_x)};
  cairo_surface_t *image =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, canvas.width, canvas.height);
  canvas.data = cairo_image_surface_get_data (image);
  canvas.stride = cairo_image_surface_get_stride (image);
  for (guint i = 0; i < SIZES; i++) {
    double size = FAR_SIZE + (1.0 - FAR_SIZE) * i / (SIZES - 1.0);
    disc_init (&discs[i], MIN (disc * scale_x * size, RADIUS_MOST));
  }
  for (guint i = 0; canvas.data != NULL && i < cloud->n; i++) {
    const LabCloudPlace *place = &places[i];
    guint size = (guint)(place->nearness * (SIZES - 1) + 0.5f);
    blend (&canvas, &discs[size], ((double)place->x - left) * scale_x,
           ((double)place->y - top) * scale_x, ink_of (cloud, inks, place));
  }
  cairo_surface_mark_dirty (image);
  cairo_save (cr);
  cairo_translate (cr, left, top);
  cairo_scale (cr, 1.0 / scale_x, 1.0 / scale_x);
  cairo_set_source_surface (cr, image, 0.0, 0.0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

static void
paint_circles (cairo_t *cr,
               const LabCloud *cloud,
               const LabCloudPlace *places,
               double disc,
               const Inks *inks)
{
  for (guint i = 0; i < cloud->n; i++) {
    const LabCloudPlace *place = &places[i];
    guint32 ink = ink_of (cloud, inks, place);

    cairo_set_source_rgb (cr, (ink >> 16 & 255) / 255.0, (ink >> 8 & 255) / 255.0,
                          (ink & 255) / 255.0);
    cairo_arc (cr, (double)place->x, (double)place->y,
               disc * (FAR_SIZE + (1.0 - FAR_SIZE) * (double)place->nearness), 0.0, 2.0 * G_PI);
    cairo_fill (cr);
  }
}

void
lab_paint_cloud_points (cairo_t *cr,
                        const LabCloud *cloud,
                        const LabCloudPlace *places,
                        double disc,
                        const LabChartStyle *style)
{
  Inks inks;

  inks_init (&inks, style);
  if (cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    paint_on_image (cr, cloud, places, disc, &inks);
  else
    paint_circles (cr, cloud, places, disc, &inks);
}
