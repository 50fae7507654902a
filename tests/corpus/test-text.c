/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text: what ships, files and folders of all kinds, documents, splits. */
#include "core/error.h"
#include "corpus/corpus-private.h"
#include "corpus/text/installed-text.h"
#include "corpus/text-stream.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("scaling-lab-text-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);

  for (const char *name = folder != NULL ? g_dir_read_name (folder) : NULL; name != NULL;
       name = g_dir_read_name (folder)) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    if (!g_file_test (inner, G_FILE_TEST_IS_SYMLINK) && g_file_test (inner, G_FILE_TEST_IS_DIR))
      remove_all (inner);
    else
      g_unlink (inner);
  }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static char *
write_file (Fixture *fixture, const char *name, const char *contents, gssize length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  return path;
}

static LabText *
text_of (const char *contents, gsize length, gboolean as_characters, GError **error)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (LabTextFile));

  g_assert_true (lab_text_add_bytes (files, "it", contents, length, NULL));
  return lab_text_of_files ("it", files, as_characters, NULL, error);
}

static void
test_bible (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabText) text = lab_bible_open (TRUE, NULL, NULL);
  char beginning[57] = "";

  g_assert_nonnull (text);
  g_assert_cmpuint (text->characters, ==, 4139039);
  g_assert_cmpuint (text->alphabet_count, ==, 63);
  g_assert_cmpuint (text->document_count, ==, 1189);
  g_assert_false (text->in_pieces);
  lab_text_read (text, &text->documents[0], 0, 56, beginning);
  g_assert_cmpstr (beginning, ==, "In the beginning God created the heaven and the earth.\nA");
  /* The most frequent character. */
  g_assert_cmpuint (text->alphabet[0].character, ==, ' ');
}

/* Documents follow one another without a gap, and their counts are those of the whole. */
static void
check_documents (const LabText *text)
{
  guint64 bytes = 0, characters = 0;

  for (gsize i = 0; i < text->document_count; i++) {
    const LabDocument *document = &text->documents[i];

    g_assert_cmpuint (document->bytes, >, 0);
    if (i > 0 && document->file == text->documents[i - 1].file)
      g_assert_cmpuint (document->offset, ==,
                        text->documents[i - 1].offset + text->documents[i - 1].bytes);
    bytes += document->bytes;
    characters += document->characters;
  }
  g_assert_cmpuint (bytes, ==, text->bytes);
  g_assert_cmpuint (characters, ==, text->characters);
}

static void
test_documents (Fixture *fixture, gconstpointer data)
{
  GString *paragraphs = g_string_new ("\xEF\xBB\xBF\n\n");
  GString *lines = g_string_new (NULL);
  g_autoptr (LabText) of_paragraphs = NULL;
  g_autoptr (LabText) of_lines = NULL;
  char first[6] = "";

  for (guint i = 0; i < 40; i++) {
    g_string_append_printf (paragraphs, "Zeile %u ä€😀\r\nnoch eine\n \t\r\n", i);
    g_string_append_printf (lines, "A line, number %u, is here.\n", i * 1000);
  }
  of_paragraphs = text_of (paragraphs->str, paragraphs->len, TRUE, NULL);
  g_assert_cmpuint (of_paragraphs->document_count, ==, 40);
  g_assert_false (of_paragraphs->in_pieces);
  g_assert_cmpuint (of_paragraphs->bytes, ==, paragraphs->len - 3);
  g_assert_cmpuint (of_paragraphs->characters, ==,
                    (guint64)g_utf8_strlen (paragraphs->str, -1) - 1);
  check_documents (of_paragraphs);
  lab_text_read (of_paragraphs, &of_paragraphs->documents[1], 0, 5, first);
  g_assert_cmpstr (first, ==, "Zeile");

  of_lines = text_of (lines->str, lines->len, TRUE, NULL);
  g_assert_true (of_lines->in_pieces);
  check_documents (of_lines);
  for (gsize i = 0; i < of_lines->document_count; i++) {
    lab_text_read (of_lines, &of_lines->documents[i], 0, 5, first);
    g_assert_cmpstr (first, ==, "A lin");
  }
  g_string_free (paragraphs, TRUE);
  g_string_free (lines, TRUE);
}

static void
expect_refusal (const char *path, gboolean as_characters, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_text_open (path, as_characters, NULL, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = write_file (fixture, "empty", "", 0);
  g_autofree char *one = write_file (fixture, "one", "aaaaaaaaaaaaaaaaaaaa", -1);
  g_autofree char *broken = write_file (fixture, "broken", "good \xC3\x28 bad", -1);
  g_autofree char *cut = write_file (fixture, "cut", "good \xE2\x82", -1);
  g_autofree char *binary = write_file (fixture, "binary", "ELF\0\0\0", 6);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);
  g_autoptr (LabText) any = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  expect_refusal (empty, TRUE, "is empty");
  expect_refusal (folder, TRUE, "is empty");
  expect_refusal (one, TRUE, "one character over and over");
  expect_refusal (broken, TRUE, "byte 6 (0xC3)");
  expect_refusal (cut, TRUE, "byte 6 (0xE2)");
  expect_refusal (binary, TRUE, "byte 4 is zero");
  expect_refusal (missing, TRUE, "cannot be read");
  any = lab_text_open (binary, FALSE, NULL, NULL);
  g_assert_cmpuint (any->bytes, ==, 6);
}

/* A folder's files are its documents; what is no text in it is passed over; a link back ends nothing. */
static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->folder, "inner", NULL);
  g_autofree char *back = g_build_filename (inner, "back", NULL);
  g_autoptr (LabText) text = NULL;
  char number[5] = "";

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->folder, back), ==, 0);
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *name = g_strdup_printf ("inner/%04u.txt", i);
    g_autofree char *contents = g_strdup_printf ("%04u\n\ntiny\n", i);

    g_free (write_file (fixture, name, contents, -1));
  }
  g_free (write_file (fixture, "inner/.hidden", "hidden", -1));
  g_free (write_file (fixture, "inner/empty", "", 0));
  g_free (write_file (fixture, "inner/binary", "\xFF\xFE\0\0", 4));
  text = lab_text_open (fixture->folder, TRUE, NULL, NULL);
  g_assert_cmpuint (text->document_count, ==, 2000);
  g_assert_cmpuint (text->passed_over, ==, 2);
  g_assert_cmpuint (text->bytes, ==, 2000 * 11);
  check_documents (text);
  lab_text_read (text, &text->documents[1234], 0, 4, number);
  g_assert_cmpstr (number, ==, "1234");
}

/* A file too large to be kept is read as it is needed, and one that has become shorter does no harm. */
static void
test_large_file (Fixture *fixture, gconstpointer data)
{
  GString *contents = g_string_new (NULL);
  g_autoptr (LabText) text = NULL;
  g_autofree char *path = NULL;
  char portion[64];

  while (contents->len < 3 * LAB_TEXT_KEPT_FILE)
    g_string_append_printf (contents, "Über %zu\n\n", contents->len);
  path = write_file (fixture, "large", contents->str, (gssize)contents->len);
  text = lab_text_open (path, TRUE, NULL, NULL);
  g_assert_nonnull (text);
  g_assert_null (text->files[0].bytes);
  g_assert_cmpuint (text->bytes, ==, contents->len);
  g_assert_cmpuint (text->characters, ==, (guint64)g_utf8_strlen (contents->str, -1));
  check_documents (text);
  for (gsize i = 0; i < text->document_count; i += 1000) {
    const LabDocument *document = &text->documents[i];

    lab_text_read (text, document, 0, document->bytes, portion);
    g_assert_cmpmem (portion, document->bytes, contents->str + document->offset, document->bytes);
  }
  g_assert_cmpint (truncate (path, 100), ==, 0);
  lab_text_read (text, &text->documents[text->document_count - 1], 0, 5, portion);
  g_assert_cmpmem (portion, 5, "\0\0\0\0\0", 5);
  g_string_free (contents, TRUE);
}

/* Validation, test and training share no document and leave none out. */
static void
test_split (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_BIBLE);
  LabTextLanguage *language = lab_text_language_new (&source, NULL, NULL);
  const gsize count = language->text->document_count;
  g_autofree guint8 *seen = g_new0 (guint8, count);
  g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, NULL);
  const LabCorpusInfo *info = lab_corpus_info (corpus);

  for (gsize i = 0; i < count; i++)
    seen[language->order[i]]++;
  for (gsize i = 0; i < count; i++)
    g_assert_cmpuint (seen[i], ==, 1);
  g_assert_cmpuint (language->validation, >, 0);
  g_assert_cmpuint (language->validation, <, language->held_out);
  g_assert_cmpfloat (info->held_out_share, >=, 0.08);
  g_assert_cmpfloat (info->held_out_share, <, 0.085);
  g_assert_cmpuint (info->training_most + info->held_out_tokens, ==, 4139039);
  g_assert_cmpuint (info->held_out_documents, ==, language->held_out);
  lab_text_language_free (language);
}

/* A smaller training set is the beginning of a larger one; repeats have other orders; what is trained on is
 * of no held-out document. */
static void
test_prefixes (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_BIBLE);
  g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, NULL);
  const LabLanguage *language = lab_corpus_language (corpus);
  const gsize n = 20000;
  g_autofree guint16 *few = g_new (guint16, n);
  g_autofree guint16 *many = g_new (guint16, 3 * n);
  g_autofree guint16 *other = g_new (guint16, n);
  g_autofree char *text = NULL;
  g_autofree char *held = NULL;
  g_autofree guint16 *held_out = NULL;
  LabRandom random;
  gsize count;

  for (guint repeat = 0; repeat < 2; repeat++) {
    lab_random_init (&random, 1, repeat, LAB_STREAM_TRAINING_POINTS);
    g_assert_true (
        language->keep (lab_corpus_state (corpus), &random, n, repeat == 0 ? few : other, NULL));
  }
  lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
  g_assert_true (language->keep (lab_corpus_state (corpus), &random, 3 * n, many, NULL));
  g_assert_cmpmem (few, n * sizeof *few, many, n * sizeof *many);
  g_assert_false (memcmp (few, other, n * sizeof *few) == 0);
  held_out = language->held_out (lab_corpus_state (corpus), FALSE, &count, NULL);
  held = lab_corpus_decode (corpus, held_out, 300);
  text = lab_corpus_decode (corpus, many, 3 * n);
  g_assert_null (strstr (text, held));
}

/* Held-out windows do not overlap: each begins with the last token of the one before. Fewer lie evenly. */
static void
test_held_out_windows (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_BIBLE);
  g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, NULL);
  g_autoptr (LabTokenSet) all =
      lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, 0, G_MAXUINT32, NULL, NULL);
  g_autoptr (LabTokenSet) again =
      lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, 7, G_MAXUINT32, NULL, NULL);
  g_autoptr (LabTokenSet) few =
      lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, 0, 10, NULL, NULL);
  const guint64 windows = lab_token_set_windows (all);
  guint16 row[65], other[65], last = 0;

  g_assert_cmpuint (windows, >, 3000);
  g_assert_cmpuint (windows * 64, <=, lab_corpus_info (corpus)->held_out_tokens);
  g_assert_cmpuint (lab_token_set_windows (few), ==, 10);
  for (guint64 w = 0; w < windows; w++) {
    lab_token_set_draw (all, w, row);
    lab_token_set_draw (again, w, other);
    g_assert_cmpmem (row, sizeof row, other, sizeof other);
    g_assert_true (w == 0 || row[0] == last);
    last = row[64];
  }
  lab_token_set_draw (few, 9, row);
  lab_token_set_draw (all, 9 * windows / 10, other);
  g_assert_cmpmem (row, sizeof row, other, sizeof other);
}

/* Windows of more tokens than are kept are pieces of the text, whatever its tokens are. */
static void
test_stream (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_BIBLE);

  source.vocabulary = 300;
  for (source.tokeniser = 0; source.tokeniser < LAB_TOKENISER_COUNT; source.tokeniser++) {
    g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, NULL);
    const LabTextLanguage *language = lab_corpus_state (corpus);
    const LabCorpusInfo *info = lab_corpus_info (corpus);
    g_autofree char *whole = g_malloc0 (language->text->bytes + 1);
    LabRandom random;
    gpointer stream;
    guint found = 0;

    lab_text_read (language->text, &(LabDocument){.bytes = language->text->bytes}, 0,
                   language->text->bytes, whole);
    lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
    stream = lab_text_stream_new (language, &random, info->training_most);
    for (guint i = 0; i < 40; i++) {
      guint16 row[65];
      g_autofree char *window = NULL;

      lab_text_stream_draw (language, stream, info, &random, row);
      window = lab_corpus_decode (corpus, row, 65);
      found += strstr (whole, window) != NULL;
    }
    /* Some reach from one document into the next of the order. */
    g_assert_cmpuint (found, >=, 36);
    lab_text_stream_free (stream);
  }
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_BIBLE);
  LabTask task = {.cancelled = 1};
  g_autoptr (GError) error = NULL;

  for (source.tokeniser = 0; source.tokeniser < LAB_TOKENISER_COUNT; source.tokeniser++) {
    g_assert_null (lab_corpus_new (&source, &task, &error));
    g_assert_no_error (error);
  }
  source = lab_corpus_source_default (LAB_CORPUS_TWIN);
  g_assert_null (lab_corpus_new (&source, &task, &error));
  g_assert_no_error (error);
}

/* What one types as tokens and back; a character that the text does not have is named, not dropped. */
static void
test_prompts (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_BIBLE);
  const LabCorpusSource facts = lab_corpus_source_default (LAB_CORPUS_FACTS);
  g_autoptr (LabCorpus) of_facts = lab_corpus_new (&facts, NULL, NULL);
  g_autoptr (GError) unknown = NULL, no_digit = NULL;
  g_autofree guint16 *digits = NULL;
  g_autofree char *spelled = NULL;
  gsize count;

  for (source.tokeniser = 0; source.tokeniser < LAB_TOKENISER_COUNT; source.tokeniser++) {
    g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, NULL);
    g_autofree guint16 *tokens = lab_corpus_encode (corpus, "And God said, ", &count, NULL);
    g_autofree char *back = lab_corpus_decode (corpus, tokens, count);

    g_assert_cmpstr (back, ==, "And God said, ");
    if (source.tokeniser == LAB_TOKENISER_CHARACTERS)
      g_assert_null (lab_corpus_encode (corpus, "And €", &count, &unknown));
  }
  g_assert_error (unknown, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  digits = lab_corpus_encode (of_facts, " 3 63\n0", &count, NULL);
  g_assert_cmpuint (count, ==, 3);
  spelled = lab_corpus_decode (of_facts, digits, count);
  g_assert_cmpstr (spelled, ==, "3 63 0");
  g_assert_null (lab_corpus_encode (of_facts, "3 64", &count, &no_digit));
  g_assert_error (no_digit, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  LabCorpusSource source;

  g_assert_true (lab_corpus_source_named ("bible", &source, NULL));
  g_assert_cmpint (source.kind, ==, LAB_CORPUS_BIBLE);
  g_assert_true (lab_corpus_source_named ("./bible", &source, NULL));
  g_assert_cmpint (source.kind, ==, LAB_CORPUS_FILE);
  g_assert_true (lab_corpus_source_named ("foldoc", &source, NULL));
  g_assert_cmpint (source.kind, ==, LAB_CORPUS_INSTALLED);
  g_assert_false (lab_corpus_source_named ("", &source, NULL));
  g_assert_false (lab_corpus_source_twin_of ("markov", &source, NULL));
}

static void
test_without_tags (Fixture *fixture, gconstpointer data)
{
  const char *html = "<!-- no --><style>p {}</style><p class=\"a\">1 &lt; 2 &amp; 3</p>\n\n\n\n"
                     "<script>if (a < b) {}</script>  <b>bold</b>&copy;<";
  g_autofree char *text = lab_text_without_tags (html, strlen (html));

  g_assert_cmpstr (text, ==, "1 < 2 & 3\n\nbold&copy;");
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/corpus/text/bible", test_bible);
  ADD ("/corpus/text/documents", test_documents);
  ADD ("/corpus/text/bad-files", test_bad_files);
  ADD ("/corpus/text/folder", test_folder);
  ADD ("/corpus/text/large-file", test_large_file);
  ADD ("/corpus/text/split", test_split);
  ADD ("/corpus/text/prefixes", test_prefixes);
  ADD ("/corpus/text/held-out-windows", test_held_out_windows);
  ADD ("/corpus/text/stream", test_stream);
  ADD ("/corpus/text/cancel", test_cancel);
  ADD ("/corpus/text/prompts", test_prompts);
  ADD ("/corpus/text/names", test_names);
  ADD ("/corpus/text/without-tags", test_without_tags);
  return g_test_run ();
}
