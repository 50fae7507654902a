/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab: with a command the command line, without one the window. */
#include "config.h"
#include "ui/app/application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/command.h"
#include "core/blas-buffers.h"
#include "core/heap.h"
#include "transformer/blas.h"

/* Where the translations are: installed, or as SCALING_LAB_LOCALE_DIR says (src/DESIGN.md). */
static const char *
locale_directory (void)
{
  const char *directory = g_getenv ("SCALING_LAB_LOCALE_DIR");

  return directory != NULL && *directory != '\0' ? directory : LAB_LOCALE_DIR;
}

/* Stopped by its user, a command ends now: LAPACK may still be at work in a thread, and waiting for it
 * (kernel-modes.c) takes seconds. */
static int
run_command (int argc, char **argv)
{
  int status = lab_cli_main (argc, argv);

  if (status > LAB_EXIT_SIGNAL) {
    fflush (NULL);
    _Exit (status);
  }
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (LabApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  lab_heap_set_up ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_directory ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  lab_blas_use_one_thread ();
  if (lab_cli_wants (argc, argv))
    return run_command (argc, argv);
  if (!lab_blas_buffers_reserve (&error)) {
    g_printerr ("scaling-lab: %s\n", error->message);
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  g_set_application_name (_ ("Scaling Lab"));
  application = lab_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
