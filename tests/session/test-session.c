/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions come back to the bit; of a damaged file every number that is shown is as it was, and what is
 * not shown is named. */
#include "session/store/session.h"

#include "core/error.h"
#include "recorded-run.h"
#include "experiment/experiment-keys.h"
#include "session/store/schema.h"
#include "session/store/share-text.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define EXPERIMENTS 2
#define RUNS        6
#define FLIPS       1000

typedef struct
{
  char *folder, *path;
  LabSession *session;
} Fixture;

static LabRun *
storable_run (GRand *random, guint index)
{
  LabRun *run = recorded_run (random, index % 2 == 0 ? 9 : LAB_EVALUATIONS_MAX);

  run->plan.index = index;
  run->parameters = g_rand_int (random);
  for (guint i = 0; i < run->evaluation_count; i++)
    run->evaluations[i].measured_blocks %= 3;
  for (guint i = 0; i < run->evaluation_count; i++)
    for (guint block = run->evaluations[i].measured_blocks; block < LAB_MODEL_DEPTH_MAX; block++)
      run->evaluations[i].dimension[block] = (LabMeasuredDimension){0};
  if (index % 3 == 0) {
    g_clear_pointer (&run->reason, g_free);
    run->status = LAB_RUN_FINISHED;
  }
  return run;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (21);
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("scaling-lab-session-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "work.scalinglab", NULL);
  fixture->session = lab_session_new ();
  for (guint e = 0; e < EXPERIMENTS; e++) {
    LabSessionExperiment *experiment = lab_session_experiment_new (
        e == 0 ? "sweep=data d=2" : "sweep=time points=a%20b.csv", e == 0 ? NULL : "abc", "avx2");

    for (guint i = 0; i < RUNS; i++)
      g_ptr_array_add (experiment->runs, storable_run (random, i * 7));
    g_ptr_array_add (fixture->session->experiments, experiment);
  }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  lab_session_free (fixture->session);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static const LabSessionExperiment *
experiment_of (const LabSession *session, guint i)
{
  return g_ptr_array_index (session->experiments, i);
}

static const LabRun *
run_of (const LabSessionExperiment *experiment, guint index)
{
  for (guint i = 0; i < experiment->runs->len; i++) {
    const LabRun *run = g_ptr_array_index (experiment->runs, i);
    if (run->plan.index == index)
      return run;
  }
  return NULL;
}

/* Everything that back has is as in session; returns how many runs that is. */
static guint
assert_part_of (const LabSession *session, const LabSession *back)
{
  guint count = 0;

  for (guint i = 0; i < back->experiments->len; i++) {
    const LabSessionExperiment *found = experiment_of (back, i), *original = NULL;

    for (guint k = 0; k < session->experiments->len; k++)
      if (g_str_equal (experiment_of (session, k)->words, found->words))
        original = experiment_of (session, k);
    g_assert_nonnull (original);
    g_assert_cmpstr (found->points_sha256, ==, original->points_sha256);
    g_assert_cmpstr (found->simd, ==, original->simd);
    for (guint k = 0; k < found->runs->len; k++) {
      const LabRun *run = g_ptr_array_index (found->runs, k);
      const LabRun *before = run_of (original, run->plan.index);

      g_assert_nonnull (before);
      assert_recorded_run (before, run);
      count++;
    }
  }
  return count;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabSession) back = NULL;

  g_assert_true (lab_session_save (fixture->session, fixture->path, &error));
  g_assert_no_error (error);
  back = lab_session_read (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->lost->len, ==, 0);
  g_assert_cmpuint (back->version, ==, LAB_SESSION_VERSION);
  g_assert_cmpuint (back->experiments->len, ==, EXPERIMENTS);
  g_assert_cmpuint (assert_part_of (fixture->session, back), ==, EXPERIMENTS * RUNS);
}

/* Run by run, with the file closed and opened in between; a second writer is told. */
static void
test_grows (Fixture *fixture, gconstpointer data)
{
  const LabSessionExperiment *experiment = experiment_of (fixture->session, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < RUNS; i++) {
    g_autoptr (LabSession) session = NULL;
    g_autoptr (LabSession) now = NULL;
    g_autoptr (LabSessionFile) file = NULL;
    g_autoptr (GError) busy = NULL;

    if (i == 0) {
      g_autoptr (LabSessionExperiment) bare =
          lab_session_experiment_new (experiment->words, NULL, "avx2");

      file = lab_session_file_create (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_true (lab_session_file_add (file, bare, &error));
    } else {
      file = lab_session_file_open (fixture->path, &session, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (experiment_of (session, 0)->runs->len, ==, i);
    }
    g_assert_true (
        lab_session_file_add_run (file, 0, g_ptr_array_index (experiment->runs, i), &error));
    g_assert_null (lab_session_file_open (fixture->path, &now, &busy));
    g_assert_error (busy, LAB_ERROR, LAB_ERROR_BUSY);
  }
  g_autoptr (LabSession) back = lab_session_read (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assert_part_of (fixture->session, back), ==, RUNS);
}

/* The file says itself how many numbers it holds. */
static void
test_size (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (22);
  g_autoptr (LabSession) session = lab_session_new ();
  LabSessionExperiment *experiment = lab_session_experiment_new ("sweep=time", NULL, "avx2");
  GStatBuf status;
  gsize numbers = 0;

  g_ptr_array_add (session->experiments, experiment);
  for (guint i = 0; i < 400; i++) {
    LabRun *run = storable_run (random, i);

    g_ptr_array_add (experiment->runs, run);
    numbers += 20 + 8 * run->evaluation_count;
    for (guint k = 0; k < run->evaluation_count; k++)
      numbers += 3 * run->evaluations[k].measured_blocks;
  }
  g_assert_true (lab_session_save (session, fixture->path, NULL));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint ((gsize)status.st_size, <=, numbers * 8 * 3 / 2);
}

/* One bit turned in a thousand places: each time what is shown is as it was, and what is missing is
 * named, or the file is refused in a sentence. */
static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  g_autofree char *content = NULL;
  guint refused = 0, lost = 0, whole = 0;
  gsize length;

  g_assert_true (lab_session_save (fixture->session, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (guint i = 0; i < FLIPS; i++) {
    const gsize place = (gsize)g_rand_int_range (random, 0, (gint32)length);
    const char bit = (char)(1 << g_rand_int_range (random, 0, 8));
    g_autoptr (GError) error = NULL;
    g_autoptr (LabSession) back = NULL;

    content[place] ^= bit;
    g_assert_true (g_file_set_contents_full (fixture->path, content, (gssize)length,
                                             G_FILE_SET_CONTENTS_NONE, 0666, NULL));
    content[place] ^= bit;
    back = lab_session_read (fixture->path, &error);
    if (back == NULL) {
      g_assert_nonnull (error);
      g_assert_true (g_str_has_suffix (error->message, "."));
      refused++;
    } else if (assert_part_of (fixture->session, back) < EXPERIMENTS * RUNS) {
      g_assert_cmpuint (back->lost->len, >, 0);
      lost++;
    } else {
      whole++;
    }
  }
  g_test_message ("refused %u, lost %u, whole %u", refused, lost, whole);
  g_assert_cmpuint (lost, >, FLIPS / 4);
  g_assert_cmpuint (refused + lost + whole, ==, FLIPS);
}

static void
change (const Fixture *fixture, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* What no session of ours would do is refused before anything of it runs. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql, *because;
  } files[] = {
      {"CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END", "not those of a session"},
      {"CREATE VIEW v AS SELECT * FROM run", "not those of a session"},
      {"DROP TABLE series", "not those of a session"},
      {"PRAGMA user_version = 2", "format 2"},
      {"PRAGMA application_id = 7", "another program"},
      {"DELETE FROM field WHERE name = 'excess_risk'", "what its numbers mean"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (lab_session_save (fixture->session, fixture->path, NULL));
    change (fixture, files[i].sql);
    g_assert_null (lab_session_read (fixture->path, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
    g_assert_nonnull (strstr (error->message, files[i].because));
  }
  g_assert_true (g_file_set_contents (fixture->path, "n,excess_risk\n1,2\n", -1, NULL));
  g_assert_null (lab_session_read (fixture->path, NULL));
}

/* A run that somebody took out or changed is missed; nothing is built on such a file. */
static void
test_tampering (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
      "DELETE FROM run WHERE \"index\" = 7",
      "UPDATE run SET n = n + 1 WHERE \"index\" = 7 AND experiment = 1",
      "DELETE FROM series WHERE run = 7 AND name = 'measures'",
      "UPDATE series SET id = id + 4 WHERE run = 7",
      "DELETE FROM experiment WHERE id = 2",
      "UPDATE experiment SET words = 'sweep=data d=3' WHERE id = 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (LabSession) back = NULL;
    g_autoptr (LabSession) again = NULL;

    g_assert_true (lab_session_save (fixture->session, fixture->path, NULL));
    change (fixture, changes[i]);
    back = lab_session_read (fixture->path, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (assert_part_of (fixture->session, back), <, EXPERIMENTS * RUNS);
    g_assert_cmpuint (back->lost->len, >, 0);
    g_assert_null (lab_session_file_open (fixture->path, &again, &error));
    g_assert_nonnull (strstr (error->message, "damaged"));
  }
}

/* What is documented is what is written. */
static void
test_documentation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("LAB_SOURCE"), "data", "session-schema.sql", NULL);
  g_autofree char *text = NULL;
  sqlite3_stmt *statement;
  sqlite3 *db;
  guint count = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, text, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "SELECT sql FROM sqlite_schema ORDER BY name", -1, &statement, NULL),
      ==, SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; count++)
    g_assert_cmpstr ((const char *)sqlite3_column_text (statement, 0), ==,
                     lab_session_schema[count]);
  g_assert_null (lab_session_schema[count]);
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

static void
test_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "work.scalinglab", NULL);
  g_autoptr (LabSession) back = NULL;

  g_assert_false (lab_session_save (fixture->session, nowhere, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_true (lab_session_save (fixture->session, fixture->path, NULL));
  g_clear_error (&error);
  g_assert_null (lab_session_file_create (fixture->path, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  back = lab_session_read (fixture->path, NULL);
  g_assert_cmpuint (back->experiments->len, ==, EXPERIMENTS);
}

/* The shortest line makes the experiment again, whatever stands around it. */
static void
test_share_text (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
      "sweep=data",
      "sweep=data d=4",
      "sweep=time d=1 optimizer=sgd schedule=constant",
      "sweep=model grid=8,16 heads=2",
      "sweep=data task=sequences attention=causal",
      "sweep=depth fixed=width sigma=0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *around =
        g_strdup_printf ("try this: $ scaling-lab run '%s' --json\n", lines[i]);
    g_auto (GStrv) words = lab_experiment_words_in (around);
    g_autofree char *line = NULL;
    g_auto (GStrv) again = NULL;
    g_autoptr (GError) error = NULL;
    LabExperiment experiment, second;

    g_assert_true (lab_experiment_parse ((const char *const *)words, NULL, &experiment, &error));
    g_assert_no_error (error);
    line = lab_experiment_share_text (&experiment);
    again = lab_experiment_words_in (line);
    g_assert_true (lab_experiment_parse ((const char *const *)again, NULL, &second, NULL));
    g_assert_true (lab_experiment_equal (&experiment, &second));
    g_assert_cmpuint (strlen (line), <, 100);
  }
}

#define add(name, function)                                                                        \
  g_test_add ("/session/store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("round-trip", test_round_trip);
  add ("grows", test_grows);
  add ("size", test_size);
  add ("damage", test_damage);
  add ("foreign", test_foreign);
  add ("tampering", test_tampering);
  add ("documentation", test_documentation);
  add ("share-text", test_share_text);
  add ("cannot-be-written", test_cannot_be_written);
  return g_test_run ();
}
