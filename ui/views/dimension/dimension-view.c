/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of intrinsic dimension in the window. */
#include "config.h"
#include "ui/views/dimension/dimension-view.h"
#include "ui/views/dimension/dimension-view-testing.h"

#include <glib/gi18n.h>

#include "laboratory/answers/dimension-estimates.h"
#include "ui/pieces/silence.h"

struct _LabDimensionView
{
  LabView parent_instance;

  GtkWidget *silence; /* why there is no picture, in the canvas's place */
  GtkWidget *canvas;
  LabDimensionEstimates *estimates;
  LabDimensionPlot *plot;
};

G_DEFINE_FINAL_TYPE (LabDimensionView, lab_dimension_view, LAB_TYPE_VIEW)

typedef struct
{
  LabDimensionInput input;
  LabDimensionPlot *plot; /* of the controls' runs, once they were met */
} Collection;

/* Runs are borrowed during the visit: the plot is made within it. */
static void
collect (const LabExperiment *experiment,
         LabRun *const *runs,
         const LabChartLiveRun *live,
         guint run_count,
         gpointer data)
{
  Collection *collection = data;
  LabDimensionInput input = collection->input;

  if (collection->plot != NULL || !lab_experiment_equal (experiment, input.experiment))
    return;
  input.runs = runs;
  input.live = live;
  input.run_count = run_count;
  collection->plot = lab_dimension_plot_new (&input);
}

static void
lab_dimension_view_update (LabView *view, LabLaboratory *laboratory)
{
  LabDimensionView *self = LAB_DIMENSION_VIEW (view);
  const LabExperiment *controls = lab_laboratory_get_experiment (laboratory);
  gboolean none = controls->points == NULL && !lab_experiment_has_manifold (controls);
  Collection collection = {.input = {.experiment = controls}};

  lab_silence_set (self->silence, self->canvas,
                   none ? _ ("These inputs lie on no manifold whose dimension could be estimated: "
                             "each token is drawn in all of its d coordinates.")
                        : NULL);
  if (none) {
    lab_dimension_estimates_stop (self->estimates);
    g_clear_pointer (&self->plot, lab_dimension_plot_unref);
    return;
  }
  collection.input.report = lab_dimension_estimates_get (self->estimates, controls);

  lab_laboratory_visit (laboratory, collect, &collection);
  if (collection.plot == NULL)
    collection.plot = lab_dimension_plot_new (&collection.input);
  g_clear_pointer (&self->plot, lab_dimension_plot_unref);
  self->plot = collection.plot;
  lab_dimension_canvas_set_plot (LAB_DIMENSION_CANVAS (self->canvas), self->plot);
}

static LabPicture *
lab_dimension_view_picture (LabView *view)
{
  LabDimensionView *self = LAB_DIMENSION_VIEW (view);

  return self->plot != NULL ? lab_dimension_plot_picture (self->plot) : NULL;
}

/* What is stopped is to be asked for again, even if the laboratory does not change meanwhile. */
static void
lab_dimension_view_unmap (GtkWidget *widget)
{
  lab_dimension_estimates_stop (LAB_DIMENSION_VIEW (widget)->estimates);
  GTK_WIDGET_CLASS (lab_dimension_view_parent_class)->unmap (widget);
  lab_view_renew (LAB_VIEW (widget));
}

static void
lab_dimension_view_dispose (GObject *object)
{
  LabDimensionView *self = LAB_DIMENSION_VIEW (object);

  if (self->estimates != NULL)
    lab_dimension_estimates_stop (self->estimates);
  g_clear_object (&self->estimates);
  g_clear_pointer (&self->plot, lab_dimension_plot_unref);
  G_OBJECT_CLASS (lab_dimension_view_parent_class)->dispose (object);
}

static void
lab_dimension_view_class_init (LabDimensionViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LabViewClass *view_class = LAB_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lab_dimension_view_dispose;
  widget_class->unmap = lab_dimension_view_unmap;
  view_class->update = lab_dimension_view_update;
  view_class->picture = lab_dimension_view_picture;
}

static void
lab_dimension_view_init (LabDimensionView *self)
{
  GtkWidget *box;

  self->estimates = lab_dimension_estimates_new ();
  self->canvas = lab_dimension_canvas_new ();
  self->silence = lab_silence_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), self->silence);
  gtk_box_append (GTK_BOX (box), self->canvas);
  lab_view_set_child (LAB_VIEW (self), box);
  lab_view_set_canvas (LAB_VIEW (self), LAB_PICTURE_CANVAS (self->canvas));
  g_signal_connect_object (self->estimates, "estimated", G_CALLBACK (lab_view_renew), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
lab_dimension_view_new (void)
{
  return g_object_new (LAB_TYPE_DIMENSION_VIEW, NULL);
}

LabDimensionPlot *
lab_dimension_view_get_plot (LabDimensionView *self)
{
  g_return_val_if_fail (LAB_IS_DIMENSION_VIEW (self), NULL);

  return self->plot;
}

LabDimensionCanvas *
lab_dimension_view_get_canvas (LabDimensionView *self)
{
  g_return_val_if_fail (LAB_IS_DIMENSION_VIEW (self), NULL);

  return LAB_DIMENSION_CANVAS (self->canvas);
}
