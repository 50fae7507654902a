/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "program.h"

#include <string.h>
#include <sys/wait.h>

void
program_require (void)
{
  const char *program = g_getenv ("LAB_PROGRAM");

  if (program == NULL || !g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    g_error ("LAB_PROGRAM must name the program to test; meson test sets it");
}

int
program_exit_status (int wait_status)
{
  return WIFSIGNALED (wait_status) ? 128 + WTERMSIG (wait_status) : WEXITSTATUS (wait_status);
}

ProgramResult
program_run (const char *directory, const char *words)
{
  ProgramResult result = {.status = -1};
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("LAB_PROGRAM"), words);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  int wait_status;

  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);
  if (g_spawn_sync (directory, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err,
                    &wait_status, &error))
    result.status = program_exit_status (wait_status);
  g_assert_no_error (error);
  return result;
}

JsonObject *
program_json (const char *directory, const char *words, JsonParser **parser)
{
  g_auto (ProgramResult) result = program_run (directory, words);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  *parser = json_parser_new ();
  json_parser_load_from_data (*parser, result.out, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (*parser));
}

void
program_refuses (const char *directory, const char *words, const char *named, const char *allowed)
{
  g_auto (ProgramResult) result = program_run (directory, words);

  g_assert_cmpint (result.status, ==, 2);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_true (g_str_has_prefix (result.err, "scaling-lab: "));
  g_assert_nonnull (strstr (result.err, named));
  g_assert_nonnull (strstr (result.err, allowed));
  g_assert_true (strchr (result.err, '\n') == result.err + strlen (result.err) - 1);
}

void
program_result_clear (ProgramResult *result)
{
  g_clear_pointer (&result->out, g_free);
  g_clear_pointer (&result->err, g_free);
}

char *
program_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", &error);

  g_assert_no_error (error);
  return directory;
}

void
program_remove (const char *directory)
{
  const char *argv[] = {"rm", "-rf", "--", directory, NULL};

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}
