/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wish that long work ends. */
#include "core/stop.h"

gboolean
lab_stop_asked (const gint *stop)
{
  return stop != NULL && g_atomic_int_get (stop) != 0;
}
