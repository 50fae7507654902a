/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks of logarithmic axes, from one decade to sixty and down to 1e-300. */
#include <math.h>
#include <string.h>

#include <pango/pango.h>

#include "chart/paint/log-ticks.h"

static guint
labels (const GArray *ticks)
{
  guint count = 0;

  for (guint i = 0; i < ticks->len; i++)
    count += g_array_index (ticks, LabTick, i).markup != NULL;
  return count;
}

static void
check_sane (GArray *ticks, double minimum, double maximum, double length, double spacing)
{
  double last_label = -INFINITY, last = 0.0;

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    double pixel = length * log10 (tick->value / minimum) / log10 (maximum / minimum);

    g_assert_cmpfloat (tick->value, >=, minimum * (1.0 - 1e-8));
    g_assert_cmpfloat (tick->value, <=, maximum * (1.0 + 1e-8));
    g_assert_cmpfloat (tick->value, >, last);
    last = tick->value;
    if (tick->markup == NULL)
      continue;
    g_assert_true (pango_parse_markup (tick->markup, -1, 0, NULL, NULL, NULL, NULL));
    g_assert_cmpfloat (pixel - last_label, >=, spacing * (1.0 - 1e-6));
    last_label = pixel;
  }
}

static void
test_decades (void)
{
  g_autoptr (GArray) ticks = lab_log_ticks (1e-3, 1e1, 600.0, 30.0);

  check_sane (ticks, 1e-3, 1e1, 600.0, 30.0);
  g_assert_cmpuint (labels (ticks), ==, 5);
  g_assert_cmpuint (ticks->len, ==, 5 + 4 * 8);
  g_assert_nonnull (strstr (g_array_index (ticks, LabTick, 0).markup, "\u22123"));
  g_assert_cmpstr (g_array_index (ticks, LabTick, 27).markup, ==, "1");
  g_assert_cmpstr (g_array_index (ticks, LabTick, 36).markup, ==, "10");
}

static void
test_one_decade (void)
{
  g_autoptr (GArray) ticks = lab_log_ticks (0.1, 1.0, 400.0, 40.0);
  g_autoptr (GString) all = g_string_new (NULL);

  check_sane (ticks, 0.1, 1.0, 400.0, 40.0);
  for (guint i = 0; i < ticks->len; i++)
    if (g_array_index (ticks, LabTick, i).markup != NULL)
      g_string_append_printf (all, "%s ", g_array_index (ticks, LabTick, i).markup);
  g_assert_cmpstr (all->str, ==, "0.1 0.2 0.5 1 ");
}

static void
test_deep_zoom (void)
{
  g_autoptr (GArray) ticks = lab_log_ticks (1.01, 1.09, 400.0, 40.0);

  check_sane (ticks, 1.01, 1.09, 400.0, 40.0);
  g_assert_cmpuint (labels (ticks), >=, 3);
  g_assert_cmpstr (g_array_index (ticks, LabTick, 0).markup, ==, "1.01");
}

/* Whatever the range and the room: labels keep their distance, and at least two tell the scale
 * where there is room for three. */
static void
test_everywhere (void)
{
  const double lengths[] = {40.0, 150.0, 700.0, 3000.0};

  for (double decade = -300.0; decade <= 280.0; decade += 29.0)
    for (double span = 0.06; span < 61.0; span *= 1.37)
      for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
        double low = pow (10.0, decade + 0.3), high = pow (10.0, fmin (decade + 0.3 + span, 307.0));
        g_autoptr (GArray) ticks = lab_log_ticks (low, high, lengths[i], 30.0);

        check_sane (ticks, low, high, lengths[i], 30.0);
        g_assert_cmpuint (ticks->len, <, 600);
        if (lengths[i] >= 150.0)
          g_assert_cmpuint (labels (ticks), >=, 2);
      }
}

/* Whole numbers, each a tick, labelled where there is room; zoomed in beyond them, ordinary ticks. */
static void
test_whole (void)
{
  g_autoptr (GArray) wide = lab_log_whole_ticks (0.8, 7.5, 700.0, 26.0, 60.0);
  g_autoptr (GArray) narrow = lab_log_whole_ticks (0.8, 20.0, 120.0, 26.0, 60.0);
  g_autoptr (GArray) inside = lab_log_whole_ticks (2.1, 2.6, 400.0, 26.0, 60.0);

  check_sane (wide, 0.8, 7.5, 700.0, 26.0);
  g_assert_cmpuint (wide->len, ==, 7);
  g_assert_cmpuint (labels (wide), ==, 7);
  for (guint i = 0; i < wide->len; i++) {
    const LabTick *tick = &g_array_index (wide, LabTick, i);
    g_autofree char *expected = g_strdup_printf ("%u", i + 1);

    g_assert_cmpfloat (tick->value, ==, i + 1);
    g_assert_cmpstr (tick->markup, ==, expected);
  }
  check_sane (narrow, 0.8, 20.0, 120.0, 26.0);
  g_assert_cmpuint (narrow->len, ==, 20);
  g_assert_cmpuint (labels (narrow), <, 6);
  check_sane (inside, 2.1, 2.6, 400.0, 60.0);
  g_assert_cmpuint (labels (inside), >=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/log-ticks/decades", test_decades);
  g_test_add_func ("/log-ticks/one-decade", test_one_decade);
  g_test_add_func ("/log-ticks/deep-zoom", test_deep_zoom);
  g_test_add_func ("/log-ticks/whole", test_whole);
  g_test_add_func ("/log-ticks/everywhere", test_everywhere);
  return g_test_run ();
}
