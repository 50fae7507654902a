/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SIMD register of Real, written once for every instruction set.
 *
 * Every simd source is compiled once per variant, that is per precision and instruction set
 * (src/transformer/meson.build): -DLAB_VARIANT=float_avx512 and so on, with the compiler flags of
 * that set. The GNU vector extension turns the same lines into AVX-512, AVX2, SSE2 or NEON.
 * Their headers rename their functions with VARIANT(), so that all variants fit into one program:
 * `#define lab_gelu_forward VARIANT (lab_gelu_forward)`.
 *
 * Exponential: range reduction by ln 2 in two parts (Cody, Waite 1980); float takes the polynomial
 * of Cephes' expf (Moshier), double the Taylor series to order 13. Relative error below 2e-7 and
 * 1e-15. Arguments are clamped to where the result is a normal number; NaN stays NaN. */
#pragma once

#include "transformer/real.h"

#ifdef __AVX512F__
#include <immintrin.h>
#endif

#define VARIANT_JOIN(name, variant)   name##_##variant
#define VARIANT_EXPAND(name, variant) VARIANT_JOIN (name, variant)
#define VARIANT(name)                 VARIANT_EXPAND (name, LAB_VARIANT)

#if defined(__AVX512F__)
#define VECTOR_BYTES     64
#define VECTOR_REGISTERS 32
#elif defined(__AVX2__)
#define VECTOR_BYTES     32
#define VECTOR_REGISTERS 16
#elif defined(__aarch64__)
#define VECTOR_BYTES     16
#define VECTOR_REGISTERS 32
#else
#define VECTOR_BYTES     16
#define VECTOR_REGISTERS 16
#endif

#ifdef LAB_REAL_DOUBLE
#define VECTOR_LANES (VECTOR_BYTES / 8)
#else
#define VECTOR_LANES (VECTOR_BYTES / 4)
#endif
#define LANES ((guint) VECTOR_LANES)

/* Written out at each call: its loops have constant bounds there and live in registers. */
#define ALWAYS_INLINE inline __attribute__ ((always_inline))

typedef Real Vector __attribute__ ((vector_size (VECTOR_BYTES), may_alias));
typedef RealBits VectorBits __attribute__ ((vector_size (VECTOR_BYTES), may_alias));

/* Addresses are multiples of VECTOR_BYTES. */
static ALWAYS_INLINE Vector
vector_load (const Real *address)
{
  return *(const Vector *) address;
}

static ALWAYS_INLINE void
vector_store (Real *address, Vector value)
{
  *(Vector *) address = value;
}

/* At any address of a Real: the weights' rows are not padded. */
typedef Real VectorAnywhere
    __attribute__ ((vector_size (VECTOR_BYTES), aligned (sizeof (Real)), may_alias));

static ALWAYS_INLINE Vector
vector_load_anywhere (const Real *address)
{
  return *(const VectorAnywhere *) address;
}

static ALWAYS_INLINE void
vector_store_anywhere (Real *address, Vector value)
{
  *(VectorAnywhere *) address = value;
}

/* f (0), f (1), ... for each lane: the indices of a shuffle. */
#if VECTOR_LANES == 16
#define EACH_LANE_OF_HALF(f) f (0), f (1), f (2), f (3), f (4), f (5), f (6), f (7)
#define EACH_LANE(f)                                                                               \
  EACH_LANE_OF_HALF (f), f (8), f (9), f (10), f (11), f (12), f (13), f (14), f (15)
#elif VECTOR_LANES == 8
#define EACH_LANE_OF_HALF(f) f (0), f (1), f (2), f (3)
#define EACH_LANE(f)         EACH_LANE_OF_HALF (f), f (4), f (5), f (6), f (7)
#elif VECTOR_LANES == 4
#define EACH_LANE(f) f (0), f (1), f (2), f (3)
#else
#define EACH_LANE(f) f (0), f (1)
#endif

/* Registers of eight lanes and more can be filled by halves, so that few sequences do not leave
 * most lanes idle. Where there are fewer lanes HALF_LANES is all of them, and `upper` is not used. */
#if VECTOR_LANES >= 8
#define HALF_LANES ((guint) VECTOR_LANES / 2)

typedef Real VectorHalf
    __attribute__ ((vector_size (VECTOR_BYTES / 2), aligned (sizeof (Real)), may_alias));

#define LANE_ITSELF(l)    (l)
#define LANE_OF_UPPER(l)  (VECTOR_LANES / 2 + (l))

static ALWAYS_INLINE Vector
vector_load_halves (const Real *lower, const Real *upper)
{
  return __builtin_shufflevector (*(const VectorHalf *) lower, *(const VectorHalf *) upper,
                                  EACH_LANE (LANE_ITSELF));
}

static ALWAYS_INLINE void
vector_store_lower (Real *address, Vector value)
{
  *(VectorHalf *) address = __builtin_shufflevector (value, value, EACH_LANE_OF_HALF (LANE_ITSELF));
}

static ALWAYS_INLINE void
vector_store_halves (Real *lower, Real *upper, Vector value)
{
  vector_store_lower (lower, value);
  *(VectorHalf *) upper = __builtin_shufflevector (value, value, EACH_LANE_OF_HALF (LANE_OF_UPPER));
}
#else
#define HALF_LANES LANES

static ALWAYS_INLINE Vector
vector_load_halves (const Real *lower, const Real *upper)
{
  return vector_load_anywhere (lower);
}

static ALWAYS_INLINE void
vector_store_lower (Real *address, Vector value)
{
  vector_store_anywhere (address, value);
}

static ALWAYS_INLINE void
vector_store_halves (Real *lower, Real *upper, Vector value)
{
  vector_store_anywhere (lower, value);
}
#endif

static ALWAYS_INLINE Vector
vector_splat (Real value)
{
  return value - (Vector){ 0 };
}

static ALWAYS_INLINE Vector
vector_select (VectorBits condition, Vector yes, Vector no)
{
  return (Vector) ((condition & (VectorBits) yes) | (~condition & (VectorBits) no));
}

/* Where a or b is NaN, b. Written as comparison and choice this is one instruction on every
 * machine, but GCC finds it for x86's registers in scalar code only. */
static ALWAYS_INLINE Vector
vector_max (Vector a, Vector b)
{
#if defined(__AVX512F__) && defined(LAB_REAL_DOUBLE)
  return (Vector) _mm512_max_pd ((__m512d) a, (__m512d) b);
#elif defined(__AVX512F__)
  return (Vector) _mm512_max_ps ((__m512) a, (__m512) b);
#else
  return vector_select ((VectorBits) (a > b), a, b);
#endif
}

static ALWAYS_INLINE Vector
vector_min (Vector a, Vector b)
{
#if defined(__AVX512F__) && defined(LAB_REAL_DOUBLE)
  return (Vector) _mm512_min_pd ((__m512d) a, (__m512d) b);
#elif defined(__AVX512F__)
  return (Vector) _mm512_min_ps ((__m512) a, (__m512) b);
#else
  return vector_select ((VectorBits) (a < b), a, b);
#endif
}

/* The sum of the lanes, by halves: the order does not depend on the instruction set's width. */
#define LANE_8_ON(l) (((l) + 8) % VECTOR_LANES)
#define LANE_4_ON(l) (((l) + 4) % VECTOR_LANES)
#define LANE_2_ON(l) (((l) + 2) % VECTOR_LANES)

static ALWAYS_INLINE Real
vector_sum (Vector value)
{
#if VECTOR_LANES >= 16
  value += __builtin_shufflevector (value, value, EACH_LANE (LANE_8_ON));
#endif
#if VECTOR_LANES >= 8
  value += __builtin_shufflevector (value, value, EACH_LANE (LANE_4_ON));
#endif
#if VECTOR_LANES >= 4
  value += __builtin_shufflevector (value, value, EACH_LANE (LANE_2_ON));
#endif
  return value[0] + value[1];
}

#ifdef LAB_REAL_DOUBLE
#define EXP_LOWEST  -708.0
#define EXP_HIGHEST 709.0
#define EXP_BIAS    1023
#define EXP_SHIFT   52
/* Adding and taking away 1.5 * 2^52 rounds to the nearest integer. */
#define EXP_ROUND   6755399441055744.0
#define LN2_HIGH    0x1.62e42fefa0000p-1
#define LN2_LOW     0x1.cf79abc9e3b3ap-40
static const Real exp_terms[] = { 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                                  1.0 / 362880,     1.0 / 40320,     1.0 / 5040,     1.0 / 720,
                                  1.0 / 120,        1.0 / 24,        1.0 / 6,        0.5 };
#else
#define EXP_LOWEST  -87.0f
#define EXP_HIGHEST 88.0f
#define EXP_BIAS    127
#define EXP_SHIFT   23
#define EXP_ROUND   12582912.0f
#define LN2_HIGH    0.693359375f
#define LN2_LOW     -2.12194440e-4f
#define RECIPROCAL_REFLECTION 0x7ef311c3
#ifdef __AVX512F__
#define RECIPROCAL_STEPS 1
#else
#define RECIPROCAL_STEPS 3
#endif
static const Real exp_terms[] = { 1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f,
                                  4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f };
#endif

/* How many registers the functions below take at once at most. */
#define TOGETHER 4

/* Each x[j] becomes its exponential. One exponential is a long chain of instructions that wait for
 * each other: several registers take each step in turn, so that the waiting times overlap. Their
 * number does not change a bit of the results. */
static ALWAYS_INLINE void
vector_exp (Vector *x, const guint registers)
{
  Vector rounded[TOGETHER], rest[TOGETHER], polynomial[TOGETHER];

  for (guint j = 0; j < registers; j++)
    x[j] = vector_min (vector_splat (EXP_HIGHEST), vector_max (vector_splat (EXP_LOWEST), x[j]));
  for (guint j = 0; j < registers; j++)
    rounded[j] = x[j] * (Real) 1.4426950408889634 + (Real) EXP_ROUND;
  for (guint j = 0; j < registers; j++)
    rest[j] = x[j] - (rounded[j] - (Real) EXP_ROUND) * (Real) LN2_HIGH;
  for (guint j = 0; j < registers; j++)
    rest[j] = rest[j] - (rounded[j] - (Real) EXP_ROUND) * (Real) LN2_LOW;
  for (guint j = 0; j < registers; j++)
    polynomial[j] = vector_splat (exp_terms[0]);
  for (guint i = 1; i < G_N_ELEMENTS (exp_terms); i++)
    for (guint j = 0; j < registers; j++)
      polynomial[j] = polynomial[j] * rest[j] + exp_terms[i];
  for (guint j = 0; j < registers; j++)
    polynomial[j] = polynomial[j] * (rest[j] * rest[j]) + (rest[j] + (Real) 1);
  for (guint j = 0; j < registers; j++) {
    VectorBits exponent = (VectorBits) rounded[j] - (VectorBits) vector_splat (EXP_ROUND);

    x[j] = polynomial[j] * (Vector) ((exponent + EXP_BIAS) << EXP_SHIFT);
  }
}

/* result[j] = 1 / x[j] for positive normal x below 1e38, relative error below 2e-7 (double: exact
 * rounding).
 *
 * Division takes three times as long as the rest of a GELU. The first guess is AVX-512's own, good
 * to 2^-14, or else the reflection of the float's bits, good to 12 %; each Newton step squares its
 * error. */
static ALWAYS_INLINE void
vector_reciprocal (const Vector *x, Vector *result, const guint registers)
{
#ifdef LAB_REAL_DOUBLE
  for (guint j = 0; j < registers; j++)
    result[j] = (Real) 1 / x[j];
#else
#ifdef __AVX512F__
  for (guint j = 0; j < registers; j++)
    result[j] = (Vector) _mm512_rcp14_ps ((__m512) x[j]);
#else
  for (guint j = 0; j < registers; j++)
    result[j] = (Vector) (RECIPROCAL_REFLECTION - (VectorBits) x[j]);
#endif
  for (guint i = 0; i < RECIPROCAL_STEPS; i++)
    for (guint j = 0; j < registers; j++)
      result[j] = result[j] * ((Real) 2 - x[j] * result[j]);
#endif
}
