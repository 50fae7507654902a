/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set up for long runs with many short-lived threads and large blocks. */
#include "core/heap.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void
lab_heap_set_up (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, LAB_HEAP_ARENAS);
  mallopt (M_MMAP_THRESHOLD, (int)LAB_HEAP_LARGE);
  /* Naming one limit keeps both from growing by themselves; this one as large as a frame's needs. */
  mallopt (M_TRIM_THRESHOLD, (int)(8 * LAB_HEAP_LARGE));
#endif
}

void
lab_heap_give_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
