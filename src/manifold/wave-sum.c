/* A sum of plane waves, evaluated fast and accurately.
 *
 * Per term: the phase in turns is a dot product in double; its distance to the nearest integer is
 * exact; cos (2 pi t) = sin (2 pi (1/4 - |t|)) for |t| <= 1/2 needs one polynomial on [-1/4, 1/4].
 * Limits: x must keep every phase below 2^51 turns; no special treatment of NaN or infinity (a row
 * holding one gives NaN, other rows are untouched). */
#include "manifold/wave-sum.h"

/* Waves are stored in groups as wide as the widest register; rows are done in blocks whose double
 * copy (18 KiB at most) stays in the first-level cache, in tiles that fill the register file. */
#define LANES      8
#define BLOCK_ROWS 32
#define TILE_ROWS  8

/* Adding and subtracting 1.5 * 2^52 rounds a double to the nearest integer, without a branch. */
#define ROUND_TO_INTEGER    0x1.8p52
#define ABSOLUTE_VALUE_MASK G_MAXINT64

/* sin (2 pi s) = s P (s^2) on |s| <= 1/4: Chebyshev interpolation of degree 5 in s^2, largest
 * absolute error 2.7e-11. */
#define SINE_0 6.283185307072582
#define SINE_1 -41.34170211699672
#define SINE_2 81.605226206348
#define SINE_3 -76.70428132296556
#define SINE_4 42.00980574807482
#define SINE_5 -14.394135474770165

struct _LabWaveSum
{
  guint dimension;
  guint n_terms;
  guint n_groups;
  double offset;
  double *directions; /* (n_groups, dimension, LANES), turns per unit of x */
  double *phases;     /* (n_groups, LANES), turns */
  double *amplitudes; /* (n_groups, LANES), zero for lanes beyond n_terms */
};

typedef void (*Kernel) (guint dimension,
                        const double *directions,
                        const double *phases,
                        const double *amplitudes,
                        const double *x,
                        double *lane_sums);

#define KERNEL       add_group_baseline
#define VECTOR_BYTES 16
#define TARGET
#include "manifold/wave-sum-kernel.inc"

#if defined(__x86_64__)
#define KERNEL       add_group_avx2
#define VECTOR_BYTES 32
#define TARGET       __attribute__ ((target ("avx2,fma")))
#include "manifold/wave-sum-kernel.inc"

#define KERNEL       add_group_avx512
#define VECTOR_BYTES 64
#define TARGET       __attribute__ ((target ("avx512f,avx512dq")))
#include "manifold/wave-sum-kernel.inc"

static const Kernel kernels[] = {add_group_baseline, add_group_avx2, add_group_avx512};
#else
static const Kernel kernels[] = {add_group_baseline};
#endif

LabWaveSumLevel
lab_wave_sum_best_level (void)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq"))
    return LAB_WAVE_SUM_AVX512;
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    return LAB_WAVE_SUM_AVX2;
#endif
  return LAB_WAVE_SUM_BASELINE;
}

LabWaveSum *
lab_wave_sum_new (guint dimension, guint n_terms)
{
  g_return_val_if_fail (dimension >= 1 && dimension <= LAB_WAVE_SUM_DIMENSION_MAX, NULL);
  g_return_val_if_fail (n_terms >= 1 && n_terms <= G_MAXINT32, NULL);

  LabWaveSum *sum = g_new0 (LabWaveSum, 1);

  sum->dimension = dimension;
  sum->n_terms = n_terms;
  sum->n_groups = (n_terms + LANES - 1) / LANES;
  sum->directions = g_new0 (double, (gsize)sum->n_groups *dimension *LANES);
  sum->phases = g_new0 (double, (gsize)sum->n_groups *LANES);
  sum->amplitudes = g_new0 (double, (gsize)sum->n_groups *LANES);
  return sum;
}

void
lab_wave_sum_free (LabWaveSum *sum)
{
  if (sum == NULL)
    return;
  g_free (sum->directions);
  g_free (sum->phases);
  g_free (sum->amplitudes);
  g_free (sum);
}

guint
lab_wave_sum_get_dimension (const LabWaveSum *sum)
{
  g_return_val_if_fail (sum != NULL, 0);

  return sum->dimension;
}

void
lab_wave_sum_set_term (LabWaveSum *sum,
                       guint term,
                       const double *frequency,
                       double phase,
                       double amplitude)
{
  g_return_if_fail (sum != NULL && term < sum->n_terms);

  gsize group = term / LANES, lane = term % LANES;
  double *direction = sum->directions + group * sum->dimension * LANES + lane;

  for (guint k = 0; k < sum->dimension; k++)
    direction[k * LANES] = frequency[k] / (2.0 * G_PI);
  sum->phases[term] = phase;
  sum->amplitudes[term] = amplitude;
}

void
lab_wave_sum_rescale (LabWaveSum *sum, double shift, double scale)
{
  g_return_if_fail (sum != NULL);

  sum->offset = (sum->offset - shift) * scale;
  for (guint term = 0; term < sum->n_terms; term++)
    sum->amplitudes[term] *= scale;
}

/* values (n) of at most BLOCK_ROWS rows. Missing rows are computed as zeros and dropped, so that
 * every row goes through the same instructions. */
static void
evaluate_block (const LabWaveSum *sum, Kernel add_group, gsize n, const float *x, float *values)
{
  double block_x[BLOCK_ROWS * LAB_WAVE_SUM_DIMENSION_MAX] = {0};
  double lane_sums[BLOCK_ROWS * LANES] = {0};

  for (gsize i = 0; i < n * sum->dimension; i++)
    block_x[i] = (double)x[i];
  for (gsize group = 0; group < sum->n_groups; group++)
    add_group (sum->dimension, sum->directions + group * sum->dimension * LANES,
               sum->phases + group * LANES, sum->amplitudes + group * LANES, block_x, lane_sums);
  for (gsize row = 0; row < n; row++) {
    double value = sum->offset;

    for (guint lane = 0; lane < LANES; lane++)
      value += lane_sums[row * LANES + lane];
    values[row] = (float)value;
  }
}

void
lab_wave_sum_evaluate (const LabWaveSum *sum,
                       LabWaveSumLevel level,
                       gsize n,
                       const float *x,
                       float *values)
{
  g_return_if_fail (sum != NULL);
  g_return_if_fail (level <= lab_wave_sum_best_level ());
  g_return_if_fail (n == 0 || (x != NULL && values != NULL));

  for (gsize first = 0; first < n; first += BLOCK_ROWS)
    evaluate_block (sum, kernels[level], MIN (n - first, BLOCK_ROWS), x + first * sum->dimension,
                    values + first);
}
