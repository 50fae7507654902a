/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/text-scan.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a text that is cut into pieces. */
#define PIECES      256
#define PIECE_LEAST 256
/* Documents between blank lines are gathered until there are no more than about so many. */
#define DOCUMENTS_MOST (1u << 18)
/* The largest share of the bytes that one document may have. */
#define LARGEST_SHARE 12

#define CODES     0x110000
#define PAGE      256
#define BYTE_MARK "\xEF\xBB\xBF"

typedef struct
{
  GArray *documents;
  guint64 least;  /* bytes of one, from which on it ends where it may */
  guint64 start;  /* of the current one */
  guint64 before; /* characters of the file before it */
  guint64 largest;
} Cut;

struct _LabTextScan
{
  gboolean at_blank_lines, as_characters;
  Cut documents, pieces;
  guint64 bytes, characters;
  guint64 *pages[CODES / PAGE];
  guint32 file;
  guint64 at;                                     /* offset in the file */
  guint64 in_file;                                /* characters of the file so far */
  guint64 line, line_in_file;                     /* where the current line began */
  gboolean line_is_blank, after_blank, has_words; /* the last: the current document */
};

LabTextScan *
lab_text_scan_new (guint64 total, gboolean at_blank_lines, gboolean as_characters)
{
  LabTextScan *scan = g_new0 (LabTextScan, 1);

  scan->at_blank_lines = at_blank_lines;
  scan->as_characters = as_characters;
  scan->documents.documents = g_array_new (FALSE, FALSE, sizeof (LabDocument));
  scan->documents.least = at_blank_lines ? MAX (total / DOCUMENTS_MOST, 1) : 0;
  scan->pieces.documents = g_array_new (FALSE, FALSE, sizeof (LabDocument));
  scan->pieces.least = MAX (total / PIECES, PIECE_LEAST);
  return scan;
}

void
lab_text_scan_free (LabTextScan *scan)
{
  if (scan == NULL)
    return;
  g_array_unref (scan->documents.documents);
  g_array_unref (scan->pieces.documents);
  for (guint i = 0; i < CODES / PAGE; i++)
    g_free (scan->pages[i]);
  g_free (scan);
}

/* Ends the current document of a cut at offset `at` of the file, which has so many characters before. */
static void
end_document (LabTextScan *scan, Cut *cut, guint64 at, guint64 characters)
{
  const LabDocument document = {.file = scan->file,
                                .offset = cut->start,
                                .bytes = at - cut->start,
                                .characters = characters - cut->before};

  if (document.bytes == 0)
    return;
  g_array_append_val (cut->documents, document);
  cut->largest = MAX (cut->largest, document.bytes);
  cut->start = at;
  cut->before = characters;
}

static void
begin_file (LabTextScan *scan, guint32 file, guint64 offset)
{
  scan->file = file;
  scan->at = scan->line = offset;
  scan->in_file = scan->line_in_file = 0;
  scan->line_is_blank = TRUE;
  scan->after_blank = scan->has_words = FALSE;
  scan->documents.start = scan->pieces.start = offset;
  scan->documents.before = scan->pieces.before = 0;
}

static void
end_file (LabTextScan *scan)
{
  end_document (scan, &scan->documents, scan->at, scan->in_file);
  end_document (scan, &scan->pieces, scan->at, scan->in_file);
}

/* After the line's end, that is at the beginning of the next. */
static void
end_line (LabTextScan *scan)
{
  scan->after_blank = scan->after_blank || scan->line_is_blank;
  scan->line_is_blank = TRUE;
  scan->line = scan->at;
  scan->line_in_file = scan->in_file;
  if (scan->at - scan->pieces.start >= scan->pieces.least)
    end_document (scan, &scan->pieces, scan->at, scan->in_file);
}

/* The first character of a line that is not blank. */
static void
begin_words (LabTextScan *scan)
{
  scan->line_is_blank = FALSE;
  if (scan->after_blank && scan->at_blank_lines && scan->has_words &&
      scan->line - scan->documents.start >= scan->documents.least)
    end_document (scan, &scan->documents, scan->line, scan->line_in_file);
  scan->after_blank = FALSE;
  scan->has_words = TRUE;
}

static void
count (LabTextScan *scan, gunichar character)
{
  guint64 **page = &scan->pages[character / PAGE];

  if (*page == NULL)
    *page = g_new0 (guint64, PAGE);
  (*page)[character % PAGE]++;
}

/* Bytes of the character that begins there: 0 where the bytes end within it, -1 where there is none. */
static int
look_at (const LabTextScan *scan, const char *bytes, gsize length, gunichar *character)
{
  const guchar first = (guchar)*bytes;

  *character = first;
  if (first < 0x80)
    return first == 0 && scan->as_characters ? -1 : 1;
  if (!scan->as_characters)
    return 1;
  *character = g_utf8_get_char_validated (bytes, (gssize)length);
  if (*character == (gunichar)-2)
    return 0;
  return *character == (gunichar)-1 ? -1 : g_utf8_skip[first];
}

static gssize
refuse (const LabTextScan *scan, const char *name, guchar byte, GError **error)
{
  if (byte == 0)
    lab_refuse (error, LAB_ERROR_FILE,
                _ ("%s is no text: byte %zu is zero. tokeniser=bytes and "
                   "tokeniser=pairs read any bytes."),
                name, (gsize)(scan->at + 1));
  else
    lab_refuse (error, LAB_ERROR_FILE,
                _ ("%s is not UTF-8: byte %zu (0x%02X) begins no character. Convert "
                   "it, or read it with tokeniser=bytes or tokeniser=pairs, which take any bytes."),
                name, (gsize)(scan->at + 1), byte);
  return -1;
}

gssize
lab_text_scan_add (LabTextScan *scan,
                   const char *name,
                   guint32 file,
                   guint64 offset,
                   const char *bytes,
                   gsize length,
                   gboolean last,
                   GError **error)
{
  gsize taken = 0;

  if (offset == 0) {
    taken = scan->as_characters && length >= 3 && memcmp (bytes, BYTE_MARK, 3) == 0 ? 3 : 0;
    begin_file (scan, file, taken);
  }
  while (taken < length) {
    gunichar character;
    const int size = look_at (scan, bytes + taken, length - taken, &character);
    const guchar byte = (guchar)bytes[taken];

    if (size == 0 && !last)
      break;
    if (size <= 0)
      return refuse (scan, name, byte, error);
    if (scan->line_is_blank && byte != '\n' && byte != ' ' && byte != '\t' && byte != '\r')
      begin_words (scan);
    if (scan->as_characters)
      count (scan, character);
    taken += (gsize)size;
    scan->at += (guint64)size;
    scan->bytes += (guint64)size;
    if (scan->as_characters || (byte & 0xC0) != 0x80) {
      scan->in_file++;
      scan->characters++;
    }
    if (byte == '\n')
      end_line (scan);
    else if (scan->at - scan->pieces.start >= 2 * scan->pieces.least)
      end_document (scan, &scan->pieces, scan->at, scan->in_file);
  }
  if (last)
    end_file (scan);
  return (gssize)taken;
}

static int
by_frequency (gconstpointer a, gconstpointer b)
{
  const LabTextCharacter *first = a, *second = b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return first->character < second->character ? -1 : first->character > second->character;
}

static void
hand_over_alphabet (const LabTextScan *scan, LabText *text)
{
  GArray *alphabet = g_array_new (FALSE, FALSE, sizeof (LabTextCharacter));

  for (gunichar character = 0; character < CODES; character++) {
    const guint64 *page = scan->pages[character / PAGE];
    const LabTextCharacter found = {character, page != NULL ? page[character % PAGE] : 0};

    if (found.count > 0)
      g_array_append_val (alphabet, found);
  }
  g_array_sort (alphabet, by_frequency);
  text->alphabet_count = alphabet->len;
  text->alphabet = (LabTextCharacter *)(gpointer)g_array_free (alphabet, FALSE);
}

void
lab_text_scan_end (LabTextScan *scan, LabText *text)
{
  const Cut *cut = &scan->documents;

  if (cut->documents->len < LAB_TEXT_DOCUMENTS_LEAST ||
      cut->largest > scan->bytes / LARGEST_SHARE) {
    text->in_pieces = TRUE;
    cut = &scan->pieces;
  }
  text->bytes = scan->bytes;
  text->characters = scan->characters;
  text->document_count = cut->documents->len;
  text->documents = g_new (LabDocument, text->document_count + 1);
  if (text->document_count > 0)
    memcpy (text->documents, cut->documents->data, text->document_count * sizeof (LabDocument));
  if (scan->as_characters)
    hand_over_alphabet (scan, text);
}
