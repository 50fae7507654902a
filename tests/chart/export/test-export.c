/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written pictures: valid, described, whole or not at all. */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "chart/export/export.h"
#include "core/error.h"

static LabChartContent *
small_content (void)
{
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *series = lab_chart_content_add_series (content, 3);

  content->x_label = g_strdup ("training points n");
  content->y_label = g_strdup ("excess <risk> & co");
  series->label = g_strdup ("d = 2 < 3 & \"more\"");
  for (guint i = 0; i < 3; i++)
    series->points[i] = (LabChartPoint){.x = 64 << i, .y = 0.2 / (i + 1), .low = 0.1, .high = 0.3};
  return content;
}

static char *export(const char *name, double width, double height, GError **error)
{
  g_autoptr (LabChartContent) content = small_content ();
  LabPicture *picture = lab_chart_picture (content);
  g_autofree char *folder = g_dir_make_tmp ("lab-export-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);
  LabChartStyle style;

  lab_chart_style_init (&style, LAB_LOOK_PRINT, 12.0);
  lab_picture_export (picture, &style, width, height, path, error);
  lab_picture_free (picture);
  return path;
}

static char *
read_and_remove (char *path, gsize *length)
{
  g_autofree char *taken = path;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was left there */
  return bytes;
}

static void
count_element (GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer data,
               GError **error)
{
  guint *counts = data;

  counts[0] += g_str_equal (name, "svg");
  counts[1] += g_str_equal (name, "desc");
  counts[2] += g_str_equal (name, "path") || g_str_equal (name, "use");
}

static void
test_svg (void)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *text = read_and_remove (export("chart.svg", 640, 480, &error), &length);
  const GMarkupParser parser = {.start_element = count_element};
  guint counts[3] = {0};
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, counts, NULL);

  g_assert_no_error (error);
  g_markup_parse_context_parse (context, text, (gssize)length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[1], ==, 1);
  g_assert_cmpuint (counts[2], >, 20);
  g_assert_nonnull (strstr (text, "excess &lt;risk&gt; &amp; co"));
}

static guint32
big_endian (const char *bytes)
{
  guint32 value;

  memcpy (&value, bytes, 4);
  return GUINT32_FROM_BE (value);
}

/* Cairo reads it back: libpng checks each chunk's checksum. */
static void
test_png (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = export("chart.PNG", 320, 240, &error);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  gsize length = 0;
  g_autofree char *bytes = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  bytes = read_and_remove (g_steal_pointer (&path), &length);
  g_assert_cmpint (memcmp (bytes, "\x89PNG\r\n\x1a\n", 8), ==, 0);
  g_assert_cmpuint (big_endian (bytes + 16), ==, 320);
  g_assert_cmpuint (big_endian (bytes + 20), ==, 240);
  g_assert_cmpint (memcmp (bytes + 37, "iTXtDescription", 16), ==, 0);
  g_assert_nonnull (memmem (bytes + 37, 300, "Log-log chart of excess <risk>", 30));
}

static void
test_pdf (void)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *bytes = read_and_remove (export("chart.pdf", 640, 480, &error), &length);

  g_assert_no_error (error);
  g_assert_cmpint (memcmp (bytes, "%PDF-1.", 7), ==, 0);
  g_assert_nonnull (memmem (bytes, length, "%%EOF", 5));
  g_assert_nonnull (memmem (bytes, length, "MediaBox [ 0 0 640 480 ]", 24));
}

/* Equal charts, equal bytes. */
static void
test_reproducible (void)
{
  gsize first_length = 0, second_length = 0;
  g_autofree char *first = read_and_remove (export("a.png", 300, 200, NULL), &first_length);
  g_autofree char *second = read_and_remove (export("a.png", 300, 200, NULL), &second_length);

  g_assert_cmpmem (first, first_length, second, second_length);
}

/* Cairo numbers the surfaces of a process: not those of the file. */
static void
test_reproducible_svg (void)
{
  gsize first_length = 0, second_length = 0;
  g_autofree char *first = read_and_remove (export("a.svg", 300, 200, NULL), &first_length);
  cairo_surface_t *other = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  g_autofree char *second = read_and_remove (export("a.svg", 300, 200, NULL), &second_length);

  cairo_surface_destroy (other);
  g_assert_cmpmem (first, first_length, second, second_length);
  g_assert_nonnull (strstr (first, "id=\"surface1\""));
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *name;
    double width;
    double height;
  } cases[] = {{"chart.gif", 640, 480},
               {"chart", 640, 480},
               {"chart.svg", 10, 480},
               {"chart.png", 640, 1e9},
               {"chart.pdf", NAN, 480}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = export(cases[i].name, cases[i].width, cases[i].height, &error);
    g_autofree char *folder = g_path_get_dirname (path);

    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
    g_assert_cmpint (g_rmdir (folder), ==, 0);
  }
}

/* A file that cannot be replaced stays as it is. */
static void
test_unwritable (void)
{
  g_autoptr (LabChartContent) content = small_content ();
  LabPicture *picture = lab_chart_picture (content);
  g_autoptr (GError) error = NULL;
  LabChartStyle style;

  lab_chart_style_init (&style, LAB_LOOK_PRINT, 12.0);
  g_assert_false (
      lab_picture_export (picture, &style, 640, 480, "/nonexistent-folder/chart.svg", &error));
  lab_picture_free (picture);
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "/nonexistent-folder"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/export/svg", test_svg);
  g_test_add_func ("/export/png", test_png);
  g_test_add_func ("/export/pdf", test_pdf);
  g_test_add_func ("/export/reproducible", test_reproducible);
  g_test_add_func ("/export/reproducible-svg", test_reproducible_svg);
  g_test_add_func ("/export/refusals", test_refusals);
  g_test_add_func ("/export/unwritable", test_unwritable);
  return g_test_run ();
}
