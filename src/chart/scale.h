/* Scales for many values at once. Private to this room. */
#pragma once

#include <string.h>

#include "chart/painter.h"

G_BEGIN_DECLS

/* pixel = origin + factor * log10 (value) */
typedef struct
{
  double origin;
  double factor;
} LabScale;

LabScale lab_scale_x (const LabChartPlot *plot, const LabChartRange *range);
LabScale lab_scale_y (const LabChartPlot *plot, const LabChartRange *range);

/* log10 of a positive normal number to 2e-11: 2 artanh ((m - 1) / (m + 1)) by its series to the
 * eleventh power for the mantissa m in [0.707, 1.414]. Free of branches, so loops over it vectorise;
 * libm's costs more than drawing the point. */
static inline double
lab_scale_log10 (double value)
{
  const guint64 half_root = G_GUINT64_CONSTANT (0x3fe6a09e667f3bcd); /* bits of sqrt (1/2) */
  guint64 bits, shifted;
  double mantissa, z, square, series;
  gint64 exponent;

  memcpy (&bits, &value, sizeof bits);
  shifted = bits - half_root;
  exponent = (gint64)shifted >> 52;
  bits -= (guint64)exponent << 52;
  memcpy (&mantissa, &bits, sizeof mantissa);
  z = (mantissa - 1.0) / (mantissa + 1.0);
  square = z * z;
  series = 1.0 / 11.0;
  series = series * square + 1.0 / 9.0;
  series = series * square + 1.0 / 7.0;
  series = series * square + 1.0 / 5.0;
  series = series * square + 1.0 / 3.0;
  series = series * square + 1.0;
  return (double)(int)exponent * 0.30102999566398119521 + z * series * 0.86858896380650365530;
}

G_END_DECLS
