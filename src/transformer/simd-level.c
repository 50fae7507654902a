/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instruction sets: what the processor has and what the user wants. */
#include "transformer/simd-level.h"
#include "transformer/simd-level-testing.h"

#include "core/error.h"

static const char *const level_names[LAB_SIMD_LEVELS] = {"baseline", "avx2", "avx512"};

const char *
lab_simd_level_name (LabSimdLevel level)
{
  g_return_val_if_fail (level < LAB_SIMD_LEVELS, NULL);

  return level_names[level];
}

gboolean
lab_simd_level_available (LabSimdLevel level)
{
#ifdef __x86_64__
  if (level == LAB_SIMD_AVX512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw") &&
           __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512vl") &&
           __builtin_cpu_supports ("fma");
  if (level == LAB_SIMD_AVX2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif
  return level == LAB_SIMD_BASELINE;
}

static gboolean
parse_level (const char *name, LabSimdLevel *level, GError **error)
{
  for (guint i = 0; i < LAB_SIMD_LEVELS; i++) {
    if (strcmp (name, level_names[i]) != 0)
      continue;
    if (!lab_simd_level_available (i)) {
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   "The instruction set \"%s\" was asked for, but this computer does not have it.",
                   name);
      return FALSE;
    }
    *level = i;
    return TRUE;
  }
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               "There is no instruction set \"%s\"; choose avx512, avx2 or baseline.", name);
  return FALSE;
}

gboolean
lab_simd_level_choose (LabSimdLevel *level, GError **error)
{
  const char *name = g_getenv (LAB_SIMD_ENVIRONMENT);

  g_return_val_if_fail (level != NULL, FALSE);

  if (name && *name)
    return parse_level (name, level, error);
  *level = LAB_SIMD_LEVELS - 1;
  while (!lab_simd_level_available (*level))
    (*level)--;
  return TRUE;
}

gboolean
lab_simd_level_force (const char *name, GError **error)
{
  LabSimdLevel level;

  g_return_val_if_fail (name != NULL, FALSE);

  return parse_level (name, &level, error) && g_setenv (LAB_SIMD_ENVIRONMENT, name, TRUE);
}
