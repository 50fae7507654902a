/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing files: whole, in the place of a file, never in the place of a device. */
#include "core/file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *directory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) listing = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

    g_remove (path);
  }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static char *
path_of (const Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

static void
assert_holds (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "file");
  GStatBuf status;
  const mode_t mask = umask (027);

  g_assert_true (lab_file_write (path, "longer", 6, NULL));
  umask (mask);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  g_assert_true (lab_file_write (path, "new", 3, NULL));
  assert_holds (path, "new");
  g_assert_true (lab_file_write (path, NULL, 0, NULL));
  assert_holds (path, "");
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "file"), *link = path_of (fixture, "link");

  g_assert_true (lab_file_write (path, "old", 3, NULL));
  g_assert_cmpint (symlink ("file", link), ==, 0);
  g_assert_true (lab_file_write (link, "new", 3, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_holds (path, "new");
}

static void
test_directory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lab_file_write (fixture->directory, "text", 4, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_nonnull (strstr (error->message, fixture->directory));
}

static gpointer
read_pipe (gpointer path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* A pipe stands for every device: whoever may write to the folder could replace it. */
static void
test_pipe (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "pipe"), *received = NULL;
  g_autofree char *sent = g_strnfill (200000, 'x'); /* more than a pipe holds at once */
  GStatBuf status;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  GThread *reader = g_thread_new ("reader", read_pipe, path);
  g_assert_true (lab_file_write (path, sent, strlen (sent), NULL));
  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
  if (!S_ISFIFO (status.st_mode))
    return; /* the reader waits for ever; the test has failed */
  received = g_thread_join (reader);
  g_assert_cmpstr (received, ==, sent);
}

/* Through a link, so that a mistake replaces the link alone. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = path_of (fixture, "link");
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("no /dev/full here");
    return;
  }
  g_assert_cmpint (symlink ("/dev/full", link), ==, 0);
  g_assert_false (lab_file_write (link, "text", 4, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add ("/file/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/file/link", Fixture, NULL, set_up, test_link, tear_down);
  g_test_add ("/file/directory", Fixture, NULL, set_up, test_directory, tear_down);
  g_test_add ("/file/pipe", Fixture, NULL, set_up, test_pipe, tear_down);
  g_test_add ("/file/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  return g_test_run ();
}
