/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The experiment as a value: defaults, grids, plan, and the pieces of a run. */
#include "experiment/experiment-keys.h"
#include "parse.h"

#include <math.h>

static void
assert_grid (const char *text, const char *expected)
{
  LabExperiment experiment = parse (text);
  double grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (&experiment, grid);
  GString *found = g_string_new (NULL);
  for (guint i = 0; i < length; i++)
    g_string_append_printf (found, "%s%.15g", i == 0 ? "" : ",", grid[i]);
  g_assert_cmpstr (found->str, ==, expected);
  g_string_free (found, TRUE);
}

static void
test_grids (void)
{
  assert_grid ("sweep=data", "64,128,256,512,1024,2048,4096,8192");
  assert_grid ("sweep=data n=100", "25,50,100");
  assert_grid ("sweep=data n=16", "16");
  assert_grid ("sweep=data n=1048576", "8192,16384,32768,65536,131072,262144,524288,1048576");
  assert_grid ("sweep=data grid=100,1000", "100,1000");
  assert_grid ("sweep=model", "4,6,8,12,16");
  assert_grid ("sweep=model width=512", "4,6,8,12,16,24,32,48,64,96,128,192,256,384,512");
  assert_grid ("sweep=model width=500", "4,6,8,12,16,24,32,48,64,96,128,192,256,384,500");
  assert_grid ("sweep=model heads=4 width=32", "4,8,12,16,24,32");
  assert_grid ("sweep=model heads=3 width=48", "6,12,24,48");
  assert_grid ("sweep=model heads=1 width=3", "3");
  assert_grid ("sweep=depth", "1,2,3,4,5,6");
  assert_grid ("sweep=depth depth=16", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16");
  assert_grid ("sweep=depth grid=1,4", "1,4");
  assert_grid ("sweep=time", "32");
  assert_grid ("sweep=compute", "8,12,16,22,32,46,64");
  assert_grid ("sweep=compute width=32", "4,6,8,12,16,22,32");
  assert_grid ("sweep=compute heads=8", "8,16,24,32,48,64");
  assert_grid ("sweep=compute heads=16", "16,32,48,64");
  assert_grid ("sweep=compute heads=1 width=2", "2");
  assert_grid ("sweep=compute heads=5 width=35", "5,10,20,25,35");
}

static void
test_plan (void)
{
  LabExperiment experiment = parse ("sweep=data");
  g_assert_cmpuint (lab_experiment_run_count (&experiment), ==, 24);
  LabRunPlan plan;
  lab_experiment_plan (&experiment, 7, &plan);
  g_assert_cmpuint (plan.index, ==, 7);
  g_assert_cmpuint (plan.grid_index, ==, 2);
  g_assert_cmpuint (plan.repeat, ==, 1);
  g_assert_cmpuint (plan.n, ==, 256);
  g_assert_cmpuint (plan.width, ==, 32);

  experiment = parse ("sweep=model");
  g_assert_cmpuint (lab_experiment_run_count (&experiment), ==, 10);
  lab_experiment_plan (&experiment, 9, &plan);
  g_assert_cmpuint (plan.n, ==, 65536);
  g_assert_cmpuint (plan.width, ==, 16);
}

static gsize
parameters_of (const LabExperiment *experiment, guint run_index, LabRunPlan *plan)
{
  LabModelShape shape;
  lab_experiment_plan (experiment, run_index, plan);
  lab_experiment_model_shape (experiment, plan, &shape);
  g_assert_cmpuint (shape.depth, ==, plan->depth);
  return lab_model_shape_parameters (&shape);
}

static void
test_depth_at_fixed_width (void)
{
  LabExperiment experiment = parse ("sweep=depth repeats=2 grid=2,5 width=24 fixed=width");
  g_assert_cmpuint (lab_experiment_run_count (&experiment), ==, 4);
  LabRunPlan first, last;
  gsize smaller = parameters_of (&experiment, 1, &first);
  g_assert_cmpuint (parameters_of (&experiment, 2, &last), >, smaller);
  g_assert_cmpuint (first.depth, ==, 2);
  g_assert_cmpuint (last.depth, ==, 5);
  g_assert_cmpuint (first.width, ==, 24);
  g_assert_cmpuint (last.width, ==, 24);
}

/* No width beside the chosen one is nearer to the deepest model's parameters: tried one by one. */
static void
test_depth_at_fixed_parameters (void)
{
  static const char *const WORDS[] = {
      "sweep=depth fixed=parameters repeats=1 width=16",
      "sweep=depth fixed=parameters repeats=1 width=15 heads=1 depth=16",
      "sweep=depth fixed=parameters repeats=1 width=48 heads=8 depth=9 tokens=8 d=8"};
  for (guint w = 0; w < G_N_ELEMENTS (WORDS); w++) {
    LabExperiment experiment = parse (WORDS[w]);
    guint count = lab_experiment_run_count (&experiment);
    LabRunPlan plan;
    double wanted = (double)parameters_of (&experiment, count - 1, &plan);
    g_assert_cmpuint (plan.width, ==, experiment.width);
    for (guint i = 0; i < count; i++) {
      double distance = fabs ((double)parameters_of (&experiment, i, &plan) - wanted);
      g_assert_cmpuint (plan.width % experiment.heads, ==, 0);
      LabRunPlan other = plan;
      for (other.width = experiment.heads; other.width <= 256; other.width += experiment.heads) {
        LabModelShape shape;
        if (other.width < 2)
          continue;
        lab_experiment_model_shape (&experiment, &other, &shape);
        double farther = fabs ((double)lab_model_shape_parameters (&shape) - wanted);
        g_assert_cmpfloat (farther, >=, distance);
      }
    }
  }
}

static void
test_ambient_dimension (void)
{
  static const struct
  {
    const char *text;
    guint expected;
  } CASES[] = {
      {"d=2", 16},          {"d=8", 16},           {"d=9", 20},
      {"d=2 tokens=3", 18}, {"d=32", 64},          {"d=32 manifold=sphere", 36},
      {"d=2 D=4", 4},       {"d=2 tokens=16", 16}, {"d=32 tokens=256", 256},
  };
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    LabExperiment experiment = parse (CASES[i].text);
    g_assert_cmpuint (lab_experiment_ambient_dimension (&experiment), ==, CASES[i].expected);
  }
}

static LabTrainingSettings
training_of (const char *text)
{
  LabExperiment experiment = parse (text);
  LabRunPlan plan;
  LabTrainingSettings settings;
  lab_experiment_plan (&experiment, 0, &plan);
  lab_experiment_training (&experiment, &plan, &settings);
  return settings;
}

static void
test_training_rules (void)
{
  LabTrainingSettings settings = training_of ("sweep=data");
  g_assert_cmpuint (settings.batch, ==, 64);
  g_assert_cmpfloat (settings.weight_decay, ==, 0.1);
  g_assert_cmpfloat (settings.clip, ==, 1.0);
  g_assert_cmpfloat (settings.warm_up, ==, 0.05);
  g_assert_cmpuint (settings.steps, ==, 1000);

  g_assert_cmpfloat (training_of ("sweep=data sigma=0").weight_decay, ==, 0.0);
  g_assert_cmpfloat (training_of ("sweep=data optimizer=sgd").weight_decay, ==, 0.0);
  g_assert_cmpfloat (training_of ("sweep=data optimizer=sgd").clip, ==, 0.0);
  g_assert_cmpfloat (training_of ("sweep=model").weight_decay, ==, 0.0);
  g_assert_cmpfloat (training_of ("sweep=model sigma=1").weight_decay, ==, 0.0);
  g_assert_cmpfloat (training_of ("sweep=time").warm_up, ==, 0.0);
  g_assert_cmpuint (training_of ("sweep=data grid=40,80,160,320 batch=100").batch, ==, 40);
  g_assert_cmpuint (training_of ("sweep=data validation=split").batch, ==, 56);
  g_assert_cmpuint (training_of ("optimizer=gd grid=400,800 batch=10").batch, ==, 400);
}

static void
test_labels_are_counted (void)
{
  static const struct
  {
    const char *text;
    gsize training, validation;
  } CASES[] = {
      {"grid=100,200 validation=extra", 100, 1024},
      {"grid=100,200 validation=split", 88, 12},
      {"grid=100,200 validation=none", 100, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    LabExperiment experiment = parse (CASES[i].text);
    LabRunPlan plan;
    lab_experiment_plan (&experiment, 0, &plan);
    g_assert_cmpuint (lab_experiment_training_points (&experiment, &plan), ==, CASES[i].training);
    g_assert_cmpuint (lab_experiment_validation_labels (&experiment, &plan), ==,
                      CASES[i].validation);
  }
}

static void
test_shape_and_source (void)
{
  LabExperiment experiment =
      parse ("sweep=compute d=3 heads=4 grid=16,32,64 depth=3 seed=11 beta=0.5 "
             "sigma=0.25 manifold=sphere feed_forward=4");
  LabRunPlan plan;
  LabModelShape shape;
  LabDataSource source;
  lab_experiment_plan (&experiment, 5, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  lab_experiment_data_source (&experiment, &plan, &source);
  g_assert_cmpuint (shape.width, ==, 32);
  g_assert_cmpuint (shape.heads, ==, 4);
  g_assert_cmpuint (shape.depth, ==, 3);
  g_assert_cmpuint (shape.input.tokens, ==, 4);
  g_assert_cmpuint (shape.feed_forward, ==, 4);
  g_assert_cmpuint (lab_model_input_row (&shape.input), ==, 16);
  g_assert_cmpuint (source.manifold, ==, LAB_MANIFOLD_SPHERE);
  g_assert_cmpuint (source.intrinsic_dimension, ==, 3);
  g_assert_cmpuint (source.ambient_dimension, ==, 16);
  g_assert_cmpfloat (source.smoothness, ==, 0.5);
  g_assert_cmpfloat (source.noise, ==, 0.25);
  g_assert_cmpuint (source.seed, ==, 11);
  g_assert_cmpuint (source.repeat, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/grids", test_grids);
  g_test_add_func ("/experiment/plan", test_plan);
  g_test_add_func ("/experiment/depth/fixed-width", test_depth_at_fixed_width);
  g_test_add_func ("/experiment/depth/fixed-parameters", test_depth_at_fixed_parameters);
  g_test_add_func ("/experiment/ambient-dimension", test_ambient_dimension);
  g_test_add_func ("/experiment/training-rules", test_training_rules);
  g_test_add_func ("/experiment/labels-are-counted", test_labels_are_counted);
  g_test_add_func ("/experiment/shape-and-source", test_shape_and_source);
  return g_test_run ();
}
