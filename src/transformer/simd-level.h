/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which instruction set the routines use: the best the processor has, or the one asked for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_SIMD_BASELINE, /* what every processor of the architecture has: SSE2, NEON */
  LAB_SIMD_AVX2,     /* with FMA */
  LAB_SIMD_AVX512,   /* F, BW, DQ, VL */
  LAB_SIMD_LEVELS
} LabSimdLevel;

/* Names a level: avx512, avx2 or baseline. Read whenever a trainer is made. */
#define LAB_SIMD_ENVIRONMENT "SCALING_LAB_SIMD"

/* "baseline", "avx2", "avx512": static strings. */
const char *lab_simd_level_name      (LabSimdLevel   level);

/* The level named by LAB_SIMD_ENVIRONMENT, or the best available. Sets error
 * (LAB_ERROR_INVALID_VALUE) when the name is unknown or the processor does not have it. */
gboolean    lab_simd_level_choose    (LabSimdLevel  *level,
                                      GError       **error);

/* Makes lab_simd_level_choose() choose the level of this name from now on, in this process and its
 * children; error as there. It sets the environment: call it before any thread starts. */
gboolean    lab_simd_level_force     (const char    *name,
                                      GError       **error);

G_END_DECLS
