/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cloud: turned rigidly, sorted from far to near, and drawn so that the near covers the far. */
#include "chart/cloud/cloud.h"
#include "chart/phase-map/phase-map.h"

#include <math.h>

#define N 400

static LabCloud *
random_cloud (GRand *random)
{
  float points[3 * N], values[N];

  for (guint i = 0; i < N; i++) {
    double length = 0.0;

    for (guint k = 0; k < 3; k++) {
      points[3 * i + k] = (float)g_rand_double_range (random, -1.0, 1.0);
      length += (double)points[3 * i + k] * (double)points[3 * i + k];
    }
    for (guint k = 0; k < 3; k++)
      points[3 * i + k] /= (float)MAX (sqrt (length), 1.0);
    values[i] = (float)i;
  }
  return lab_cloud_new (N, points, values, 0.0, 0.0);
}

/* Against the matrices of the two rotations, in double. */
static void
test_arrange (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (LabCloud) cloud = random_cloud (random);
  LabCloudPose pose = {.yaw = 0.7, .pitch = -0.4, .zoom = 1.5};
  LabCloudPlace places[N];
  gboolean seen[N] = {FALSE};

  lab_cloud_arrange (cloud, &pose, 100.0, 50.0, 40.0, places);
  for (guint i = 0; i < N; i++) {
    const float *point = cloud->points + 3 * places[i].index;
    double x = (double)point[0], y = (double)point[1], z = (double)point[2];
    double right = cos (0.7) * x + sin (0.7) * z, back = -sin (0.7) * x + cos (0.7) * z;
    double up = cos (-0.4) * y - sin (-0.4) * back, towards = sin (-0.4) * y + cos (-0.4) * back;

    g_assert_cmpfloat_with_epsilon ((double)places[i].x, 100.0 + 60.0 * right, 1e-4);
    g_assert_cmpfloat_with_epsilon ((double)places[i].y, 50.0 - 60.0 * up, 1e-4);
    g_assert_cmpfloat_with_epsilon ((double)places[i].nearness, 0.5 + 0.5 * towards, 1e-6);
    g_assert_false (seen[places[i].index]);
    seen[places[i].index] = TRUE;
    if (i > 0)
      g_assert_cmpfloat ((double)places[i].nearness, >=, (double)places[i - 1].nearness - 1e-3);
  }
}

/* Not given: that of the values; all equal or none finite: something to divide by. */
static void
test_range (void)
{
  const float points[9] = {0}, values[3] = {2.0f, NAN, -1.0f}, equal[3] = {5.0f, 5.0f, 5.0f};
  const float unknown[3] = {NAN, NAN, NAN};
  g_autoptr (LabCloud) some = lab_cloud_new (3, points, values, 0.0, 0.0);
  g_autoptr (LabCloud) one = lab_cloud_new (3, points, equal, 0.0, 0.0);
  g_autoptr (LabCloud) none = lab_cloud_new (3, points, unknown, 0.0, 0.0);
  g_autoptr (LabCloud) given = lab_cloud_new (3, points, values, -4.0, 4.0);

  g_assert_cmpfloat (some->low, ==, -1.0);
  g_assert_cmpfloat (some->high, ==, 2.0);
  g_assert_true (one->low < 5.0 && one->high > 5.0);
  g_assert_true (none->low < none->high);
  g_assert_cmpfloat (given->high, ==, 4.0);
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  cairo_surface_flush (surface);
  return ((const guint32 *)(gconstpointer)(data + y * cairo_image_surface_get_stride (surface)))[x];
}

static void
assert_colour (guint32 pixel, const LabColour *colour)
{
  g_assert_cmpint (ABS ((int)(pixel >> 16 & 255) - (int)lround (255.0 * colour->red)), <=, 3);
  g_assert_cmpint (ABS ((int)(pixel >> 8 & 255) - (int)lround (255.0 * colour->green)), <=, 3);
  g_assert_cmpint (ABS ((int)(pixel & 255) - (int)lround (255.0 * colour->blue)), <=, 3);
}

/* Two points in line with the eye: whichever order they come in, the near one's colour is seen. */
static void
test_near_covers_far (void)
{
  for (guint order = 0; order < 2; order++) {
    const float points[6] = {0, 0, order == 0 ? 1 : -1, 0, 0, order == 0 ? -1 : 1};
    const float values[2] = {order == 0 ? 1.0f : 0.0f, order == 0 ? 0.0f : 1.0f};
    g_autoptr (LabCloud) cloud = lab_cloud_new (2, points, values, 0.0, 1.0);
    LabCloudPose front = {0.0, 0.0, 1.0};
    LabCloudPlace places[2];
    cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 100, 100);
    cairo_t *cr = cairo_create (surface);
    LabColour top = lab_ramp_colour (1.0);
    LabChartStyle style;

    lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
    lab_cloud_arrange (cloud, &front, 50.0, 50.0, 40.0, places);
    lab_paint_cloud_points (cr, cloud, places, 8.0, &style);
    assert_colour (pixel_at (surface, 50, 50), &top);
    cairo_destroy (cr);
    cairo_surface_destroy (surface);
  }
}

/* What a disc covers is its area, wherever it lies between the pixels; image and vector agree. */
static void
test_disc (void)
{
  for (guint place = 0; place < 8; place++) {
    const float point[3] = {0, 0, 1}, value[1] = {1.0f};
    g_autoptr (LabCloud) cloud = lab_cloud_new (1, point, value, 0.0, 1.0);
    LabCloudPose front = {0.0, 0.0, 1.0};
    LabCloudPlace places[1];
    cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 60, 60);
    cairo_t *cr = cairo_create (surface);
    double area = 0.0, x = 30.0 + place / 8.0, y = 30.0 + (place * 3 % 8) / 8.0;
    LabChartStyle style;

    lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
    lab_cloud_arrange (cloud, &front, x, y, 40.0, places);
    lab_paint_cloud_points (cr, cloud, places, 6.0, &style);
    for (int row = 0; row < 60; row++)
      for (int column = 0; column < 60; column++)
        area += (pixel_at (surface, column, row) >> 24) / 255.0;
    g_assert_cmpfloat_with_epsilon (area, G_PI * 36.0, 1.5);
    cairo_destroy (cr);
    cairo_surface_destroy (surface);
  }
}

/* The whole picture leaves nothing blank and writes its words; a value that is not known takes the
 * colour of the grid. */
static void
test_picture (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (LabCloud) cloud = random_cloud (random);
  LabCloudPose pose = {0.3, 0.3, 1.0};
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 600, 400);
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;
  guint inked = 0;

  for (guint i = 0; i < N; i++)
    cloud->values[i] = NAN;
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  lab_cloud_paint (cr, 600.0, 400.0, cloud, &pose, &style);
  for (int row = 60; row < 340; row++)
    for (int column = 100; column < 480; column++) {
      guint32 pixel = pixel_at (surface, column, row);
      int red = pixel >> 16 & 255, blue = pixel & 255;

      g_assert_cmpuint (pixel >> 24, ==, 255);
      g_assert_cmpint (ABS (red - blue), <, 24); /* nothing of the ramp's blue and yellow */
      inked += red < 240;
    }
  g_assert_cmpuint (inked, >, 1000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/cloud/arrange", test_arrange);
  g_test_add_func ("/cloud/range", test_range);
  g_test_add_func ("/cloud/near-covers-far", test_near_covers_far);
  g_test_add_func ("/cloud/disc", test_disc);
  g_test_add_func ("/cloud/picture", test_picture);
  return g_test_run ();
}
