/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dots over a plane, as data. */
#include "chart/plane/plane.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/phase-map/phase-map.h"

#define MARGIN       0.15 /* about the dots, in decades */
#define LEAST_SPAN   1.2  /* of a scale of positive values */
#define MOST_RADIUS  0.9
#define LEAST_RADIUS 0.28
#define DOTS         40.0 /* so many have the largest radius */

/* Blue and vermilion of Okabe and Ito about a light grey. */
static const LabColour BELOW = {0.0, 0.447, 0.698, 1.0}, NOTHING = {0.93, 0.93, 0.93, 1.0},
                       ABOVE = {0.835, 0.369, 0.0, 1.0};

static void
find_scale (LabDotPlane *plane)
{
  double least = INFINITY, most = -INFINITY;

  for (guint i = 0; i < plane->count; i++) {
    double value = plane->is_signed ? fabs (plane->dots[i].value) : plane->dots[i].value;
    if (!isfinite (value) || (!plane->is_signed && !(value > 0.0)))
      continue;
    least = fmin (least, value);
    most = fmax (most, value);
  }
  if (!isfinite (most))
    least = most = 1.0;
  plane->high = plane->is_signed ? fmax (most, 1e-12) : fmax (most, least * LEAST_SPAN);
  plane->low = plane->is_signed ? -plane->high : least;
}

static void
find_axes (LabDotPlane *plane)
{
  LabChartContent *frame = plane->frame;
  double margin = pow (10.0, MARGIN);

  for (guint i = 0; i < plane->count; i++) {
    const LabValueDot *dot = &plane->dots[i];
    frame->x_low = i == 0 ? dot->x : fmin (frame->x_low, dot->x);
    frame->x_high = i == 0 ? dot->x : fmax (frame->x_high, dot->x);
    frame->y_low = i == 0 ? dot->y : fmin (frame->y_low, dot->y);
    frame->y_high = i == 0 ? dot->y : fmax (frame->y_high, dot->y);
  }
  if (plane->count == 0)
    frame->x_low = frame->x_high = frame->y_low = frame->y_high = 1.0;
  frame->x_low /= margin;
  frame->y_low /= margin;
  frame->x_high *= margin;
  frame->y_high *= margin;
}

LabDotPlane *
lab_dot_plane_new (const char *x_label,
                   const char *y_label,
                   const char *scale_label,
                   gboolean is_signed,
                   const LabValueDot *dots,
                   guint count)
{
  LabDotPlane *plane = g_new0 (LabDotPlane, 1);

  plane->scale_label = g_strdup (scale_label);
  plane->title = g_strdup_printf (_ ("%s over %s and %s"), scale_label, x_label, y_label);
  plane->is_signed = is_signed;
  plane->dots = g_new (LabValueDot, MAX (count, 1));
  for (guint i = 0; i < count; i++)
    if (dots[i].x > 0.0 && isfinite (dots[i].x) && dots[i].y > 0.0 && isfinite (dots[i].y))
      plane->dots[plane->count++] = dots[i];
  plane->radius =
      CLAMP (MOST_RADIUS * sqrt (DOTS / MAX (plane->count, 1)), LEAST_RADIUS, MOST_RADIUS);
  plane->frame = lab_chart_content_new ();
  plane->frame->x_label = g_strdup (x_label);
  plane->frame->y_label = g_strdup (y_label);
  find_scale (plane);
  find_axes (plane);
  return plane;
}

void
lab_dot_plane_free (LabDotPlane *plane)
{
  if (plane == NULL)
    return;
  lab_chart_content_unref (plane->frame);
  g_free (plane->title);
  g_free (plane->scale_label);
  g_free (plane->dots);
  g_free (plane);
}

double
lab_dot_plane_place (const LabDotPlane *plane, double value)
{
  if (plane->is_signed)
    return isfinite (value) ? CLAMP (0.5 + 0.5 * value / plane->high, 0.0, 1.0) : 0.5;
  if (!(value > 0.0) || !isfinite (value))
    return 0.5;
  return CLAMP (log (value / plane->low) / log (plane->high / plane->low), 0.0, 1.0);
}

LabColour
lab_dot_plane_colour (const LabDotPlane *plane, double place)
{
  if (!plane->is_signed)
    return lab_ramp_colour (place);
  const LabColour *end = place < 0.5 ? &BELOW : &ABOVE;
  double share = fabs (2.0 * place - 1.0);
  return (LabColour){NOTHING.red + share * (end->red - NOTHING.red),
                     NOTHING.green + share * (end->green - NOTHING.green),
                     NOTHING.blue + share * (end->blue - NOTHING.blue), 1.0};
}

char *
lab_dot_plane_describe (const LabDotPlane *plane)
{
  guint empty = 0;

  for (guint i = 0; i < plane->count; i++)
    empty += isfinite (plane->dots[i].value) ? 0 : 1;
  /* Translators: the picture's title, then how many dots it has and of which values. */
  return g_strdup_printf (_ ("%s: %u dots, from %.3g to %.3g, %u without a value."), plane->title,
                          plane->count, plane->low, plane->high, empty);
}
