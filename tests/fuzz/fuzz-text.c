/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the text of one file or two: refused with one sentence, or cut into documents that follow one
 * another and count up to the whole; HTML loses its tags without harm. The first byte says how it is read. */
#include "corpus/text/installed-text.h"
#include "corpus/text/tokeniser.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
check_documents (const LabText *text)
{
  guint64 all = 0, characters = 0, of_alphabet = 0;

  for (gsize i = 0; i < text->document_count; i++) {
    const LabDocument *document = &text->documents[i];
    g_autofree char *copy = g_malloc (document->bytes);

    g_assert (document->bytes > 0 && document->file < text->file_count);
    g_assert (document->offset + document->bytes <= text->files[document->file].size);
    g_assert (i == 0 || document->file > text->documents[i - 1].file ||
              document->offset == text->documents[i - 1].offset + text->documents[i - 1].bytes);
    lab_text_read (text, document, 0, (gsize)document->bytes, copy);
    if (text->alphabet != NULL)
      g_assert (g_utf8_validate_len (copy, (gsize)document->bytes, NULL) &&
                (guint64)g_utf8_strlen (copy, (gssize)document->bytes) == document->characters);
    all += document->bytes;
    characters += document->characters;
  }
  for (gsize i = 0; i < text->alphabet_count; i++)
    of_alphabet += text->alphabet[i].count;
  g_assert (all == text->bytes && characters == text->characters);
  g_assert (text->alphabet == NULL || of_alphabet == text->characters);
}

static void
check_characters (const LabText *text)
{
  g_autoptr (LabTokeniser) tokeniser = lab_tokeniser_new_characters (text, 20);

  for (gsize i = 0; i < text->document_count; i++) {
    const LabDocument *document = &text->documents[i];
    g_autofree char *copy = g_malloc (document->bytes);
    g_autofree guint16 *tokens = g_new (guint16, document->bytes);
    gsize count;

    lab_text_read (text, document, 0, (gsize)document->bytes, copy);
    count = lab_tokeniser_encode (tokeniser, copy, (gsize)document->bytes, tokens);
    g_assert (count == document->characters);
    for (gsize t = 0; t < count; t++)
      g_assert (tokens[t] < tokeniser->vocabulary);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  const guint8 way = length > 0 ? bytes[0] : 0;
  const char *contents = (const char *)bytes + (length > 0 ? 1 : 0);
  const gsize count = length > 0 ? length - 1 : 0;
  const gsize first = (way & 2) != 0 ? count / 3 : count;
  GArray *files = g_array_new (FALSE, FALSE, sizeof (LabTextFile));
  g_autoptr (GError) error = NULL;
  g_autoptr (LabText) text = NULL;
  g_autofree char *bare = lab_text_without_tags (contents, count);

  g_assert (lab_text_add_bytes (files, "first", contents, first, NULL));
  if ((way & 2) != 0)
    g_assert (lab_text_add_bytes (files, "second", contents + first, count - first, NULL));
  text = lab_text_of_files ("it", files, (way & 1) != 0, NULL, &error);
  g_assert ((text == NULL) == (error != NULL));
  g_assert (strlen (bare) <= count);
  if (text == NULL) {
    g_assert (g_utf8_validate (error->message, -1, NULL) && strchr (error->message, '\n') == NULL);
    return 0;
  }
  check_documents (text);
  if (text->alphabet != NULL)
    check_characters (text);
  return 0;
}
