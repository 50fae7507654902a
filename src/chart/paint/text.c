/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a chart: Pango layouts, typeset exponents, halos. */
#include "chart/paint/text.h"

#include <math.h>
#include <string.h>

/* Exponents: larger than <sup>, so that a decimal point is seen in a turned label too, and with a
 * hair of air before and a thin space behind. */
#define RAISED_START "<span size='82%%' baseline_shift='superscript'>\u200a"
#define RAISED_CLOSE "</span>"
#define RAISED_END   RAISED_CLOSE "\u2009"

/* How far they are raised, in units of the font. */
#define RISE 0.36

/* Outline that keeps text apart from what lies under it, in units of the text's height. */
#define HALO_WIDTH 0.28

/* Symbols of the vocabulary that are set in italics where they stand alone. */
#define SYMBOLS "nNmdDTLCtkpqxyβσαγνκλη"

PangoContext *
lab_text_context (cairo_t *cr, const LabChartStyle *style)
{
  PangoContext *context = pango_cairo_create_context (cr);
  PangoFontDescription *font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_font_description_set_family (font, style->font_family);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

static void
append_escaped (GString *out, const char *text, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (out, escaped);
}

/* A hyphen in an exponent is a minus sign. */
static void
append_raised (GString *out, const char *text, gssize length)
{
  g_autofree char *copy = g_strndup (text, (gsize)length);
  g_auto (GStrv) parts = g_strsplit (copy, "-", -1);
  g_autofree char *minus = g_strjoinv ("\u2212", parts);

  g_string_append_printf (out, RAISED_START);
  append_escaped (out, minus, -1);
  g_string_append (out, strchr (",.;:)", text[length]) != NULL ? RAISED_CLOSE : RAISED_END);
}

/* The end of an exponent that starts at text: a bracketed group, or up to a blank, a comma or a
 * wide character (Chinese words and punctuation follow without a blank). A comma between digits is
 * decimal ("n^-0,51"). */
static const char *
exponent_end (const char *text)
{
  const char *start = text;
  int depth = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (*text == ',' && text > start && g_ascii_isdigit (text[-1]) && g_ascii_isdigit (text[1]))
      continue;
    if (*text == '(')
      depth++;
    if (*text == ')' && --depth <= 0)
      return depth == 0 ? text + 1 : text;
    if (depth == 0 && (strchr (" ,;:", *text) != NULL || g_unichar_iswide (g_utf8_get_char (text))))
      return text;
  }
  return text;
}

static gboolean
is_lone_symbol (const char *start, const char *at)
{
  gunichar symbol = g_utf8_get_char (at);
  gunichar next = g_utf8_get_char (g_utf8_next_char (at));
  gunichar before = at > start ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';

  if (g_utf8_strchr (SYMBOLS, -1, symbol) == NULL)
    return FALSE;
  return !g_unichar_isalnum (next) && !g_unichar_isalnum (before) && before != '\'' && next != '\'';
}

char *
lab_chart_markup (const char *text)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free (out, FALSE));
  for (const char *at = text; *at != '\0';) {
    const char *next = g_utf8_next_char (at);

    if (*at == '^' && *next != '\0') {
      const char *end = exponent_end (next);
      gboolean bracketed = *next == '(' && end[-1] == ')';

      append_raised (out, next + bracketed, end - next - 2 * bracketed);
      at = end;
    } else if (is_lone_symbol (text, at)) {
      g_string_append (out, "<i>");
      append_escaped (out, at, next - at);
      g_string_append (out, "</i>");
      at = next;
    } else {
      append_escaped (out, at, next - at);
      at = next;
    }
  }
  return g_string_free (out, FALSE);
}

char *
lab_text_raise (const char *base, const char *raised)
{
  return g_markup_printf_escaped ("%s" RAISED_START "%s" RAISED_END, base, raised);
}

static void
measure (LabText *text)
{
  int width, height;

  pango_layout_get_size (text->layout, &width, &height);
  text->width = (double)width / PANGO_SCALE;
  text->height = (double)height / PANGO_SCALE;
  text->baseline = (double)pango_layout_get_baseline (text->layout) / PANGO_SCALE;
}

static gboolean
is_shift (PangoAttribute *attribute, gpointer data)
{
  return attribute->klass->type == PANGO_ATTR_BASELINE_SHIFT;
}

/* A rise ends where its text ends. A shift of the baseline does not quite: what follows would stand
 * a pixel or two below its line (Pango 1.50). */
void
lab_text_set_markup (PangoLayout *layout, const char *markup, double size)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (PangoAttrList) shifts = NULL;
  GSList *list;

  pango_layout_set_markup (layout, markup, -1);
  if (pango_layout_get_attributes (layout) == NULL)
    return;
  attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  shifts = pango_attr_list_filter (attributes, is_shift, NULL);
  list = shifts != NULL ? pango_attr_list_get_attributes (shifts) : NULL;
  for (GSList *at = list; at != NULL; at = at->next) {
    const PangoAttribute *shift = at->data;
    PangoAttribute *rise = pango_attr_rise_new ((int)lround (RISE * size * PANGO_SCALE));

    rise->start_index = shift->start_index;
    rise->end_index = shift->end_index;
    pango_attr_list_insert (attributes, rise);
  }
  g_slist_free_full (list, (GDestroyNotify)pango_attribute_destroy);
  pango_layout_set_attributes (layout, attributes);
}

void
lab_text_init_markup (LabText *text, PangoContext *context, const char *markup, double size)
{
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (context));

  text->layout = pango_layout_new (context);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (text->layout, font);
  pango_font_description_free (font);
  lab_text_set_markup (text->layout, markup, size);
  measure (text);
}

void
lab_text_init (LabText *text,
               PangoContext *context,
               const char *plain,
               double size,
               double width,
               int lines)
{
  g_autofree char *valid = g_utf8_make_valid (plain, -1);
  g_autofree char *markup = lab_chart_markup (valid);

  lab_text_init_markup (text, context, markup, size);
  if (width > 0.0 && (text->width > width || strchr (plain, '\n') != NULL)) {
    pango_layout_set_width (text->layout, (int)(fmin (width, 1e5) * PANGO_SCALE));
    pango_layout_set_wrap (text->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height (text->layout, -lines);
    measure (text);
  }
}

void
lab_text_set_bold (LabText *text)
{
  PangoFontDescription *font =
      pango_font_description_copy (pango_layout_get_font_description (text->layout));

  pango_font_description_set_weight (font, PANGO_WEIGHT_SEMIBOLD);
  pango_layout_set_font_description (text->layout, font);
  pango_font_description_free (font);
  measure (text);
}

void
lab_text_clear (LabText *text)
{
  g_clear_object (&text->layout);
}

/* On pixels, glyphs are set on whole rows: a turned text would hop, and lose its decimal points.
 * Outlines lie where they should. Pages keep glyphs, which can be searched. */
static gboolean
wants_outlines (cairo_t *cr, double angle)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_group_target (cr));

  return angle != 0.0 && type != CAIRO_SURFACE_TYPE_PDF && type != CAIRO_SURFACE_TYPE_SVG &&
         type != CAIRO_SURFACE_TYPE_PS;
}

void
lab_text_draw (const LabText *text,
               cairo_t *cr,
               double x,
               double y,
               LabAnchor anchor,
               double angle,
               const LabColour *colour,
               const LabColour *halo)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_translate (cr, -anchor.x * text->width, -anchor.y * text->height);
  if (halo != NULL) {
    cairo_new_path (cr);
    pango_cairo_layout_path (cr, text->layout);
    cairo_set_source_rgba (cr, halo->red, halo->green, halo->blue, 0.85);
    cairo_set_line_width (cr, HALO_WIDTH * text->height);
    cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke (cr);
  }
  cairo_move_to (cr, 0.0, 0.0);
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
  if (wants_outlines (cr, angle)) {
    cairo_new_path (cr);
    cairo_move_to (cr, 0.0, 0.0);
    pango_cairo_layout_path (cr, text->layout);
    cairo_fill (cr);
  } else {
    pango_cairo_show_layout (cr, text->layout);
  }
  cairo_restore (cr);
}
