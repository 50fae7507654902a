/* The checks of kernel-checks.c for each instruction set: each adds its tests below /kernels/NAME,
 * which run only where the processor has it. */
#pragma once

void add_kernel_checks_float_baseline (void);
void add_kernel_checks_float_avx2     (void);
void add_kernel_checks_float_avx512   (void);
