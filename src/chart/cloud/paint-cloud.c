/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a cloud: points, axes, the scale of its colours, title and note. */
#include "chart/cloud/cloud.h"
#include "chart/paint/text.h"

#include <math.h>

/* In units of the font. */
#define PADDING    0.8
#define TITLE_SIZE 1.15
#define NOTE_SIZE  0.84
#define NOTE_LINES 4
#define BAR_WIDTH  1.0
#define BAR_MARGIN 5.0 /* bar, ticks and their labels */
#define TRIPOD     2.6
#define TICK_STEP  3.0

/* Below this height, in units of the font, the note is left to the spoken description. */
#define HEIGHT_FOR_NOTE 22.0

/* A disc's radius, in units of the font: so that all discs together would cover about a quarter of
 * the ball's picture, within limits. */
#define COVER         0.25
#define DISC_SMALLEST 0.08
#define DISC_LARGEST  0.32

#define BAR_STOPS 24

typedef struct
{
  cairo_t *cr;
  PangoContext *pango;
  const LabCloud *cloud;
  const LabChartStyle *style;
  double left, top, right, bottom; /* of what is left for the points */
} Paint;

static void
write_words (Paint *paint, const char *words, double size, double x, double y, LabAnchor anchor)
{
  g_auto (LabText) text = {0};

  lab_text_init (&text, paint->pango, words, size * paint->style->font_size, 0.0, 1);
  lab_text_draw (&text, paint->cr, x, y, anchor, 0.0, &paint->style->foreground,
                 &paint->style->background);
}

static void
paint_title (Paint *paint, double width)
{
  double font = paint->style->font_size;
  g_auto (LabText) text = {0};

  if (*paint->cloud->title == '\0')
    return;
  lab_text_init (&text, paint->pango, paint->cloud->title, TITLE_SIZE * font,
                 width - 2.0 * PADDING * font, 2);
  lab_text_set_bold (&text);
  lab_text_draw (&text, paint->cr, PADDING * font, paint->top, (LabAnchor){0.0, 0.0}, 0.0,
                 &paint->style->foreground, NULL);
  paint->top += text.height + PADDING * font;
}

static void
paint_note (Paint *paint, double width)
{
  double font = paint->style->font_size;
  g_auto (LabText) text = {0};

  if (*paint->cloud->note == '\0' || paint->bottom - paint->top < HEIGHT_FOR_NOTE * font)
    return;
  lab_text_init (&text, paint->pango, paint->cloud->note, NOTE_SIZE * font,
                 width - 2.0 * PADDING * font, NOTE_LINES);
  lab_text_draw (&text, paint->cr, PADDING * font, paint->bottom, (LabAnchor){0.0, 1.0}, 0.0,
                 &paint->style->foreground, NULL);
  paint->bottom -= text.height + PADDING * font;
}

/* A step of 1, 2 or 5 times a power of ten, at least `least`. */
static double
round_step (double least)
{
  double power = pow (10.0, floor (log10 (least)));
  double share = least / power;

  return power * (share <= 1.0 ? 1.0 : share <= 2.0 ? 2.0 : share <= 5.0 ? 5.0 : 10.0);
}

static void
paint_ticks (Paint *paint, double x, double height)
{
  const LabCloud *cloud = paint->cloud;
  double font = paint->style->font_size, range = cloud->high - cloud->low;
  double step = round_step (range * TICK_STEP * font / height);

  for (double tick = ceil (cloud->low / step) * step; tick <= cloud->high; tick += step) {
    double y = paint->bottom - height * (tick - cloud->low) / range;
    double shown = fabs (tick) < 1e-9 * step ? 0.0 : tick;
    /* A minus sign is as wide as a plus; a hyphen is not. */
    g_autofree char *label = g_strdup_printf ("%s%.4g", shown < 0.0 ? "−" : "", fabs (shown));

    cairo_rectangle (paint->cr, x, y - 0.5, 0.3 * font, 1.0);
    cairo_fill (paint->cr);
    write_words (paint, label, 1.0, x + 0.5 * font,
                 CLAMP (y, paint->bottom - height + 0.4 * font, paint->bottom - 0.4 * font),
                 (LabAnchor){0.0, 0.5});
  }
}

static void
paint_bar (Paint *paint)
{
  double font = paint->style->font_size, left = paint->right - BAR_MARGIN * font;
  double height = paint->bottom - paint->top - 1.8 * font;
  cairo_pattern_t *gradient =
      cairo_pattern_create_linear (0.0, paint->bottom, 0.0, paint->bottom - height);

  for (guint i = 0; i <= BAR_STOPS; i++) {
    LabColour colour = lab_cloud_colour ((double)i / BAR_STOPS, paint->style);
    cairo_pattern_add_color_stop_rgb (gradient, (double)i / BAR_STOPS, colour.red, colour.green,
                                      colour.blue);
  }
  cairo_rectangle (paint->cr, left, paint->bottom - height, BAR_WIDTH * font, height);
  cairo_set_source (paint->cr, gradient);
  cairo_fill (paint->cr);
  cairo_pattern_destroy (gradient);
  cairo_set_source_rgb (paint->cr, paint->style->foreground.red, paint->style->foreground.green,
                        paint->style->foreground.blue);
  paint_ticks (paint, left + BAR_WIDTH * font, height);
  write_words (paint, paint->cloud->value_name, 1.0, paint->right - PADDING * font, paint->top,
               (LabAnchor){1.0, 0.0});
  paint->right = left - PADDING * font;
}

/* The three directions in the lower left corner, far ones first so that near ones lie on top. */
static void
paint_tripod (Paint *paint, const LabCloudPose *pose)
{
  const float ends[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const float nothing[3] = {0};
  g_autoptr (LabCloud) axes = lab_cloud_new (3, ends, nothing, 0.0, 1.0);
  LabCloudPose turned = {pose->yaw, pose->pitch, 1.0};
  LabCloudPlace places[3];
  double font = paint->style->font_size, length = TRIPOD * font;
  double x = paint->left + 1.6 * length, y = paint->bottom - 1.2 * length;

  lab_cloud_arrange (axes, &turned, x, y, length, places);
  for (guint i = 0; i < 3; i++) {
    double end_x = (double)places[i].x, end_y = (double)places[i].y;
    const char *name = paint->cloud->axis_names[places[i].index];

    cairo_move_to (paint->cr, x, y);
    cairo_line_to (paint->cr, end_x, end_y);
    cairo_set_line_width (paint->cr, 0.6 * paint->style->line_width);
    cairo_set_source_rgba (paint->cr, paint->style->foreground.red, paint->style->foreground.green,
                           paint->style->foreground.blue, 0.4 + 0.6 * (double)places[i].nearness);
    cairo_stroke (paint->cr);
    if (name != NULL)
      write_words (paint, name, 0.9, end_x + 0.25 * (end_x - x), end_y + 0.25 * (end_y - y),
                   (LabAnchor){0.5, 0.5});
  }
}

static void
paint_points (Paint *paint, const LabCloudPose *pose)
{
  const LabCloud *cloud = paint->cloud;
  double width = paint->right - paint->left, height = paint->bottom - paint->top;
  double radius = 0.5 * MIN (width, height), font = paint->style->font_size;
  double disc = sqrt (COVER / cloud->n) * radius * sqrt (pose->zoom);
  g_autofree LabCloudPlace *places = g_new (LabCloudPlace, cloud->n);

  if (!(radius > 0.0))
    return;
  disc = CLAMP (disc, DISC_SMALLEST * font, DISC_LARGEST * font);
  lab_cloud_arrange (cloud, pose, paint->left + 0.5 * width, paint->top + 0.5 * height,
                     radius - disc, places);
  cairo_save (paint->cr);
  cairo_rectangle (paint->cr, paint->left, paint->top, width, height);
  cairo_clip (paint->cr);
  lab_paint_cloud_points (paint->cr, cloud, places, disc, paint->style);
  cairo_restore (paint->cr);
}

void
lab_cloud_paint (cairo_t *cr,
                 double width,
                 double height,
                 const LabCloud *cloud,
                 const LabCloudPose *pose,
                 const LabChartStyle *style)
{
  g_return_if_fail (cr != NULL && cloud != NULL && pose != NULL && style != NULL);

  double padding = PADDING * style->font_size;
  Paint paint = {.cr = cr,
                 .cloud = cloud,
                 .style = style,
                 .left = padding,
                 .top = padding,
                 .right = width,
                 .bottom = height - padding};

  if (style->background.alpha > 0.0) {
    cairo_set_source_rgba (cr, style->background.red, style->background.green,
                           style->background.blue, style->background.alpha);
    cairo_rectangle (cr, 0.0, 0.0, width, height);
    cairo_fill (cr);
  }
  paint.pango = lab_text_context (cr, style);
  paint_title (&paint, width);
  paint_note (&paint, width);
  paint_bar (&paint);
  paint_points (&paint, pose);
  paint_tripod (&paint, pose);
  g_object_unref (paint.pango);
}
