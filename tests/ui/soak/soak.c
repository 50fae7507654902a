/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at the window for a long time: random actions on a real window, and a table of what the
 * process holds. Not a test of the suite: build-aux/soak.sh starts it, on a virtual display.
 *
 * The first line names the seed. Memory is measured after the first finished experiment, then while the
 * actions go on and, a few times, at rest (stopped, nothing under way). The program ends with status 1
 * where the last rest lies more than GROWTH above the first, or what is resident or allocated has grown by
 * more than DRIFT over the last third. The short form has too few actions for that, since what they visit first fills stores that are
 * bounded: its thirds are the very same actions from the same experiment, of which the first fills the
 * stores, and a leak shows as what the last adds to the second. */
#include <glib/gprintf.h>
#include <malloc.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/heap.h"
#include "laboratory-test.h"
#include "soak-actions.h"
#include "ui/app/application.h"

#define MEGABYTE (1024.0 * 1024.0)

/* What the process may hold at rest beyond what it held after the first experiment, and by how much it
 * may grow over the last third of the actions, in MB. */
#define GROWTH 150.0
#define DRIFT  25.0

/* Of the short form, whose last round has 50 actions: less than a MB for each of them. */
#define SHORT_DRIFT 35.0

/* Lines of the table, and how many of them lie at rest: every third of the actions ends with one. The
 * short form's thirds are its rounds. */
#define LINES         30
#define RESTS         6
#define SHORT_RESTS   3
#define SHORT_ACTIONS 150
#define SHORT_SEED    7

/* Seconds until what ends by itself has ended, and memory has been given back. */
#define REST_SECONDS 4.0

/* At rest what is allocated stays within STILL, in MB, over that time, and the processor works for no more
 * than IDLE of it. Waited for REST_TRIES times. */
#define STILL      1.0
#define IDLE       0.05
#define REST_TRIES 45

#define REST_WIDTH  1280
#define REST_HEIGHT 800

static int action_count = 3000;
static int seed;
static gboolean is_short;
static int mean_wait = 300; /* milliseconds between two actions */

static const GOptionEntry options[] = {
    {"actions", 0, 0, G_OPTION_ARG_INT, &action_count, "How many actions (3000)", "N"},
    {"short", 0, 0, G_OPTION_ARG_NONE, &is_short, "A minute or so", NULL},
    {"seed", 0, 0, G_OPTION_ARG_INT, &seed,
     "Seed of the actions; where it is 0, one of its own, 7 in the short form", "N"},
    {"wait", 0, 0, G_OPTION_ARG_INT, &mean_wait, "Mean time between two of them (300)", "MS"},
    {0},
};

/* In MB, as the table has them: what of the process lies in memory, and what it has asked for. Pages that
 * the allocator keeps hide a small leak from the first, blocks that are mapped from the second. */
typedef struct
{
  double resident, allocated;
} Held;

static double
resident (void)
{
  g_autofree char *text = NULL;
  unsigned long size = 0, pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) &&
      sscanf (text, "%lu %lu", &size, &pages) == 2)
    return (double)pages * (double)sysconf (_SC_PAGESIZE) / MEGABYTE;
  return 0;
}

static double
allocated (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double)(info.uordblks + info.hblkhd) / MEGABYTE;
}

/* Waits until nothing computes or changes what is allocated any more, predictions beside the runs
 * included. */
static void
rest (Soak *soak)
{
  double before;
  clock_t worked;
  guint tries = 0;

  laboratory_test_settle (lab_window_get_laboratory (soak->window));
  do {
    before = allocated ();
    worked = clock ();
    laboratory_test_pass (REST_SECONDS);
  } while ((fabs (allocated () - before) > STILL ||
            (double)(clock () - worked) > IDLE * REST_SECONDS * CLOCKS_PER_SEC) &&
           ++tries < REST_TRIES);
}

/* In the same look and size each time: pixels of a large window take tens of MB more than those of a small
 * one. */
static void
come_to_rest (Soak *soak)
{
  if (soak->window->presenting)
    soak_activate (soak, "win.present");
  soak_activate (soak, "win.view('chart')");
  soak_activate (soak, "win.stop");
  g_object_set (soak->window->settings, "appearance", "light", NULL);
  gtk_window_set_default_size (GTK_WINDOW (soak->window), REST_WIDTH, REST_HEIGHT);
  rest (soak);
}

/* The rounds of the short form are the very same actions, from the same experiment. */
static void
begin_round (Soak *soak)
{
  soak_activate (soak, "win.default-experiment");
  g_rand_set_seed (soak->random, (guint32)seed);
}

static Held
tell (guint done, const char *when)
{
  Held held = {.resident = resident (), .allocated = allocated ()};

  g_printf ("%7u  %8.0f  %9.0f  %s\n", done, held.resident, held.allocated, when);
  fflush (stdout);
  return held;
}

/* TRUE where the process stayed within its bounds: first, two thirds and last are at rest. */
static gboolean
judge (Held first, Held two_thirds, Held last)
{
  double growth = last.resident - first.resident;
  double drift = last.resident - two_thirds.resident;
  double allocated_drift = last.allocated - two_thirds.allocated;
  double most = is_short ? SHORT_DRIFT : DRIFT;

  g_printf (
      "At rest %.0f MB above the first experiment (at most %.0f); over the last third %+.0f MB "
      "resident and %+.0f MB allocated (at most %.0f).\n",
      growth, GROWTH, drift, allocated_drift, most);
  return growth <= GROWTH && drift <= most && allocated_drift <= most;
}

static gboolean
soak_window (Soak *soak)
{
  guint rests = is_short ? SHORT_RESTS : RESTS;
  guint count = (guint)action_count, line = MAX (count / LINES, 1), part = MAX (count / rests, 1);
  Held first, two_thirds = {0}, last = {0};

  g_printf ("actions  resident  allocated\n              MB         MB\n");
  laboratory_test_settle (lab_window_get_laboratory (soak->window));
  come_to_rest (soak);
  first = tell (0, "first experiment finished");
  for (guint i = 1; i <= count; i++) {
    if (is_short && i % part == 1)
      begin_round (soak);
    soak_act (soak);
    laboratory_test_pass (1e-3 * mean_wait * g_rand_double_range (soak->random, 0.2, 1.8));
    soak_close_dialogs (soak);
    if (i % line == 0)
      tell (i, "");
    if (i % part != 0)
      continue;
    come_to_rest (soak);
    last = tell (i, "at rest");
    if (i == part * (rests * 2 / 3))
      two_thirds = last;
  }
  return judge (first, two_thirds, last);
}

static void
open_window (Soak *soak, LabApplication *application)
{
  g_autoptr (LabSettings) settings = lab_settings_new ();
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (0);

  soak->window = lab_window_new (GTK_APPLICATION (application), laboratory, settings);
  lab_laboratory_start (laboratory);
  gtk_window_present (GTK_WINDOW (soak->window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- random actions on a window");
  g_autoptr (GError) error = NULL;
  g_autoptr (LabApplication) application = NULL;
  g_autofree char *directory = g_dir_make_tmp ("scaling-lab-soak-XXXXXX", NULL);
  Soak soak = {0};
  gboolean passed;

  lab_heap_set_up ();
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || action_count < RESTS) {
    g_printerr ("%s\n", error != NULL ? error->message : "Too few actions.");
    return 2;
  }
  if (is_short)
    action_count = SHORT_ACTIONS;
  if (!gtk_init_check ()) {
    g_printerr ("There is no display.\n");
    return 2;
  }
  if (seed == 0)
    seed = is_short ? SHORT_SEED : (int)(g_random_int () >> 1);
  g_printf ("Soak of %d actions, seed %d.\n", action_count, seed);
  soak.random = g_rand_new_with_seed ((guint32)seed);
  soak_write_files (&soak, directory);
  application = lab_application_new (G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  open_window (&soak, application);
  passed = soak_window (&soak);
  gtk_window_close (GTK_WINDOW (soak.window));
  laboratory_test_pass (0.2);
  soak_remove_files (&soak, directory);
  g_rand_free (soak.random);
  return passed ? 0 : 1;
}
