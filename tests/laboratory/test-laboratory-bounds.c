/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laboratory holds stays within its bounds, and letting go leaves nothing that points at it. */
#include <glib/gstdio.h>

#include "core/error.h"
#include "laboratory/laboratory-room-testing.h"
#include "laboratory-test.h"
#include "laboratory/laboratory-private.h"

/* Measures the small experiment in so many dimensions. */
static void
measure (LabLaboratory *laboratory, guint dimension)
{
  g_autofree char *value = g_strdup_printf ("%u", dimension);

  laboratory_test_set (laboratory, "d", value);
  laboratory_test_settle (laboratory);
}

static gboolean
is_kept (LabLaboratory *laboratory, guint dimension)
{
  for (guint i = 0; i < laboratory->records->len; i++) {
    const LabRecord *record = g_ptr_array_index (laboratory->records, i);
    if (record->experiment.intrinsic_dimension == dimension)
      return TRUE;
  }
  return FALSE;
}

/* The size of a record is what its runs and its curve take: it can be counted. */
static void
test_size (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  const LabRecord *record = g_ptr_array_index (laboratory->records, 0);
  gsize evaluations = 0;

  for (guint i = 0; i < record->run_count; i++)
    evaluations += record->runs[i]->evaluation_count;
  g_assert_cmpuint (lab_laboratory_record_bytes (laboratory), >,
                    evaluations * sizeof (LabEvaluation));
  g_assert_cmpuint (lab_laboratory_record_bytes (laboratory), <,
                    evaluations * sizeof (LabEvaluation) + 32768);
  g_assert_cmpuint (laboratory->record_bound, ==, LAB_LABORATORY_RECORD_BYTES);
}

/* Room for three: what was not selected for the longest goes, the baseline and the controls stay. */
static void
test_records (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();

  lab_laboratory_pin (laboratory); /* d = 2 */
  laboratory->record_bound = 7 * lab_laboratory_record_bytes (laboratory) / 2;
  measure (laboratory, 3);
  measure (laboratory, 4);
  measure (laboratory, 3); /* looked at again: d = 4 goes first */
  for (guint d = 5; d <= 7; d++) {
    measure (laboratory, d);
    g_assert_cmpuint (lab_laboratory_record_bytes (laboratory), <=, laboratory->record_bound);
    g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_FINISHED);
    if (d == 5)
      g_assert_true (is_kept (laboratory, 3) && !is_kept (laboratory, 4));
  }
  g_assert_true (is_kept (laboratory, 2) && is_kept (laboratory, 7));
  g_assert_cmpuint (laboratory->records->len, ==, 3);

  /* A step back to what was let go measures it again. */
  lab_laboratory_undo (laboratory);
  lab_laboratory_undo (laboratory);
  laboratory_test_settle (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 5);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_FINISHED);
}

/* Cleared curves go first; the step that would show them again goes with the last of them. */
static void
test_cleared (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  gsize one = lab_laboratory_record_bytes (laboratory);

  measure (laboratory, 3);
  lab_laboratory_clear_ghosts (laboratory); /* d = 2 */
  measure (laboratory, 4);
  laboratory->record_bound = 5 * one / 2;
  measure (laboratory, 5);
  g_assert_false (is_kept (laboratory, 2));
  while (laboratory->done->len > 0)
    lab_laboratory_undo (laboratory);
  while (laboratory->undone->len > 0)
    lab_laboratory_redo (laboratory);
  laboratory_test_settle (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 5);
}

static LabPointSet *
read_points (const char *folder, const char *name, guint count)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LabPointSource source = {.path = path, .labels = "auto"};
  LabPointSet *points;

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%u,%u,%u\n", i % 7, i * i % 11, i % 13);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  points = lab_point_set_read (&source, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  return points;
}

/* The same file is kept once; what is too much beside the others is refused in words. */
static void
test_files (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  g_autofree char *folder = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  LabPointSet *first = read_points (folder, "a.csv", 500);
  LabPointSet *again = read_points (folder, "a.csv", 500);
  LabPointSet *large = read_points (folder, "b.csv", 5000);

  g_assert_true (lab_laboratory_take_points (laboratory, first, &error));
  g_assert_true (lab_laboratory_take_points (laboratory, again, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (laboratory->files->len, ==, 1);
  g_assert_true (lab_laboratory_get_experiment (laboratory)->points == first);

  g_assert_cmpuint (laboratory->file_bound, ==, LAB_LABORATORY_FILE_BYTES);
  laboratory->file_bound = 50000;
  g_assert_false (lab_laboratory_take_points (laboratory, large, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  g_assert_cmpuint (laboratory->files->len, ==, 1);
  g_assert_true (lab_laboratory_get_experiment (laboratory)->points == first);
  lab_laboratory_stop (laboratory);
  lab_point_set_unref (first);
  lab_point_set_unref (again);
  lab_point_set_unref (large);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/laboratory/bounds/size", test_size);
  g_test_add_func ("/laboratory/bounds/records", test_records);
  g_test_add_func ("/laboratory/bounds/cleared", test_cleared);
  g_test_add_func ("/laboratory/bounds/files", test_files);
  return g_test_run ();
}
