/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "points/npy-value.h"

#include <math.h>
#include <string.h>

/* IEEE's half precision: a sign, five bits of exponent, ten of fraction. */
static double
half_value (guint16 word)
{
  const guint exponent = word >> 10 & 31, fraction = word & 1023;
  const double sign = word >> 15 ? -1.0 : 1.0;

  if (exponent == 31)
    return fraction == 0 ? sign * INFINITY : NAN;
  return exponent == 0 ? sign * ldexp (fraction, -24)
                       : sign * ldexp (1024.0 + fraction, (int)exponent - 25);
}

static guint64
read_word (const char *bytes, const LabNpyType *type)
{
  guint64 word = 0;

  for (guint i = 0; i < type->size; i++) {
    const gboolean from_end = type->swapped == (G_BYTE_ORDER == G_BIG_ENDIAN);

    word = word << 8 | (guint8)bytes[from_end ? type->size - 1 - i : i];
  }
  return word;
}

double
lab_npy_value (const char *bytes, const LabNpyType *type)
{
  const guint64 word = read_word (bytes, type);
  const guint32 low = (guint32)word;
  const guint unused = 64 - 8 * type->size;
  double value;
  float narrow;

  if (type->kind == 'u' || type->kind == 'b')
    return (double)word;
  if (type->kind == 'i')
    return (double)((gint64)(word << unused) >> unused);
  if (type->size == 2)
    return half_value ((guint16)word);
  memcpy (&narrow, &low, sizeof narrow);
  memcpy (&value, &word, sizeof value);
  return type->size == 4 ? (double)narrow : value;
}
