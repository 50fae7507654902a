/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrast of every look, and the typesetting of plain texts. */
#include <math.h>
#include <string.h>

#include "chart/paint/painter.h"
#include "chart/paint/text.h"

static void
test_contrast (void)
{
  const LabColour black = {0, 0, 0, 1}, white = {1, 1, 1, 1},
                  grey = {0.466667, 0.466667, 0.466667, 1};

  g_assert_cmpfloat_with_epsilon (lab_colour_contrast (&black, &white), 21.0, 1e-9);
  /* WCAG's own example: #777777 on white misses 4.5 by a hair */
  g_assert_cmpfloat_with_epsilon (lab_colour_contrast (&grey, &white), 4.48, 0.005);
  LabColour darker = lab_colour_with_contrast (&grey, &white, 4.5);
  g_assert_cmpfloat (lab_colour_contrast (&darker, &white), >=, 4.5);
  g_assert_cmpfloat (darker.red, >, 0.43);
}

static void
test_looks (void)
{
  for (int look = LAB_LOOK_LIGHT; look <= LAB_LOOK_PRINT; look++) {
    LabChartStyle style;

    lab_chart_style_init (&style, (LabLook)look, 12.0);
    g_assert_cmpfloat (lab_colour_contrast (&style.foreground, &style.background), >=, 12.0);
    for (guint i = 0; i < LAB_PALETTE_SIZE; i++) {
      LabColour text = lab_colour_with_contrast (&style.palette[i], &style.background, 4.5);

      g_assert_cmpfloat (lab_colour_contrast (&style.palette[i], &style.background), >=, 3.0);
      g_assert_cmpfloat (lab_colour_contrast (&text, &style.background), >=, 4.5);
    }
  }
}

static void
assert_markup (const char *plain, const char *markup)
{
  g_autofree char *actual = lab_chart_markup (plain);
  g_autoptr (GString) simple = g_string_new (actual);

  g_string_replace (simple, "<span size='82%' baseline_shift='superscript'>\u200a", "^{", 0);
  g_string_replace (simple, "</span>\u2009", "}_", 0);
  g_string_replace (simple, "</span>", "}", 0);
  g_assert_cmpstr (simple->str, ==, markup);
}

static void
test_markup (void)
{
  assert_markup ("C^-1/7, paper B (bound)", "<i>C</i>^{\u22121/7}, paper B (bound)");
  assert_markup ("n^(−2β/(2β+d)) law", "<i>n</i>^{−2β/(2β+d)} law");
  assert_markup ("d = 2, m = 32", "<i>d</i> = 2, <i>m</i> = 32");
  assert_markup ("a < b & c^", "a &lt; b &amp; c^");
  assert_markup ("(like n^−0.5)", "(like <i>n</i>^{−0.5})");
  assert_markup ("T^−0.38，无下限", "<i>T</i>^{−0.38}_，无下限");
  assert_markup ("", "");
}

/* The baseline of the first run from index `from` on, in pixels below the top of the layout. */
static double
baseline_at (const LabText *text, int from)
{
  PangoLayoutIter *iter = pango_layout_get_iter (text->layout);
  double baseline = NAN;

  do {
    if (pango_layout_iter_get_index (iter) >= from && isnan (baseline))
      baseline = (double)pango_layout_iter_get_run_baseline (iter) / PANGO_SCALE;
  } while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  return baseline;
}

/* What follows an exponent stands on the line again, and the exponent above it. */
static void
test_baseline (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 8, 8);
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;
  PangoContext *context;
  LabText text = {0};
  const char *plain;

  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  context = lab_text_context (cr, &style);
  lab_text_init (&text, context, "C^-1/7, paper B", 12.0, 0.0, 1);
  plain = pango_layout_get_text (text.layout);
  g_assert_cmpfloat_with_epsilon (baseline_at (&text, (int)(strchr (plain, ',') - plain)),
                                  baseline_at (&text, 0), 1e-6);
  g_assert_cmpfloat (baseline_at (&text, 1), <, baseline_at (&text, 0) - 3.0);
  lab_text_clear (&text);
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/style/contrast", test_contrast);
  g_test_add_func ("/style/looks", test_looks);
  g_test_add_func ("/style/markup", test_markup);
  g_test_add_func ("/style/baseline", test_baseline);
  return g_test_run ();
}
