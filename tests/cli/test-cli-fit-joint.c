/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab fit with laws of two variables, on runs that others published. */
#include "fit-table.h"

#include "../fit/joint/measured-losses.h"

#include <math.h>
#include <string.h>

static char *
marin_table (void)
{
  GString *table = g_string_new ("\"size\",\"tokens\",\"total_gflops\",\"loss\"\n");

  for (gsize i = 0; i < G_N_ELEMENTS (MARIN); i++)
    g_string_append_printf (table, "\"%.17g\",\"%.17g\",\"%.17g\",\"%.17g\"\n", MARIN[i].n,
                            MARIN[i].d, MARIN_COMPUTE[i] / 1e9, MARIN[i].loss);
  return g_string_free (table, FALSE);
}

static double
member (JsonObject *object, const char *name)
{
  return real_of (object, name);
}

static void
test_joint (void)
{
  g_autofree char *table = marin_table ();
  g_autoptr (JsonParser) parser =
      fit_table (table, "--model joint --n size --d tokens --y loss --robust --reach 2.9");
  JsonObject *answer = object_of (parser);
  static const char *const numbers[] = {"E", "A", "B", "alpha", "beta"};

  for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++) {
    g_autofree char *low = g_strconcat (numbers[k], "_low", NULL);
    g_autofree char *high = g_strconcat (numbers[k], "_high", NULL);
    g_assert_cmpfloat (member (answer, low), <, member (answer, numbers[k]));
    g_assert_cmpfloat (member (answer, high), >, member (answer, numbers[k]));
  }
  g_assert_cmpfloat_with_epsilon (member (answer, "alpha"), 0.652, 0.001);
  g_assert_cmpfloat_with_epsilon (member (answer, "beta"), 0.350, 0.001);
  g_assert_cmpfloat_with_epsilon (member (answer, "objective"), 6.077e-4, 1e-7);
  g_assert_cmpint (json_object_get_int_member (answer, "points_used"), ==, 92);
  g_assert_cmpstr (json_object_get_string_member (answer, "choice"), ==, "joint");
  JsonArray *optimal = json_object_get_array_member (answer, "optimal");
  g_assert_cmpuint (json_array_get_length (optimal), >, 3);
  double before = INFINITY;
  for (guint i = 0; i < json_array_get_length (optimal); i++) {
    JsonObject *at = json_array_get_object_element (optimal, i);
    double compute = member (at, "compute");
    g_assert_cmpfloat_with_epsilon (6.0 * member (at, "n") * member (at, "d"), compute,
                                    1e-9 * compute);
    g_assert_cmpfloat (member (at, "loss"), <, before);
    before = member (at, "loss");
  }
  JsonObject *reach = json_object_get_object_member (answer, "reach");
  g_assert_cmpfloat (member (reach, "compute_low"), <, member (reach, "compute"));
}

static void
test_isoflop (void)
{
  g_autofree char *table = marin_table ();
  g_autoptr (JsonParser) parser =
      fit_table (table, "--model isoflop --compute total_gflops --n size --y loss");
  JsonObject *answer = object_of (parser);
  JsonArray *minima = json_object_get_array_member (answer, "minima");
  JsonObject *first = json_array_get_object_element (minima, 0);

  g_assert_cmpuint (json_array_get_length (minima), ==, 7);
  g_assert_cmpfloat_with_epsilon (member (first, "compute"), 3e18, 1e15);
  g_assert_cmpfloat_with_epsilon (member (first, "n"), 3.22e8, 1e6);
  g_assert_cmpfloat_with_epsilon (member (first, "loss"), 3.9125, 1e-4);
  g_assert_cmpfloat_with_epsilon (member (answer, "exponent"), 0.410, 1e-3);
  g_assert_cmpfloat_with_epsilon (member (answer, "loss_exponent"), -0.0489, 1e-4);
  /* The joint law of these runs has alpha and beta far apart: the bias is told. */
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "warnings")), >=,
                    1);
  JsonObject *joint = json_object_get_object_member (answer, "joint");
  g_assert_cmpfloat_with_epsilon (member (joint, "exponent_by_parabolas") -
                                      member (joint, "n_exponent"),
                                  member (joint, "bias_of_parabolas"), 1e-12);
  g_assert_cmpfloat (fabs (member (joint, "bias_of_parabolas")), >, 0.01);
}

/* Eight points go with the floor at 0, and the answer says that they do not tell the law. */
static void
test_undetermined (void)
{
  GString *table = g_string_new ("params,tokens,loss,kind\n");
  for (gsize i = 0; i < G_N_ELEMENTS (STEP_LAW); i++)
    g_string_append_printf (table, "%.17g,%.17g,%.17g,dense\n", STEP_LAW[i].n, STEP_LAW[i].d,
                            STEP_LAW[i].loss);
  /* Worse runs of the same N and D are passed over with --best, and a run of another kind with --where. */
  for (gsize i = 0; i < G_N_ELEMENTS (STEP_LAW); i++)
    g_string_append_printf (table, "%.17g,%.17g,%.17g,dense\n", STEP_LAW[i].n, STEP_LAW[i].d,
                            STEP_LAW[i].loss + 0.1);
  g_string_append (table, "1e9,1e10,1.5,sparse\n");
  g_autofree char *text = g_string_free (table, FALSE);
  g_autoptr (JsonParser) parser = fit_table (text, "--model joint --best --where kind=dense");
  JsonObject *answer = object_of (parser);

  g_assert_cmpint (json_object_get_int_member (answer, "points_used"), ==, 8);
  g_assert_false (json_object_get_boolean_member (answer, "determined"));
  g_assert_nonnull (
      strstr (json_object_get_string_member (answer, "doubt"), "the floor E goes to its bound 0"));
}

typedef struct
{
  const char *path, *words;
  int status;
  const char *sentence;
} Refused;

static const Refused refused[] = {
    {"no-n", "--model joint --d b --y c", 2, "--n COL is missing"},
    {"no-d", "--model joint --n a --y c", 2, "--d COL is missing"},
    {"no-compute", "--model isoflop --n a --y c", 2, "--compute COL is missing"},
    {"unknown", "--model joint --n z --d b --y c", 2, "allowed are a, b, c"},
    {"few", "--model joint --n a --d b --y c", 1, "needs 8 points or more; there are 2"},
    {"few-budgets", "--model isoflop --compute a --n b --y c", 1, "2 budgets or more"},
    {"by", "--model joint --n a --d b --y c --by c", 2, "--by goes with laws of one variable"},
    {"one-variable", "--model power --n a", 2, "add --model joint"},
    {"no-at", "--model joint --n a --d b --y c --at -1", 2, "such as 1e22"},
    {"no-reach", "--model joint --n a --d b --y c --reach two", 2, "such as 2.5"},
};

static void
test_refused (gconstpointer data)
{
  const Refused *kind = data;
  g_autofree char *directory = program_directory ();
  g_autofree char *path = write_table (directory, "a,b,c\n1e6,1e8,3\n2e6,2e8,2.8\n");
  g_autofree char *words = g_strdup_printf ("fit table.csv %s", kind->words);
  g_auto (ProgramResult) result = program_run (directory, words);

  g_assert_cmpint (result.status, ==, kind->status);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_nonnull (strstr (result.err, kind->sentence));
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program_require ();
  g_test_add_func ("/cli-fit-joint/joint", test_joint);
  g_test_add_func ("/cli-fit-joint/isoflop", test_isoflop);
  g_test_add_func ("/cli-fit-joint/undetermined", test_undetermined);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *path = g_strconcat ("/cli-fit-joint/refused/", refused[i].path, NULL);
    g_test_add_data_func (path, &refused[i], test_refused);
  }
  return g_test_run ();
}
