/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work buffers that OpenBLAS takes, one for each thread that is inside of it, and where the system
 * refuses one it asks for it again for ever. Where the address space or the data of this process are
 * limited, buffers are taken once at the start, and no more threads are let in than there are buffers.
 *
 * Without such a limit all of this does nothing. The permits belong to the process, as the buffers do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of one in the builds of OpenBLAS that take most. */
#define LAB_BLAS_BUFFER_BYTES ((guint64)128 << 20)

/* Once, at the start of a program. FALSE and LAB_ERROR_TOO_LARGE where a limit leaves no room for a
 * single buffer: nothing that calls OpenBLAS may then be begun. */
gboolean lab_blas_buffers_reserve (GError **error);

/* Around calls of OpenBLAS and LAPACK, except for products and sums of vectors alone: enter waits for a
 * buffer. From any thread; not one within the other. */
void     lab_blas_enter           (void);
void     lab_blas_leave           (void);

G_END_DECLS
