/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/decode.h"

#include "core/error.h"
#include "core/memory-available.h"
#include "core/memory.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define FIRST_ROOM ((gsize)64 << 10)

/* As many bytes without a mark tell UTF-16 by its zeros. */
#define SAMPLE 64

typedef struct
{
  const char *name;
  guint64 most;
  char *bytes;
  gsize room, length; /* one byte more than room is there, for the zero */
} Output;

static gboolean
make_room (Output *output, GError **error)
{
  const gsize room = output->room == 0 ? FIRST_ROOM : 2 * output->room;
  char *larger = lab_memory_new_untouched (room + 1, 1, N_ ("the file"), error);

  if (larger == NULL)
    return FALSE;
  if (output->bytes != NULL)
    memcpy (larger, output->bytes, output->length);
  lab_memory_free (output->bytes);
  output->bytes = larger;
  output->room = room;
  return TRUE;
}

static gboolean
refuse_size (const Output *output, GError **error)
{
  g_autofree char *allowed = lab_memory_words (output->most);

  return lab_refuse (error, LAB_ERROR_FILE, _ ("%s is too large; at most %s are allowed."),
                     output->name, allowed);
}

/* What follows a member of a gzip file and is one again. */
static gboolean
has_member (const char *bytes, gsize length)
{
  return length >= 2 && memcmp (bytes, "\x1f\x8b", 2) == 0;
}

static gboolean
gunzip (Output *output, const char *bytes, gsize length, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) reason = NULL;

  for (;;) {
    gsize taken = 0, made = 0;

    if (output->length == output->room && !make_room (output, error))
      return FALSE;
    const GConverterResult result = g_converter_convert (
        G_CONVERTER (decompressor), bytes, length, output->bytes + output->length,
        output->room - output->length, G_CONVERTER_INPUT_AT_END, &taken, &made, &reason);

    if (result == G_CONVERTER_ERROR)
      return lab_refuse (error, LAB_ERROR_FILE,
                         _ ("%s is compressed by gzip, and damaged or cut short: %s."),
                         output->name, reason->message);
    bytes += taken;
    length -= taken;
    output->length += made;
    if (output->length > output->most)
      return refuse_size (output, error);
    if (result != G_CONVERTER_FINISHED)
      continue;
    if (!has_member (bytes, length))
      return TRUE;
    g_converter_reset (G_CONVERTER (decompressor));
  }
}

/* Whether it is UTF-16, of which order, and how many bytes of mark it has. */
static gboolean
is_utf16 (const char *bytes, gsize length, gboolean *big, gsize *mark)
{
  const gsize count = MIN (length, SAMPLE) / 2;
  gsize zeros[2] = {0, 0};

  *mark = 2;
  *big = length >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0;
  if (length >= 2 && (*big || memcmp (bytes, "\xff\xfe", 2) == 0))
    return TRUE;
  for (gsize i = 0; i < 2 * count; i++)
    zeros[i % 2] += bytes[i] == '\0';
  *mark = 0;
  *big = zeros[0] > zeros[1];
  return count >= 2 && MAX (zeros[0], zeros[1]) * 4 >= 3 * count && MIN (zeros[0], zeros[1]) == 0;
}

static gunichar
unit_at (const char *bytes, gboolean big)
{
  const guchar *two = (const guchar *)bytes;

  return big ? (gunichar)(two[0] << 8 | two[1]) : (gunichar)(two[1] << 8 | two[0]);
}

/* Three bytes at most for each two. */
static gboolean
from_utf16 (Output *output, const char *bytes, gsize length, gboolean big, GError **error)
{
  gsize at = 0;

  output->bytes = lab_memory_new_untouched (length / 2 * 3 + 2, 1, N_ ("the file"), error);
  if (output->bytes == NULL)
    return FALSE;
  while (at + 2 <= length) {
    gunichar c = unit_at (bytes + at, big);

    at += 2;
    if (c >= 0xd800 && c < 0xdc00 && at + 2 <= length) {
      c = 0x10000 + ((c - 0xd800) << 10) + (unit_at (bytes + at, big) - 0xdc00);
      at += 2;
    }
    if (!g_unichar_validate (c))
      return lab_refuse (
          error, LAB_ERROR_FILE,
          _ ("%s begins as text in UTF-16, but byte %zu belongs to no character; save "
             "it in UTF-8."),
          output->name, at);
    output->length += (gsize)g_unichar_to_utf8 (c, output->bytes + output->length);
  }
  return output->length <= output->most || refuse_size (output, error);
}

/* Takes bytes. */
static char *
finish (Output *output, char *bytes, gboolean well, gsize *length)
{
  lab_memory_free (bytes);
  if (!well)
    g_clear_pointer (&output->bytes, lab_memory_free);
  if (output->bytes != NULL)
    output->bytes[output->length] = '\0';
  *length = output->length;
  return output->bytes;
}

char *
lab_decode (const char *name, char *bytes, gsize *length, guint64 most, GError **error)
{
  Output unzipped = {.name = name, .most = most}, wide = {.name = name, .most = most};
  gboolean big;
  gsize mark;

  g_return_val_if_fail (name != NULL && bytes != NULL && length != NULL, NULL);

  if (has_member (bytes, *length))
    bytes = finish (&unzipped, bytes, gunzip (&unzipped, bytes, *length, error), length);
  if (bytes != NULL && is_utf16 (bytes, *length, &big, &mark))
    bytes =
        finish (&wide, bytes, from_utf16 (&wide, bytes + mark, *length - mark, big, error), length);
  return bytes;
}
