/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result-folder.h"

#include "core/error.h"

#include <string.h>

static const char *const files[] = {"points.csv", "fits.json", "chart.svg", "ridge.csv", NULL};

const LabResultOrigin first = {
    .command = "run",
    .words = "sweep=data d=2 sigma=0.5 seed=1",
    .presets = "sweep=data d=2 sigma=0.5 seed=1 heads=2",
    .index = "fits.json",
    .files = files,
};

char *
make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", &error);

  g_assert_no_error (error);
  return directory;
}

void
remove_directory (const char *directory)
{
  const char *argv[] = {"rm", "-rf", "--", directory, NULL};

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

void
put (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

char *
get (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

void
check_file (const char *directory, const char *name, const char *expected)
{
  g_autofree char *text = get (directory, name);

  g_assert_cmpstr (text, ==, expected);
}

JsonNode *
make_index (void)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_double_member (object, "exponent", -0.5);
  json_object_unref (object);
  return node;
}

char *
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

char *
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

void
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

void
check_allowed (const char *directory, const LabResultOrigin *origin, gboolean replace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabResultSet) set = lab_result_set_open (directory, replace, origin, &error);

  g_assert_no_error (error);
  g_assert_nonnull (set);
}
