/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long curves reduced to what a row of pixels can show. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} LabPixel;

/* Keeps of pixels (count, ascending in x) the first, the lowest, the highest and the last of each
 * column of the given width, in their order: the drawn polyline covers the same columns from the
 * same lowest to the same highest point. Points that are not finite are left out.
 * out must hold count of them; returns how many were kept. */
guint lab_decimate (const LabPixel *pixels, guint count, double column, LabPixel *out);

G_END_DECLS
