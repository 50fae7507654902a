/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strict reader of tables: what it understands, and one clear sentence for what it does not. */
#include "core/error.h"
#include "session/csv-samples.h"
#include "session/csv-table-testing.h"

#include <math.h>
#include <string.h>

static LabCsvTable *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  LabCsvTable *table = lab_csv_table_parse ("t.csv", text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static double
number (const LabCsvTable *table, guint row, guint column)
{
  double value = -1.0;

  g_assert_true (lab_csv_table_number (table, row, column, &value, NULL));
  return value;
}

static void
test_fields (void)
{
  g_autoptr (LabCsvTable) table =
      parse ("\xEF\xBB\xBF# seed: 7\r\n\r\nn,\"the \"\"risk\"\", here\","
             "status\r\n1e2,0.5,\"a,b\"\r\n 3 ,,done\r\n4,inf,\r\n");

  g_assert_cmpuint (lab_csv_table_columns (table), ==, 3);
  g_assert_cmpuint (lab_csv_table_rows (table), ==, 3);
  g_assert_true (lab_csv_table_has_header (table));
  g_assert_cmpint (lab_csv_table_find (table, "the \"risk\", here"), ==, 1);
  g_assert_cmpint (lab_csv_table_find (table, "1"), ==, -1);
  g_assert_cmpstr (lab_csv_table_comment (table, "seed"), ==, "7");
  g_assert_null (lab_csv_table_comment (table, "see"));
  g_assert_cmpfloat (number (table, 0, 0), ==, 100.0);
  g_assert_cmpfloat (number (table, 1, 0), ==, 3.0);
  g_assert_true (isnan (number (table, 1, 1)));
  g_assert_true (isinf (number (table, 2, 1)));
  g_assert_cmpstr (lab_csv_table_field (table, 0, 2), ==, "a,b");
}

static void
test_no_header (void)
{
  g_autoptr (LabCsvTable) table = parse ("1,2\n3,4");

  g_assert_false (lab_csv_table_has_header (table));
  g_assert_cmpuint (lab_csv_table_rows (table), ==, 2);
  g_assert_cmpint (lab_csv_table_find (table, "2"), ==, 1);
}

/* Of bytes that go on behind the length only the length counts. */
static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabCsvTable) table = lab_csv_table_parse ("t.csv", "1,2\n3,45\n,,,", 7, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lab_csv_table_rows (table), ==, 2);
  g_assert_cmpfloat (number (table, 1, 1), ==, 4.0);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    gsize length; /* 0: of the text */
    const char *named;
  } bad[] = {
      {"", 0, "no rows"},
      {"# only\nx,y\n", 0, "no rows"},
      {"x,y\n1,2\n3\n", 0, "line 3"},
      {"x,y\n1,2,3\n", 0, "line 2"},
      {"x,\n1,2\n", 0, "no name"},
      {"x,x\n1,2\n", 0, "names must differ"},
      {"x,y\n1,\"2\n", 0, "line 2: a quoted field"},
      {"x,y\n1,2\"3\n", 0, "line 2: a quoted field"},
      {"x,y\n1,\"2\"3\n", 0, "line 2: a quoted field"},
      {"x\xff,y\n1,2\n", 0, "UTF-8"},
      {"x,y\n1,\0\n", 8, "UTF-8"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    gsize length = bad[i].length > 0 ? bad[i].length : strlen (bad[i].text);

    g_assert_null (lab_csv_table_parse ("t.csv", bad[i].text, length, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
    g_assert_nonnull (strstr (error->message, "t.csv"));
    g_assert_nonnull (strstr (error->message, bad[i].named));
  }
}

/* A points.csv chooses its columns and rows itself. */
static void
test_own_points (void)
{
  g_autoptr (LabCsvTable) table =
      parse ("# experiment: sweep=time width=16\n"
             "run,repeat,n,width,steps,compute,excess_risk,status\n"
             "0,0,500,8,10,1e6,0.9,finished\n0,0,500,16,10,1e7,0.8,finished\n"
             "1,1,500,16,20,2e7,0.4,finished\n2,2,500,16,20,2e7,0.7,diverged\n");
  g_auto (LabCsvSamples) samples = {.samples = NULL}, chosen = {.samples = NULL};
  const LabFitSample *sample;

  g_assert_true (lab_csv_samples_pick (table, NULL, NULL, &samples, NULL));
  g_assert_cmpstr (samples.x_column, ==, "steps");
  g_assert_cmpstr (samples.y_column, ==, "excess_risk");
  g_assert_cmpuint (samples.samples->len, ==, 2);
  g_assert_cmpuint (samples.rows_unfinished, ==, 1);
  g_assert_cmpuint (samples.rows_narrower, ==, 1);
  sample = &g_array_index (samples.samples, LabFitSample, 1);
  g_assert_cmpfloat (sample->x, ==, 20.0);
  g_assert_cmpfloat (sample->y, ==, 0.4);
  g_assert_cmpuint (sample->cluster, ==, 1);
  g_assert_true (lab_csv_samples_pick (table, "compute", NULL, &chosen, NULL));
  g_assert_cmpstr (chosen.x_column, ==, "compute");
}

static void
test_columns_refused (void)
{
  g_autoptr (LabCsvTable) table = parse ("a,b\n1,2\n3,four\n");
  g_autoptr (LabCsvTable) narrow = parse ("1\n2\n");
  g_auto (LabCsvSamples) samples = {.samples = NULL};
  g_autoptr (GError) error = NULL;

  g_assert_false (lab_csv_samples_pick (table, "c", NULL, &samples, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_assert_nonnull (strstr (error->message, "a, b"));
  g_clear_error (&error);
  g_assert_false (lab_csv_samples_pick (table, NULL, NULL, &samples, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "line 3, column b: “four”"));
  g_clear_error (&error);
  g_assert_false (lab_csv_samples_pick (narrow, NULL, NULL, &samples, &error));
  g_assert_nonnull (strstr (error->message, "needs two"));
  g_assert_null (samples.samples);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/csv-table/fields", test_fields);
  g_test_add_func ("/csv-table/no-header", test_no_header);
  g_test_add_func ("/csv-table/length", test_length);
  g_test_add_func ("/csv-table/refused", test_refused);
  g_test_add_func ("/csv-table/own-points", test_own_points);
  g_test_add_func ("/csv-table/columns-refused", test_columns_refused);
  return g_test_run ();
}
