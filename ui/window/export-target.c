/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of exported files. */
#include "config.h"
#include "ui/window/export-target.h"

#include <glib/gi18n.h>
#include <string.h>

const char *const lab_export_endings[] = {"svg", "pdf", "png", "csv", NULL};

static gboolean
ends_in (const char *path, const char *ending)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL && g_ascii_strcasecmp (dot + 1, ending) == 0;
}

char *
lab_export_target (const char *typed, const char *ending)
{
  g_return_val_if_fail (typed != NULL && ending != NULL, NULL);

  for (guint i = 0; lab_export_endings[i] != NULL; i++)
    if (ends_in (typed, lab_export_endings[i]))
      return g_strdup (typed);
  return g_strconcat (typed, ".", ending, NULL);
}

gboolean
lab_export_is_points (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return ends_in (path, "csv");
}

char *
lab_export_beside (const char *path)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (path != NULL && strrchr (path, '.') != NULL, NULL);

  stem = g_strndup (path, (gsize)(strrchr (path, '.') - path));
  return g_strconcat (stem, "-kernel.csv", NULL);
}

char **
lab_export_replaced (const char *const *paths, const char *asked)
{
  g_autoptr (GStrvBuilder) replaced = g_strv_builder_new ();

  g_return_val_if_fail (paths != NULL, NULL);

  for (guint i = 0; paths[i] != NULL; i++)
    if (g_strcmp0 (paths[i], asked) != 0 && g_file_test (paths[i], G_FILE_TEST_EXISTS))
      g_strv_builder_add (replaced, paths[i]);
  return g_strv_builder_end (replaced);
}

char *
lab_export_names (const char *const *paths)
{
  g_autofree char *first = NULL, *second = NULL;

  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  first = g_filename_display_basename (paths[0]);
  if (paths[1] == NULL)
    /* Translators: the name of a file. */
    return g_strdup_printf (_ ("“%s”"), first);
  second = g_filename_display_basename (paths[1]);
  /* Translators: the names of two files. */
  return g_strdup_printf (_ ("“%s” and “%s”"), first, second);
}
