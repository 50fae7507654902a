/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run comes back from its text to the bit, and no torn or changed text is taken for a run. */
#include "session/run-record.h"

#include "core/error.h"
#include "recorded-run.h"

#include <string.h>

/* Finite as double, as float and as every integer. */
#define FILL 0x3f

#define HOLES                                                                                      \
  (sizeof (LabEvaluation) - 3 * 8 - 8 - 4 * sizeof (guint) -                                       \
   LAB_MODEL_DEPTH_MAX * sizeof (LabMeasuredDimension))

static LabRun *
come_back (const LabRun *run)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lab_run_record_text (run);
  LabRun *back = lab_run_record_read ("run", text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (back);
  return back;
}

static void
test_every_field (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);

  for (guint i = 0; i <= LAB_EVALUATIONS_MAX; i++) {
    g_autoptr (LabRun) run = recorded_run (random, i);
    if (i % 2 == 1) {
      g_clear_pointer (&run->reason, g_free);
      run->status = i % 4 == 1 ? LAB_RUN_FINISHED : LAB_RUN_STOPPED;
    }
    g_autoptr (LabRun) back = come_back (run);
    assert_recorded_run (run, back);
    g_assert_true (g_atomic_ref_count_compare (&back->reference_count, 1));
  }
}

/* No field of an evaluation is forgotten, also none that is added: what stays zero are the holes. */
static void
test_no_field_is_forgotten (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (14);
  g_autoptr (LabRun) run = recorded_run (random, 1);
  gsize zeros = 0;

  memset (run->evaluations, FILL, sizeof *run->evaluations);
  run->evaluations->measured_blocks = LAB_MODEL_DEPTH_MAX;
  g_autoptr (LabRun) back = come_back (run);
  for (gsize i = 0; i < sizeof (LabEvaluation); i++)
    zeros += ((const guint8 *)back->evaluations)[i] == 0;
  /* measured_blocks is small: three of its bytes are zero as well. */
  g_assert_cmpuint (zeros, ==, HOLES + sizeof (guint) - 1);
}

static void
refuse (const char *text, gsize length, const char *because)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabRun) run = lab_run_record_read ("run.json", text, length, &error);

  g_assert_null (run);
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "run.json "));
  g_assert_nonnull (strstr (error->message, because));
}

static void
test_torn (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (15);
  g_autoptr (LabRun) run = recorded_run (random, 3);
  g_autofree char *text = lab_run_record_text (run);

  /* All but the last newline makes a record. */
  for (gsize length = 0; length + 1 < strlen (text); length++)
    refuse (text, length, "cut off");
}

/* One character is another: either no JSON, or no record, or another checksum. A seventeenth digit may
 * leave the number what it was. */
static void
test_changed (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (16);
  g_autoptr (LabRun) run = recorded_run (random, 2);
  g_autofree char *text = lab_run_record_text (run);
  guint changed = 0;

  for (gsize i = 0; text[i] != '\0'; i++)
    if (g_ascii_isalnum (text[i])) {
      char before = text[i];
      text[i] = before == '7' ? '3' : '7';
      g_autoptr (LabRun) back = lab_run_record_read ("run.json", text, strlen (text), NULL);
      text[i] = before;
      if (back != NULL)
        assert_recorded_run (run, back);
      else
        changed++;
    }
  g_assert_cmpuint (changed, >, 500);
}

/* With the right checksum, but no run that can be. */
static void
test_impossible (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (17);

  for (guint i = 0; i < 4; i++) {
    const char *wrong[] = {"step", "chosen", "evaluations", "reason"};
    g_autoptr (LabRun) run = recorded_run (random, i == 2 ? LAB_EVALUATIONS_MAX + 1 : 4);
    if (i == 0)
      run->evaluations[2].step = run->evaluations[1].step;
    else if (i == 1)
      run->chosen = 4;
    else if (i == 3)
      run->status = LAB_RUN_FINISHED;
    g_autofree char *text = lab_run_record_text (run);
    g_autofree char *because = g_strdup_printf ("\"%s\" is not allowed", wrong[i]);
    refuse (text, strlen (text), because);
  }
  g_autofree char *deep = g_strnfill (100000, '[');
  refuse (deep, 100000, "no whole record");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-record/every-field", test_every_field);
  g_test_add_func ("/run-record/no-field-is-forgotten", test_no_field_is_forgotten);
  g_test_add_func ("/run-record/torn", test_torn);
  g_test_add_func ("/run-record/changed", test_changed);
  g_test_add_func ("/run-record/impossible", test_impossible);
  return g_test_run ();
}
