/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that people really have, served or refused as each needs: tests/data/tables/SOURCES.md. */
#include "fit-table.h"

#include <math.h>
#include <string.h>

/* A number of the answer between two others: path is its members joined by dots; "curves.3.exponent" counts from 0. */
typedef struct
{
  const char *path;
  double low, high;
} Expected;

#define MOST_EXPECTED 6

typedef struct
{
  const char *name;
  const char *file, *words;
  Expected expected[MOST_EXPECTED];
} Served;

/* The exponent's interval covers -.35, the floor's 1.8; and so on. */
#define COVERS(low, truth, high)                                                                   \
  {low, -INFINITY, truth},                                                                         \
  {                                                                                                \
    high, truth, INFINITY                                                                          \
  }
/* Least squares in log loss by an independent program. */
#define CEREBRAS                                                                                   \
  {"exponent", -.0718, -.0708},                                                                    \
  {                                                                                                \
    "floor", .454, .464                                                                            \
  }

static const Served served[] = {
    {"runs-over-flops",
     "tiny-runs.jsonl",
     "--x flops --y final_val_loss",
     {{"exponent", -.1632, -.1628}}},
    {"runs-over-tokens",
     "tiny-runs.jsonl",
     "--x total_tokens --y final_val_loss",
     {{"exponent", -.2099, -.2095}}},
    {"wandb-export",
     "wandb-export.csv",
     "",
     {{"exponent", -.37, -.34},
      COVERS ("low", -.35, "high"),
      COVERS ("floor_low", 1.8, "floor_high")}},
    {"wandb-history",
     "wandb-history.csv",
     "",
     {{"exponent", -.37, -.33},
      COVERS ("low", -.35, "high"),
      COVERS ("floor_low", 1.8, "floor_high")}},
    {"tensorboard",
     "tensorboard.csv",
     "",
     {{"exponent", -.4001, -.3999}, {"floor", 1.4999, 1.5001}}},
    {"addition",
     "addition-break.csv",
     "--model broken",
     {{"break", 500, 650}, {"break_low", 500, 650}, {"break_high", 500, 650}}},
    {"addition-foretold",
     "addition-break.csv",
     "--model broken --to 740",
     {{"break", 500, 650}, {"held_out.points", 3, 3}, {"held_out.share_inside", 1, 1}}},
    {"gemstone",
     "gemstone-runs.csv",
     "--by run_name --model power+floor",
     {{"curves.0.exponent", -.5, -.49},
      {"curves.0.floor", 2.53, 2.55},
      {"curves.1.exponent", -.51, -.5},
      {"curves.1.floor", 2.58, 2.595},
      {"curves.2.exponent", -.335, -.32},
      {"curves.2.floor", 2.22, 2.24}}},
    {"gemstone-one",
     "gemstone-runs.csv",
     "--where run_name=PyGemma-1024x28_pretrain",
     {{"exponent", -.5, -.49}, {"floor", 2.53, 2.55}}},
    {"log", "trainer-log.txt", "", {{"exponent", -.2499, -.2497}, {"points_used", 19, 19}}},
    {"log-table", "trainer-log.csv", "", {{"exponent", -.2499, -.2497}, {"points_used", 19, 19}}},
    {"outliers", "tiny-scale-outlier.csv", "--model power", {{"exponent", -.6100, -.6098}}},
    {"outliers-robust",
     "tiny-scale-outlier.csv",
     "--model power --robust",
     {{"exponent", -.675, -.655}}},
    {"rising",
     "rising-four.csv",
     "",
     {{"exponent", .3830, .3833}, {"low", 0, .3}, {"high", .5, 1}}},
    {"cerebras", "cerebras.csv", "--model power+floor", {CEREBRAS}},
    {"cerebras-suffix",
     "cerebras-suffix.csv",
     "--model power+floor --x 'training FLOPs'",
     {CEREBRAS}},
    {"cerebras-markdown", "cerebras.md", "--model power+floor --x 'Training FLOPs'", {CEREBRAS}},
    {"cerebras-latex", "cerebras-latex.tex", "--model power+floor", {CEREBRAS}},
    {"decimal-comma", "decimal-comma.csv", "--model power+floor", {CEREBRAS}},
    {"units", "units.tsv", "--model power+floor", {{"exponent", -.0725, -.0700}}},
    {"wide",
     "wide.csv",
     "",
     {{"curves.0.exponent", -.2001, -.1999}, {"curves.8.exponent", -.2001, -.1999}}},
    {"offset",
     "offset-truth.csv",
     "",
     {{"exponent", -.51, -.49},
      COVERS ("low", -.5, "high"),
      COVERS ("floor_low", .1, "floor_high")}},
    {"resumed", "resumed.csv", "", {{"exponent", -.41, -.395}, {"floor", 1.49, 1.52}}},
    {"nonpositive",
     "nonpositive.csv",
     "",
     {{"points_used", 8, 8},
      {"points_left_out", 5, 5},
      {"left_out.zero", 1, 1},
      {"left_out.negative", 1, 1},
      {"left_out.infinite", 1, 1},
      {"left_out.not_a_number", 1, 1}}},
    {"seeds",
     "seeds.csv",
     "",
     {{"repeats", 4, 4},
      {"points_used", 6, 6},
      COVERS ("low", -.45, "high"),
      COVERS ("floor_low", 2, "floor_high")}},
    {"known-break",
     "bnsl-known.csv",
     "--model broken",
     {{"break", 950, 1070}, {"exponent", -.72, -.69}, {"floor", .018, .023}}},
};

typedef struct
{
  const char *name;
  const char *file, *words;
  int status;
  const char *named[3]; /* in the sentence */
} Asked;

static const Asked asked[] = {
    {"runs", "tiny-runs.jsonl", "", 2, {"flops", "total_tokens", "final_val_loss"}},
    {"gemstone", "gemstone-runs.csv", "", 2, {"20 runs", "--by run_name", "--where"}},
    {"cerebras-suffix", "cerebras-suffix.csv", "", 2, {"params", "tokens", "training FLOPs"}},
    {"cerebras-markdown", "cerebras.md", "", 2, {"Params", "Training FLOPs", "--x"}},
    {"llama", "llama3-isoflop.csv", "", 2, {"tokens", "params", "budget"}},
    {"marin", "marin-isoflop.csv", "", 2, {"parameter_count", "throughput/total_gflops", "--x"}},
    {"frontier", "frontier.csv", "", 2, {"budget", "tokens", "--x"}},
    {"frontier-markdown", "frontier.md", "", 2, {"budget (FLOPs)", "tokens", "--x"}},
    {"frontier-few", "frontier.csv", "--x budget", 1, {"4 different positions", "there are 3", ""}},
    {"frontier-few-markdown",
     "frontier.md",
     "--x budget",
     1,
     {"4 different positions", "there are 3", ""}},
};

static char *
line_of (const char *file, const char *words, const char *more)
{
  return g_strdup_printf ("fit %s/tests/data/tables/%s %s %s", g_getenv ("LAB_SOURCE"), file, words,
                          more);
}

/* NaN where it is missing. */
static double
number_at (JsonObject *object, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = json_object_get_member (object, names[0]);

  for (guint i = 1; node != NULL && names[i] != NULL; i++) {
    if (JSON_NODE_HOLDS_ARRAY (node)) {
      JsonArray *array = json_node_get_array (node);
      const guint place = (guint)g_ascii_strtoull (names[i], NULL, 10);

      node = place < json_array_get_length (array) ? json_array_get_element (array, place) : NULL;
    } else {
      node = JSON_NODE_HOLDS_OBJECT (node)
                 ? json_object_get_member (json_node_get_object (node), names[i])
                 : NULL;
    }
  }
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static void
test_served (gconstpointer data)
{
  const Served *kind = data;
  g_autofree char *line = line_of (kind->file, kind->words, "--json");
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer = program_json (NULL, line, &parser);
  JsonObject *columns = json_object_get_object_member (answer, "columns");

  g_assert_true (json_object_has_member (columns, "x") && json_object_has_member (columns, "y"));
  g_assert_cmpuint (strlen (json_object_get_string_member (columns, "why")), >, 10);
  for (guint i = 0; i < MOST_EXPECTED && kind->expected[i].path != NULL; i++) {
    const Expected *expected = &kind->expected[i];
    const double value = number_at (answer, expected->path);

    if (!(value >= expected->low && value <= expected->high))
      g_test_fail_printf ("%s is %g, not between %g and %g", expected->path, value, expected->low,
                          expected->high);
  }
}

static void
test_asked (gconstpointer data)
{
  const Asked *kind = data;
  g_autofree char *line = line_of (kind->file, kind->words, "");
  g_auto (ProgramResult) result = program_run (NULL, line);

  g_assert_cmpint (result.status, ==, kind->status);
  g_assert_cmpstr (result.out, ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS (kind->named); i++)
    if (strstr (result.err, kind->named[i]) == NULL)
      g_test_fail_printf ("“%s” is not in: %s", kind->named[i], result.err);
}

/* No law: said so, with no exponent. */
static void
test_none_fits (void)
{
  g_autofree char *line = line_of ("not-a-power.csv", "", "--json");
  g_autofree char *plain = line_of ("not-a-power.csv", "", "");
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer = program_json (NULL, line, &parser);
  g_auto (ProgramResult) text = program_run (NULL, plain);

  g_assert_cmpstr (json_object_get_string_member (answer, "choice"), ==, "none fits");
  g_assert_true (json_object_get_null_member (answer, "exponent"));
  g_assert_cmpint (text.status, ==, 0);
  g_assert_nonnull (strstr (text.out, "None of the laws fits"));
}

/* Every one of 20 runs has its curve, found without being told the columns, and two curves can be compared. */
static void
test_every_run (void)
{
  g_autofree char *line = line_of ("gemstone-runs.csv", "--by run_name --compare", "--json");
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer = program_json (NULL, line, &parser);
  JsonArray *curves = json_object_get_array_member (answer, "curves");
  JsonArray *differences = json_object_get_array_member (answer, "differences");

  g_assert_cmpuint (json_array_get_length (curves), ==, 20);
  g_assert_cmpuint (json_array_get_length (differences), ==, 19);
  for (guint i = 0; i < json_array_get_length (curves); i++) {
    JsonObject *curve = json_array_get_object_element (curves, i);

    g_assert_true (json_object_get_null_member (curve, "error"));
    g_assert_cmpfloat (real_of (curve, "exponent"), <, 0.0);
    g_assert_cmpint (json_object_get_int_member (curve, "points_used"), >=, 9);
  }
  for (guint i = 0; i < json_array_get_length (differences); i++) {
    JsonObject *difference = json_array_get_object_element (differences, i);
    JsonObject *second = json_array_get_object_element (curves, i + 1);

    g_assert_cmpfloat_with_epsilon (
        real_of (difference, "exponent"),
        real_of (second, "exponent") -
            real_of (json_array_get_object_element (curves, 0), "exponent"),
        1e-12);
    g_assert_cmpfloat (real_of (difference, "low"), <, real_of (difference, "high"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  for (gsize i = 0; i < G_N_ELEMENTS (served); i++) {
    g_autofree char *path = g_strdup_printf ("/cli-cases/served/%s", served[i].name);

    g_test_add_data_func (path, &served[i], test_served);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++) {
    g_autofree char *path = g_strdup_printf ("/cli-cases/asked/%s", asked[i].name);

    g_test_add_data_func (path, &asked[i], test_asked);
  }
  g_test_add_func ("/cli-cases/none-fits", test_none_fits);
  g_test_add_func ("/cli-cases/every-run", test_every_run);
  return g_test_run ();
}
