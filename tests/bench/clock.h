/* Processor time of the calling thread: what other programs do on the machine is not counted. */
#pragma once

#include <time.h>

static inline double
bench_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}
