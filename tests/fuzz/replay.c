/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the files of a folder, in the order of their names, to a fuzz target as a fuzzer would: what a
 * campaign once found stays mended. Speaks TAP. Usage: replay FOLDER */
#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static int
by_name (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

/* The contents' bytes are copied to a block of just their length: a read past them is then one past the
 * block, which a sanitizer sees. */
static void
replay_file (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_autofree guint8 *bytes = g_memdup2 (contents, length);
  g_assert_cmpint (LLVMFuzzerTestOneInput (bytes, length), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  g_autoptr (GDir) folder = g_dir_open (argc > 1 ? argv[1] : "", 0, &error);
  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *label = g_strconcat ("/replay/", names->pdata[i], NULL);
    g_ptr_array_add (paths, g_build_filename (argv[1], names->pdata[i], NULL));
    g_test_add_data_func (label, paths->pdata[i], replay_file);
  }
  return g_test_run ();
}
