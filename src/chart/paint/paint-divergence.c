/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of runs that diverged: a cross for each, and a sentence for each group of neighbours. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/paint/paint.h"

/* In units of the font. */
#define SENTENCE_SIZE 0.92

/* Crosses closer than this (units of the font) share a sentence: two would run into each other. */
#define GROUP_GAP 16.0

#define DIVERGED_RED ((LabColour){0.80, 0.0, 0.0, 1.0})

/* Neighbouring marks, in pixels and steps. */
typedef struct
{
  const LabChartDivergence *only; /* where there is one */
  double left, right;
  guint count;
  guint first_step, last_step;
} Group;

/* A cross on the upper edge of the plot. */
static void
paint_cross (LabPaint *paint, double x, double y, double radius)
{
  LabLabelBox box = {x, y, 2.0 * radius, 2.0 * radius, 0.0};

  cairo_move_to (paint->cr, x - radius, y - radius);
  cairo_line_to (paint->cr, x + radius, y + radius);
  cairo_move_to (paint->cr, x - radius, y + radius);
  cairo_line_to (paint->cr, x + radius, y - radius);
  cairo_stroke (paint->cr);
  lab_occupancy_add_box (paint->map, &box, LAB_COVER_DATA);
}

/* Beside its crosses, right or left, or below them, where it is free. */
static void
paint_sentence (LabPaint *paint,
                const char *sentence,
                const Group *group,
                double y,
                const LabColour *colour)
{
  double font = paint->style->font_size;
  g_auto (LabText) text = {0};
  const LabAnchor anchors[] = {{0.0, 0.5}, {1.0, 0.5}, {0.5, 0.0}};
  const double places[][2] = {
      {group->right + 0.8 * font, y},
      {group->left - 0.8 * font, y},
      {0.5 * (group->left + group->right), y + 0.7 * font},
  };

  if (sentence == NULL || *sentence == '\0')
    return;
  lab_text_init (&text, paint->pango, sentence, SENTENCE_SIZE * font, paint->plot.width / 2.0, 2);
  for (guint i = 0; i < G_N_ELEMENTS (anchors); i++) {
    LabLabelBox box = lab_paint_text_box (&text, places[i][0], places[i][1], anchors[i], 0.0);

    box.width += font; /* air between neighbours */
    if (lab_occupancy_cost (paint->map, &box) >= 10.0)
      continue;
    lab_paint_text (paint, &text, places[i][0], places[i][1], anchors[i], 0.0, colour, TRUE);
    return;
  }
}

static gint
compare_x (gconstpointer a, gconstpointer b)
{
  const LabChartDivergence *const *left = a, *const *right = b;

  return (*left)->x < (*right)->x ? -1 : (*left)->x > (*right)->x;
}

/* The marks in view, ascending in x; borrowed. */
static GPtrArray *
marks_in_view (const LabPaint *paint)
{
  const GPtrArray *divergences = paint->content->divergences;
  GPtrArray *marks = g_ptr_array_new ();

  for (guint i = 0; i < divergences->len; i++) {
    LabChartDivergence *divergence = g_ptr_array_index (divergences, i);
    double x = lab_chart_plot_x (&paint->plot, &paint->range, divergence->x);

    if (x >= paint->plot.x - 0.5 && x <= paint->plot.x + paint->plot.width + 0.5)
      g_ptr_array_add (marks, divergence);
  }
  g_ptr_array_sort (marks, compare_x);
  return marks;
}

static GArray *
group_marks (const LabPaint *paint, const GPtrArray *marks)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));

  for (guint i = 0; i < marks->len; i++) {
    const LabChartDivergence *mark = g_ptr_array_index (marks, i);
    double x = lab_chart_plot_x (&paint->plot, &paint->range, mark->x);
    Group *last = groups->len > 0 ? &g_array_index (groups, Group, groups->len - 1) : NULL;

    if (last == NULL || x - last->right > GROUP_GAP * paint->style->font_size) {
      g_array_append_val (groups, ((Group){mark, x, x, 1, mark->step, mark->step}));
      continue;
    }
    last->right = x;
    last->count++;
    last->first_step = MIN (last->first_step, mark->step);
    last->last_step = MAX (last->last_step, mark->step);
  }
  return groups;
}

static char *
group_sentence (const Group *group)
{
  if (group->count == 1)
    return g_strdup (group->only->label);
  if (group->first_step == group->last_step)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run diverged at step %u",
                                         "%u runs diverged at step %u", group->count),
                            group->count, group->first_step);
  /* Translators: the first and the last of several steps. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run diverged at steps %u–%u",
                                       "%u runs diverged at steps %u–%u", group->count),
                          group->count, group->first_step, group->last_step);
}

void
lab_paint_divergences (LabPaint *paint)
{
  const LabColour red = DIVERGED_RED;
  LabColour colour = lab_colour_with_contrast (&red, &paint->style->background, 4.5);
  double radius = 0.9 * lab_paint_marker_radius (paint);
  double y = paint->plot.y + 0.8 * paint->style->font_size;
  g_autoptr (GPtrArray) marks = marks_in_view (paint);
  g_autoptr (GArray) groups = group_marks (paint, marks);

  cairo_set_line_width (paint->cr, paint->style->line_width);
  cairo_set_line_cap (paint->cr, CAIRO_LINE_CAP_ROUND);
  lab_paint_set_colour (paint, &colour, 1.0);
  for (guint i = 0; i < marks->len; i++) {
    const LabChartDivergence *mark = g_ptr_array_index (marks, i);

    paint_cross (paint, lab_chart_plot_x (&paint->plot, &paint->range, mark->x), y, radius);
  }
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = &g_array_index (groups, Group, i);
    g_autofree char *sentence = group_sentence (group);

    paint_sentence (paint, sentence, group, y, &colour);
  }
  cairo_set_line_cap (paint->cr, CAIRO_LINE_CAP_BUTT);
}
