/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenBLAS, as far as a program that starts trainings must know it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Runs are parallel, a run is not: call once at the start of the program. With OpenBLAS's own
 * threads two trainings on two cores slow each other down severalfold. Ends those that it has begun by then:
 * they would wait in a busy loop for a tenth of a second. */
void lab_blas_use_one_thread (void);

G_END_DECLS
