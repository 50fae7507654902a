/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ThreadSanitizer must be told because GLib is not instrumented.
 *
 * release: all that this thread did so far becomes visible to whoever acquires the same address.
 * Empty in builds without that sanitizer. */
#pragma once

#include <glib.h>

#if defined(__SANITIZE_THREAD__)
#define LAB_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LAB_THREAD_SANITIZER 1
#endif
#endif

#ifdef LAB_THREAD_SANITIZER
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#endif

static inline void
lab_sanitizer_acquire (gpointer address)
{
#ifdef LAB_THREAD_SANITIZER
  __tsan_acquire (address);
#endif
}

static inline void
lab_sanitizer_release (gpointer address)
{
#ifdef LAB_THREAD_SANITIZER
  __tsan_release (address);
#endif
}
