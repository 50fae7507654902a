/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grids of keys: words, cells, default values, refusals, widening. */
#include "experiment/grid/key-grid-train.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "experiment/experiment-keys.h"

static LabKeyGrid
parse_grid (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  LabKeyGrid grid;

  g_assert_true (lab_key_grid_is_asked ((const char *const *)words));
  lab_key_grid_parse ((const char *const *)words, NULL, &grid, &error);
  g_assert_no_error (error);
  return grid;
}

static void
test_asked (void)
{
  static const char *const yes[] = {"sweep=learning_rate", "sweep=data,model", "sweep=n",
                                    "sweep=sigma,batch,d"};
  static const char *const no[] = {"sweep=data", "sweep=depth", "d=2", "sweep=", "sweep=nothing"};

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (lab_key_grid_is_asked ((const char *const[]){"d=2", yes[i], NULL}));
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (lab_key_grid_is_asked ((const char *const[]){no[i], NULL}));
}

/* data is n, model is width, time is steps; lists go in the order of the keys, the last varies fastest. */
static void
test_cells (void)
{
  LabKeyGrid grid = parse_grid ("sweep=data,model,time grid=64,128:4,8,16:50 repeats=2 d=3");
  g_autofree char *sweep = lab_key_grid_sweep_text (&grid);
  g_autofree char *values = lab_key_grid_grid_text (&grid);
  LabExperiment cell;

  g_assert_cmpstr (sweep, ==, "n,width,steps");
  g_assert_cmpstr (values, ==, "64,128:4,8,16:50");
  g_assert_cmpuint (lab_key_grid_cells (&grid), ==, 6);
  g_assert_cmpuint (lab_key_grid_runs (&grid), ==, 12);
  g_assert_true (lab_key_grid_cell (&grid, 4, &cell, NULL));
  g_assert_cmpuint (cell.n, ==, 128);
  g_assert_cmpuint (cell.width, ==, 8);
  g_assert_cmpuint (cell.steps, ==, 50);
  g_assert_cmpuint (cell.intrinsic_dimension, ==, 3);
  g_assert_cmpuint (lab_experiment_run_count (&cell), ==, 2);
}

/* Every key that is a number has default values about its own, all allowed. */
static void
test_defaults (void)
{
  static const char *const without[] = {"seed", "repeats", NULL};
  guint count, swept = 0;
  const LabKey *keys = lab_experiment_keys (&count);

  for (guint k = 0; k < count; k++) {
    if ((keys[k].type != LAB_KEY_INTEGER && keys[k].type != LAB_KEY_REAL) ||
        g_strv_contains (without, keys[k].key))
      continue;
    /* depth alone is an axis of its own. */
    g_autofree char *text = g_strdup_printf ("sweep=%s%s", keys[k].key,
                                             g_str_equal (keys[k].key, "depth") ? ",sigma" : "");
    LabKeyGrid grid = parse_grid (text);
    /* A key of few values has few. */
    g_assert_cmpuint (grid.axis[0].count, >=, keys[k].maximum - keys[k].minimum < 8 ? 2 : 3);
    g_assert_true (grid.axis[0].is_default);
    swept++;
  }
  g_assert_cmpuint (swept, >=, 20);
  LabKeyGrid rates = parse_grid ("sweep=learning_rate");
  g_assert_cmpuint (rates.axis[0].count, ==, 9);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (rates.axis[0].value[i],
                                    rates.base.learning_rate * pow (2.0, i - 4.0), 1e-12);
  g_assert_true (parse_grid ("sweep=warm_up").axis[0].is_linear);
  g_assert_true (parse_grid ("sweep=weight_decay grid=0,0.1,0.2").axis[0].is_linear);
  g_assert_false (parse_grid ("sweep=batch").axis[0].is_linear);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *words, *part;
  } refused[] = {
      {"sweep=data,compute", "“compute” cannot be swept here"},
      {"sweep=data,n", "n is swept twice"},
      {"sweep=n,width,batch,sigma", "at most 3 keys"},
      {"sweep=seed,n", "“seed” cannot be swept"},
      {"sweep=optimizer,n", "“optimizer” cannot be swept"},
      {"sweep=learning_rate grid=1:2", "2 lists for 1 keys"},
      {"sweep=learning_rate grid=0.1,0.01", "must ascend"},
      {"sweep=learning_rate grid=0,1", "greater than 0"},
      {"sweep=batch grid=1.5", "whole number"},
      {"sweep=width grid=3", "multiple of heads"},
      {"sweep=n,width grid=16,32:4 grid=16", "given twice"},
      {"sweep=n,width,learning_rate repeats=64", "at most 2048"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_auto (GStrv) words = g_strsplit (refused[i].words, " ", -1);
    g_autoptr (GError) error = NULL;
    LabKeyGrid grid = {.axes = 77};
    g_assert_false (lab_key_grid_parse ((const char *const *)words, NULL, &grid, &error));
    g_assert_nonnull (strstr (error->message, refused[i].part));
    g_assert_cmpuint (grid.axes, ==, 77);
  }
}

static void
test_widen (void)
{
  LabKeyGrid grid = parse_grid ("sweep=learning_rate grid=0.001,0.002,0.004");

  g_assert_true (lab_key_grid_widen (&grid, TRUE));
  g_assert_cmpuint (grid.axis[0].count, ==, 5);
  g_assert_cmpfloat_with_epsilon (grid.axis[0].value[0], 0.00025, 1e-15);
  g_assert_cmpfloat_with_epsilon (grid.axis[0].value[1], 0.0005, 1e-15);
  g_assert_true (lab_key_grid_widen (&grid, FALSE));
  g_assert_cmpfloat_with_epsilon (grid.axis[0].value[6], 0.016, 1e-15);
  LabKeyGrid shares = parse_grid ("sweep=warm_up");
  g_assert_false (lab_key_grid_widen (&shares, FALSE));
}

/* The same runs for any number of workers; what is there already is not trained again. */
static void
test_train (void)
{
  LabKeyGrid grid =
      parse_grid ("sweep=learning_rate,width grid=0.001,0.01:4,8 n=64 steps=20 repeats=2");
  g_autoptr (GPtrArray) one = lab_key_grid_runs_new (&grid);
  g_autoptr (GPtrArray) three = lab_key_grid_runs_new (&grid);
  LabKeyGridWork first = {.done = 0}, second = {.done = 0}, none = {.done = 0};

  lab_key_grid_train (&grid, 1, &first, one);
  lab_key_grid_train (&grid, 3, &second, three);
  g_assert_cmpint (first.done, ==, 8);
  for (guint i = 0; i < one->len; i++) {
    const LabRun *a = one->pdata[i], *b = three->pdata[i];
    g_assert_cmpuint (a->plan.index, ==, i);
    g_assert_cmpuint (a->plan.width, ==, i / 2 % 2 == 0 ? 4 : 8);
    g_assert_cmpfloat (a->evaluations[a->chosen].excess_risk, ==,
                       b->evaluations[b->chosen].excess_risk);
  }
  const LabRun *slow = one->pdata[0], *fast = one->pdata[4];
  g_assert_cmpfloat (slow->evaluations[slow->chosen].excess_risk, !=,
                     fast->evaluations[fast->chosen].excess_risk);
  lab_key_grid_train (&grid, 2, &none, one);
  g_assert_cmpint (none.done, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-grid/asked", test_asked);
  g_test_add_func ("/key-grid/cells", test_cells);
  g_test_add_func ("/key-grid/defaults", test_defaults);
  g_test_add_func ("/key-grid/refusals", test_refusals);
  g_test_add_func ("/key-grid/widen", test_widen);
  g_test_add_func ("/key-grid/train", test_train);
  return g_test_run ();
}
