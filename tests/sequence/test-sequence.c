/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences: what their tokens are distributed like, what their teacher is, and what is known of their
 * labels. Bands are five standard errors wide or more; seeds are fixed. */
#include "core/error.h"
#include "sequence/sequence.h"
#include "sequence/sequence-teacher.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N      4000
#define TOKENS 6
#define D      3

static LabSequenceSource
source_of (LabSequenceInputs inputs)
{
  return (LabSequenceSource){.inputs = inputs,
                             .manifold = LAB_MANIFOLD_TORUS,
                             .intrinsic_dimension = D,
                             .correlation = 0.7,
                             .degrees_of_freedom = 3.0,
                             .tokens = TOKENS,
                             .noise = 0.5,
                             .seed = 5};
}

static LabDataset *
draw (const LabSequenceSource *source, LabDataRole role, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabSequenceSampler) sampler = lab_sequence_sampler_new (source, NULL, &error);
  LabDataset *dataset;

  g_assert_no_error (error);
  dataset = lab_sequence_sampler_draw (sampler, role, n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dataset->outputs, ==, source->tokens);
  return dataset;
}

/* Mean over sequences and coordinates of x_s x_t. */
static double
covariance (const LabDataset *data, guint s, guint t)
{
  const guint dimension = data->ambient_dimension / data->outputs;
  double sum = 0;

  for (gsize i = 0; i < data->n; i++)
    for (guint k = 0; k < dimension; k++)
      sum += (double)data->x[i * data->ambient_dimension + s * dimension + k] *
             (double)data->x[i * data->ambient_dimension + t * dimension + k];
  return sum / (double)(data->n * dimension);
}

/* A standard error of a correlation is 1 / sqrt (N D) = 0.009. */
static void
test_correlation (void)
{
  for (guint inputs = 0; inputs < LAB_SEQUENCE_HEAVY_TAILED; inputs++) {
    const LabSequenceSource source = source_of (inputs);
    g_autoptr (LabDataset) data = draw (&source, LAB_DATA_TRAINING, N);

    for (guint s = 0; s < TOKENS; s++)
      for (guint t = s; t < TOKENS; t++) {
        const double expected =
            inputs == LAB_SEQUENCE_CORRELATED ? pow (source.correlation, t - s) : s == t;

        g_assert_cmpfloat_with_epsilon (covariance (data, s, t), expected, 0.07);
      }
  }
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  const double first = *(const double *)a, second = *(const double *)b;

  return (first < second) - (first > second);
}

/* Hill's estimate of the tail index from the k largest magnitudes; values are put in order. */
static double
hill (double *values, gsize n, gsize k)
{
  double sum = 0;

  qsort (values, n, sizeof (double), compare_descending);
  for (gsize i = 0; i < k; i++)
    sum += log (values[i] / values[k]);
  return (double)k / sum;
}

/* With f degrees of freedom P (|t| > x) falls like x^-f. The standard error of Hill's estimate is f /
 * sqrt (k) = 0.12, and its bias with one point in 120 taken is smaller. Quartiles of t_3: +-0.7649. */
static void
test_heavy_tails (void)
{
  const LabSequenceSource source = source_of (LAB_SEQUENCE_HEAVY_TAILED);
  const gsize count = N * TOKENS * D, k = count / 120;
  const double quartile = 0.7649 / sqrt (3.0);
  g_autoptr (LabDataset) data = draw (&source, LAB_DATA_TRAINING, N);
  g_autofree double *magnitudes = g_new (double, count);
  double inside = 0, above = 0, tail;

  for (gsize i = 0; i < count; i++) {
    magnitudes[i] = fabs ((double)data->x[i]);
    inside += magnitudes[i] < quartile;
    above += data->x[i] > 0;
  }
  tail = hill (magnitudes, count, k);
  g_test_message ("tail index %.2f +- %.2f", tail, tail / sqrt ((double)k));
  g_assert_cmpfloat_with_epsilon (tail, source.degrees_of_freedom, 0.6);
  g_assert_cmpfloat_with_epsilon (inside / (double)count, 0.5, 0.01);
  g_assert_cmpfloat_with_epsilon (above / (double)count, 0.5, 0.01);
}

/* On sequences that the teacher was not standardised on; see sequence.c for the bands. */
static void
test_targets_and_noise (void)
{
  for (guint inputs = 0; inputs < LAB_SEQUENCE_INPUTS_COUNT; inputs++) {
    const LabSequenceSource source = source_of (inputs);
    g_autoptr (LabDataset) data = draw (&source, LAB_DATA_TRAINING, N);
    g_autoptr (LabDataset) test = draw (&source, LAB_DATA_TEST, 100);
    const double count = N * TOKENS;
    double mean = 0, squares = 0, noise = 0, noise_squares = 0;

    for (gsize i = 0; i < N * TOKENS; i++) {
      const double target = (double)data->target[i], difference = (double)data->label[i] - target;

      mean += target / count;
      squares += target * target / count;
      noise += difference / count;
      noise_squares += difference * difference / count;
    }
    g_assert_cmpfloat_with_epsilon (mean, 0, 0.06);
    g_assert_cmpfloat_with_epsilon (squares, 1, 0.1);
    g_assert_cmpfloat_with_epsilon (noise, 0, 0.02);
    g_assert_cmpfloat_with_epsilon (noise_squares, 0.25, 0.012);
    g_assert_cmpmem (test->target, 100 * TOKENS * sizeof (float), test->label,
                     100 * TOKENS * sizeof (float));
  }
}

/* What of outputs (n, TOKENS) differs when token `changed` of every sequence does: bit t of the result. */
static guint
reach (gboolean causal, guint changed)
{
  const gsize n = 20, row = TOKENS * D;
  g_autofree float *x = g_new (float, n *row);
  float before[20 * TOKENS], after[20 * TOKENS];
  g_autoptr (LabSequenceTeacher) teacher = NULL;
  LabRandom random;
  guint bits = 0;

  lab_random_init (&random, 9, 0, LAB_STREAM_TARGET);
  teacher = lab_sequence_teacher_new (TOKENS, D, causal, &random, NULL);
  lab_random_fill_normal (&random, n * row, x);
  g_assert_true (lab_sequence_teacher_evaluate (teacher, n, x, before, NULL, NULL));
  for (gsize i = 0; i < n; i++)
    x[i * row + changed * D] += 0.5f;
  g_assert_true (lab_sequence_teacher_evaluate (teacher, n, x, after, NULL, NULL));
  for (gsize i = 0; i < n * TOKENS; i++)
    if (before[i] != after[i])
      bits |= 1u << (i % TOKENS);
  return bits;
}

/* Bit for bit: a token that cannot be seen takes no part in any sum. */
static void
test_causality (void)
{
  const guint all = (1u << TOKENS) - 1;

  for (guint changed = 0; changed < TOKENS; changed++) {
    g_assert_cmpuint (reach (FALSE, changed), ==, all);
    g_assert_cmpuint (reach (TRUE, changed), ==, all & ~((1u << changed) - 1));
  }
}

/* Labels change neither with D nor with what is beside them; smaller sets begin larger ones. */
static void
test_nested (void)
{
  for (guint inputs = 0; inputs < LAB_SEQUENCE_INPUTS_COUNT; inputs++) {
    const LabSequenceSource source = source_of (inputs);
    LabSequenceSource wide = source;

    wide.ambient_dimension = 9;

    g_autoptr (LabDataset) small = draw (&source, LAB_DATA_VALIDATION, 101);
    g_autoptr (LabDataset) large = draw (&source, LAB_DATA_VALIDATION, 30000);
    g_autoptr (LabDataset) embedded = draw (&wide, LAB_DATA_VALIDATION, 101);
    g_autoptr (LabDataset) other = draw (&source, LAB_DATA_TRAINING, 101);
    const gsize labels = 101 * TOKENS * sizeof (float);
    const gsize numbers = 101 * small->ambient_dimension * sizeof (float);

    g_assert_cmpmem (small->x, numbers, large->x, numbers);
    g_assert_cmpmem (small->label, labels, large->label, labels);
    g_assert_cmpmem (small->label, labels, embedded->label, labels);
    g_assert_cmpuint (embedded->ambient_dimension, ==, TOKENS * 9);
    g_assert_true (memcmp (small->x, other->x, numbers) != 0);
  }
}

static void
test_refused (void)
{
  LabSequenceSource wrong[6];

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    wrong[i] = source_of (LAB_SEQUENCE_CORRELATED);
  wrong[0].correlation = 1.0;
  wrong[1].tokens = 0;
  wrong[2].ambient_dimension = 2;
  wrong[3].inputs = LAB_SEQUENCE_HEAVY_TAILED;
  wrong[3].degrees_of_freedom = 2.0;
  wrong[4].noise = NAN;
  wrong[5].inputs = LAB_SEQUENCE_MANIFOLD;
  wrong[5].manifold = LAB_MANIFOLD_SWISS_ROLL;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (lab_sequence_sampler_new (&wrong[i], NULL, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  }
}

static void
test_stopped (void)
{
  const LabSequenceSource source = source_of (LAB_SEQUENCE_INDEPENDENT);
  const gint stop = 1;
  g_autoptr (GError) error = NULL;

  g_autoptr (LabSequenceTeacher) teacher = NULL;
  const float x[TOKENS * D] = {0};
  float outputs[TOKENS];
  LabRandom random;

  g_assert_null (lab_sequence_sampler_new (&source, &stop, &error));
  g_assert_no_error (error);
  lab_random_init (&random, 9, 0, LAB_STREAM_TARGET);
  teacher = lab_sequence_teacher_new (TOKENS, D, FALSE, &random, &error);
  g_assert_false (lab_sequence_teacher_evaluate (teacher, 1, x, outputs, &stop, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/sequence/correlation", test_correlation);
  g_test_add_func ("/sequence/heavy-tails", test_heavy_tails);
  g_test_add_func ("/sequence/targets-and-noise", test_targets_and_noise);
  g_test_add_func ("/sequence/causality", test_causality);
  g_test_add_func ("/sequence/nested", test_nested);
  g_test_add_func ("/sequence/refused", test_refused);
  g_test_add_func ("/sequence/stopped", test_stopped);
  return g_test_run ();
}
