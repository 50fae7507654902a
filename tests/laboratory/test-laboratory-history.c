/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory's steps back and forth: what undo, redo and clearing do to controls and ghosts. */
#include "laboratory-test.h"

static void
test_undo (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  g_autofree char *label = NULL;

  laboratory_test_set (laboratory, "d", "3"); /* one drag, one step back */
  laboratory_test_set (laboratory, "d", "4");
  laboratory_test_settle (laboratory);
  laboratory_test_set (laboratory, "width", "12");
  label = lab_laboratory_undo_label (laboratory);
  g_assert_nonnull (strstr (label, "8"));
  g_assert_nonnull (strstr (label, "12"));
  lab_laboratory_undo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "width"), ==, 8);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 4);
  lab_laboratory_undo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 2);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_FINISHED);
  g_assert_cmpuint (lab_laboratory_get_curve (laboratory)->point_count, ==, 4);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 1);
}

/* A hundred steps back are kept, and of more the newest: the oldest are forgotten. */
static void
test_many (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  guint steps = 0;

  for (guint i = 0; i < 105; i++) {
    g_autofree char *value = g_strdup_printf ("%u", 100 + i);

    laboratory_test_set (laboratory, i % 2 == 0 ? "steps" : "seed", value);
  }
  for (;;) {
    g_autofree char *label = lab_laboratory_undo_label (laboratory);

    if (label == NULL)
      break;
    lab_laboratory_undo (laboratory);
    steps++;
  }
  g_assert_cmpuint (steps, ==, 100);
  /* As after the fifth change. */
  g_assert_cmpfloat (laboratory_test_get (laboratory, "steps"), ==, 104);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "seed"), ==, 103);
  for (; steps > 0; steps--)
    lab_laboratory_redo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "steps"), ==, 204);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "seed"), ==, 203);
  lab_laboratory_stop (laboratory);
  laboratory_test_settle (laboratory);
}

static void
test_redo (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  g_autofree char *undone = NULL;
  g_autofree char *label = NULL;

  g_assert_null (lab_laboratory_redo_label (laboratory));
  laboratory_test_set (laboratory, "d", "3");
  laboratory_test_settle (laboratory);
  laboratory_test_set (laboratory, "width", "12");
  undone = lab_laboratory_undo_label (laboratory);
  lab_laboratory_undo (laboratory);
  lab_laboratory_undo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 2);
  lab_laboratory_redo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 3);
  label = lab_laboratory_redo_label (laboratory);
  g_assert_cmpstr (label, ==, undone);
  lab_laboratory_redo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "width"), ==, 12);
  g_assert_null (lab_laboratory_redo_label (laboratory));
  lab_laboratory_redo (laboratory); /* nothing to do */
  lab_laboratory_undo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "width"), ==, 8);
  laboratory_test_set (laboratory, "width", "16"); /* another way on: the old one is gone */
  g_assert_null (lab_laboratory_redo_label (laboratory));
  lab_laboratory_undo (laboratory);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "width"), ==, 8);
  laboratory_test_settle (laboratory);
}

static void
test_clear (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();

  laboratory_test_set (laboratory, "d", "3");
  laboratory_test_settle (laboratory);
  lab_laboratory_clear_ghosts (laboratory);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 0);
  lab_laboratory_undo (laboratory);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 1);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 3);
  lab_laboratory_redo (laboratory);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 0);
  lab_laboratory_undo (laboratory);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/laboratory/undo", test_undo);
  g_test_add_func ("/laboratory/undo-many", test_many);
  g_test_add_func ("/laboratory/redo", test_redo);
  g_test_add_func ("/laboratory/clear", test_clear);
  return g_test_run ();
}
