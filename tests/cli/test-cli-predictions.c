/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list `predictions` of run --json: which sources, with how many fitted constants. */
#include "program.h"

#include <math.h>

#define SMALL "width=8 heads=2 depth=1 steps=20 batch=16 repeats=2 --json "

/* The entry of a source, or NULL. */
static JsonObject *
find (JsonObject *root, const char *source)
{
  JsonArray *list = json_object_get_array_member (root, "predictions");

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *entry = json_array_get_object_element (list, i);

    if (g_str_equal (json_object_get_string_member (entry, "source"), source))
      return entry;
  }
  return NULL;
}

static guint
length_of (JsonObject *entry, const char *member)
{
  return json_array_get_length (json_object_get_array_member (entry, member));
}

/* An entry with so many constants and points. */
static void
check_entry (JsonObject *entry, int constants, guint points)
{
  g_assert_nonnull (entry);
  g_assert_cmpint (json_object_get_int_member (entry, "fitted_constants"), ==, constants);
  g_assert_cmpuint (length_of (entry, "x"), ==, points);
  g_assert_cmpuint (length_of (entry, "excess_risk"), ==, points);
}

/* By default kernels of their own, and beyond them a pilot; no second line. */
static void
test_sizes (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root =
      program_json (NULL, "run " SMALL "grid=64,128,512 prediction_points=128", &parser);

  check_entry (find (root, "own-kernel"), 0, 2);
  check_entry (find (root, "own-kernel-pilot"), 0, 1);
  g_assert_cmpuint (length_of (find (root, "own-kernel"), "oracle_excess_risk"), ==, 2);
  g_assert_null (find (root, "shells"));
  g_assert_null (find (root, "matern"));
}

/* One second line, chosen by the data. */
static void
test_second_line (void)
{
  g_autoptr (JsonParser) torus = NULL, sphere = NULL, time = NULL, off = NULL;
  JsonObject *on_torus =
      program_json (NULL, "run " SMALL "grid=64,128,256 prediction=shells", &torus);
  JsonObject *on_sphere = program_json (
      NULL, "run " SMALL "grid=64,128,256 prediction=shells manifold=sphere", &sphere);
  JsonObject *in_time =
      program_json (NULL, "run " SMALL "sweep=time grid=8 n=64 prediction=shells", &time);
  JsonObject *nothing = program_json (NULL, "run " SMALL "grid=32,64,128 prediction=off", &off);

  check_entry (find (on_torus, "shells"), 1, 3);
  g_assert_null (find (on_torus, "matern"));
  g_assert_null (find (on_torus, "own-kernel"));
  check_entry (find (on_sphere, "matern"), 1, 3);
  g_assert_null (find (on_sphere, "shells"));
  g_assert_nonnull (find (in_time, "shells"));
  g_assert_cmpuint (length_of (nothing, "predictions"), ==, 0);
}

/* Over time by default as well: the curve, and its entry in the account of phases. */
static void
check_time (const char *words, const char *source)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root = program_json (NULL, words, &parser);
  JsonArray *accounts = json_object_get_array_member (root, "boundaries");
  JsonObject *entry = find (root, source);
  gboolean found = FALSE;

  g_assert_nonnull (entry);
  g_assert_cmpint (json_object_get_int_member (entry, "fitted_constants"), ==, 0);
  g_assert_cmpuint (length_of (entry, "x"), >, 10);
  g_assert_true (json_object_has_member (root, "tangent_kernel"));
  for (guint i = 0; i < json_array_get_length (accounts); i++) {
    JsonObject *account = json_array_get_object_element (accounts, i);

    if (g_str_equal (json_object_get_string_member (account, "account"), "own-kernel")) {
      found = TRUE;
      g_assert_cmpstr (json_object_get_string_member (account, "nature"), ==, "predicted");
      g_assert_cmpfloat (json_object_get_double_member (account, "place"), >, 1);
    }
  }
  g_assert_true (found);
}

static void
test_time (void)
{
  check_time ("run " SMALL "sweep=time grid=8 n=64 sigma=0.5", "own-kernel");
  check_time ("run " SMALL "sweep=time grid=8 n=1024 sigma=0.5 prediction_points=128",
              "own-kernel-pilot");
  check_time ("run " SMALL "sweep=compute grid=8 n=512 sigma=0.5 prediction_points=128 "
              "optimizer=sgd learning_rate=0.01",
              "own-kernel-pilot");
}

/* The gap is split where that is asked for; the other clock tells its own law. */
static void
test_asked_for (void)
{
  g_autoptr (JsonParser) gap = NULL, rates = NULL;
  JsonObject *split =
      program_json (NULL, "run " SMALL "grid=32,64 prediction_points=64 gap=1", &gap);
  JsonObject *clock =
      program_json (NULL, "run " SMALL "sweep=time grid=8 n=64 prediction=off clock=rates", &rates);
  JsonObject *parts = json_object_get_object_member (split, "gap");
  JsonObject *time = json_object_get_object_member (clock, "intrinsic_time");
  static const char *const causes[] = {"choice_per_cent", "optimiser_per_cent",
                                       "features_per_cent"};
  double product = 1;

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    product *= 1 + json_object_get_double_member (parts, causes[i]) / 100;
  g_assert_cmpfloat_with_epsilon (
      product, 1 + json_object_get_double_member (parts, "gap_per_cent") / 100, 1e-9);
  g_assert_cmpstr (json_object_get_string_member (time, "clock"), ==, "rates");
  g_assert_cmpuint (length_of (time, "x"), >, 5);
  program_refuses (NULL, "run sweep=time gap=1", "gap=1", "sweep=data");
  program_refuses (NULL, "run clock=rates", "clock=rates", "sweep=time");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program_require ();
  g_test_add_func ("/cli-predictions/sizes", test_sizes);
  g_test_add_func ("/cli-predictions/second-line", test_second_line);
  g_test_add_func ("/cli-predictions/time", test_time);
  g_test_add_func ("/cli-predictions/asked-for", test_asked_for);
  return g_test_run ();
}
