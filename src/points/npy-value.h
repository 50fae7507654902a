/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of an array as they stand in its bytes. Internal to the room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Kind and bytes of a number, and whether they stand in the other order than this machine's. */
typedef struct
{
  char kind; /* f, i, u; b of truth values */
  guint size;
  gboolean swapped;
} LabNpyType;

/* The number at bytes. */
double lab_npy_value (const char *bytes, const LabNpyType *type);

G_END_DECLS
