/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of the permits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many threads may be inside at once; 0 = any number. */
void lab_blas_buffers_permit (guint threads);

G_END_DECLS
