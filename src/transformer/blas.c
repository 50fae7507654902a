/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one setting of OpenBLAS. */
#include "transformer/blas.h"

#include <cblas.h>

#if defined(__ELF__)
/* OpenBLAS's own, called by it at fork and exit; not there in builds without threads. */
extern int blas_thread_shutdown_ (void) __attribute__ ((weak));
#endif

void
lab_blas_use_one_thread (void)
{
  openblas_set_num_threads (1);
#if defined(__ELF__)
  if (blas_thread_shutdown_ != NULL)
    blas_thread_shutdown_ ();
#endif
}
