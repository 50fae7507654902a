/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG, PDF and PNG by the painter of the screen, written beside the target and renamed onto it. */
#include <math.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>

#include "chart/export/export.h"
#include "config.h"
#include "core/error.h"
#include "core/file.h"

#define SMALLEST_SIDE 64.0
#define LARGEST_SIDE  16384.0

typedef enum
{
  FORMAT_SVG,
  FORMAT_PDF,
  FORMAT_PNG,
  FORMAT_UNKNOWN,
} Format;

static Format
format_of (const char *path)
{
  static const char *const endings[] = {".svg", ".pdf", ".png"};
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return (Format)i;
  return FORMAT_UNKNOWN;
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_surface (Format format, double width, double height, GByteArray *bytes)
{
  switch (format) {
  case FORMAT_SVG:
    return cairo_svg_surface_create_for_stream (append_bytes, bytes, width, height);
  case FORMAT_PDF:
    return cairo_pdf_surface_create_for_stream (append_bytes, bytes, width, height);
  case FORMAT_PNG:
  case FORMAT_UNKNOWN:
  default:
    return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)ceil (width), (int)ceil (height));
  }
}

/* PDF carries title and description. */
static void
describe_pdf (cairo_surface_t *surface, const LabPicture *picture)
{
  if (picture->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, picture->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, picture->description);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Scaling Lab " LAB_VERSION);
}

static gboolean
renumber (const GMatchInfo *match, GString *result, gpointer data)
{
  GHashTable *seen = data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  char *number = g_match_info_fetch (match, 2);
  const guint next = g_hash_table_size (seen) + 1;

  if (!g_hash_table_contains (seen, number))
    g_hash_table_insert (seen, g_strdup (number), GUINT_TO_POINTER (next));
  g_string_append_printf (result, "%ssurface%u", before,
                          GPOINTER_TO_UINT (g_hash_table_lookup (seen, number)));
  g_free (number);
  return FALSE;
}

/* Cairo counts all surfaces of the process: the same picture is to be the same bytes whatever was drawn before
 * it. */
static void
count_surfaces_anew (GByteArray *bytes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) names = g_regex_new ("(id=\"|\"#)surface([0-9]+)", 0, 0, NULL);
  g_autofree char *text = g_regex_replace_eval (names, (const char *)bytes->data, bytes->len, 0, 0,
                                                renumber, seen, NULL);

  if (text == NULL)
    return;
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *)text, (guint)strlen (text));
}

/* Cairo writes no texts into SVG: <title> and <desc> go in behind the root element's tag. */
static void
describe_svg (GByteArray *bytes, const LabPicture *picture)
{
  const char *text = (const char *)bytes->data;
  const char *root = g_strstr_len (text, bytes->len, "<svg");
  const char *end = root != NULL ? g_strstr_len (root, text + bytes->len - root, ">") : NULL;
  g_autofree char *words = NULL;
  gsize head;

  if (end == NULL)
    return;
  words = g_markup_printf_escaped ("\n<title>%s</title>\n<desc>%s</desc>",
                                   picture->title != NULL ? picture->title : "Scaling Lab",
                                   picture->description);
  head = (gsize)(end + 1 - text);

  g_autoptr (GByteArray) whole = g_byte_array_sized_new (bytes->len + 1024);

  g_byte_array_append (whole, bytes->data, (guint)head);
  g_byte_array_append (whole, (const guint8 *)words, (guint)strlen (words));
  g_byte_array_append (whole, bytes->data + head, bytes->len - (guint)head);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, whole->data, whole->len);
}

static guint32
png_checksum (const guint8 *data, gsize length)
{
  guint32 sum = 0xffffffffu;

  for (gsize i = 0; i < length; i++) {
    sum ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
  }
  return ~sum;
}

static void
append_big_endian (GByteArray *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *)&big, 4);
}

/* The description as an iTXt chunk (PNG specification, 11.3.4.5) right after the header chunk,
 * which ends at byte 33. */
static void
describe_png (GByteArray *bytes, const char *description)
{
  static const char head[] = "iTXtDescription\0\0\0\0"; /* the array ends in one more zero */
  const guint header_end = 33;
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_autoptr (GByteArray) whole = g_byte_array_new ();

  g_return_if_fail (bytes->len > header_end);
  g_byte_array_append (chunk, (const guint8 *)head, sizeof head);
  g_byte_array_append (chunk, (const guint8 *)description, (guint)strlen (description));
  g_byte_array_append (whole, bytes->data, header_end);
  append_big_endian (whole, chunk->len - 4);
  g_byte_array_append (whole, chunk->data, chunk->len);
  append_big_endian (whole, png_checksum (chunk->data, chunk->len));
  g_byte_array_append (whole, bytes->data + header_end, bytes->len - header_end);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, whole->data, whole->len);
}

/* The finished file in memory. */
static cairo_status_t
render (Format format,
        const LabPicture *picture,
        const LabChartStyle *style,
        double width,
        double height,
        GByteArray *bytes)
{
  cairo_surface_t *surface = create_surface (format, width, height, bytes);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  if (format == FORMAT_PDF)
    describe_pdf (surface, picture);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    picture->paint (cr, width, height, picture->content, style);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_SVG)
    count_surfaces_anew (bytes);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_SVG)
    describe_svg (bytes, picture);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    describe_png (bytes, picture->description);
  return status;
}

static gboolean
check (Format format, double width, double height, const char *path, GError **error)
{
  if (format == FORMAT_UNKNOWN) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("“%s” does not say which kind of picture to write: its name must end in "
                    ".svg, .pdf or .png."),
                 path);
    return FALSE;
  }
  if (!(width >= SMALLEST_SIDE && width <= LARGEST_SIDE && height >= SMALLEST_SIDE &&
        height <= LARGEST_SIDE)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("A picture of %g × %g cannot be written: width and height must lie between "
                    "%g and %g."),
                 width, height, SMALLEST_SIDE, LARGEST_SIDE);
    return FALSE;
  }
  return TRUE;
}

GBytes *
lab_picture_bytes (const LabPicture *picture,
                   const LabChartStyle *style,
                   double width,
                   double height,
                   const char *path,
                   GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status;

  g_return_val_if_fail (picture != NULL && style != NULL && path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check (format_of (path), width, height, path, error))
    return NULL;
  status = render (format_of (path), picture, style, width, height, bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_FILE, _ ("The picture “%s” could not be drawn: %s."),
                 path, cairo_status_to_string (status));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
lab_picture_export (const LabPicture *picture,
                    const LabChartStyle *style,
                    double width,
                    double height,
                    const char *path,
                    GError **error)
{
  g_autoptr (GBytes) bytes = lab_picture_bytes (picture, style, width, height, path, error);
  g_autoptr (GError) reason = NULL;
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (!lab_file_write (path, data, length, &reason)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_FILE, _ ("The picture could not be saved: %s"),
                 reason->message);
    return FALSE;
  }
  return TRUE;
}

void
lab_picture_free (LabPicture *picture)
{
  if (picture == NULL)
    return;
  if (picture->release != NULL)
    picture->release (picture->content);
  g_free (picture->title);
  g_free (picture->description);
  g_free (picture);
}

static void
paint_chart (cairo_t *cr,
             double width,
             double height,
             gconstpointer content,
             const LabChartStyle *style)
{
  lab_chart_paint (cr, width, height, content, NULL, style, NULL);
}

LabPicture *
lab_chart_picture (LabChartContent *content)
{
  LabPicture *picture = g_new0 (LabPicture, 1);

  g_return_val_if_fail (content != NULL, NULL);
  picture->title = g_strdup (content->title);
  picture->description = lab_chart_content_describe (content);
  picture->content = lab_chart_content_ref (content);
  picture->release = (GDestroyNotify)lab_chart_content_unref;
  picture->paint = paint_chart;
  return picture;
}
