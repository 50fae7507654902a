/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a file made ready to train on: columns, labels, scaling, what is refused, the shares. */
#include "core/error.h"
#include "core/random.h"
#include "points/point-set.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

/* A file of its own for text, removed with free_file(). */
static char *
write_file (const char *text)
{
  char *path = NULL;
  int descriptor = g_file_open_tmp ("point-set-XXXXXX", &path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static LabPointSet *
read_text (const char *text, const char *labels, LabScaling scaling, GError **error)
{
  g_autofree char *path = write_file (text);
  const LabPointSource source = {.path = path, .labels = labels, .scaling = scaling};
  LabPointSet *set = lab_point_set_read (&source, NULL, error);

  g_unlink (path);
  return set;
}

/* n lines a,b,7,y: b spreads ten times as far as a, the third column is constant, y = 100 + 3 a. */
static char *
make_table (gsize n, const char *header)
{
  GString *text = g_string_new (header);
  LabRandom random;

  lab_random_init (&random, 4, 0, LAB_STREAM_TRAINING_POINTS);
  for (gsize i = 0; i < n; i++) {
    double a = lab_random_normal (&random), b = 10.0 * lab_random_normal (&random);

    g_string_append_printf (text, "%.9g,%.9g,7,%.9g\n", a, b, 100.0 + 3.0 * a);
  }
  return g_string_free (text, FALSE);
}

static void
measure (const float *x, gsize n, guint stride, double *mean, double *variance)
{
  *mean = *variance = 0.0;
  for (gsize i = 0; i < n; i++)
    *mean += (double)x[i * stride] / (double)n;
  for (gsize i = 0; i < n; i++)
    *variance += pow ((double)x[i * stride] - *mean, 2.0) / (double)n;
}

static void
test_common_scale (void)
{
  g_autofree char *text = make_table (400, "a,b,c,target\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPointSet) set = read_text (text, "auto", LAB_SCALING_COMMON, &error);
  double mean[2], variance[2], label_mean, label_variance;

  g_assert_no_error (error);
  g_assert_cmpuint (set->n, ==, 400);
  g_assert_cmpuint (set->dimensions, ==, 2);
  g_assert_cmpuint (set->constant, ==, 1);
  g_assert_cmpuint (set->duplicates, ==, 0);
  g_assert_cmpstr (set->label_name, ==, "target");
  for (guint k = 0; k < 2; k++)
    measure (set->x + k, set->n, 2, &mean[k], &variance[k]);
  g_assert_cmpfloat_with_epsilon (mean[0], 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (mean[1], 0.0, 1e-6);
  /* Variance 1 on average, and the proportions as in the file: about 1 to 100. */
  g_assert_cmpfloat_with_epsilon (0.5 * (variance[0] + variance[1]), 1.0, 1e-5);
  g_assert_cmpfloat (variance[1] / variance[0], >, 60.0);
  measure (set->label, set->n, 1, &label_mean, &label_variance);
  g_assert_cmpfloat_with_epsilon (label_mean, 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (label_variance, 1.0, 1e-5);
  g_assert_cmpfloat_with_epsilon (set->label_mean, 100.0, 0.6);
  g_assert_cmpfloat_with_epsilon (set->label_deviation, 3.0, 0.5);
  /* The label is 100 + 3 a: on the same scale it is a itself, up to one factor. */
  for (gsize i = 0; i < set->n; i++)
    g_assert_cmpfloat_with_epsilon ((double)set->label[i],
                                    (double)set->x[2 * i] / sqrt (variance[0]), 1e-3);
}

static void
test_scale_of_each_column (void)
{
  g_autofree char *text = make_table (400, "");
  g_autoptr (LabPointSet) set = read_text (text, "last", LAB_SCALING_COLUMNS, NULL);

  g_assert_nonnull (set);
  g_assert_cmpstr (set->label_name, ==, "column 4");
  for (guint k = 0; k < 2; k++) {
    double mean, variance;

    measure (set->x + k, set->n, 2, &mean, &variance);
    g_assert_cmpfloat_with_epsilon (variance, 1.0, 1e-5);
  }
}

/* Which columns are coordinates, and which is the label. */
static void
test_label_columns (void)
{
  static const struct
  {
    const char *header, *labels, *name;
    guint dimensions;
  } cases[] = {
      {"a,b,c,target\n", "none", NULL, 2}, /* the reader's target is left out */
      {"a,b,c,target\n", "b", "b", 2},     /* and else a coordinate like the others */
      {"a,b,c,d\n", "auto", NULL, 3},
      {"a,b,c,d\n", "last", "d", 2},
      {"a,b,c,d\n", "1", "a", 2},
      {"last,b,c,d\n", "last", "last", 2},
      {"", "auto", NULL, 3},
      {"", "2", "column 2", 2},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = make_table (64, cases[i].header);
    g_autoptr (GError) error = NULL;
    g_autoptr (LabPointSet) set = read_text (text, cases[i].labels, LAB_SCALING_COMMON, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (set->dimensions, ==, cases[i].dimensions);
    g_assert_cmpstr (set->label_name, ==, cases[i].name);
    g_assert_cmpint (set->label != NULL, ==, cases[i].name != NULL);
  }
}

static void
assert_refused (const char *text, const char *labels, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, labels, LAB_SCALING_COMMON, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, sentence) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, sentence));
}

static void
test_refused (void)
{
  g_autofree char *good = make_table (64, "a,b,c,target\n");
  g_autofree char *short_table = make_table (31, "a,b,c,target\n");
  GString *wide = g_string_new (NULL), *huge = g_string_new (NULL);

  for (guint row = 0; row < 40; row++) {
    for (guint k = 0; k <= LAB_POINT_SET_MOST_COLUMNS; k++)
      g_string_append_printf (wide, "%s%u", k > 0 ? "," : "", row * (k + 1));
    g_string_append_c (wide, '\n');
    g_string_append_printf (huge, "%ue300,1\n", row + 1);
  }
  assert_refused (good, "price",
                  "has no such column; allowed are a name of its header, a number "
                  "from 1 to 4");
  assert_refused (good, "5", "no such column");
  assert_refused (good, "c", "the labels (c) are all the same");
  assert_refused (short_table, "auto", "holds 31 points; to train on, 32 or more are needed");
  assert_refused (wide->str, "none", "has 4097 coordinates that differ; to train on, at most 4096");
  assert_refused (huge->str, "none", "column 1 are too large");
  assert_refused (huge->str, "1", "are too large");
  g_string_free (wide, TRUE);
  g_string_free (huge, TRUE);
}

/* A row of the table below: a torus of dimension 2 mixed into `columns` coordinates, then a constant,
 * and the label. */
static void
append_wide_row (GString *text, const double *turn, guint columns, double a, double b)
{
  const double factors[] = {cos (a), sin (a), cos (b), sin (b)};

  for (guint k = 0; k < columns; k++) {
    double value = 3.0;

    for (guint f = 0; f < 4; f++)
      value += factors[f] * turn[4 * k + f];
    g_string_append_printf (text, "%.9g,", value);
  }
  g_string_append_printf (text, "7,%.9g\n", a);
}

static char *
make_wide_table (gsize n, guint columns)
{
  GString *text = g_string_new (NULL);
  g_autofree double *turn = g_new (double, 4 * (gsize)columns);
  LabRandom random;

  lab_random_init (&random, 8, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint i = 0; i < 4 * columns; i++)
    turn[i] = lab_random_normal (&random);
  for (gsize i = 0; i < n; i++) {
    double a = 2.0 * G_PI * lab_random_uniform (&random);
    double b = 2.0 * G_PI * lab_random_uniform (&random);

    append_wide_row (text, turn, columns, a, b);
    if (i % 100 == 0) /* twice */
      append_wide_row (text, turn, columns, a, b);
  }
  return g_string_free (text, FALSE);
}

static double
distance (const float *x, guint D, gsize i, gsize j)
{
  double squares = 0.0;

  for (guint k = 0; k < D; k++)
    squares += pow ((double)x[i * D + k] - (double)x[j * D + k], 2.0);
  return sqrt (squares);
}

/* Of 300 columns with four directions, four components are kept; distances keep their proportions, and
 * d is what it was. */
static void
test_principal_components (void)
{
  g_autofree char *wide = make_wide_table (500, 300);
  g_autofree char *narrow = make_wide_table (500, 256);
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPointSet) set = read_text (wide, "last", LAB_SCALING_COMMON, &error);
  g_autoptr (LabPointSet) columns = read_text (wide, "last", LAB_SCALING_COLUMNS, &error);
  g_autoptr (LabPointSet) whole = read_text (narrow, "last", LAB_SCALING_COMMON, &error);
  double variance = 0.0, worst = 0.0;

  g_assert_no_error (error);
  g_assert_true (lab_point_set_is_projected (set));
  g_assert_cmpuint (set->columns, ==, 300);
  g_assert_cmpuint (set->dimensions, ==, 4);
  g_assert_cmpuint (set->constant, ==, 1);
  g_assert_cmpuint (set->duplicates, ==, 5);
  g_assert_cmpfloat_with_epsilon (set->variance_kept, 1.0, 1e-9);
  for (guint k = 0; k < 4; k++) {
    double mean, along;

    measure (set->x + k, set->n, 4, &mean, &along);
    g_assert_cmpfloat_with_epsilon (mean, 0.0, 1e-6);
    variance += along / 4.0;
  }
  g_assert_cmpfloat_with_epsilon (variance, 1.0, 1e-5);
  /* A torus of 256 columns is taken as it is; d is 2 in both. */
  g_assert_false (lab_point_set_is_projected (whole));
  g_assert_cmpuint (whole->dimensions, ==, 256);
  g_assert_cmpfloat (whole->variance_kept, ==, 1.0);
  g_assert_cmpfloat_with_epsilon (set->intrinsic_dimension, 2.0, 0.2);
  g_assert_cmpfloat_with_epsilon (whole->intrinsic_dimension, 2.0, 0.2);
  g_assert_cmpfloat (columns->scale, ==, 0.0);
  /* Distances in the file, by its text, times set->scale. */
  g_auto (GStrv) lines = g_strsplit (wide, "\n", 12);
  g_auto (GStrv) first = g_strsplit (lines[2], ",", -1);
  for (guint i = 3; i < 10; i++) {
    g_auto (GStrv) other = g_strsplit (lines[i], ",", -1);
    double squares = 0.0;

    for (guint k = 0; k < 300; k++)
      squares += pow (g_ascii_strtod (other[k], NULL) - g_ascii_strtod (first[k], NULL), 2.0);
    worst = fmax (worst, fabs (distance (set->x, 4, 2, i) / (set->scale * sqrt (squares)) - 1.0));
  }
  g_assert_cmpfloat (worst, <, 1e-5);
}

/* Noise in all directions: 256 of 320 components hold the share that their variances say. */
static void
test_variance_kept (void)
{
  enum
  {
    COLUMNS = 320,
    N = 640,
  };
  GString *text = g_string_new (NULL);
  LabRandom random;
  double least = 256.0 / COLUMNS;

  lab_random_init (&random, 5, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint i = 0; i < N; i++)
    for (guint k = 0; k < COLUMNS; k++)
      g_string_append_printf (text, "%.6g%c", lab_random_normal (&random),
                              k + 1 < COLUMNS ? ',' : '\n');
  g_autoptr (LabPointSet) set = read_text (text->str, "none", LAB_SCALING_COLUMNS, NULL);
  g_assert_cmpuint (set->dimensions, ==, LAB_POINT_SET_MOST_DIMENSIONS);
  /* More than 4 in 5, since they are the leading ones; a sample covariance of n / D = 2 has 64 smallest
   * eigenvalues near (1 - sqrt (1 / 2))^2 = .086 (Marchenko and Pastur), which hold some 3 %. */
  g_assert_cmpfloat (set->variance_kept, >, least);
  g_assert_cmpfloat_with_epsilon (set->variance_kept, 0.968, 0.01);
  g_string_free (text, TRUE);
}

static void
test_duplicates_and_dimension (void)
{
  g_autofree char *text = make_table (300, "");
  g_autofree char *twice = g_strconcat (text, text, NULL);
  g_autoptr (LabPointSet) set = read_text (twice, "last", LAB_SCALING_COLUMNS, NULL);

  g_assert_cmpuint (set->n, ==, 600);
  g_assert_cmpuint (set->duplicates, ==, 300);
  /* A normal cloud in the plane, 300 different points: 2 within its interval and a tenth. */
  g_assert_cmpfloat (set->low - 0.2, <, 2.0);
  g_assert_cmpfloat (set->high + 0.2, >, 2.0);
  g_assert_cmpfloat_with_epsilon (set->intrinsic_dimension, 2.0, 0.4);
}

/* Of so many points that both shares are whole. */
static void
test_shares (void)
{
  LabPointSet set = {.n = 100};
  g_autofree guint32 *order = lab_point_set_order (&set, 3, 1);
  g_autofree guint32 *again = lab_point_set_order (&set, 3, 1);
  g_autofree guint32 *other = lab_point_set_order (&set, 3, 2);
  gboolean seen[100] = {FALSE};

  g_assert_cmpuint (lab_point_set_test_points (&set), ==, 25);
  g_assert_cmpuint (lab_point_set_validation_points (&set), ==, 12);
  g_assert_cmpmem (order, 100 * sizeof *order, again, 100 * sizeof *again);
  g_assert_cmpint (memcmp (order, other, 100 * sizeof *order), !=, 0);
  for (guint i = 0; i < 100; i++)
    seen[order[i]] = TRUE;
  for (guint i = 0; i < 100; i++)
    g_assert_true (seen[i]);
  set.n = 1000000;
  g_assert_cmpuint (lab_point_set_test_points (&set), ==, 2048);
  g_assert_cmpuint (lab_point_set_validation_points (&set), ==, 1024);
}

/* The same bytes are the same points, whoever read them; another column or scale makes others. */
static void
test_equal (void)
{
  g_autofree char *text = make_table (64, "a,b,c,target\n");
  g_autofree char *path = write_file (text);
  LabPointSource source = {.path = path, .labels = "auto"};
  g_autoptr (LabPointSet) first = lab_point_set_read (&source, NULL, NULL);
  g_autoptr (LabPointSet) second = lab_point_set_read (&source, NULL, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  source.labels = "none";
  g_autoptr (LabPointSet) none = lab_point_set_read (&source, NULL, NULL);
  g_assert_true (lab_point_set_equal (first, second));
  g_assert_false (lab_point_set_equal (first, none));
  g_assert_false (lab_point_set_equal (first, NULL));
  g_assert_true (lab_point_set_equal (NULL, NULL));
  g_assert_cmpstr (first->checksum, ==, sum);
  text[strlen (text) - 2] ^= 1; /* the last digit */
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  source.labels = "auto";
  g_autoptr (LabPointSet) changed = lab_point_set_read (&source, NULL, NULL);
  g_assert_false (lab_point_set_equal (first, changed));
  g_unlink (path);
}

static void
test_cancel (void)
{
  g_autofree char *text = make_table (5000, "");
  g_autofree char *path = write_file (text);
  const LabPointSource source = {.path = path, .labels = "auto"};
  LabTask task = {0};
  g_autoptr (GError) error = NULL;

  lab_task_cancel (&task);
  g_assert_null (lab_point_set_read (&source, &task, &error));
  g_assert_no_error (error);
  task = (LabTask){0};
  g_autoptr (LabPointSet) set = lab_point_set_read (&source, &task, &error);
  g_assert_nonnull (set);
  g_assert_cmpfloat (lab_task_progress (&task), ==, 1.0);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/point-set/common-scale", test_common_scale);
  g_test_add_func ("/point-set/scale-of-each-column", test_scale_of_each_column);
  g_test_add_func ("/point-set/label-columns", test_label_columns);
  g_test_add_func ("/point-set/refused", test_refused);
  g_test_add_func ("/point-set/principal-components", test_principal_components);
  g_test_add_func ("/point-set/variance-kept", test_variance_kept);
  g_test_add_func ("/point-set/duplicates-and-dimension", test_duplicates_and_dimension);
  g_test_add_func ("/point-set/shares", test_shares);
  g_test_add_func ("/point-set/equal", test_equal);
  g_test_add_func ("/point-set/cancel", test_cancel);
  return g_test_run ();
}
