/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the allocator keeps: few pools, no large block that was freed, no free page at rest. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>

#define THREADS 24
#define MEBI    ((gsize)1 << 20)

/* Bytes of this process that lie in memory. */
static gsize
resident (void)
{
  g_autofree char *text = NULL;
  unsigned long size = 0, pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &size, &pages), ==, 2);
  return pages * (gsize)sysconf (_SC_PAGESIZE);
}

static guint
count_arenas (void)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream (&text, &length);
  guint count = 0;

  g_assert_cmpint (malloc_info (0, stream), ==, 0);
  fclose (stream);
  for (const char *at = text; (at = strstr (at, "<heap nr=")) != NULL; at++)
    count++;
  free (text);
  return count;
}

static gpointer
use_heap (gpointer data)
{
  for (guint i = 0; i < 2000; i++) {
    char *volatile block = malloc (100 + i);
    block[0] = 1;
    free (block);
  }
  return NULL;
}

static void
test_arenas (void)
{
  GThread *threads[THREADS];

  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("heap", use_heap, NULL);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_arenas (), <=, LAB_HEAP_ARENAS);
}

/* However often one was freed before, which would raise the C library's own limit. */
static void
test_large_blocks (void)
{
  for (guint round = 0; round < 3; round++) {
    gsize before = mallinfo2 ().hblkhd;
    char *volatile block = malloc (8 * MEBI);

    block[0] = 1;
    g_assert_cmpuint (mallinfo2 ().hblkhd, >=, before + 8 * MEBI);
    free (block);
    g_assert_cmpuint (mallinfo2 ().hblkhd, ==, before);
  }
}

/* 64 MiB of small blocks below one that stays. */
static void
test_give_back (void)
{
  enum
  {
    COUNT = 65536,
    SIZE = 1024
  };
  g_autofree char **blocks = g_new (char *, COUNT);
  char *last;
  gsize full;

  for (guint i = 0; i < COUNT; i++) {
    blocks[i] = malloc (SIZE);
    memset (blocks[i], 1, SIZE);
  }
  last = malloc (SIZE);
  full = resident ();
  for (guint i = 0; i < COUNT; i++)
    free (blocks[i]);
  g_assert_cmpuint (resident (), >, full - 32 * MEBI);
  lab_heap_give_back ();
  g_assert_cmpuint (resident (), <, full - 48 * MEBI);
  free (last);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  lab_heap_set_up ();
  g_test_add_func ("/core/heap/arenas", test_arenas);
  g_test_add_func ("/core/heap/large-blocks", test_large_blocks);
  g_test_add_func ("/core/heap/give-back", test_give_back);
#endif
  return g_test_run ();
}
