/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a chart: everything written goes through Pango here. */
#pragma once

#include <pango/pangocairo.h>

#include "chart/paint/painter.h"

G_BEGIN_DECLS

/* Where a text's own point lies. */
typedef struct
{
  double x; /* 0 left, 0.5 middle, 1 right */
  double y; /* 0 top, 0.5 middle, 1 bottom */
} LabAnchor;

/* One measured text. */
typedef struct
{
  PangoLayout *layout;
  double width;
  double height;
  double baseline; /* below the top, of the first line */
} LabText;

/* A context with the style's family; every text of one painting shares it. g_object_unref(). */
PangoContext *lab_text_context (cairo_t *cr, const LabChartStyle *style);

/* text as lab_chart_markup() sets it, or ready markup; size in pixels. width > 0 wraps to lines of
 * at most that many pixels, no more than `lines` of them, the last ellipsised. Clear with
 * lab_text_clear(). */
void lab_text_init        (LabText *text, PangoContext *context, const char *plain, double size,
                           double width, int lines);
void lab_text_init_markup (LabText *text, PangoContext *context, const char *markup, double size);
/* The markup of lab_chart_markup() for a layout with a font of size pixels. */
void lab_text_set_markup  (PangoLayout *layout, const char *markup, double size);
void lab_text_set_bold    (LabText *text);
void lab_text_clear       (LabText *text);

/* Draws the text with its anchor at (x, y), turned by angle (radians, clockwise on screen). With
 * halo, an outline in that colour keeps it legible over lines. */
void lab_text_draw        (const LabText *text, cairo_t *cr, double x, double y, LabAnchor anchor,
                           double angle, const LabColour *colour, const LabColour *halo);

/* base with `raised` as its exponent, as markup; both are escaped. Free with g_free(). */
char *lab_text_raise      (const char *base, const char *raised);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabText, lab_text_clear)

G_END_DECLS
