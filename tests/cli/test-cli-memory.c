/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory is asked for before it is taken: the estimates beside the peaks that the system counted, and
 * what is refused, how fast and how. */
#include "program.h"

#include "experiment/experiment-keys.h"
#include "experiment/runner/footprint.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB (1024.0 * 1024.0)

/* Most resident memory of the program with these words, in bytes; it must end with 0. */
static double
peak (const char *words)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *line =
      g_strdup_printf ("exec %s %s > /dev/null", g_getenv ("LAB_PROGRAM"), words);
  struct rusage usage = {0};
  int status = -1;
  pid_t child = fork ();

  if (child == 0) {
    if (chdir (directory) == 0)
      execl ("/bin/sh", "sh", "-c", line, NULL);
    _exit (127);
  }
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (wait4 (child, &status, 0, &usage), ==, child);
  g_assert_cmpint (program_exit_status (status), ==, 0);
  program_remove (directory);
  return 1024.0 * (double)usage.ru_maxrss;
}

/* Of the program itself: the smallest run. */
static double
base (void)
{
  static double bytes;

  if (bytes == 0.0)
    bytes = peak ("run grid=16 n=16 steps=1 width=4 heads=1 depth=1 repeats=1 prediction=off "
                  "workers=1 --json");
  return bytes;
}

static void
compare (const char *words, double estimate)
{
  const double measured = peak (words) - base ();

  g_test_message ("%s: estimated %.0f MiB, measured %.0f MiB", words, estimate / MIB,
                  measured / MIB);
  /* Small ones say nothing beside the program's own. */
  g_assert_cmpfloat (measured, >, 50.0 * MIB);
  g_assert_cmpfloat (estimate, >, 0.8 * measured);
  g_assert_cmpfloat (estimate, <, 1.25 * measured);
}

typedef struct
{
  const char *name;
  const char *words; /* of an experiment */
  guint workers;
} Shape;

#define POINTS "D=256 tokens=1 width=4 heads=1 depth=1 d=1 target=distance steps=1 "
#define WIDE   "n=16 batch=16 D=16 tokens=1 heads=1 steps=1 repeats=1 feed_forward=4 width=256 "

/* Of the shapes, those that are measured where not all of them are wanted. */
#define EVERY 4

static const Shape shapes[] = {
    {"many-points", POINTS "grid=80000 n=80000 repeats=1", 1},
    {"two-workers", POINTS "grid=70000 n=70000 repeats=2", 2},
    {"one-after-another", POINTS "grid=80000 n=80000 repeats=2", 1},
    {"split", POINTS "sweep=model grid=4,8 n=80000 repeats=1 validation=split", 1},
    {"small-sets-kept", POINTS "grid=10000 n=10000 repeats=8", 1},
    {"wide", WIDE "grid=16 depth=4", 1},
    {"wide-descent", WIDE "grid=16 depth=5 optimizer=gd", 1},
    {"trajectory", WIDE "sweep=time depth=8", 1},
    {"sequences",
     "task=sequences grid=30000 n=30000 tokens=64 D=8 width=4 heads=1 depth=1 steps=1 repeats=1",
     1},
    {"activations",
     "task=sequences grid=16 n=16 batch=16 tokens=256 D=4 width=16 heads=16 depth=1 steps=1 "
     "repeats=1 "
     "validation=none",
     1},
    {"hidden-dimension",
     "grid=16 n=16 batch=16 D=16 width=256 depth=8 heads=1 feed_forward=1 tokens=1 steps=1 "
     "repeats=1 "
     "dimension=pooled validation=none",
     1},
};

static void
test_shape (gconstpointer data)
{
  const Shape *shape = data;
  g_auto (GStrv) list = g_strsplit (shape->words, " ", -1);
  g_autofree char *words =
      g_strdup_printf ("run %s prediction=off workers=%u --json", shape->words, shape->workers);
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;
  LabFootprint footprint;

  g_assert_true (lab_experiment_parse ((const char *const *)list, NULL, &experiment, &error));
  g_assert_no_error (error);
  lab_experiment_footprint (&experiment, &footprint);
  compare (words, (double)lab_footprint_bytes (&footprint, shape->workers));
}

/* Bytes that the program says it needs, where addresses are too scarce for it. */
static double
asked_for (const char *words)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *line =
      g_strdup_printf ("ulimit -v 340000; exec %s %s", g_getenv ("LAB_PROGRAM"), words);
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  g_autofree char *err = NULL;
  char unit[4] = "";
  double number = 0;
  const char *needs;
  int status = -1;

  g_spawn_sync (directory, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &err,
                &status, NULL);
  g_assert_cmpint (program_exit_status (status), ==, 2);
  needs = strstr (err, " needs ");
  g_assert_nonnull (needs);
  g_assert_cmpint (sscanf (needs, " needs %lf %3s", &number, unit), ==, 2);
  program_remove (directory);
  return number * (g_str_equal (unit, "GiB") ? 1024 : 1) * MIB;
}

/* Of commands that train nothing. They count two threads, which take addresses but no memory. */
static void
test_command (gconstpointer data)
{
  const double threads = 2.0 * (double)lab_memory_of_thread (LAB_MEMORY_ADDRESS_SPACE);

  compare (data, asked_for (data) - threads);
}

static void
test_dimension (void)
{
  g_autofree char *directory = program_directory ();
  ProgramResult sample = program_run (directory, "sample n=12000 d=3 D=256 --out p.csv");
  g_autofree char *words = g_strdup_printf ("dimension %s/p.csv --estimator mle", directory);

  g_assert_cmpint (sample.status, ==, 0);
  program_result_clear (&sample);
  test_command (words);
  program_remove (directory);
}

/* The prediction by the network's own kernel takes what is left, and is left out where that is too little. */
static void
test_prediction_within_what_is_left (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *line =
      g_strdup_printf ("ulimit -v 700000; exec %s run grid=256 width=128 depth=4 steps=2 repeats=1",
                       g_getenv ("LAB_PROGRAM"));
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  g_autofree char *out = NULL;
  int status = -1;

  g_spawn_sync (directory, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                &status, NULL);
  g_assert_cmpint (program_exit_status (status), ==, 0);
  g_assert_nonnull (strstr (out, "Sizes left out: 1; There is not enough memory for the kernel"));
  program_remove (directory);
}

/* Refused before anything is taken: little memory, no file, and what would fit. */
typedef struct
{
  const char *name;
  const char *words;
  const char *advice;
} Refused;

static const Refused refused[] = {
    {"workers", "run workers=64 n=60000 D=256 grid=60000 repeats=64", "at most workers="},
    {"points", "run workers=1 n=1048576 D=256 tokens=1 repeats=1 grid=1048576", "at most n="},
    {"width", "run grid=16 n=16 batch=16 width=512 depth=16 feed_forward=8", "at most width="},
    {"own-default", "run n=1048576 D=256 tokens=1 repeats=1 grid=1048576", "at most n="},
    {"kernel", "kernel points=16384 n=16384 memory=16384", "at most memory="},
    {"sample", "sample n=200000 D=256 d=2", "at most n="},
    {"sample-table", "sample n=1000000 D=256 d=20", "at most n=261123"},
};

/* With 900 MiB of address space; the program itself has mapped some 200 of them. */
#define LIMIT "ulimit -v 900000; exec %s %s"

static void
test_refused (gconstpointer data)
{
  const Refused *one = data;
  g_autofree char *directory = program_directory ();
  g_autofree char *line = g_strdup_printf (LIMIT, g_getenv ("LAB_PROGRAM"), one->words);
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GDir) listing = NULL;
  int status = -1;

  g_spawn_sync (directory, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status,
                NULL);
  g_assert_cmpint (program_exit_status (status), ==, 2);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, one->advice));
  g_assert_true (strchr (err, '\n') == err + strlen (err) - 1);
  listing = g_dir_open (directory, 0, NULL);
  g_assert_null (g_dir_read_name (listing));
  program_remove (directory);
}

/* A million rows where a third of what they take is left. */
static void
test_fit_under_limit (void)
{
  g_autofree char *line = g_strdup_printf (
      "i=0; while [ $i -lt 1000 ]; do echo $((i + 1)),0.5; i=$((i + 1)); done > k; "
      "for i in $(seq 1000); do cat k; done > rows.csv; ulimit -v 290000; exec %s fit rows.csv",
      g_getenv ("LAB_PROGRAM"));
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  g_autofree char *directory = program_directory ();
  g_autofree char *err = NULL;
  int status = -1;

  g_spawn_sync (directory, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &err,
                &status, NULL);
  g_assert_cmpint (program_exit_status (status), ==, 2);
  g_assert_true (g_str_has_prefix (err, "scaling-lab: "));
  program_remove (directory);
}

/* OpenBLAS asks for its work buffers for ever where the system refuses them: a process with too little room
 * is told at once, one with room for few of them ends. */
static void
test_linear_algebra_under_limit (void)
{
  static const struct
  {
    const char *limit, *words;
    int status;
    const char *said; /* or NULL */
  } cases[] = {
      {"-v 200000", "theory d=2", 0, NULL},
      {"-v 200000", "run --help", 0, NULL},
      {"-v 200000", "run points=p.csv", 2, "linear algebra needs 128 MiB"},
      {"-d 120000", "dimension p.csv", 2, "ulimit -v or ulimit -d"},
      {"-v 400000", "dimension p.csv", 0, NULL},
      {"-v 600000", "run points=p.csv grid=64 steps=2 repeats=1 --json", 0, NULL},
  };
  g_autofree char *directory = program_directory ();
  ProgramResult sample = program_run (directory, "sample n=2000 d=2 D=8 --out p.csv");

  g_assert_cmpint (sample.status, ==, 0);
  program_result_clear (&sample);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line =
        g_strdup_printf ("ulimit %s; exec timeout -k 1 60 %s %s", cases[i].limit,
                         g_getenv ("LAB_PROGRAM"), cases[i].words);
    const char *argv[] = {"/bin/sh", "-c", line, NULL};
    g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "OPENBLAS_NUM_THREADS");
    g_autofree char *err = NULL;
    int status = -1;

    g_spawn_sync (directory, (char **)argv, environment, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                  NULL, &err, &status, NULL);
    g_test_message ("%s: %s", cases[i].words, err);
    g_assert_cmpint (program_exit_status (status), ==, cases[i].status);
    g_assert_true (cases[i].said == NULL || strstr (err, cases[i].said) != NULL);
  }
  program_remove (directory);
}

/* What was not asked for is lowered; what was is refused; what costs most is named. */
static void
test_choice (void)
{
  const char *const words[] = {"n=4096", "D=64", "grid=4096", "repeats=8", NULL};
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;
  LabFootprint footprint;
  guint workers = 0;

  g_assert_true (lab_experiment_parse (words, NULL, &experiment, NULL));
  lab_experiment_footprint (&experiment, &footprint);
  const guint64 three = lab_footprint_bytes (&footprint, 3);

  g_assert_true (lab_experiment_choose_workers_within (&experiment, 0, 6, three, LAB_MEMORY_MACHINE,
                                                       &workers, &error));
  g_assert_cmpuint (workers, ==, 3);
  g_assert_true (lab_experiment_choose_workers_within (&experiment, 3, 1, three, LAB_MEMORY_MACHINE,
                                                       &workers, &error));
  g_assert_cmpuint (workers, ==, 3);
  g_assert_true (lab_experiment_choose_workers_within (&experiment, 64, 1, G_MAXUINT64,
                                                       LAB_MEMORY_MACHINE, &workers, &error));
  g_assert_cmpuint (workers, ==, 8); /* no more than runs */
  g_assert_false (lab_experiment_choose_workers_within (&experiment, 4, 1, three,
                                                        LAB_MEMORY_MACHINE, &workers, &error));
  g_assert_nonnull (strstr (error->message, "workers=4"));
  g_assert_nonnull (strstr (error->message, "at most workers=3"));
  /* Stacks and arenas count where addresses are scarce. */
  g_assert_true (lab_experiment_choose_workers_within (&experiment, 0, 6, three, LAB_MEMORY_GROUP,
                                                       &workers, NULL));
  g_assert_cmpuint (workers, ==, 3);
  g_clear_error (&error);
  g_assert_false (lab_experiment_choose_workers_within (
      &experiment, 0, 6, three, LAB_MEMORY_ADDRESS_SPACE, &workers, &error));
}

/* The value that the sentence names fits, and the next one does not. */
static void
test_largest_fits (void)
{
  const char *const words[] = {"n=100000", "D=64", "grid=100000", "repeats=1", NULL};
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;
  LabFootprint footprint;
  guint64 available, n;
  guint workers;
  const char *at;

  g_assert_true (lab_experiment_parse (words, NULL, &experiment, NULL));
  lab_experiment_footprint (&experiment, &footprint);
  available = lab_footprint_bytes (&footprint, 1) / 2;
  g_assert_false (lab_experiment_choose_workers_within (&experiment, 0, 1, available,
                                                        LAB_MEMORY_MACHINE, &workers, &error));
  at = strstr (error->message, "at most n=");
  g_assert_nonnull (at);
  n = g_ascii_strtoull (at + strlen ("at most n="), NULL, 10);
  for (guint more = 0; more < 2; more++) {
    experiment.grid[0] = (double)(n + more);
    g_assert_cmpint (lab_experiment_choose_workers_within (&experiment, 0, 1, available,
                                                           LAB_MEMORY_MACHINE, &workers, NULL),
                     ==, more == 0);
  }
}

static void
add_commands (void)
{
  g_test_add_data_func ("/cli-memory/estimate/kernel",
                        "kernel n=1536 points=1536 steps=2 memory=256 width=8 depth=1 workers=1",
                        test_command);
  g_test_add_data_func ("/cli-memory/estimate/sample", "sample n=200000 D=64 d=2 --out s.csv",
                        test_command);
  g_test_add_func ("/cli-memory/estimate/dimension", test_dimension);
}

int
main (int argc, char **argv)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  puts ("1..0 # SKIP what a program with a sanitizer takes says nothing, and it cannot be limited");
  return 0;
#endif
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  const gboolean all = g_getenv ("SCALING_LAB_ALL_SHAPES") != NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i += all ? 1 : EVERY) {
    g_autofree char *path = g_strconcat ("/cli-memory/estimate/", shapes[i].name, NULL);

    g_test_add_data_func (path, &shapes[i], test_shape);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *path = g_strconcat ("/cli-memory/refused/", refused[i].name, NULL);

    g_test_add_data_func (path, &refused[i], test_refused);
  }
  if (all)
    add_commands ();
  g_test_add_func ("/cli-memory/prediction-within-what-is-left",
                   test_prediction_within_what_is_left);
  g_test_add_func ("/cli-memory/fit-under-limit", test_fit_under_limit);
  g_test_add_func ("/cli-memory/linear-algebra-under-limit", test_linear_algebra_under_limit);
  g_test_add_func ("/cli-memory/choice", test_choice);
  g_test_add_func ("/cli-memory/largest-fits", test_largest_fits);
  return g_test_run ();
}
