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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    g_test_add_data_func (golden[i].path, &golden[i], test_golden);
  g_test_add_func ("/cli-descent/text", test_text);
  return g_test_run ();
}
