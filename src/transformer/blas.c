/* The one setting of OpenBLAS. */
#include "transformer/blas.h"

#include <cblas.h>

void
lab_blas_use_one_thread (void)
{
  openblas_set_num_threads (1);
}
