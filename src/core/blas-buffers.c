/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/blas-buffers.h"
#include "core/blas-buffers-testing.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/error.h"
#include "core/memory-available.h"

#if defined(__ELF__)
/* OpenBLAS's own, exported by all of its builds for its LAPACK. */
extern void *blas_memory_alloc (int position) __attribute__ ((weak));
extern void blas_memory_free (void *buffer) __attribute__ ((weak));
#endif

/* Most that are taken, whatever the limit: as many as a loop has workers on a large machine. */
#define MOST_BUFFERS 64

/* What is left to the rest of the program beside the buffers: a half. */
#define SHARE 2

/* The numbers are atomic beside the lock, which ThreadSanitizer does not see. */
static struct
{
  GMutex mutex;
  GCond left;
  gint most; /* 0 = any number; set while nobody is inside */
  gint inside;
} permits;

static gboolean
is_limited (void)
{
  static const int resources[] = {RLIMIT_AS, RLIMIT_DATA};
  struct rlimit limit;

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    if (getrlimit (resources[i], &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
      return TRUE;
  return FALSE;
}

/* OpenBLAS begins threads of its own before main(), each of which waits for a buffer: where those are
 * limited the program is begun anew without them. This comes before the beginnings of all libraries. */
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SETTING "OPENBLAS_NUM_THREADS="

static void
begin_with_one_thread (int argc, char **argv, char **environment)
{
  char *changed[4096];
  guint count = 0;

  if (!is_limited ())
    return;
  for (char **i = environment; *i != NULL; i++) {
    if (strcmp (*i, SETTING "1") == 0 || count > G_N_ELEMENTS (changed) - 3)
      return;
    if (strncmp (*i, SETTING, strlen (SETTING)) != 0)
      changed[count++] = *i;
  }
  changed[count++] = (char *)SETTING "1";
  changed[count] = NULL;
  execve ("/proc/self/exe", argv, changed);
}

__attribute__ ((section (".preinit_array"),
                used)) static void (*const before_all) (int,
                                                        char **,
                                                        char **) = begin_with_one_thread;
#endif

/* Whether the system would give one more buffer. */
static gboolean
fits_one_more (void)
{
  void *trial = mmap (NULL, LAB_BLAS_BUFFER_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (trial == MAP_FAILED)
    return FALSE;
  munmap (trial, LAB_BLAS_BUFFER_BYTES);
  return TRUE;
}

/* OpenBLAS keeps what it was once given. */
static guint
take_buffers (guint wanted)
{
  void *buffers[MOST_BUFFERS];
  guint count = 0;

#if defined(__ELF__)
  if (blas_memory_alloc != NULL && blas_memory_free != NULL) {
    while (count < wanted && fits_one_more ())
      buffers[count++] = blas_memory_alloc (0);
    for (guint i = 0; i < count; i++)
      blas_memory_free (buffers[i]);
    return count;
  }
#endif
  return fits_one_more () ? 1 : 0;
}

gboolean
lab_blas_buffers_reserve (GError **error)
{
  const guint64 available = lab_memory_available (NULL);
  guint64 wanted = available / SHARE / LAB_BLAS_BUFFER_BYTES;
  guint taken;

  if (!is_limited ())
    return TRUE;
  wanted = CLAMP (wanted, 1, MIN ((guint64)g_get_num_processors () + 2, MOST_BUFFERS));
  taken = take_buffers ((guint)wanted);
  lab_blas_buffers_permit (taken);
  if (taken > 0)
    return TRUE;
  /* Translators: ulimit is a command of the shell. */
  return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                     _ ("linear algebra needs %u MiB of memory to work in, and the limit of this "
                        "process leaves %u MiB: raise it with ulimit -v or ulimit -d"),
                     (guint)(LAB_BLAS_BUFFER_BYTES >> 20), (guint)(available >> 20));
}

void
lab_blas_buffers_permit (guint threads)
{
  g_atomic_int_set (&permits.most, (gint)threads);
}

void
lab_blas_enter (void)
{
  const gint most = g_atomic_int_get (&permits.most);

  if (most == 0)
    return;
  g_mutex_lock (&permits.mutex);
  while (g_atomic_int_get (&permits.inside) >= most)
    g_cond_wait (&permits.left, &permits.mutex);
  g_atomic_int_inc (&permits.inside);
  g_mutex_unlock (&permits.mutex);
}

void
lab_blas_leave (void)
{
  if (g_atomic_int_get (&permits.most) == 0)
    return;
  g_mutex_lock (&permits.mutex);
  g_atomic_int_add (&permits.inside, -1);
  g_cond_signal (&permits.left);
  g_mutex_unlock (&permits.mutex);
}
