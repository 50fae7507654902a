/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimates of dimension as a widget. */
#include "config.h"
#include "ui/views/dimension/dimension-canvas.h"

#include <glib/gi18n.h>

/* The pointer takes a point within so many pixels. */
#define REACH 14.0

/* Farther than any plot has points. */
#define ALL_POINTS 100000

struct _LabDimensionCanvas
{
  LabPictureCanvas parent_instance;

  LabDimensionPlot *plot;
  LabDimensionPlace place; /* of the cursor; panel < 0: none */
};

G_DEFINE_FINAL_TYPE (LabDimensionCanvas, lab_dimension_canvas, LAB_TYPE_PICTURE_CANVAS)

static gboolean
paint (LabPictureCanvas *canvas,
       cairo_t *cr,
       double width,
       double height,
       const LabChartStyle *style)
{
  LabDimensionCanvas *self = LAB_DIMENSION_CANVAS (canvas);

  if (self->plot == NULL)
    return FALSE;
  lab_dimension_plot_paint (cr, width, height, self->plot, style,
                            self->place.panel >= 0 ? &self->place : NULL);
  return TRUE;
}

/* The place is a part of the picture. */
static void
set_place (LabDimensionCanvas *self, const LabDimensionPlace *place)
{
  g_autofree char *text = NULL;

  self->place = *place;
  text = self->plot != NULL ? lab_dimension_plot_readout (self->plot, place) : g_strdup ("");
  if (*text == '\0')
    self->place.panel = -1;
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (self));
  lab_picture_canvas_say (LAB_PICTURE_CANVAS (self), text);
}

static void
clear_cursor (LabPictureCanvas *canvas)
{
  if (LAB_DIMENSION_CANVAS (canvas)->place.panel >= 0)
    set_place (LAB_DIMENSION_CANVAS (canvas), &(LabDimensionPlace){.panel = -1});
}

static gboolean
point_at (LabPictureCanvas *canvas, double x, double y)
{
  LabDimensionCanvas *self = LAB_DIMENSION_CANVAS (canvas);
  int width = gtk_widget_get_width (GTK_WIDGET (canvas));
  int height = gtk_widget_get_height (GTK_WIDGET (canvas));
  LabDimensionPlace place;
  LabChartStyle style;

  if (self->plot == NULL)
    return FALSE;
  lab_picture_canvas_style (canvas, height, &style);
  if (!lab_dimension_plot_pick (self->plot, width, height, &style, x, y, REACH, &place))
    return FALSE;
  set_place (self, &place);
  return TRUE;
}

static gboolean
move (LabPictureCanvas *canvas, LabCursorMove direction)
{
  static const int steps[] = {
      [LAB_CURSOR_NEXT] = 1,
      [LAB_CURSOR_PREVIOUS] = -1,
      [LAB_CURSOR_FIRST] = -ALL_POINTS,
      [LAB_CURSOR_LAST] = ALL_POINTS,
  };
  LabDimensionCanvas *self = LAB_DIMENSION_CANVAS (canvas);
  LabDimensionPlace place = self->place;

  if (self->plot == NULL || direction >= G_N_ELEMENTS (steps))
    return FALSE;
  if (lab_dimension_plot_move (self->plot, steps[direction], &place))
    set_place (self, &place);
  return TRUE;
}

static void
lab_dimension_canvas_finalize (GObject *object)
{
  g_clear_pointer (&LAB_DIMENSION_CANVAS (object)->plot, lab_dimension_plot_unref);
  G_OBJECT_CLASS (lab_dimension_canvas_parent_class)->finalize (object);
}

static void
lab_dimension_canvas_class_init (LabDimensionCanvasClass *class)
{
  LabPictureCanvasClass *canvas_class = LAB_PICTURE_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lab_dimension_canvas_finalize;
  canvas_class->paint = paint;
  canvas_class->point_at = point_at;
  canvas_class->move = move;
  canvas_class->clear_cursor = clear_cursor;
}

static void
lab_dimension_canvas_init (LabDimensionCanvas *self)
{
  self->place.panel = -1;
  lab_picture_canvas_set_name (LAB_PICTURE_CANVAS (self), _ ("Intrinsic dimension"));
}

GtkWidget *
lab_dimension_canvas_new (void)
{
  return g_object_new (LAB_TYPE_DIMENSION_CANVAS, NULL);
}

void
lab_dimension_canvas_set_plot (LabDimensionCanvas *self, LabDimensionPlot *plot)
{
  g_autofree char *description = NULL;

  g_return_if_fail (LAB_IS_DIMENSION_CANVAS (self) && plot != NULL);

  lab_dimension_plot_ref (plot);
  g_clear_pointer (&self->plot, lab_dimension_plot_unref);
  self->plot = plot;
  description = lab_dimension_plot_describe (plot);
  lab_picture_canvas_describe (LAB_PICTURE_CANVAS (self), description);
  set_place (self, &self->place);
}
