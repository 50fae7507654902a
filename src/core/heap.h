/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the C library's allocator behaves in a program that runs for hours. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pools of memory that threads allocate from. The C library would make eight per core, each of which
 * keeps what its busiest moment needed. */
#define LAB_HEAP_ARENAS 2

/* Blocks of this size or more are mapped for themselves and go back to the system when they are freed.
 * The C library would raise the limit to 32 MiB as soon as a block of that size was freed. */
#define LAB_HEAP_LARGE ((gsize)512 << 10)

/* Once, at the beginning of a program, before it starts threads. Without effect where the C library is
 * not glibc. */
void lab_heap_set_up    (void);

/* Gives free pages back to the system, from within the pools too. Takes some milliseconds, during which
 * other threads may wait for the allocator: for when the program comes to rest. From any thread. */
void lab_heap_give_back (void);

G_END_DECLS
