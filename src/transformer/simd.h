/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door between the trainer, compiled once, and the arithmetic, compiled once per instruction
 * set (and once more in double, for the checks of the gradients).
 *
 * Each variant exports one table of functions, lab_simd_<real>_<level>; this header picks it.
 * Inside a variant calls are direct: the table is looked at once per chunk. */
#pragma once

#include "transformer/model.h"
#include "transformer/real.h"
#include "transformer/simd-level.h"

G_BEGIN_DECLS

typedef struct _LabNetwork LabNetwork;

/* Numbers updated by one AdamW step (Loshchilov, Hutter 2019, algorithm 2). */
typedef struct
{
  double learning_rate;
  double weight_decay;
  double gradient_scale; /* what clipping multiplies the gradient with */
  double beta1, beta2;
  double epsilon;
  guint64 step; /* 1 at the first */
} LabAdamwStep;

typedef struct
{
  /* A workspace for chunks of at most `examples` (fewer where they would not fit the caches). stop as
   * in network_set_stop; NULL without an error where it ended the preparation. */
  LabNetwork *(*network_new) (const LabModelShape *shape, guint examples, const gint *stop,
                              GError **error);
  void (*network_free) (LabNetwork *network);
  /* Bytes that network_new would take. */
  gsize (*network_bytes) (const LabModelShape *shape, guint examples);
  /* From now on stop (g_atomic_int, borrowed; NULL for none) is looked at between the pieces of a chunk,
   * each a few hundredths of a second at most: once it is set, forward and backward return early and
   * leave numbers of no meaning, for the caller, who looks too, to throw away. */
  void (*network_set_stop) (LabNetwork *network, const gint *stop);
  /* The largest chunk. */
  guint (*network_capacity) (const LabNetwork *network);
  /* predictions (examples, outputs, classes) of the rows indices (examples) of x (n, D), row-major;
   * indices NULL means the first rows in order. Of a language model predictions may be NULL: its logits then
   * stay in the network, for the two functions on cross-entropy. */
  void (*forward) (LabNetwork *network, const Real *parameters, guint examples, const Real *x,
                   const guint32 *indices, Real *predictions);
  /* After forward of the same chunk, as often as wanted: adds to gradient (N) that of the sum over
   * examples and outputs of prediction_gradient * prediction; both are (examples, outputs, classes).
   * prediction_gradient is NULL after cross_entropy, once. */
  void (*backward) (LabNetwork *network, const Real *parameters, const Real *prediction_gradient,
                    Real *gradient);
  /* After forward of a language model: adds to *sum -ln of the probability of each label (n, T; of the rows
   * indices, or the first ones), and turns the logits into weight times the gradient of that sum. A label
   * below 0 does not count. NaN where a token of x is none of the vocabulary. */
  void (*cross_entropy) (LabNetwork *network, const Real *label, const guint32 *indices,
                         double weight, double *sum);
  /* After forward of a language model, whose logits it leaves: losses (examples, T) is -ln of the probability
   * of each label (examples, T), NaN where it does not count; with truth (examples, T, V), the distributions
   * that the labels were drawn from, excess (examples, T) is the KL divergence from them, where a label counts. */
  void (*measure) (const LabNetwork *network, const Real *label, const float *truth, double *losses,
                   double *excess);
  /* As backward, and row i of rows (examples, row_stride) becomes example i's part of the gradient
   * (N): prediction_gradient times the gradients of its outputs, summed over them. row_stride >= N,
   * what lies between is left as it is. */
  void (*backward_examples) (LabNetwork *network, const Real *parameters,
                             const Real *prediction_gradient, Real *gradient, gsize row_stride,
                             Real *rows);
  /* After forward: what the examples of the chunk hold after a block (the residual stream), row by
   * row: pooled, the mean over tokens (examples, m); else (examples * tokens, m). */
  void (*activations) (const LabNetwork *network, guint block, gboolean pooled, Real *rows);
  /* total plus the sum; values aligned to LAB_MEMORY_ALIGNMENT and zero up to the next multiple of it.
   * In pieces of a multiple of 1,024 values, each with the total so far, the sum is the same to the
   * last bit. */
  double (*sum_of_squares) (gsize count, const Real *values, double total);
  /* One step on count parameters with their gradient and both moments. */
  void (*adamw) (const LabAdamwStep *step, gsize count, const Real *gradient, Real *first_moment,
                 Real *second_moment, Real *parameters);
  /* parameters -= rate * gradient. */
  void (*descend) (gsize count, double rate, const Real *gradient, Real *parameters);
} LabSimd;

#ifdef LAB_REAL_DOUBLE
#define LAB_SIMD(level) lab_simd_double_##level
#else
#define LAB_SIMD(level) lab_simd_float_##level
#endif

extern const LabSimd LAB_SIMD (baseline);
#ifdef __x86_64__
extern const LabSimd LAB_SIMD (avx2);
extern const LabSimd LAB_SIMD (avx512);
#endif

/* The level must be one this processor has. */
static inline const LabSimd *
lab_simd_get (LabSimdLevel level)
{
#ifdef __x86_64__
  if (level == LAB_SIMD_AVX512)
    return &LAB_SIMD (avx512);
  if (level == LAB_SIMD_AVX2)
    return &LAB_SIMD (avx2);
#endif
  return &LAB_SIMD (baseline);
}

G_END_DECLS
