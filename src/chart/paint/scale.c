/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logarithmic scales: value to pixel and back. */
#include "chart/paint/scale.h"

#include <math.h>
#include <string.h>

/* Places `value` in [minimum, maximum] as a fraction of the axis in log space. */
static double
log_fraction (double value, double minimum, double maximum)
{
  if (!(value > 0.0) || !isfinite (value))
    return NAN;
  return (log10 (value) - log10 (minimum)) / (log10 (maximum) - log10 (minimum));
}

static double
log_value (double fraction, double minimum, double maximum)
{
  return pow (10.0, log10 (minimum) + fraction * (log10 (maximum) - log10 (minimum)));
}

double
lab_chart_plot_x (const LabChartPlot *plot, const LabChartRange *range, double x)
{
  return plot->x + plot->width * log_fraction (x, range->x_minimum, range->x_maximum);
}

double
lab_chart_plot_y (const LabChartPlot *plot, const LabChartRange *range, double y)
{
  return plot->y + plot->height * (1.0 - log_fraction (y, range->y_minimum, range->y_maximum));
}

double
lab_chart_value_x (const LabChartPlot *plot, const LabChartRange *range, double pixel_x)
{
  return log_value ((pixel_x - plot->x) / plot->width, range->x_minimum, range->x_maximum);
}

double
lab_chart_value_y (const LabChartPlot *plot, const LabChartRange *range, double pixel_y)
{
  return log_value (1.0 - (pixel_y - plot->y) / plot->height, range->y_minimum, range->y_maximum);
}

LabScale
lab_scale_x (const LabChartPlot *plot, const LabChartRange *range)
{
  double factor = plot->width / (log10 (range->x_maximum) - log10 (range->x_minimum));

  return (LabScale){plot->x - factor * log10 (range->x_minimum), factor};
}

LabScale
lab_scale_y (const LabChartPlot *plot, const LabChartRange *range)
{
  double factor = -plot->height / (log10 (range->y_maximum) - log10 (range->y_minimum));

  return (LabScale){plot->y - factor * log10 (range->y_maximum), factor};
}

/* 2 artanh ((m - 1) / (m + 1)) by its series to the eleventh power for the mantissa m in [0.707, 1.414].
 * Free of branches, so loops over it vectorise; libm's costs more than drawing the point. */
static inline __attribute__ ((always_inline)) double
fast_log10 (double value)
{
  const guint64 half_root = G_GUINT64_CONSTANT (0x3fe6a09e667f3bcd); /* bits of sqrt (1/2) */
  const guint64 smallest = G_GUINT64_CONSTANT (0x0010000000000000);  /* normal number */
  const guint64 infinity = G_GUINT64_CONSTANT (0x7ff0000000000000);
  guint64 bits, shifted;
  double mantissa, z, square, series, result;
  guint64 not_a_number;
  gint64 exponent;

  memcpy (&bits, &value, sizeof bits);
  not_a_number = -(guint64)(bits - smallest >= infinity - smallest);
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
  result = (double)(int)exponent * 0.30102999566398119521 + z * series * 0.86858896380650365530;
  memcpy (&bits, &result, sizeof bits);
  bits |= not_a_number; /* a choice between two numbers would be a branch */
  memcpy (&result, &bits, sizeof result);
  return result;
}

static inline __attribute__ ((always_inline)) void
log10_loop (double *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    values[i] = fast_log10 (values[i]);
}

#ifdef __x86_64__
__attribute__ ((target ("avx2,fma"))) static void
log10_avx2 (double *values, gsize count)
{
  log10_loop (values, count);
}

__attribute__ ((target ("avx512f,avx512dq"))) static void
log10_avx512 (double *values, gsize count)
{
  log10_loop (values, count);
}
#endif

void
lab_scale_log10_all (double *values, gsize count)
{
  g_return_if_fail (values != NULL || count == 0);

#ifdef __x86_64__
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq"))
    log10_avx512 (values, count);
  else if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    log10_avx2 (values, count);
  else
#endif
    log10_loop (values, count);
}
