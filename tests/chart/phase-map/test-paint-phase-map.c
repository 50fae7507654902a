/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map as a picture: its colours are the values', its words keep apart. */
#include "chart/export/export.h"
#include "chart/phase-map/paint-phase-map.h"
#include "chart/phase-map/paint-phase-map-testing.h"
#include "phase-map-fixture.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

/* Evenly rising in lightness (CIE L*), for every look and every eye. */
static void
test_ramp (void)
{
  LabColour black = {0, 0, 0, 1};
  double last = -1.0, least = INFINITY, most = 0.0;
  for (guint i = 0; i <= 64; i++) {
    LabColour colour = lab_ramp_colour (i / 64.0);
    double luminance = lab_colour_contrast (&colour, &black) * 0.05 - 0.05;
    double lightness = 116.0 * cbrt (luminance) - 16.0;
    if (i > 0) {
      least = fmin (least, lightness - last);
      most = fmax (most, lightness - last);
    }
    last = lightness;
  }
  g_test_message ("steps of lightness from %.2f to %.2f", least, most);
  g_assert_cmpfloat (least, >, 0.5);
  g_assert_cmpfloat (most, <, 2.5);
  LabColour beyond = lab_ramp_colour (7.0), end = lab_ramp_colour (1.0);
  g_assert_cmpfloat (beyond.red, ==, end.red);
}

static LabColour
pixel_at (cairo_surface_t *surface, double x, double y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) +
                      (gsize)y * (gsize)cairo_image_surface_get_stride (surface);
  guint32 pixel = ((const guint32 *)(gconstpointer)row)[(gsize)x];
  return (LabColour){(pixel >> 16 & 255) / 255.0, (pixel >> 8 & 255) / 255.0, (pixel & 255) / 255.0,
                     1.0};
}

static void
assert_colour (const LabColour *actual, const LabColour *expected)
{
  g_assert_cmpfloat_with_epsilon (actual->red, expected->red, 0.02);
  g_assert_cmpfloat_with_epsilon (actual->green, expected->green, 0.02);
  g_assert_cmpfloat_with_epsilon (actual->blue, expected->blue, 0.02);
}

static cairo_surface_t *
paint (const LabPhaseMap *map,
       LabLook look,
       double font,
       int width,
       int height,
       LabChartPlot *plot,
       GArray *labels)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;
  lab_chart_style_init (&style, look, font);
  lab_phase_map_paint_noting (cr, width, height, map, &style, plot, labels);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Field and dots have the colours of their values. */
static void
test_colours (PhaseMapFixture *fixture, gconstpointer data)
{
  fixture->dots[20].excess_risk = 0.8; /* unlike the field around it */
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  for (int look = LAB_LOOK_LIGHT; look <= LAB_LOOK_PRINT; look++) {
    LabChartPlot plot;
    cairo_surface_t *surface = paint (map, (LabLook)look, 12.0, 900, 700, &plot, NULL);
    for (guint i = 0; i < PHASE_MAP_DOTS; i += 5) {
      const LabPhaseMapDot *dot = &map->dots[i];
      LabColour colour = pixel_at (surface, lab_chart_plot_x (&plot, &map->range, dot->dot.points),
                                   lab_chart_plot_y (&plot, &map->range, dot->y));
      LabColour expected = lab_ramp_colour (lab_phase_map_place (map, dot->dot.excess_risk));
      assert_colour (&colour, &expected);
    }
    /* The lower right corner has neither line nor word. */
    double x = plot.x + 0.97 * plot.width, y = plot.y + 0.985 * plot.height;
    LabColour colour = pixel_at (surface, x, y);
    LabColour expected = lab_ramp_colour (lab_phase_map_place (
        map, lab_phase_map_predict (map, lab_chart_value_x (&plot, &map->range, x),
                                    lab_chart_value_y (&plot, &map->range, y))));
    assert_colour (&colour, &expected);
    cairo_surface_destroy (surface);
  }
}

static double
blend (double over, double under, double opacity)
{
  return opacity * over + (1.0 - opacity) * under;
}

/* A dot of a run in training lets what lies under it through: 55 % of its own colour, over 55 % of the
 * paper's ring. */
static void
test_provisional (PhaseMapFixture *fixture, gconstpointer data)
{
  g_autoptr (LabPhaseMap) without = NULL;
  g_autoptr (LabPhaseMap) map = NULL;
  cairo_surface_t *under, *over;
  LabChartPlot plot;

  fixture->dots[20].excess_risk = 0.8;
  fixture->dots[20].provisional = TRUE;
  map = lab_phase_map_new (&fixture->input);
  over = paint (map, LAB_LOOK_LIGHT, 12.0, 900, 700, &plot, NULL);
  fixture->input.dot_count = 0;
  without = lab_phase_map_new (&fixture->input);
  under = paint (without, LAB_LOOK_LIGHT, 12.0, 900, 700, NULL, NULL);
  double x = lab_chart_plot_x (&plot, &map->range, map->dots[20].dot.points);
  double y = lab_chart_plot_y (&plot, &map->range, map->dots[20].y);
  LabColour field = pixel_at (under, x, y), found = pixel_at (over, x, y);
  LabColour own = lab_ramp_colour (lab_phase_map_place (map, 0.8));
  LabColour expected = {blend (own.red, blend (1.0, field.red, 0.55), 0.55),
                        blend (own.green, blend (1.0, field.green, 0.55), 0.55),
                        blend (own.blue, blend (1.0, field.blue, 0.55), 0.55), 1.0};
  assert_colour (&found, &expected);
  cairo_surface_destroy (under);
  cairo_surface_destroy (over);
}

/* Words neither overlap each other nor leave the picture, at any size; nothing breaks it. */
static void
test_words (PhaseMapFixture *fixture, gconstpointer data)
{
  static const int sizes[][2] = {{1100, 800}, {700, 560}, {420, 340}, {240, 140}, {60, 40}};
  fixture->input.condition_number = 100.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++) {
    g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (LabLabelBox));
    cairo_surface_t *surface =
        paint (map, LAB_LOOK_LIGHT, 12.0, sizes[s][0], sizes[s][1], NULL, labels);
    for (guint i = 0; i < labels->len && s < 3; i++) {
      LabLabelBox a = g_array_index (labels, LabLabelBox, i);
      a.width *= 0.9;
      a.height *= 0.6; /* of ink */
      g_assert_cmpfloat (a.x, >, 0.0);
      g_assert_cmpfloat (a.x, <, sizes[s][0]);
      g_assert_cmpfloat (a.y, >, 0.0);
      g_assert_cmpfloat (a.y, <, sizes[s][1]);
      for (guint k = 0; k < i; k++) {
        LabLabelBox b = g_array_index (labels, LabLabelBox, k);
        b.width *= 0.9;
        b.height *= 0.6;
        g_assert_false (lab_label_boxes_overlap (&a, &b));
      }
    }
    cairo_surface_destroy (surface);
  }
}

static void
test_export (PhaseMapFixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"map.svg", "map.pdf", "map.png"};
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  g_autofree char *folder = g_dir_make_tmp ("lab-phase-map-XXXXXX", NULL);
  LabPicture *picture = lab_phase_map_picture (map);
  LabChartStyle style;
  lab_chart_style_init (&style, LAB_LOOK_PRINT, 12.0);
  g_assert_nonnull (strstr (picture->description, "40 measured dots"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    g_autofree char *bytes = NULL;
    g_autoptr (GError) error = NULL;
    gsize length = 0;
    g_assert_true (lab_picture_export (picture, &style, 800, 600, path, &error));
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    g_assert_cmpuint (length, >, 4000);
    g_remove (path);
  }
  g_rmdir (folder);
  lab_picture_free (picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#define ADD(name, test)                                                                            \
  g_test_add (name, PhaseMapFixture, NULL, phase_map_set_up, test, phase_map_tear_down)
  g_test_add_func ("/paint-phase-map/ramp", test_ramp);
  ADD ("/paint-phase-map/colours", test_colours);
  ADD ("/paint-phase-map/provisional", test_provisional);
  ADD ("/paint-phase-map/words", test_words);
  ADD ("/paint-phase-map/export", test_export);
  return g_test_run ();
}
