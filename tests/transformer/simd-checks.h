/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of each instruction set: they add their tests below /simd/NAME. Call only what the
 * processor has. */
#pragma once

void add_simd_checks_float_baseline  (void);
void add_simd_checks_float_avx2      (void);
void add_simd_checks_float_avx512    (void);

/* Called by those above. */
void add_element_checks_float_baseline (void);
void add_element_checks_float_avx2     (void);
void add_element_checks_float_avx512   (void);
