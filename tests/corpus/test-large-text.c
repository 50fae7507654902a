/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gigabyte of text, and a hundred thousand tiny files: opened within bounds of memory, and trained on. */
#include "corpus/text/installed-text.h"
#include "corpus/token-set.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define GIGABYTE ((gsize)1 << 30)
#define FILES    100000
#define MOST_MIB 64

static char *
write_gigabyte (void)
{
  g_autoptr (LabText) bible = lab_bible_open (FALSE, NULL, NULL);
  g_autofree char *contents = g_malloc (bible->bytes);
  char *path = NULL;
  FILE *file;

  lab_text_read (bible, &(LabDocument){.bytes = bible->bytes}, 0, bible->bytes, contents);
  g_assert_cmpint (g_close (g_file_open_tmp ("scaling-lab-XXXXXX", &path, NULL), NULL), ==, TRUE);
  file = fopen (path, "we");
  for (gsize done = 0; done < GIGABYTE; done += bible->bytes)
    g_assert_cmpuint (fwrite (contents, 1, bible->bytes, file), ==, bible->bytes);
  g_assert_cmpint (fclose (file), ==, 0);
  return path;
}

static long
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/* Windows of all that there is to train on. */
static void
draw_some (LabCorpus *corpus)
{
  g_autoptr (LabTokenSet) set = lab_token_set_new_training (corpus, 0, 0, NULL, NULL);
  g_autoptr (LabTokenSet) test =
      lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, 0, 1000, NULL, NULL);
  guint16 row[LAB_CORPUS_WINDOW_MAX + 1];

  g_assert_nonnull (set);
  for (guint w = 0; w < 1000; w++)
    lab_token_set_draw (set, w, row);
  g_assert_cmpuint (lab_token_set_windows (test), ==, 1000);
}

static void
test_gigabyte (void)
{
  g_autofree char *path = write_gigabyte ();
  const long before = peak_mib ();
  LabCorpusSource source;

  g_assert_true (lab_corpus_source_named (path, &source, NULL));
  for (source.tokeniser = 0; source.tokeniser < LAB_TOKENISER_COUNT; source.tokeniser++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (lab_corpus_info (corpus)->bytes, >=, GIGABYTE);
    draw_some (corpus);
  }
  g_unlink (path);
  g_test_message ("peak %ld MiB, before %ld MiB", peak_mib (), before);
  g_assert_cmpint (peak_mib () - before, <, MOST_MIB);
}

static void
test_tiny_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autoptr (LabCorpus) corpus = NULL;
  const long before = peak_mib ();
  LabCorpusSource source;

  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < FILES; i++) {
      g_autofree char *path = g_strdup_printf ("%s/%06u.txt", folder, i);
      g_autofree char *contents = g_strdup_printf ("tiny file number %u\nof two lines\n", i);

      if (pass == 0)
        g_assert_true (
            g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      else
        g_unlink (path);
    }
    if (pass > 0)
      break;
    g_assert_true (lab_corpus_source_named (folder, &source, NULL));
    corpus = lab_corpus_new (&source, NULL, NULL);
    g_assert_nonnull (corpus);
    g_assert_cmpuint (lab_corpus_info (corpus)->documents, ==, FILES);
    draw_some (corpus);
  }
  g_rmdir (folder);
  g_assert_cmpint (peak_mib () - before, <, MOST_MIB);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/large-text/gigabyte", test_gigabyte);
  g_test_add_func ("/corpus/large-text/tiny-files", test_tiny_files);
  return g_test_run ();
}
