/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the phases on the phase map: each where its phase rules and nothing else stands. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/phase-map/paint-phase-map.h"
#include "chart/phase-map/phase-map-private.h"

/* In units of the font. */
#define NAME_SIZE 1.05

/* Places tried for a name, in each direction. */
#define NAME_PLACES 24

#define ACCEPTABLE_COST 10.0

/* All corners of a name lie where its phase rules. */
static gboolean
lies_in_phase (const LabPaint *paint,
               const LabPhaseMap *map,
               const LabLabelBox *box,
               LabPhase phase)
{
  for (int corner = 0; corner < 4; corner++) {
    double x = box->x + (corner % 2 == 0 ? -0.5 : 0.5) * box->width;
    double y = box->y + (corner / 2 == 0 ? -0.5 : 0.5) * box->height;
    if (lab_phase_map_phase (map, lab_chart_value_x (&paint->plot, &paint->range, x),
                             lab_chart_value_y (&paint->plot, &paint->range, y)) != phase)
      return FALSE;
  }
  return TRUE;
}

/* The free place nearest to the middle of the phase. */
static gboolean
find_name_place (LabPaint *paint,
                 const LabPhaseMap *map,
                 const LabText *text,
                 const LabPhasePlace *place,
                 LabPhase phase,
                 LabLabelBox *found)
{
  double x = lab_chart_plot_x (&paint->plot, &paint->range, place->x);
  double y = lab_chart_plot_y (&paint->plot, &paint->range, place->y);
  double least = INFINITY;

  for (int i = 0; i < NAME_PLACES * NAME_PLACES; i++) {
    double across = (i % NAME_PLACES + 0.5) / NAME_PLACES;
    double along = (double)(i / NAME_PLACES) / NAME_PLACES + 0.5 / NAME_PLACES;
    LabLabelBox box = {paint->plot.x + across * paint->plot.width,
                       paint->plot.y + along * paint->plot.height, text->width, text->height, 0.0};
    double distance = hypot (box.x - x, box.y - y);
    if (distance >= least || !(lab_occupancy_cost (paint->map, &box) < ACCEPTABLE_COST) ||
        !lies_in_phase (paint, map, &box, phase))
      continue;
    least = distance;
    *found = box;
  }
  return isfinite (least);
}

static void
paint_name (LabPaint *paint,
            const LabPhaseMap *map,
            const LabPhasePlace *place,
            LabPhase phase,
            const char *name)
{
  LabLabelBox box = {0};
  g_auto (LabText) text = {0};

  if (!place->shown)
    return;
  lab_text_init (&text, paint->pango, name, NAME_SIZE * paint->style->font_size, paint->plot.width,
                 1);
  lab_text_set_bold (&text);
  if (find_name_place (paint, map, &text, place, phase, &box))
    lab_paint_text (paint, &text, box.x, box.y, (LabAnchor){0.5, 0.5}, 0.0,
                    &paint->style->foreground, TRUE);
}

void
lab_paint_phase_names (LabPaint *paint, const LabPhaseMap *map)
{
  paint_name (paint, map, &map->optimisation, LAB_PHASE_OPTIMISATION, _ ("optimisation phase"));
  paint_name (paint, map, &map->statistical, LAB_PHASE_STATISTICAL, _ ("statistical phase"));
}
