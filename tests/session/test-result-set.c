/* What may take the place of what, in a folder of results. */
#include "session/result-set.h"

#include "core/error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const char *const files[] = {"points.csv", "fits.json", "chart.svg", "ridge.csv", NULL};

static const LabResultOrigin first = {
    .command = "run",
    .words = "sweep=data d=2 sigma=0.5 seed=1",
    .presets = "sweep=data d=2 sigma=0.5 seed=1 heads=2",
    .index = "fits.json",
    .files = files,
};

static char *
make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", &error);

  g_assert_no_error (error);
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

static char *
get (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
check_file (const char *directory, const char *name, const char *expected)
{
  g_autofree char *text = get (directory, name);

  g_assert_cmpstr (text, ==, expected);
}

static JsonNode *
make_index (void)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_double_member (object, "exponent", -0.5);
  json_object_unref (object);
  return node;
}

/* Writes text as points.csv, and as ridge.csv where asked for; returns where. */
static char *
commit (LabResultSet *set, const char *text, gboolean ridge, gboolean finished, char **notice)
{
  g_autoptr (JsonNode) index = make_index ();
  g_autoptr (GError) error = NULL;

  lab_result_set_add_text (set, "points.csv", text);
  lab_result_set_add_text (set, "chart.svg", "<svg/>");
  if (ridge)
    lab_result_set_add_text (set, "ridge.csv", "ridge");
  g_assert_true (lab_result_set_commit (set, index, finished, notice, &error));
  g_assert_no_error (error);
  return g_strdup (lab_result_set_place (set));
}

static char *
write_set (const char *directory,
           const LabResultOrigin *origin,
           const char *text,
           gboolean ridge,
           gboolean finished,
           char **notice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabResultSet) set = lab_result_set_open (directory, FALSE, origin, &error);

  g_assert_no_error (error);
  return commit (set, text, ridge, finished, notice);
}

/* Opening is refused as asked wrongly, with this in the sentence, and the folder stays. */
static void
check_refused (const char *directory,
               const LabResultOrigin *origin,
               gboolean replace,
               const char *named)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = get (directory, "points.csv");

  g_assert_null (lab_result_set_open (directory, replace, origin, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  if (error != NULL && strstr (error->message, named) == NULL)
    g_test_fail_printf ("“%s” does not name %s", error->message, named);
  check_file (directory, "points.csv", before);
}

static void
check_allowed (const char *directory, const LabResultOrigin *origin, gboolean replace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabResultSet) set = lab_result_set_open (directory, replace, origin, &error);

  g_assert_no_error (error);
  g_assert_nonnull (set);
}

/* The index lists the others as they are on disk. */
static void
test_index (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *place = write_set (directory, &first, "points", TRUE, TRUE, NULL);
  g_autofree char *text = get (directory, "fits.json");

  g_assert_cmpstr (place, ==, directory);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  JsonArray *list = json_object_get_array_member (object, "files");
  g_assert_cmpstr (json_object_get_string_member (object, "made_by"), ==,
                   "run sweep=data d=2 sigma=0.5 seed=1");
  g_assert_true (json_object_get_boolean_member (object, "finished"));
  g_assert_true (json_object_get_null_member (object, "input_sha256"));
  g_assert_cmpfloat (json_object_get_double_member (object, "exponent"), ==, -0.5);
  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  for (guint i = 0; i < 3; i++) {
    JsonObject *file = json_array_get_object_element (list, i);
    g_autofree char *content = get (directory, json_object_get_string_member (file, "name"));
    g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);

    g_assert_cmpint (json_object_get_int_member (file, "size"), ==, strlen (content));
    g_assert_cmpstr (json_object_get_string_member (file, "sha256"), ==, sha256);
  }
  remove_directory (directory);
}

/* The same again: replaced, and a table that it no longer has goes with the old set. */
static void
test_same (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *once = write_set (directory, &first, "points", TRUE, TRUE, NULL);

  put (directory, "notes.txt", "mine");
  check_file (directory, "ridge.csv", "ridge");
  g_autofree char *again = write_set (directory, &first, "other points", FALSE, TRUE, NULL);
  check_file (directory, "points.csv", "other points");
  check_file (directory, "ridge.csv", NULL);
  check_file (directory, "notes.txt", "mine");
  g_assert_cmpstr (again, ==, directory);
  remove_directory (directory);
}

static void
test_other (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *place = write_set (directory, &first, "points", FALSE, TRUE, NULL);
  LabResultOrigin other = first;

  other.words = "sweep=data d=4 sigma=0.5 seed=1";
  check_refused (directory, &other, FALSE, "d=2 instead of d=4");
  check_refused (directory, &other, FALSE, "--replace");
  check_allowed (directory, &other, TRUE);
  other = first;
  other.input = "abc";
  check_refused (directory, &other, FALSE, "another content");
  other = first;
  other.command = "kernel";
  other.index = "kernel.json";
  other.files = (const char *const[]){"kernel.json", "kernel.csv", NULL};
  check_refused (directory, &other, FALSE, "scaling-lab run");
  {
    g_autoptr (LabResultSet) set = lab_result_set_open (directory, TRUE, &other, NULL);
    g_autoptr (JsonNode) index = make_index ();

    lab_result_set_add_text (set, "kernel.csv", "kernel");
    g_assert_true (lab_result_set_commit (set, index, TRUE, NULL, NULL));
  }
  check_file (directory, "points.csv", NULL);
  check_file (directory, "kernel.csv", "kernel");
  check_refused (directory, &first, FALSE, "scaling-lab kernel");
  remove_directory (directory);
}

/* A key that an older line lacks counts as its default, numbers count by their value. */
static void
test_keys (void)
{
  static const struct
  {
    const char *words;
    gboolean same;
  } lines[] = {
      {"sweep=data d=2 sigma=0.5 seed=1 heads=2", TRUE},
      {"sweep=data d=2 sigma=0.50 seed=1", TRUE},
      {"d=2 sweep=data seed=1 sigma=5e-1", TRUE},
      {"sweep=data d=2 sigma=0.5", TRUE},
      {"sweep=data d=2 sigma=0.5 seed=1 heads=4", FALSE},
      {"sweep=data d=2 sigma=0.5 seed=2", FALSE},
      {"sweep=data d=2 sigma=0.5 seed=1 unknown=3", FALSE},
      {"sweep=data d=2 sigma=0.5 seed=1 d=3", FALSE},
      {"sweep=model d=2 sigma=0.5 seed=1", FALSE},
  };
  g_autofree char *directory = make_directory ();
  g_autofree char *place = write_set (directory, &first, "points", FALSE, TRUE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    LabResultOrigin origin = first;

    origin.words = lines[i].words;
    if (lines[i].same)
      check_allowed (directory, &origin, FALSE);
    else
      check_refused (directory, &origin, FALSE, "instead of");
  }
  remove_directory (directory);
}

static void
test_stopped (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "out", NULL);
  g_autofree char *stopped = g_strconcat (inner, "-stopped", NULL);
  g_autofree char *second = g_strconcat (inner, "-stopped-2", NULL);
  g_autofree char *notice = NULL;
  LabResultOrigin other = first;

  other.words = "sweep=data d=4";
  /* Where nothing finished lies, there. */
  g_autofree char *a = write_set (inner, &first, "part", FALSE, FALSE, &notice);
  g_assert_cmpstr (a, ==, inner);
  g_assert_null (notice);
  g_autofree char *b = write_set (inner, &other, "other part", FALSE, FALSE, &notice);
  g_assert_cmpstr (b, ==, inner);
  g_autofree char *c = write_set (inner, &first, "points", FALSE, TRUE, &notice);
  g_assert_cmpstr (c, ==, inner);
  check_file (inner, "points.csv", "points");
  /* Beside finished ones, even of the same experiment; a part replaces a part. */
  for (guint i = 0; i < 2; i++) {
    g_autofree char *d =
        write_set (inner, &first, i == 0 ? "part" : "later", FALSE, FALSE, &notice);

    g_assert_cmpstr (d, ==, stopped);
    g_assert_nonnull (notice);
    g_assert_nonnull (strstr (notice, stopped));
    g_clear_pointer (&notice, g_free);
  }
  check_file (inner, "points.csv", "points");
  check_file (stopped, "points.csv", "later");
  /* Should someone keep finished results there, they stay as well. */
  g_autofree char *e = write_set (stopped, &first, "kept", FALSE, TRUE, NULL);
  g_autofree char *f = write_set (inner, &first, "part", FALSE, FALSE, NULL);
  g_assert_cmpstr (e, ==, stopped);
  g_assert_cmpstr (f, ==, second);
  check_file (stopped, "points.csv", "kept");
  remove_directory (directory);
}

/* Replacing does not stretch to an end before the end. */
static void
test_stopped_with_replace (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "out", NULL);
  g_autofree char *place = write_set (inner, &first, "points", FALSE, TRUE, NULL);
  LabResultOrigin other = first;

  other.words = "sweep=data d=4";
  g_autoptr (LabResultSet) set = lab_result_set_open (inner, TRUE, &other, NULL);
  g_autofree char *where = commit (set, "part", FALSE, FALSE, NULL);
  g_assert_true (g_str_has_suffix (where, "out-stopped"));
  check_file (inner, "points.csv", "points");
  check_file (where, "points.csv", "part");
  remove_directory (directory);
}

/* A user's file of one of the names is never replaced, not even with --replace. */
static void
test_foreign (void)
{
  g_autofree char *directory = make_directory ();

  put (directory, "fits.json", "[1, 2]");
  check_refused (directory, &first, TRUE, "fits.json");
  put (directory, "fits.json", "{\"files\" : 1, \"made_by\" : [], \"program\" : \"mine\"}");
  check_refused (directory, &first, TRUE, "fits.json");
  g_autofree char *deep = g_strnfill (1000000, '[');
  put (directory, "fits.json", deep);
  check_refused (directory, &first, TRUE, "fits.json");
  g_autofree char *path = g_build_filename (directory, "fits.json", NULL);
  g_unlink (path);
  put (directory, "chart.svg", "mine");
  check_refused (directory, &first, TRUE, "chart.svg");
  g_autofree char *chart = g_build_filename (directory, "chart.svg", NULL);
  g_unlink (chart);
  g_autofree char *place = write_set (directory, &first, "points", FALSE, TRUE, NULL);
  put (directory, "points.csv", "edited");
  check_refused (directory, &first, TRUE, "points.csv");
  remove_directory (directory);
}

/* Changed while the work went on: what was measured goes elsewhere. */
static void
test_changed_meanwhile (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "out", NULL);
  g_autofree char *notice = NULL;
  g_autoptr (LabResultSet) set = lab_result_set_open (inner, FALSE, &first, NULL);

  put (inner, "points.csv", "mine");
  g_autofree char *where = commit (set, "points", FALSE, TRUE, &notice);
  g_assert_cmpstr (where, !=, inner);
  g_assert_nonnull (strstr (notice, where));
  check_file (inner, "points.csv", "mine");
  check_file (where, "points.csv", "points");
  remove_directory (directory);
}

/* Results of a version that wrote no list. */
static void
test_older (void)
{
  g_autofree char *directory = make_directory ();
  LabResultOrigin other = first;

  other.words = "sweep=data d=4";
  put (directory, "points.csv",
       "# Scaling Lab 0.1.0: measured points\n# experiment: sweep=data d=2 sigma=0.5\n# seed: 1\n"
       "# runs: planned 24, finished 23, diverged 1, stopped 0, not measured 0\nrun\n");
  put (directory, "fits.json", "{\"program\" : \"Scaling Lab 0.1.0\", \"fits\" : []}");
  put (directory, "chart.svg", "<svg/>");
  put (directory, "ridge.csv", "# Scaling Lab 0.1.0: ridge\n");
  check_refused (directory, &other, FALSE, "d=2 instead of d=4");
  check_allowed (directory, &first, FALSE);
  g_autofree char *place = write_set (directory, &first, "points", FALSE, TRUE, NULL);
  check_file (directory, "points.csv", "points");
  check_file (directory, "ridge.csv", NULL);
  /* One that was stopped gives way. */
  remove_directory (directory);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  put (directory, "points.csv",
       "# Scaling Lab 0.1.0: measured points\n# experiment: sweep=data d=2 sigma=0.5\n# seed: 1\n"
       "# runs: planned 24, finished 3, diverged 1, stopped 2, not measured 18\nrun\n");
  check_allowed (directory, &other, FALSE);
  put (directory, "kernel.json", "{\"experiment\" : {}, \"eigenvalues\" : []}");
  check_refused (directory, &other, FALSE, "scaling-lab kernel");
  remove_directory (directory);
}

/* Without a name: the first that is free, also of another process. */
static void
test_numbers (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *back = g_get_current_dir ();

  g_assert_cmpint (chdir (directory), ==, 0);
  g_autofree char *a = write_set (NULL, &first, "a", FALSE, TRUE, NULL);
  g_autofree char *b = write_set (NULL, &first, "b", FALSE, TRUE, NULL);
  g_assert_cmpstr (a, ==, "scaling-lab-results");
  g_assert_cmpstr (b, ==, "scaling-lab-results-2");
  LabResultSet *busy = lab_result_set_open (NULL, FALSE, &first, NULL);
  g_autofree char *c = write_set (NULL, &first, "c", FALSE, TRUE, NULL);
  g_assert_cmpstr (lab_result_set_place (busy), ==, "scaling-lab-results-3");
  g_assert_cmpstr (c, ==, "scaling-lab-results-4");
  lab_result_set_free (busy);
  g_assert_false (g_file_test ("scaling-lab-results-3", G_FILE_TEST_EXISTS));
  check_file ("scaling-lab-results", "points.csv", "a");
  g_assert_cmpint (chdir (back), ==, 0);
  remove_directory (directory);
}

static void
test_busy (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (LabResultSet) set = lab_result_set_open (directory, FALSE, &first, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_result_set_open (directory, TRUE, &first, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_BUSY);
  remove_directory (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/result-set/index", test_index);
  g_test_add_func ("/result-set/same", test_same);
  g_test_add_func ("/result-set/other", test_other);
  g_test_add_func ("/result-set/keys", test_keys);
  g_test_add_func ("/result-set/stopped", test_stopped);
  g_test_add_func ("/result-set/stopped-with-replace", test_stopped_with_replace);
  g_test_add_func ("/result-set/foreign", test_foreign);
  g_test_add_func ("/result-set/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/result-set/older", test_older);
  g_test_add_func ("/result-set/numbers", test_numbers);
  g_test_add_func ("/result-set/busy", test_busy);
  return g_test_run ();
}
