/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fastest multiply-adds of one core: the yardstick for everything else. */
#pragma once

#include <glib.h>

/* GFLOP/s in float, of each instruction set; runs for about `seconds`. */
double peak_gflops_float_baseline (double seconds);
double peak_gflops_float_avx2     (double seconds);
double peak_gflops_float_avx512   (double seconds);
