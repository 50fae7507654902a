/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processor time: what other programs do on the machine is not counted. */
#pragma once

#include <time.h>

static inline double
bench_clock_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* Of the calling thread. */
static inline double
bench_seconds (void)
{
  return bench_clock_seconds (CLOCK_THREAD_CPUTIME_ID);
}

/* Of all threads of the process. */
static inline double
bench_process_seconds (void)
{
  return bench_clock_seconds (CLOCK_PROCESS_CPUTIME_ID);
}
