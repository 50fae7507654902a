/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shelf gives what drawing afresh gives, keeps what it has, and survives being stopped. */
#include "experiment/run/data-shelf.h"
#include "experiment/run/data-shelf-testing.h"

#include "experiment/experiment.h"

static LabRunSource
make_source (guint32 repeat, guint ambient_dimension)
{
  return (LabRunSource){
      .task = LAB_TASK_POINTS,
      .points =
          {
              .manifold = LAB_MANIFOLD_TORUS,
              .intrinsic_dimension = 2,
              .ambient_dimension = ambient_dimension,
              .smoothness = 1.0,
              .noise = 0.5,
              .seed = 7,
              .repeat = repeat,
          },
  };
}

static LabRunSource
make_sequences (guint32 repeat)
{
  return (LabRunSource){
      .task = LAB_TASK_SEQUENCES,
      .sequences =
          {
              .inputs = LAB_SEQUENCE_INDEPENDENT,
              .intrinsic_dimension = 2,
              .ambient_dimension = 4,
              .tokens = 3,
              .noise = 0.5,
              .seed = 7,
              .repeat = repeat,
          },
  };
}

static void
assert_rows_equal (const LabDataset *dataset, const LabRunSource *source, LabDataRole role, gsize n)
{
  g_autoptr (LabRunSampler) sampler = lab_run_sampler_new (source, NULL, NULL);
  g_autoptr (LabDataset) fresh = lab_run_sampler_draw (sampler, role, n, NULL, NULL);
  gsize inputs = n * fresh->ambient_dimension * sizeof (float);
  gsize labels = n * fresh->outputs * sizeof (float);
  g_assert_cmpuint (dataset->n, >=, n);
  g_assert_cmpmem (dataset->x, inputs, fresh->x, inputs);
  g_assert_cmpmem (dataset->label, labels, fresh->label, labels);
}

static void
test_same_as_fresh (void)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  static const gsize SIZES[] = {40, 200, 16}; /* growing and shrinking */
  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++)
    for (guint repeat = 0; repeat < 4; repeat++) {
      LabRunSource source = repeat < 2 ? make_source (repeat, 16) : make_sequences (repeat);
      const LabRunData *data = lab_data_shelf_get (shelf, &source, SIZES[i], 30 * i, NULL, NULL);
      g_assert_nonnull (data);
      assert_rows_equal (data->training, &source, LAB_DATA_TRAINING, SIZES[i]);
      assert_rows_equal (data->test, &source, LAB_DATA_TEST, LAB_TEST_POINTS);
      if (i > 0)
        assert_rows_equal (data->validation, &source, LAB_DATA_VALIDATION, 30 * i);
    }
}

static void
test_keeps (void)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  LabRunSource first = make_source (0, 16), second = make_source (1, 16);
  const LabDataset *training = lab_data_shelf_get (shelf, &first, 100, 0, NULL, NULL)->training;
  lab_data_shelf_get (shelf, &second, 100, 0, NULL, NULL);
  g_assert_true (lab_data_shelf_get (shelf, &first, 50, 0, NULL, NULL)->training == training);
  first.points.noise = 0.25;
  g_assert_true (lab_data_shelf_get (shelf, &first, 50, 0, NULL, NULL)->training != training);
}

/* Whether the shelf has the data of that repeat: a stopped caller gets what is there and nothing else. */
static gboolean
is_held (LabDataShelf *shelf, guint32 repeat, gsize n)
{
  LabRunSource source = make_source (repeat, 256);
  gint stop = TRUE;

  return lab_data_shelf_get (shelf, &source, n, 0, &stop, NULL) != NULL;
}

/* 64 MiB hold two data sets of just under half of them, and one of just over half, never less than the one
 * in use; the one used longest ago goes. A point has 256 coordinates, a label and a target, as float. */
static void
test_makes_room (void)
{
  const gsize half = 32 * 1024 * 1024 / (258 * sizeof (float)) - LAB_TEST_POINTS;
  const gsize sizes[] = {half - 50, half + 50};

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
    for (guint repeat = 0; repeat < 3; repeat++) {
      LabRunSource source = make_source (repeat, 256);
      const LabRunData *data = lab_data_shelf_get (shelf, &source, sizes[i], 0, NULL, NULL);
      g_assert_nonnull (data);
      assert_rows_equal (data->training, &source, LAB_DATA_TRAINING, 10);
    }
    g_assert_true (is_held (shelf, 2, sizes[i]));
    g_assert_true (is_held (shelf, 1, sizes[i]) == (i == 0));
    g_assert_false (is_held (shelf, 0, sizes[i]));
  }
}

/* Beside what is in use a shelf keeps no more than its bound; at rest it keeps no more than that. */
static void
test_bound (void)
{
  const gsize one = (100 + LAB_TEST_POINTS) * (16 + 2) * sizeof (float);
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new_within (5 * one / 2);
  LabRunSource large = make_source (9, 64);

  for (guint repeat = 0; repeat < 6; repeat++) {
    LabRunSource source = make_source (repeat, 16);
    g_assert_nonnull (lab_data_shelf_get (shelf, &source, 100, 0, NULL, NULL));
    g_assert_cmpuint (lab_data_shelf_bytes (shelf), ==, MIN (repeat + 1, 2) * one);
  }
  g_assert_nonnull (lab_data_shelf_get (shelf, &large, 100, 0, NULL, NULL));
  g_assert_cmpuint (lab_data_shelf_bytes (shelf), ==,
                    (100 + LAB_TEST_POINTS) * (64 + 2) * sizeof (float));
  lab_data_shelf_trim (shelf, 5 * one / 2);
  g_assert_cmpuint (lab_data_shelf_bytes (shelf), ==, 0);
  for (guint repeat = 0; repeat < 2; repeat++) {
    LabRunSource source = make_source (repeat, 16);
    g_assert_nonnull (lab_data_shelf_get (shelf, &source, 100, 0, NULL, NULL));
  }
  lab_data_shelf_trim (shelf, 3 * one / 2);
  g_assert_cmpuint (lab_data_shelf_bytes (shelf), ==, one);
}

static void
test_stopped (void)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  g_autoptr (GError) error = NULL;
  LabRunSource source = make_source (0, 16);
  gint stop = TRUE;
  g_assert_null (lab_data_shelf_get (shelf, &source, 50, 20, &stop, &error));
  g_assert_no_error (error);
  stop = FALSE;
  const LabRunData *data = lab_data_shelf_get (shelf, &source, 50, 20, &stop, &error);
  g_assert_no_error (error);
  assert_rows_equal (data->training, &source, LAB_DATA_TRAINING, 50);
}

static void
test_wrong_source (void)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  g_autoptr (GError) error = NULL;
  LabRunSource source = make_source (0, 2);
  g_assert_null (lab_data_shelf_get (shelf, &source, 50, 0, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/data-shelf/same-as-fresh", test_same_as_fresh);
  g_test_add_func ("/experiment/data-shelf/keeps", test_keeps);
  g_test_add_func ("/experiment/data-shelf/makes-room", test_makes_room);
  g_test_add_func ("/experiment/data-shelf/bound", test_bound);
  g_test_add_func ("/experiment/data-shelf/stopped", test_stopped);
  g_test_add_func ("/experiment/data-shelf/wrong-source", test_wrong_source);
  return g_test_run ();
}
