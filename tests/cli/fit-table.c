/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables written, fitted by the program, and its answer read. */
#include "fit-table.h"

#include <math.h>

char *
write_table (const char *directory, const char *table)
{
  char *path = g_build_filename (directory, "table.csv", NULL);

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  return path;
}

JsonParser *
fit_table (const char *table, const char *words)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *path = write_table (directory, table);
  g_autofree char *line = g_strdup_printf ("fit table.csv --json %s", words);
  JsonParser *parser = NULL;

  program_json (directory, line, &parser);
  program_remove (directory);
  return parser;
}

JsonObject *
object_of (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

/* A number, or NaN for null. */
double
real_of (JsonObject *object, const char *name)
{
  return json_object_get_null_member (object, name) ? NAN
                                                    : json_object_get_double_member (object, name);
}
