/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen independent multiply-add chains: more than latency times throughput of any core so far. */
#include "peak.h"
#include "clock.h"
#include "transformer/vector.h"

#define CHAINS 16
#define ROUNDS 2000000 /* some milliseconds: what the clock is off by does not count */

#define peak_gflops VARIANT (peak_gflops)

static __attribute__ ((noinline)) double
spin (guint rounds, Real first, Real factor, Real summand)
{
  Vector sum[CHAINS];
  Vector total = {0};

  for (guint i = 0; i < CHAINS; i++)
    sum[i] = vector_splat (first + (Real)i);
  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < CHAINS; i++)
      sum[i] = sum[i] * factor + summand;
  for (guint i = 0; i < CHAINS; i++)
    total += sum[i];
  return vector_sum (total);
}

double
peak_gflops (double seconds)
{
  /* volatile: a compiler that knows the numbers leaves out a chain that starts at its fixed point,
   * and the peak would come out too high. */
  volatile Real first = 2, factor = (Real)0.999, summand = (Real)0.001;
  volatile double kept = 0;
  const double start = bench_seconds ();
  double best = 0;

  while (bench_seconds () - start < seconds) {
    const double before = bench_seconds ();

    kept = kept + spin (ROUNDS, first, factor, summand);
    best = MAX (best, 2e-9 * ROUNDS * CHAINS * LANES / (bench_seconds () - before));
  }
  return best;
}
