/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs simd-checks.c for every instruction set this processor has. */
#include "simd-checks.h"
#include "transformer/simd-level.h"
#include "transformer/simd-level-testing.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_simd_checks_float_baseline ();
#ifdef __x86_64__
  if (lab_simd_level_available (LAB_SIMD_AVX2))
    add_simd_checks_float_avx2 ();
  if (lab_simd_level_available (LAB_SIMD_AVX512))
    add_simd_checks_float_avx512 ();
#endif
  return g_test_run ();
}
