/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The looks of a chart: light, dark, high contrast, print.
 *
 * Palette: Okabe and Ito, "Color Universal Design" (2008), in the order blue, vermilion, green,
 * purple, orange, sky; each is moved as little as needed to stand out from its background. */
#include <math.h>

#include "chart/paint/painter.h"

/* Contrasts asked of lines (WCAG 2.1, 1.4.11) and, on demand, of everything (1.4.6). */
#define LINE_CONTRAST      3.0
#define DARK_LINE_CONTRAST 5.0 /* thin bright lines on dark lose more to antialiasing */
#define HIGH_LINE_CONTRAST 5.5

/* Lines of 1.8 pixels beside text of 12: the stroke of a semibold letter. */
#define LINE_WIDTH_PER_FONT 0.15

/* Designed faces first; any desktop has one of the last. */
#define FONT_FAMILIES "Inter, Cantarell, Noto Sans, Segoe UI, DejaVu Sans, sans-serif"

static const guint32 okabe_ito[LAB_PALETTE_SIZE] = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9,
};

static LabColour
colour_from_hex (guint32 hex)
{
  return (LabColour){
      .red = ((hex >> 16) & 0xff) / 255.0,
      .green = ((hex >> 8) & 0xff) / 255.0,
      .blue = (hex & 0xff) / 255.0,
      .alpha = 1.0,
  };
}

static double
linear_channel (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const LabColour *colour)
{
  return 0.2126 * linear_channel (colour->red) + 0.7152 * linear_channel (colour->green) +
         0.0722 * linear_channel (colour->blue);
}

double
lab_colour_contrast (const LabColour *a, const LabColour *b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

LabColour
lab_colour_with_contrast (const LabColour *colour, const LabColour *background, double ratio)
{
  const double steps = 64.0;
  double target = luminance (background) > 0.18 ? 0.0 : 1.0;
  LabColour mixed = *colour;

  for (double step = 1.0; step <= steps; step++) {
    if (lab_colour_contrast (&mixed, background) >= ratio)
      break;
    mixed.red = colour->red + (target - colour->red) * step / steps;
    mixed.green = colour->green + (target - colour->green) * step / steps;
    mixed.blue = colour->blue + (target - colour->blue) * step / steps;
  }
  return mixed;
}

void
lab_chart_style_init (LabChartStyle *style, LabLook look, double font_size)
{
  static const struct
  {
    guint32 background, foreground, grid;
    double contrast;
  } looks[] = {
      [LAB_LOOK_LIGHT] = {0xffffff, 0x24292f, 0xe6e8eb, LINE_CONTRAST},
      [LAB_LOOK_DARK] = {0x1f2023, 0xe8e9eb, 0x383a3f, DARK_LINE_CONTRAST},
      [LAB_LOOK_HIGH_CONTRAST] = {0xffffff, 0x000000, 0xb4b4b4, HIGH_LINE_CONTRAST},
      [LAB_LOOK_PRINT] = {0xffffff, 0x000000, 0xdedede, LINE_CONTRAST},
  };

  g_return_if_fail (style != NULL);
  g_return_if_fail ((guint)look < G_N_ELEMENTS (looks));
  g_return_if_fail (font_size > 0.0 && isfinite (font_size));

  *style = (LabChartStyle){0};
  style->background = colour_from_hex (looks[look].background);
  style->foreground = colour_from_hex (looks[look].foreground);
  style->grid = colour_from_hex (looks[look].grid);
  for (guint i = 0; i < LAB_PALETTE_SIZE; i++) {
    LabColour colour = colour_from_hex (okabe_ito[i]);

    style->palette[i] =
        lab_colour_with_contrast (&colour, &style->background, looks[look].contrast);
  }
  style->font_size = font_size;
  style->line_width = MAX (1.0, LINE_WIDTH_PER_FONT * font_size);
  if (look == LAB_LOOK_HIGH_CONTRAST)
    style->line_width *= 1.25;
  g_strlcpy (style->font_family, FONT_FAMILIES, sizeof style->font_family);
}
