/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run ends otherwise: Ctrl-C, a closed pipe, a place where nothing can be written. */
#include "program.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs for minutes unless it is stopped. */
#define LONG "run sweep=data grid=32,64 steps=1000000 width=8 heads=2 repeats=1 workers=1 --out out"

static char *
read_file (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

/* Starts the program; stderr_fd (closed here) may be -1. */
static GPid
start (const char *directory, const char *words, int stderr_fd)
{
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("LAB_PROGRAM"), words);
  g_auto (GStrv) argv = NULL;
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "TERM", "xterm", TRUE);
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_shell_parse_argv (line, NULL, &argv, NULL);
  g_spawn_async_with_fds (directory, argv, environment,
                          G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid,
                          -1, -1, stderr_fd, &error);
  g_assert_no_error (error);
  if (stderr_fd >= 0)
    close (stderr_fd);
  return pid;
}

/* Waits for the end; a program that does not come to one is ended, so that none stays behind. */
static int
finish (GPid pid)
{
  int wait_status = 0;
  pid_t ended = 0;

  g_return_val_if_fail (pid > 0, -1);

  for (guint i = 0; i < 4000 && ended == 0; i++) {
    ended = waitpid (pid, &wait_status, WNOHANG);
    if (ended == 0)
      g_usleep (5000);
  }
  if (ended == 0) {
    kill (pid, SIGKILL);
    waitpid (pid, &wait_status, 0);
  }
  g_spawn_close_pid (pid);
  return program_exit_status (wait_status);
}

/* Whether the process has a handler of its own for the signal, as Linux tells. */
static gboolean
catches (GPid pid, int number)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", pid);
  g_autofree char *text = NULL;
  const char *mask;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  mask = strstr (text, "SigCgt:");
  return mask != NULL && (strtoull (mask + strlen ("SigCgt:"), NULL, 16) >> (number - 1) & 1) != 0;
}

static void
stop_with (int number)
{
  g_autofree char *directory = program_directory ();
  GPid pid = start (directory, LONG, -1);

  /* To signal "process 0" would be to signal ourselves and our parents. */
  if (pid <= 0) {
    g_test_fail ();
    return;
  }
  /* Bounded, so that a program that never catches the signal fails instead of hanging. */
  for (guint i = 0; i < 2000 && !catches (pid, number); i++)
    g_usleep (5000);
  g_usleep (300000);
  kill (pid, number);
  g_assert_cmpint (finish (pid), ==, 128 + number);

  g_autofree char *points = read_file (directory, "out/points.csv");
  g_autofree char *fits = read_file (directory, "out/fits.json");
  g_autofree char *chart = read_file (directory, "out/chart.svg");
  g_assert_nonnull (strstr (points, "planned 2, finished 0, diverged 0, stopped 1"));
  g_assert_nonnull (strstr (points, ",stopped,\n"));
  g_assert_nonnull (strstr (fits, "\"stopped\""));
  g_assert_nonnull (strstr (chart, "<svg"));
  program_remove (directory);
}

static void
test_interrupt (void)
{
  stop_with (SIGINT);
}

static void
test_terminate (void)
{
  stop_with (SIGTERM);
}

/* A connection that breaks takes no measurement with it. */
static void
test_hang_up (void)
{
  stop_with (SIGHUP);
}

/* The reader has gone: no complaint, and not the status of a failure to understand. */
static void
test_closed_pipe (void)
{
  g_autofree char *script = g_strdup_printf ("trap '' PIPE; %s --help | true; %s --help | true",
                                             g_getenv ("LAB_PROGRAM"), g_getenv ("LAB_PROGRAM"));
  const char *argv[] = {"/bin/sh", "-c", script, NULL};
  g_autofree char *err = NULL;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &err, NULL, NULL);
  g_assert_cmpstr (err, ==, "");
}

static void
test_full_disk (void)
{
  g_autofree char *script = g_strdup_printf ("%s theory > /dev/full", g_getenv ("LAB_PROGRAM"));
  const char *argv[] = {"/bin/sh", "-c", script, NULL};
  g_autofree char *err = NULL;
  int wait_status;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("no /dev/full here");
    return;
  }
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &err, &wait_status,
                NULL);
  g_assert_cmpint (program_exit_status (wait_status), ==, 1);
  g_assert_true (g_str_has_prefix (err, "scaling-lab: Standard output cannot be written: "));
}

/* Found out before the training, not after. */
static void
test_unwritable (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *file = g_build_filename (directory, "file", NULL);
  g_autofree char *text = NULL;

  g_file_set_contents (file, "kept", -1, NULL);
  g_auto (ProgramResult) result = program_run (directory, "run steps=1000000 --out file/below");
  g_assert_cmpint (result.status, ==, 1);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_true (
      g_str_has_prefix (result.err, "scaling-lab: The directory file/below cannot be made: "));
  g_assert_nonnull (strstr (result.err, "--out DIR"));
  g_file_get_contents (file, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "kept");
  program_remove (directory);
}

/* A file's place taken by a directory: found out before the training. */
static void
test_place_taken (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *taken = g_build_filename (directory, "out", "fits.json", "x", NULL);

  g_mkdir_with_parents (taken, 0700);
  g_auto (ProgramResult) result =
      program_run (directory, "run grid=16,32 steps=1 width=4 repeats=1 --out out");
  g_assert_cmpint (result.status, ==, 2);
  g_assert_nonnull (strstr (result.err, "out/fits.json"));
  g_assert_cmpstr (result.out, ==, "");
  g_assert_true (g_file_test (taken, G_FILE_TEST_IS_DIR));
  program_remove (directory);
}

static char *
read_all (int fd)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  ssize_t count;

  /* A terminal whose other end is closed reports an error instead of an end. */
  while ((count = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, count);
  return g_string_free (text, FALSE);
}

static void
test_progress_on_terminal (void)
{
  g_autofree char *directory = program_directory ();
  int terminal = posix_openpt (O_RDWR | O_NOCTTY);

  g_assert_cmpint (terminal, >=, 0);
  grantpt (terminal);
  unlockpt (terminal);
  GPid pid = start (directory, "run grid=64,128 steps=400 width=8 repeats=2 --out out",
                    open (ptsname (terminal), O_RDWR | O_NOCTTY));
  g_autofree char *seen = read_all (terminal);
  g_assert_cmpint (finish (pid), ==, 0);
  g_assert_nonnull (strstr (seen, "of 4 runs, "));
  g_assert_nonnull (strstr (seen, "steps/s"));
  g_assert_true (g_str_has_suffix (seen, "\r\033[K")); /* wiped at the end */
  close (terminal);
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-ends/interrupt", test_interrupt);
  g_test_add_func ("/cli-ends/terminate", test_terminate);
  g_test_add_func ("/cli-ends/hang-up", test_hang_up);
  g_test_add_func ("/cli-ends/closed-pipe", test_closed_pipe);
  g_test_add_func ("/cli-ends/full-disk", test_full_disk);
  g_test_add_func ("/cli-ends/unwritable", test_unwritable);
  g_test_add_func ("/cli-ends/place-taken", test_place_taken);
  g_test_add_func ("/cli-ends/progress-on-terminal", test_progress_on_terminal);
  return g_test_run ();
}
