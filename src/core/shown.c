/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/shown.h"

#include <string.h>

/* Bytes of the character at text, 0 for a byte that belongs to none. */
static gsize
character_length (const char *text)
{
  const gunichar character = g_utf8_get_char_validated (text, -1);

  return character == (gunichar)-1 || character == (gunichar)-2
             ? 0
             : (gsize)(g_utf8_next_char (text) - text);
}

/* What changes the direction of the text after it, or begins a line: it could show a sentence in another
 * order than it was written, or as several. */
static gboolean
rearranges_text (gunichar character)
{
  return (character >= 0x202A && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0x2028 || character == 0x2029;
}

/* length as above. */
static gboolean
may_be_shown (const char *text, gsize length, const char *kept)
{
  if (length == 1)
    return !g_ascii_iscntrl (*text) || strchr (kept, *text) != NULL;
  return length > 1 && !g_unichar_iscntrl (g_utf8_get_char (text)) &&
         !rearranges_text (g_utf8_get_char (text));
}

gboolean
lab_is_shown_as_is (const char *text, const char *kept)
{
  g_return_val_if_fail (text != NULL && kept != NULL, FALSE);

  for (gsize length; *text != '\0'; text += length) {
    length = character_length (text);
    if (!may_be_shown (text, length, kept))
      return FALSE;
  }
  return TRUE;
}

/* Bytes that may not be shown, and the signs of `special`, as two hexadecimal digits. */
static char *
spell_bytes (const char *text, const char *kept, const char *special, const char *introduction)
{
  GString *spelled = g_string_new (NULL);

  while (*text != '\0') {
    const gsize length = character_length (text);
    const gboolean stays = may_be_shown (text, length, kept) && strchr (special, *text) == NULL;

    if (stays)
      g_string_append_len (spelled, text, (gssize)length);
    for (gsize i = 0; !stays && i < MAX (length, 1); i++)
      g_string_append_printf (spelled, "%s%02X", introduction, (guint)(guchar)text[i]);
    text += MAX (length, 1);
  }
  return g_string_free (spelled, FALSE);
}

char *
lab_shown (const char *text, const char *kept)
{
  g_return_val_if_fail (text != NULL && kept != NULL, NULL);

  return spell_bytes (text, kept, "", "\\x");
}

char *
lab_percent_encoded (const char *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return spell_bytes (bytes, "", " %", "%");
}

char *
lab_percent_decoded (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *bytes = strchr (text, '%') != NULL ? g_malloc (strlen (text) + 1) : NULL;
  gsize length = 0;

  if (bytes == NULL)
    return NULL;
  for (; *text != '\0'; text++) {
    bytes[length] = *text;
    if (*text == '%') {
      const int high = g_ascii_xdigit_value (text[1]);
      const int low = high >= 0 ? g_ascii_xdigit_value (text[2]) : -1;

      if (low < 0 || high + low == 0)
        return NULL;
      bytes[length] = (char)(high << 4 | low);
      text += 2;
    }
    length++;
  }
  bytes[length] = '\0';
  return g_steal_pointer (&bytes);
}
