/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are replaced together, ended at every system call of it. */
#include "core/folder.h"

#include "core/error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/* The old set, the new one, and files of a user. */
static const char *const old_names[] = {"points.csv", "ridge.csv", "fits.json"};
static const char *const old_texts[] = {"old points\n", "old ridge\n", "old fits\n"};
static const char *const new_names[] = {"points.csv", "chart.svg", "fits.json"};
static const char *const new_texts[] = {"new points, more of them\n", "new chart\n", "new fits\n"};
#define COUNT 3

/* In memory where there is such a place: a disk would be asked to sync for each of many replacements. */
static char *
make_directory (void)
{
  const char *parent = g_access ("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *directory = g_build_filename (parent, "scaling-lab-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (directory));
  return directory;
}

static void
remove_directory (const char *directory)
{
  const char *argv[] = {"rm", "-rf", "--", directory, NULL};

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
put (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* NULL where there is no such file. */
static char *
get (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static guint
count_files (const char *directory)
{
  g_autoptr (GDir) listing = g_dir_open (directory, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (listing) != NULL)
    count++;
  return count;
}

static void
put_old (const char *directory)
{
  for (guint i = 0; i < COUNT; i++)
    put (directory, old_names[i], old_texts[i]);
  put (directory, "notes.txt", "mine\n");
}

static GPtrArray *
entries_of (const LabFolder *folder)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_folder_entry_free);

  for (guint i = 0; i < COUNT; i++) {
    LabFolderEntry *entry = lab_folder_look (folder, old_names[i]);

    if (entry != NULL)
      g_ptr_array_add (entries, entry);
  }
  return entries;
}

static gboolean
replace (LabFolder *folder, const GPtrArray *old, GError **error)
{
  GBytes *contents[COUNT];
  gboolean done;

  for (guint i = 0; i < COUNT; i++)
    contents[i] = g_bytes_new_static (new_texts[i], strlen (new_texts[i]));
  done = lab_folder_replace (folder, new_names, contents, COUNT, old, error);
  for (guint i = 0; i < COUNT; i++)
    g_bytes_unref (contents[i]);
  return done;
}

/* Whether the set is the one of these names, whole, beside the user's file and nothing else. */
static gboolean
holds (const char *directory, const char *const *names, const char *const *texts)
{
  g_autofree char *notes = get (directory, "notes.txt");

  for (guint i = 0; i < COUNT; i++) {
    g_autofree char *text = get (directory, names[i]);

    if (g_strcmp0 (text, texts[i]) != 0)
      return FALSE;
  }
  return count_files (directory) == COUNT + 1 && g_strcmp0 (notes, "mine\n") == 0;
}

static void
test_replace (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (GError) error = NULL;

  put_old (directory);
  g_autoptr (LabFolder) folder = lab_folder_open (directory, &error);
  g_autoptr (GPtrArray) old = entries_of (folder);
  g_assert_true (replace (folder, old, &error));
  g_assert_no_error (error);
  g_assert_true (holds (directory, new_names, new_texts));
  remove_directory (directory);
}

/* Runs the replacement in a child and ends it at its system call of that number, as no signal
 * handler can soften. Returns FALSE where the child came to its end before. */
static gboolean
end_at_call (const char *directory, guint number)
{
  int status;
  const pid_t child = fork ();

  if (child == 0) {
    LabFolder *folder = lab_folder_open (directory, NULL);
    g_autoptr (GPtrArray) old = folder != NULL ? entries_of (folder) : NULL;

    if (folder == NULL || ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0)
      _exit (2);
    raise (SIGSTOP);
    _exit (replace (folder, old, NULL) ? 0 : 1);
  }
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  for (guint i = 0; WIFSTOPPED (status); i++) {
    /* A call stops twice, before and after; after it is as before the next. */
    if (i == 2 * number)
      kill (child, SIGKILL);
    else
      ptrace (PTRACE_SYSCALL, child, NULL, NULL);
    if (waitpid (child, &status, 0) != child)
      break;
  }
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return WIFSIGNALED (status);
}

static gboolean
can_trace (void)
{
  int status;
  const pid_t child = fork ();

  if (child == 0)
    _exit (ptrace (PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 1);
  return waitpid (child, &status, 0) == child && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* At every instant of the move: wholly old or wholly new, once the next start or a reader has looked.
 * Both kinds of repair take turns. */
static void
test_every_end (void)
{
  guint old_sets = 0, new_sets = 0;
  gboolean ended = TRUE;

  if (!can_trace ()) {
    g_test_skip ("this system lets no process be traced");
    return;
  }
  for (guint number = 0; ended; number++) {
    g_autofree char *directory = make_directory ();
    g_autofree char *table = g_build_filename (directory, "points.csv", NULL);

    put_old (directory);
    ended = end_at_call (directory, number);
    if (number % 2 == 0) {
      lab_folder_mend_for (table);
    } else {
      g_autoptr (LabFolder) folder = lab_folder_open (directory, NULL);

      g_assert_nonnull (folder);
    }
    old_sets += holds (directory, old_names, old_texts);
    new_sets += holds (directory, new_names, new_texts);
    g_assert_cmpuint (old_sets + new_sets, ==, number + 1);
    /* Once the new set stands, it stands. */
    if (new_sets > 0)
      g_assert_true (holds (directory, new_names, new_texts));
    remove_directory (directory);
  }
  g_test_message ("ended at %u instants: %u old sets, %u new ones", old_sets + new_sets, old_sets,
                  new_sets);
  g_assert_cmpuint (old_sets + new_sets, >=, 50);
  g_assert_cmpuint (MIN (old_sets, new_sets), >=, 10);
}

/* What is not of the old set, or no longer, is in the way; the folder stays as it was. */
static void
test_foreign_file (gconstpointer kind)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *outside = g_build_filename (directory, "notes.txt", NULL);
  g_autofree char *chart = g_build_filename (directory, "chart.svg", NULL);
  g_autoptr (GError) error = NULL;

  put_old (directory);
  g_autoptr (LabFolder) folder = lab_folder_open (directory, NULL);
  g_autoptr (GPtrArray) old = entries_of (folder);
  if (g_str_equal (kind, "changed"))
    put (directory, "points.csv", "mine now!!\n");
  else if (g_str_equal (kind, "link"))
    g_assert_cmpint (symlink (outside, chart), ==, 0);
  else if (g_str_equal (kind, "directory"))
    g_assert_cmpint (g_mkdir (chart, 0700), ==, 0);
  else
    put (directory, "chart.svg", "mine\n");
  g_assert_false (replace (folder, old, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_nonnull (
      strstr (error->message, g_str_equal (kind, "changed") ? "points.csv" : "chart.svg"));
  g_autofree char *fits = get (directory, "fits.json");
  g_autofree char *notes = get (directory, "notes.txt");
  g_assert_cmpstr (fits, ==, "old fits\n");
  g_assert_cmpstr (notes, ==, "mine\n");
  g_assert_cmpuint (count_files (directory), ==, g_str_equal (kind, "changed") ? 4 : 5);
  remove_directory (directory);
}

/* A file of the old set that a user changed is no longer of it: it is not removed with the others. */
static void
test_changed_file_stays (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (GError) error = NULL;

  put_old (directory);
  g_autoptr (LabFolder) folder = lab_folder_open (directory, NULL);
  g_autoptr (GPtrArray) old = entries_of (folder);
  put (directory, "ridge.csv", "my ridge\n"); /* as long as the old one */
  g_assert_true (replace (folder, old, &error));
  g_autofree char *ridge = get (directory, "ridge.csv");
  g_assert_cmpstr (ridge, ==, "my ridge\n");
  remove_directory (directory);
}

/* A second process is told; a reader leaves the move to the process that is at it. */
static void
test_lock (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *stage = g_build_filename (directory, LAB_FOLDER_STAGE, NULL);
  g_autofree char *table = g_build_filename (directory, "points.csv", NULL);
  g_autofree char *link = g_strconcat (directory, "-link.csv", NULL);
  g_autoptr (GError) error = NULL;

  LabFolder *folder = lab_folder_open (directory, NULL);
  g_assert_null (lab_folder_open (directory, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, directory));
  g_assert_cmpint (g_mkdir (stage, 0700), ==, 0);
  lab_folder_mend_for (table);
  g_assert_true (g_file_test (stage, G_FILE_TEST_IS_DIR));
  lab_folder_close (folder);
  /* A link from outside to a file that is not there just now. */
  g_assert_cmpint (symlink (table, link), ==, 0);
  lab_folder_mend_for (link);
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_false (g_file_test (stage, G_FILE_TEST_EXISTS));
  remove_directory (directory);
}

/* A folder made for nothing goes; one that was there, or that files were put into, stays. */
static void
test_made_for_nothing (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "a", "b", NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  lab_folder_close (lab_folder_open (inner, NULL));
  g_assert_false (g_file_test (inner, G_FILE_TEST_EXISTS));
  lab_folder_close (lab_folder_open (directory, NULL));
  g_assert_true (g_file_test (directory, G_FILE_TEST_IS_DIR));
  LabFolder *folder = lab_folder_open (inner, NULL);
  g_assert_true (lab_folder_is_empty (folder));
  g_assert_true (replace (folder, none, NULL));
  lab_folder_close (folder);
  g_assert_cmpuint (count_files (inner), ==, COUNT);
  remove_directory (directory);
}

/* A mark that nobody of us wrote moves nothing out of the folder. */
static void
test_strange_mark (void)
{
  static const char *const marks[] = {"new 4 abc ../outside\n", "nonsense\n", "new x abc a\n"};

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *directory = make_directory ();
    g_autofree char *stage = g_build_filename (directory, LAB_FOLDER_STAGE, NULL);
    g_autoptr (GError) error = NULL;

    put_old (directory);
    g_assert_cmpint (g_mkdir (stage, 0700), ==, 0);
    put (stage, "commit", marks[i]);
    g_assert_null (lab_folder_open (directory, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
    g_assert_nonnull (strstr (error->message, LAB_FOLDER_STAGE));
    g_autofree char *points = get (directory, "points.csv");
    g_assert_cmpstr (points, ==, "old points\n");
    remove_directory (directory);
  }
}

int
main (int argc, char **argv)
{
  static const char *const kinds[] = {"file", "changed", "link", "directory"};

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/folder/replace", test_replace);
  g_test_add_func ("/folder/every-end", test_every_end);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/folder/foreign-file/", kinds[i], NULL);

    g_test_add_data_func (path, kinds[i], test_foreign_file);
  }
  g_test_add_func ("/folder/changed-file-stays", test_changed_file_stays);
  g_test_add_func ("/folder/lock", test_lock);
  g_test_add_func ("/folder/made-for-nothing", test_made_for_nothing);
  g_test_add_func ("/folder/strange-mark", test_strange_mark);
  return g_test_run ();
}
