/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: finds the command, reads its words, runs it.
 *
 * It speaks English and writes numbers with a point whatever the locale, like its keys and its
 * files, so that what it prints can be read by other programs. */
#include "cli/cli.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/output.h"
#include "config.h"
#include "core/blas-buffers.h"

#include <locale.h>
#include <string.h>

static const LabCommand *const commands[] = {
    &lab_command_run,
    &lab_command_compare,
    &lab_command_theory,
    &lab_command_predict,
    &lab_command_boundary,
    &lab_command_fit,
    &lab_command_sample,
    &lab_command_dimension,
    &lab_command_kernel,
    &lab_command_corpus,
    &lab_command_export,
    &lab_command_info,
    &lab_command_plan,
    &lab_command_work,
    &lab_command_gather,
    &lab_command_status,
    NULL,
};

static const LabCommand *
find_command (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

static char *
command_names (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; commands[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer)commands[i]->name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **)names->pdata);
}

static int
refuse_command (const char *word)
{
  g_autofree char *names = command_names ();

  if (*word == '-')
    lab_complain ("%s is not an option; without a command there are --help and --version.", word);
  else if (strchr (word, '=') != NULL)
    lab_complain ("%s needs a command before it, such as scaling-lab run %s; the commands are %s.",
                  word, word, names);
  else
    lab_complain ("“%s” is not a command; the commands are %s, and scaling-lab --help tells more.",
                  word, names);
  return LAB_EXIT_NOT_UNDERSTOOD;
}

static int
print_and_end (const char *text)
{
  return lab_print (text) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

/* Whether OpenBLAS is called: by the command, or where the dimension of a file's points is estimated. */
static gboolean
needs_buffers (const LabCommand *command, const char *const *rest)
{
  gboolean needed = (command->flags & LAB_COMMAND_USES_BLAS) != 0;

  for (; *rest != NULL; rest++) {
    if (g_str_equal (*rest, "--help") || g_str_equal (*rest, "-h"))
      return FALSE;
    needed = needed || g_str_has_prefix (*rest, "points=");
  }
  return needed;
}

static int
run_command (const LabCommand *command, const char *const *rest)
{
  g_auto (LabArguments) words = {.workers = 0};
  g_autoptr (GError) error = NULL;
  int signal;

  if (needs_buffers (command, rest) && !lab_blas_buffers_reserve (&error))
    return lab_exit_with (error);
  if (!lab_arguments_parse (command, rest, &words, &signal, &error))
    return lab_exit_after (signal, error);
  if (words.help) {
    g_autofree char *help = lab_help_command (command);

    return print_and_end (help);
  }
  return command->run (&words);
}

/* --help and --version stand alone. */
static int
run_option (const char *option, const char *next)
{
  g_autofree char *help = NULL;

  if (next != NULL) {
    lab_complain ("%s stands alone: %s cannot follow it.", option, next);
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  if (g_str_equal (option, "--version"))
    return print_and_end ("scaling-lab " LAB_VERSION "\n");
  help = lab_help_general (commands);
  return print_and_end (help);
}

gboolean
lab_cli_wants (int argc, char **argv)
{
  /* What the window, GApplication and GDK understand stays theirs; all else is for us, if only to
   * refuse it. */
  static const char *const theirs[] = {"--experiment", "--appearance",    "--size",
                                       "--view",       "--gapplication-", "--display"};

  if (argc < 2)
    return FALSE;
  /* A file alone is opened in the window. */
  if (argc == 2 && find_command (argv[1]) == NULL && g_file_test (argv[1], G_FILE_TEST_IS_REGULAR))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (theirs); i++)
    if (g_str_has_prefix (argv[1], theirs[i]))
      return FALSE;
  return TRUE;
}

int
lab_cli_main (int argc, char **argv)
{
  const char *const *words = (const char *const *)argv + 1;
  const LabCommand *command;

  setlocale (LC_ALL, "C");
  setlocale (LC_CTYPE, "");
  if (argc < 2) {
    lab_complain ("A command is missing; scaling-lab --help lists them.");
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  if (g_str_equal (words[0], "--help") || g_str_equal (words[0], "-h") ||
      g_str_equal (words[0], "--version"))
    return run_option (words[0], words[1]);
  command = find_command (words[0]);
  return command != NULL ? run_command (command, words + 1) : refuse_command (words[0]);
}
