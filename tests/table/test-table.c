/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of tables: fields, numbers, headers, and one clear sentence for what it does not understand. */
#include "read-table.h"
#include "table/number.h"

#include <math.h>
#include <string.h>

static void
test_fields (void)
{
  g_autoptr (LabTable) table =
      table_of_text ("\xEF\xBB\xBF# seed: 7\r\n\r\nn,\"the \"\"risk\"\", here\","
                     "status\r\n1e2,0.5,\"a,b\"\r\n 3 ,,done\r\n4,inf,\r\n");

  g_assert_cmpint (lab_table_format (table), ==, LAB_TABLE_SEPARATED);
  g_assert_cmpuint (lab_table_columns (table), ==, 3);
  g_assert_cmpuint (lab_table_rows (table), ==, 3);
  g_assert_true (lab_table_has_names (table));
  g_assert_cmpint (lab_table_find (table, "the \"risk\", here"), ==, 1);
  g_assert_cmpint (lab_table_find (table, "1"), ==, -1);
  g_assert_cmpstr (lab_table_comment (table, "seed"), ==, "7");
  g_assert_null (lab_table_comment (table, "see"));
  g_assert_cmpfloat (table_number (table, 0, "n"), ==, 100.0);
  g_assert_cmpfloat (table_number (table, 1, "n"), ==, 3.0);
  g_assert_true (isnan (table_number (table, 1, "the \"risk\", here")));
  g_assert_true (isinf (table_number (table, 2, "the \"risk\", here")));
  g_assert_cmpstr (lab_table_field (table, 0, 2), ==, "a,b");
  g_assert_cmpuint (lab_table_line (table, 0), ==, 4);
}

/* The same table (1, 0.5), (20, 0.25) with every separator, line end and decimal mark. */
static void
test_separators (void)
{
  static const char *const texts[] = {
      "x,y\n1,0.5\n20,0.25\n",
      "x;y\n1;0,5\n20;0,25\n",
      "x\ty\n1\t0,5\n20\t0,25\n",
      "x y\r1 0.5\r20 0.25\r",
      "  x    y\n  1  0,5\n 20 0,25",
      "x|y\r\n1|0.5\r\n20|0.25\r\n",
      "x, y\n1, 0.5\n20, 0.25\n",
      "x,y,\n1,0.5,\n20,0.25,\n",
      "\"x\";\"y\"\n\"1\";\"0,5\"\n\"20\";\"0,25\"\n",
      "x\ty\n1\t5D-1\n20\t2.5d-01\n",
      "x;y\n1;0.5\n20;0.25\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_test_message ("%s", texts[i]);
    g_autoptr (LabTable) table = table_of_text (texts[i]);

    g_assert_cmpuint (lab_table_rows (table), ==, 2);
    g_assert_cmpfloat (table_number (table, 0, "x"), ==, 1.0);
    g_assert_cmpfloat (table_number (table, 0, "y"), ==, 0.5);
    g_assert_cmpfloat (table_number (table, 1, "x"), ==, 20.0);
    g_assert_cmpfloat (table_number (table, 1, "y"), ==, 0.25);
  }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *field;
    LabDecimalMark mark;
    LabFieldKind kind;
    double value;
  } fields[] = {
      {"2.2B", LAB_MARK_POINT, LAB_FIELD_NUMBER, 2.2e9},
      {"111M", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1.11e8},
      {"5k", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 5e3},
      {"1.5 T", LAB_MARK_POINT, LAB_FIELD_NUMBER, 1.5e12},
      {"12 %", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 0.12},
      {"2.6E+18", LAB_MARK_POINT, LAB_FIELD_NUMBER, 2.6e18},
      {"2,6E+18", LAB_MARK_COMMA, LAB_FIELD_NUMBER, 2.6e18},
      {"$2.6 \\times 10^{18}$", LAB_MARK_POINT, LAB_FIELD_NUMBER, 2.6e18},
      {"2.6×10^18", LAB_MARK_POINT, LAB_FIELD_NUMBER, 2.6e18},
      {"$10^{18}$", LAB_MARK_POINT, LAB_FIELD_NUMBER, 1e18},
      {"−3.5", LAB_MARK_POINT, LAB_FIELD_NUMBER, -3.5},
      {"1D-3", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1e-3},
      {"1,234,567", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1234567.0},
      {"1,234.5", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1234.5},
      {"1.234,5", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1234.5},
      {"1 000 000", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1e6},
      {"1_000_000", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 1e6},
      {"1,000", LAB_MARK_POINT, LAB_FIELD_NUMBER, 1000.0},
      {"1,000", LAB_MARK_COMMA, LAB_FIELD_NUMBER, 1.0},
      {"1,000", LAB_MARK_UNKNOWN, LAB_FIELD_AMBIGUOUS, NAN},
      {"1.000", LAB_MARK_COMMA, LAB_FIELD_AMBIGUOUS, NAN},
      {"0,125", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, 0.125},
      {"—", LAB_MARK_UNKNOWN, LAB_FIELD_MISSING, NAN},
      {"n/a", LAB_MARK_UNKNOWN, LAB_FIELD_MISSING, NAN},
      {"", LAB_MARK_UNKNOWN, LAB_FIELD_MISSING, NAN},
      {"90.0min", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
      {"0x10", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
      {"1,5", LAB_MARK_POINT, LAB_FIELD_TEXT, NAN},
      {"2024-01-01", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
      {"12:30", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
      {"-1e-9", LAB_MARK_UNKNOWN, LAB_FIELD_NUMBER, -1e-9},
      {"1e", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
      {"--5", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
      {"$", LAB_MARK_UNKNOWN, LAB_FIELD_TEXT, NAN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    double value;
    LabFieldKind kind = lab_field_read (fields[i].field, fields[i].mark, &value);

    g_test_message ("%s: %g", fields[i].field, value);
    g_assert_cmpint (kind, ==, fields[i].kind);
    if (isnan (fields[i].value))
      g_assert_true (isnan (value));
    else
      g_assert_cmpfloat_with_epsilon (value, fields[i].value, 1e-15 * fabs (fields[i].value));
  }
}

/* Units are told from names, and those that scale do. */
static void
test_units (void)
{
  g_autoptr (LabTable) table =
      table_of_text ("params (B)\tcompute [FLOP]\tloss (nats/token)\n0.5\t1e18\t3\n7\t1e20\t2\n");

  g_assert_cmpstr (lab_table_unit (table, 1), ==, "FLOP");
  g_assert_cmpstr (lab_table_unit (table, 2), ==, "nats/token");
  g_assert_cmpfloat (table_number (table, 0, "params"), ==, 5e8);
  g_assert_cmpfloat (table_number (table, 1, "PARAMS (b)"), ==, 7e9);
  g_assert_cmpfloat (table_number (table, 1, "loss"), ==, 2.0);
}

static void
test_no_header (void)
{
  g_autoptr (LabTable) table = table_of_text ("1,2\n3,4");
  g_autoptr (LabTable) unnamed = table_of_text (",step,loss\n0,10,3\n1,20,2\n");

  g_assert_false (lab_table_has_names (table));
  g_assert_cmpuint (lab_table_rows (table), ==, 2);
  g_assert_cmpint (lab_table_find (table, "2"), ==, 1);
  g_assert_cmpstr (lab_table_name (unnamed, 0), ==, "column 1");
  g_assert_cmpfloat (table_number (unnamed, 1, "step"), ==, 20.0);
}

/* Of bytes that go on behind the length only the length counts. */
static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTable) table = lab_table_parse ("t.csv", "1,2\n3,45\n,,,", 7, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lab_table_rows (table), ==, 2);
  g_assert_cmpfloat (table_number (table, 1, "2"), ==, 4.0);
}

/* A corner and a row of values: the columns are called by them. */
static void
test_pivot (void)
{
  g_autoptr (LabTable) table = table_of_text ("N,1B,2B,4B\n100M,3.2,3.0,—\n200M,3.1,2.9,2.7\n");

  g_assert_cmpuint (lab_table_rows (table), ==, 2);
  g_assert_cmpfloat (table_number (table, 1, "4B"), ==, 2.7);
  g_assert_true (isnan (table_number (table, 0, "4B")));
  g_assert_cmpfloat (table_number (table, 0, "N"), ==, 1e8);
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
      {"x,y\n1,2\n3\n", 0, "line 3: fields in this row: 1, in the first row: 2"},
      {"x,y\n1,2,3\n", 0, "line 2"},
      {"x,x\n1,2\n", 0, "names must differ"},
      {"x,y\n1,\"2\n", 0, "line 2: a quoted field"},
      {"x,y\n1,2\"3\n", 0, "line 2: a quoted field"},
      {"x,y\n1,\"2\"3\n", 0, "line 2: a quoted field"},
      {"x,1\n2,3\n", 0, "line 1: “x” names a column and “1” looks like a number"},
      {"run,1,2\na,3,4\n", 0, "line 1: “run” names a column"},
      {"x\xff,y\n1,2\n", 0, "line 1 is no text in UTF-8"},
      {"x,y\n1,\0\n", 8, "line 2 is no text in UTF-8"},
      {"{\"x\": 1}\n{\"x\": }\n", 0, "line 2, character 7: a value is needed where “}” stands"},
      {"{\"x\": 1}\n{\"x\" 2}\n", 0, "line 2, character 6: a colon is needed"},
      {"| a | b |\n|---|---|\n| 1 | 2 |\n\n| a | b |\n|---|---|\n", 0, "two tables"},
      {"\x1f\x8b\x08\x00zzzz", 0, "compressed by gzip"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    table_refuses (bad[i].text, bad[i].length > 0 ? bad[i].length : strlen (bad[i].text),
                   bad[i].named);
}

static void
test_field_refused (void)
{
  g_autoptr (LabTable) table = table_of_text ("a;b\n1;2\n3;four\n5;1,000\n");
  g_autoptr (GError) error = NULL;
  double value;

  g_assert_false (lab_table_number (table, 1, 1, &value, &error));
  g_assert_nonnull (strstr (error->message, "t.txt, line 3, column b: “four” is not a number"));
  g_clear_error (&error);
  g_assert_false (lab_table_number (table, 2, 1, &value, &error));
  g_assert_nonnull (strstr (error->message, "line 4, column b: “1,000” may be a thousand"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/table/fields", test_fields);
  g_test_add_func ("/table/separators", test_separators);
  g_test_add_func ("/table/numbers", test_numbers);
  g_test_add_func ("/table/units", test_units);
  g_test_add_func ("/table/no-header", test_no_header);
  g_test_add_func ("/table/length", test_length);
  g_test_add_func ("/table/pivot", test_pivot);
  g_test_add_func ("/table/refused", test_refused);
  g_test_add_func ("/table/field-refused", test_field_refused);
  return g_test_run ();
}
