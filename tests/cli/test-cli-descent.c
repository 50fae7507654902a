/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab predict level=3 against golden values computed elsewhere. */
#include "program.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define GOLDEN                                                                                     \
  "predict level=3 d=2 beta=1 nu=.5 sigma=.5 modes=2000 batch=16 learning_rate=.5 steps=1000 "     \
  "final_rate=0 warm_up=0 "

typedef struct
{
  const char *path, *words;
  double end;
} Golden;

static const Golden golden[] = {
    {"/cli-descent/constant", "schedule=constant", .02061696},
    {"/cli-descent/linear", "schedule=linear", .01517508},
    {"/cli-descent/cosine", "schedule=cosine", .01516093},
    {"/cli-descent/wsd", "schedule=wsd stable=.8", .01199541},
};

static void
test_golden (gconstpointer data)
{
  static const int AT[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
  const Golden *known = data;
  g_autofree char *words = g_strconcat (GOLDEN, known->words, " --json", NULL);
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object = program_json (NULL, words, &parser);
  JsonArray *steps = json_object_get_array_member (object, "steps");
  JsonArray *risk = json_object_get_array_member (object, "excess_risk");
  gboolean constant = strcmp (known->words, "schedule=constant") == 0;

  g_assert_cmpuint (json_array_get_length (steps), ==, G_N_ELEMENTS (AT));
  g_assert_cmpuint (json_array_get_length (risk), ==, G_N_ELEMENTS (AT));
  for (guint i = 0; i < G_N_ELEMENTS (AT); i++)
    g_assert_cmpint (json_array_get_int_element (steps, i), ==, AT[i]);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (risk, 9), known->end, 1e-7);
  /* Time, if a step counts as its rate. */
  JsonArray *time = json_object_get_array_member (object, "intrinsic_time");
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (time, 0), .5, 1e-12);
  if (constant || strstr (known->words, "wsd") != NULL)
    g_assert_cmpfloat_with_epsilon (json_array_get_double_element (time, 9),
                                    constant ? 500 : 450.25, 1e-6);
  /* Three schedules foretell the fourth. */
  g_assert_cmpfloat (
      fabs (log (json_object_get_double_member (object, "multi_power_law") / known->end)), <, 0.25);
  g_assert_cmpint (json_object_get_null_member (object, "without_decay"), ==, constant);
  if (!constant) {
    g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "without_decay"),
                                    golden[0].end, 1e-7);
    return;
  }
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (risk, 3), .20736317, 1e-7);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (risk, 6), .05411756, 1e-7);
}

/* What a decay buys is said beside one, and only there; a pass that diverges has no number. */
static void
test_text (void)
{
  g_auto (ProgramResult) wsd = program_run (NULL, GOLDEN "schedule=wsd");
  g_auto (ProgramResult) constant = program_run (NULL, GOLDEN);
  g_auto (ProgramResult) wild = program_run (NULL, "predict level=3 learning_rate=50");

  g_assert_nonnull (strstr (wsd.out, "schedule wsd"));
  g_assert_nonnull (strstr (wsd.out, "the decay takes off 41.8 %"));
  g_assert_null (strstr (wsd.out, "n = "));
  g_assert_null (strstr (constant.out, "decay"));
  g_assert_nonnull (strstr (wild.out, "diverged"));
}

/* Beside runs of plain SGD, and of nothing else: in JSON, in text and in the chart. */
static void
test_run (void)
{
  static const char *const RUN =
      "run sweep=time schedule=linear steps=60 width=4 grid=4 tokens=1 D=4 n=256 learning_rate=.05 "
      "repeats=1 batch=8 validation=none prediction=off optimizer=";
  g_autofree char *directory = program_directory ();
  g_autofree char *sgd = g_strconcat (RUN, "sgd --json", NULL);
  g_autofree char *adamw = g_strconcat (RUN, "adamw --json", NULL);
  g_autofree char *told = g_strconcat (RUN, "sgd --out x", NULL);
  g_autofree char *path = g_build_filename (directory, "x", "chart.svg", NULL);
  g_autofree char *chart = NULL;
  g_autoptr (JsonParser) parser = NULL, other = NULL;
  JsonArray *list = json_object_get_array_member (program_json (NULL, sgd, &parser), "predictions");
  JsonArray *none =
      json_object_get_array_member (program_json (NULL, adamw, &other), "predictions");
  g_auto (ProgramResult) text = program_run (directory, told);

  g_assert_cmpuint (json_array_get_length (none), ==, 0);
  g_assert_cmpuint (json_array_get_length (list), ==, 1);
  JsonObject *entry = json_array_get_object_element (list, 0);
  JsonArray *x = json_object_get_array_member (entry, "x");
  guint count = json_array_get_length (x);
  g_assert_cmpstr (json_object_get_string_member (entry, "source"), ==, "level-3");
  g_assert_cmpint (json_object_get_int_member (entry, "fitted_constants"), ==, 1);
  g_assert_cmpfloat (json_array_get_double_element (x, 0), ==, 1);
  g_assert_cmpfloat (json_array_get_double_element (x, count - 1), ==, 60);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "excess_risk")), ==,
                    count);
  g_assert_cmpfloat (json_object_get_double_member (entry, "rate_unit"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (entry, "without_decay"), >, 0);
  g_assert_nonnull (strstr (text.out, "Prediction: Level 3 (one pass"));
  g_assert_true (g_file_get_contents (path, &chart, NULL, NULL));
  g_assert_nonnull (strstr (chart, "level 3), rate fitted; the decay "));
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    g_test_add_data_func (golden[i].path, &golden[i], test_golden);
  g_test_add_func ("/cli-descent/text", test_text);
  g_test_add_func ("/cli-descent/run", test_run);
  return g_test_run ();
}
