/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sum of plane waves, evaluated fast:
 * value (x) = offset + sum_j amplitude_j cos (frequency_j . x + phase_j).
 *
 * Phases are formed in float, as the points are: the error of one term stays below
 * |amplitude_j| (1e-6 + 8e-7 (dimension + 1) (1 + sum_k |frequency_jk x_k| / 2 pi)) as long as that sum
 * is below 4 million, which is what a few units in the last place of x make of it.
 * A value depends on its own row alone, bit for bit: not on n, nor on its place among the rows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LabWaveSum LabWaveSum;

/* Instruction sets with a routine of their own, slowest first. The two with fused multiply-add give
 * the same bytes; the baseline differs from them within those bounds. */
typedef enum
{
  LAB_WAVE_SUM_BASELINE,
  LAB_WAVE_SUM_AVX2,
  LAB_WAVE_SUM_AVX512,
} LabWaveSumLevel;

/* n_terms waves on R^dimension, all of amplitude 0; dimension from 1 to
 * LAB_WAVE_SUM_DIMENSION_MAX. */
#define LAB_WAVE_SUM_DIMENSION_MAX 72
LabWaveSum *lab_wave_sum_new        (guint             dimension,
                                     guint             n_terms);
void        lab_wave_sum_free       (LabWaveSum       *sum);

guint       lab_wave_sum_get_dimension (const LabWaveSum *sum);

/* frequency is (dimension), in radians per unit of x; phase in turns. */
void        lab_wave_sum_set_term   (LabWaveSum       *sum,
                                     guint             term,
                                     const double     *frequency,
                                     double            phase,
                                     double            amplitude);

/* Replaces the sum by (sum - shift) * scale. */
void        lab_wave_sum_rescale    (LabWaveSum       *sum,
                                     double            shift,
                                     double            scale);

/* The fastest level of this processor. */
LabWaveSumLevel lab_wave_sum_best_level (void);

/* values (n) at x (n, dimension), row-major. level must not exceed lab_wave_sum_best_level(). Safe
 * from several threads at once. */
void        lab_wave_sum_evaluate   (const LabWaveSum *sum,
                                     LabWaveSumLevel   level,
                                     gsize             n,
                                     const float      *x,
                                     float            *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabWaveSum, lab_wave_sum_free)

G_END_DECLS
