/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks of a logarithmic axis.
 *
 * Three regimes: many decades (a label at each or every few powers of ten, small ticks between),
 * about one decade (2 and 5 are labelled too), a small part of a decade (evenly spaced values). */
#include "chart/paint/log-ticks.h"

#include <math.h>

#include "chart/paint/text.h"

/* Below this many decades 2 and 5 are labelled as well; below the second, steps are linear. */
#define DECADES_FOR_MANTISSAS 1.5
#define DECADES_FOR_LINEAR    0.5

/* Small ticks closer than this (pixels) are noise. */
#define CLOSEST_MINOR 2.5

/* Plain decimal numbers are used inside these exponents, powers of ten outside. */
#define PLAIN_LOWEST  (-3)
#define PLAIN_HIGHEST 4

/* Whole numbers beyond this are not told one by one. */
#define LARGEST_WHOLE 100.0

/* Rounding slack when deciding whether a tick lies inside the range, in decades. */
#define SLACK 1e-9

static void
tick_clear (gpointer data)
{
  g_free (((LabTick *)data)->markup);
}

/* 10^exponent; "1" and "10" need no exponent. */
static char *
power_markup (int exponent)
{
  g_autofree char *raised = NULL;

  if (exponent == 0 || exponent == 1)
    return g_strdup (exponent == 0 ? "1" : "10");
  raised = g_strdup_printf (exponent < 0 ? "\u2212%d" : "%d", ABS (exponent));
  return lab_text_raise ("10", raised);
}

/* mantissa x 10^exponent with as many decimals as the mantissa needs. */
static char *
number_markup (double mantissa, int exponent, int decimals)
{
  g_autofree char *base = NULL;
  g_autofree char *raised = NULL;

  if (exponent >= PLAIN_LOWEST && exponent <= PLAIN_HIGHEST)
    return g_strdup_printf ("%.*f", MAX (0, decimals - exponent), mantissa * pow (10.0, exponent));
  base = g_strdup_printf ("%.*f\u200a\u00b7\u200a10", decimals, mantissa);
  raised = g_strdup_printf (exponent < 0 ? "\u2212%d" : "%d", ABS (exponent));
  return lab_text_raise (base, raised);
}

static void
add_tick (GArray *ticks, double value, gboolean major, char *markup)
{
  LabTick tick = {.value = value, .major = major, .markup = markup};

  g_array_append_val (ticks, tick);
}

/* The smallest of 1, 2, 5, 10, 20, ... decades between labels that keeps them apart. */
static int
decade_step (double pixels_per_decade, double spacing)
{
  static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200};

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (pixels_per_decade * steps[i] >= spacing)
      return steps[i];
  return 500;
}

static void
add_decades (GArray *ticks, double low, double high, double per_decade, double spacing)
{
  int step = decade_step (per_decade, spacing);
  gboolean minors = step == 1 && per_decade * (1.0 - log10 (9.0)) >= CLOSEST_MINOR;

  for (int decade = (int)floor (low); decade <= (int)ceil (high); decade++) {
    gboolean inside = decade >= low - SLACK && decade <= high + SLACK;

    if (inside && decade % step == 0)
      add_tick (ticks, pow (10.0, decade), TRUE, power_markup (decade));
    else if (inside && per_decade >= CLOSEST_MINOR)
      add_tick (ticks, pow (10.0, decade), FALSE, NULL);
    for (int m = 2; minors && m <= 9; m++) {
      double position = decade + log10 (m);

      if (position >= low - SLACK && position <= high + SLACK)
        add_tick (ticks, pow (10.0, position), FALSE, NULL);
    }
  }
}

static void
add_mantissas (GArray *ticks, double low, double high, double per_decade, double spacing)
{
  gboolean fives = per_decade * (1.0 - log10 (5.0)) >= spacing;

  for (int decade = (int)floor (low); decade <= (int)ceil (high); decade++)
    for (int m = 1; m <= 9; m++) {
      double position = decade + log10 (m);
      gboolean labelled = m == 1 || (fives && (m == 2 || m == 5));

      if (position < low - SLACK || position > high + SLACK)
        continue;
      add_tick (ticks, pow (10.0, position), labelled,
                labelled ? number_markup (m, decade, 0) : NULL);
    }
}

/* Evenly spaced values of 1, 2 or 5 times a power of ten, apart even where they are densest: at the
 * upper end. */
static void
add_linear (GArray *ticks, double minimum, double maximum, double length, double spacing)
{
  double wished = fmin (1.0, spacing / length * log (maximum / minimum)) * maximum;
  double magnitude = pow (10.0, floor (log10 (wished)));
  double factor = wished / magnitude;
  double step = magnitude * (factor <= 1.0   ? 1.0
                             : factor <= 2.0 ? 2.0
                             : factor <= 5.0 ? 5.0
                                             : 10.0);
  double first = ceil (minimum / step * (1.0 - 1e-12));

  for (int i = 0; i < 100; i++) {
    double value = (first + i) * step;
    int exponent = (int)floor (log10 (value) + SLACK);
    int decimals = (int)ceil (exponent - log10 (step) - SLACK);

    if (value > maximum * (1.0 + 1e-12))
      break;
    add_tick (ticks, value, TRUE,
              number_markup (value / pow (10.0, exponent), exponent, CLAMP (decimals, 0, 12)));
  }
}

static guint
label_count (const GArray *ticks)
{
  guint count = 0;

  for (guint i = 0; i < ticks->len; i++)
    count += g_array_index (ticks, LabTick, i).markup != NULL;
  return count;
}

GArray *
lab_log_ticks (double minimum, double maximum, double length, double spacing)
{
  double low = log10 (minimum), high = log10 (maximum);
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (LabTick));

  g_array_set_clear_func (ticks, tick_clear);
  g_return_val_if_fail (minimum > 0.0 && maximum > minimum && isfinite (maximum), ticks);
  g_return_val_if_fail (length > 0.0 && spacing > 0.0, ticks);

  double per_decade = length / (high - low);

  if (high - low >= DECADES_FOR_MANTISSAS)
    add_decades (ticks, low, high, per_decade, spacing);
  else if (high - low >= DECADES_FOR_LINEAR)
    add_mantissas (ticks, low, high, per_decade, spacing);
  if (label_count (ticks) < 2 && high - low < 2.0) {
    g_array_set_size (ticks, 0);
    add_linear (ticks, minimum, maximum, length, spacing);
  }
  return ticks;
}

GArray *
lab_log_whole_ticks (double minimum,
                     double maximum,
                     double length,
                     double whole_spacing,
                     double spacing)
{
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (LabTick));
  double labelled = -INFINITY;

  g_array_set_clear_func (ticks, tick_clear);
  g_return_val_if_fail (minimum > 0.0 && maximum > minimum && isfinite (maximum), ticks);
  g_return_val_if_fail (length > 0.0 && whole_spacing > 0.0 && spacing > 0.0, ticks);

  double per_e = length / log (maximum / minimum);
  for (double value = ceil (minimum); value <= maximum && value <= LARGEST_WHOLE; value++) {
    double position = per_e * log (value / minimum);
    gboolean apart = position - labelled >= whole_spacing;

    add_tick (ticks, value, apart, apart ? g_strdup_printf ("%.0f", value) : NULL);
    labelled = apart ? position : labelled;
  }
  if (label_count (ticks) >= 2)
    return ticks;
  g_array_unref (ticks);
  return lab_log_ticks (minimum, maximum, length, spacing);
}
