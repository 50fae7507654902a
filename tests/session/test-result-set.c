/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which results are of the same command, words and input. */
#include "result-folder.h"

#include <glib/gstdio.h>
#include <string.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/result-set/index", test_index);
  g_test_add_func ("/result-set/same", test_same);
  g_test_add_func ("/result-set/other", test_other);
  g_test_add_func ("/result-set/keys", test_keys);
  g_test_add_func ("/result-set/older", test_older);
  return g_test_run ();
}
