/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims: one of many has it, a dead owner's is taken over, a living one's is not, whatever its clock says. */
#include "cluster/claims-testing.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Seconds. */
#define TAKEOVER 1.0
#define BEAT     0.2

typedef struct
{
  char *claims, *records;
  LabRunFolder folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder.path = g_dir_make_tmp ("scaling-lab-claims-XXXXXX", NULL);
  fixture->claims = g_build_filename (fixture->folder.path, LAB_RUN_FOLDER_CLAIMS, NULL);
  g_assert_cmpint (g_mkdir (fixture->claims, 0777), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) names = g_dir_open (fixture->claims, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (names)) != NULL) {
    g_autofree char *file = g_build_filename (fixture->claims, name, NULL);
    g_unlink (file);
  }
  g_rmdir (fixture->claims);
  g_rmdir (fixture->folder.path);
  g_free (fixture->claims);
  g_free (fixture->folder.path);
}

static gboolean
is_there (const Fixture *fixture)
{
  g_autofree char *name = g_build_filename (fixture->claims, "000007", NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static void
test_exclusive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabClaims) one = lab_claims_new (&fixture->folder, TAKEOVER);
  g_autoptr (LabClaims) other = lab_claims_new_as (&fixture->folder, TAKEOVER, "other", BEAT);

  g_assert_cmpint (lab_claims_take (one, 7, NULL), ==, LAB_CLAIM_OURS);
  g_assert_cmpint (lab_claims_take (other, 7, NULL), ==, LAB_CLAIM_UNTOLD);
  lab_claims_release (one, 7);
  g_assert_false (is_there (fixture));
  g_assert_cmpint (lab_claims_take (other, 7, NULL), ==, LAB_CLAIM_OURS);
  g_clear_pointer (&other, lab_claims_free);
  g_assert_false (is_there (fixture));
}

/* A process of this host that claims a run, and then is killed, or lives on as a zombie. */
static pid_t
claim_in_child (const Fixture *fixture)
{
  int ready[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0) {
    LabClaims *claims = lab_claims_new (&fixture->folder, TAKEOVER);

    if (lab_claims_take (claims, 7, NULL) == LAB_CLAIM_OURS && write (ready[1], "x", 1) == 1)
      pause ();
    _exit (1);
  }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  close (ready[1]);
  return child;
}

static void
test_dead_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabClaims) claims = lab_claims_new (&fixture->folder, 1000.0);
  const pid_t child = claim_in_child (fixture);
  int status;

  g_assert_cmpint (lab_claims_take (claims, 7, NULL), ==, LAB_CLAIM_HELD);
  kill (child, SIGKILL);
  /* Not waited for yet: a zombie is dead. */
  g_assert_cmpint (waitid (P_PID, (id_t)child, &(siginfo_t){0}, WEXITED | WNOWAIT), ==, 0);
  g_assert_cmpint (lab_claims_take (claims, 7, NULL), ==, LAB_CLAIM_OURS);
  waitpid (child, &status, 0);
}

static LabClaimState
take_within (LabClaims *claims, double seconds)
{
  const gint64 until = g_get_monotonic_time () + (gint64)(seconds * G_TIME_SPAN_SECOND);
  LabClaimState state;

  do {
    state = lab_claims_take (claims, 7, NULL);
    g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  } while (state == LAB_CLAIM_UNTOLD && g_get_monotonic_time () < until);
  return state;
}

/* As long as the counter moves the owner lives. */
static void
test_lives_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabClaims) owner = lab_claims_new_as (&fixture->folder, TAKEOVER, "far", BEAT);
  g_autoptr (LabClaims) claims = lab_claims_new (&fixture->folder, TAKEOVER);

  g_assert_cmpint (lab_claims_take (owner, 7, NULL), ==, LAB_CLAIM_OURS);
  g_assert_cmpint (take_within (claims, 5 * TAKEOVER), ==, LAB_CLAIM_HELD);
}

/* A claim whose counter stands still, from whatever time its machine thinks it is. */
static void
test_dead_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabClaims) claims = lab_claims_new (&fixture->folder, TAKEOVER);
  g_autofree char *name = g_build_filename (fixture->claims, "000007", NULL);
  const gint64 begin = g_get_monotonic_time ();

  g_assert_true (g_file_set_contents (name, "far\n1\n99\n3\n", -1, NULL));
  g_assert_cmpint (take_within (claims, 5 * TAKEOVER), ==, LAB_CLAIM_OURS);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, (gint64)(TAKEOVER * G_TIME_SPAN_SECOND));
}

/* What is no claim is waited for like one of another machine. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabClaims) claims = lab_claims_new (&fixture->folder, TAKEOVER);
  g_autofree char *name = g_build_filename (fixture->claims, "000007", NULL);

  g_assert_true (g_file_set_contents (name, "", 0, NULL));
  g_assert_cmpint (lab_claims_take (claims, 7, NULL), ==, LAB_CLAIM_UNTOLD);
  g_assert_cmpint (take_within (claims, 5 * TAKEOVER), ==, LAB_CLAIM_OURS);
}

static void
test_vanished (Fixture *fixture, gconstpointer data)
{
  LabRunFolder nowhere = {.path = (char *)"/nowhere/at/all"};
  g_autoptr (LabClaims) claims = lab_claims_new (&nowhere, TAKEOVER);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (lab_claims_take (claims, 7, &error), ==, LAB_CLAIM_FAILED);
  g_assert_nonnull (error);
}

#define add(name, function)                                                                        \
  g_test_add ("/cluster/claims/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("exclusive", test_exclusive);
  add ("dead-here", test_dead_here);
  add ("lives-elsewhere", test_lives_elsewhere);
  add ("dead-elsewhere", test_dead_elsewhere);
  add ("damaged", test_damaged);
  add ("vanished", test_vanished);
  return g_test_run ();
}
