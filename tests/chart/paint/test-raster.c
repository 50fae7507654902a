/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column rasteriser against Cairo's own stroke. */
#include <math.h>

#include "chart/paint/raster.h"

#define WIDTH  300
#define HEIGHT 200

static const LabColour ink = {0.1, 0.4, 0.8, 1.0};

static cairo_surface_t *
canvas (cairo_t **cr)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);

  *cr = cairo_create (surface);
  cairo_set_source_rgb (*cr, 1, 1, 1);
  cairo_paint (*cr);
  return surface;
}

static int
channel_of (cairo_surface_t *surface, int x, int y, int shift)
{
  const guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface) +
         (gsize)y * (gsize)cairo_image_surface_get_stride (surface);
  return (int)(((const guint32 *)(const void *)data)[x] >> shift & 0xff);
}

/* Mean absolute difference of the red channel. */
static double
difference (cairo_surface_t *a, cairo_surface_t *b)
{
  double sum = 0.0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      sum += abs (channel_of (a, x, y, 16) - channel_of (b, x, y, 16));
  return sum / (WIDTH * HEIGHT);
}

static void
compare_with_cairo (LabPixel *pixels, guint count, double alpha, double band)
{
  const LabChartPlot clip = {0, 0, WIDTH, HEIGHT};
  LabColour colour = ink;
  cairo_t *ours, *theirs;
  cairo_surface_t *a = canvas (&ours), *b = canvas (&theirs);

  colour.alpha = alpha;
  g_assert_true (lab_raster_polyline (ours, &clip, pixels, count, 2.0, &colour));
  for (guint i = 0; i < count; i++)
    cairo_line_to (theirs, pixels[i].x, pixels[i].y);
  cairo_set_source_rgba (theirs, ink.red, ink.green, ink.blue, alpha);
  cairo_set_line_width (theirs, 2.0);
  cairo_stroke (theirs);
  g_assert_cmpfloat (difference (a, b), <, band);
  cairo_destroy (ours);
  cairo_destroy (theirs);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

/* Ink and paper are 230 apart and the curve covers about 1.2 % of the pixels: a curve at a wrong
 * place would differ by 5.5, one without antialiasing of slopes by about 1. */
static void
test_smooth (void)
{
  LabPixel pixels[600];

  for (guint i = 0; i < 600; i++)
    pixels[i] = (LabPixel){10.0 + 280.0 * i / 599.0, 100.0 + 60.0 * sin (i / 90.0)};
  compare_with_cairo (pixels, 600, 1.0, 1.3);
  compare_with_cairo (pixels, 600, 0.35, 0.5);
}

static void
test_noisy (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  LabPixel pixels[3000];

  for (guint i = 0; i < 3000; i++)
    pixels[i] = (LabPixel){10.0 + 280.0 * i / 2999.0,
                           60.0 + 80.0 * i / 2999.0 + g_rand_double_range (random, -20, 20)};
  compare_with_cairo (pixels, 3000, 1.0, 6.0);
}

static void
test_clip (void)
{
  const LabChartPlot clip = {50, 50, 100, 60};
  const LabPixel pixels[] = {{-1e5, -300}, {20, 80}, {400, 81}, {1e5, 1e5}};
  cairo_t *cr;
  cairo_surface_t *surface = canvas (&cr);

  g_assert_true (lab_raster_polyline (cr, &clip, pixels, 4, 4.0, &ink));
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (x < 50 || x >= 150 || y < 50 || y >= 110)
        g_assert_cmpint (channel_of (surface, x, y, 16), ==, 255);
  g_assert_cmpint (channel_of (surface, 100, 80, 16), ==, 26);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Targets it cannot write to are left alone. */
static void
test_refusals (void)
{
  const LabChartPlot clip = {0, 0, WIDTH, HEIGHT};
  const LabPixel pixels[] = {{0, 0}, {100, 100}};
  cairo_surface_t *recording = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (recording), *turned;
  cairo_surface_t *image = canvas (&turned);

  g_assert_false (lab_raster_polyline (cr, &clip, pixels, 2, 1.0, &ink));
  cairo_rotate (turned, 0.3);
  g_assert_false (lab_raster_polyline (turned, &clip, pixels, 2, 1.0, &ink));
  cairo_destroy (cr);
  cairo_destroy (turned);
  cairo_surface_destroy (recording);
  cairo_surface_destroy (image);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/raster/smooth", test_smooth);
  g_test_add_func ("/raster/noisy", test_noisy);
  g_test_add_func ("/raster/clip", test_clip);
  g_test_add_func ("/raster/refusals", test_refusals);
  return g_test_run ();
}
