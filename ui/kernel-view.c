#include "config.h"
#include "kernel-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/kernel-view-picture.h"
#include "switches.h"

/* The slider runs over ln of the step, to well beyond what is trained. */
#define LATEST_STEP 1e5

#define SMALLEST_WIDTH  240
#define SMALLEST_HEIGHT 140

struct _LabKernelView
{
  LabView parent_instance;

  GtkWidget *bar, *scale, *step_label, *head, *area, *summary;
  LabKernelService *service;
  LabKernelCharts *charts; /* NULL before the first study */
  LabExperiment wanted;
  double wanted_scale; /* 0: nothing was wanted yet, or it was stopped */
};

/* What the drop-down offers, in its order. */
static const double head_scales[] = {1, 3, 10};

G_DEFINE_FINAL_TYPE (LabKernelView, lab_kernel_view, LAB_TYPE_VIEW)

double
lab_kernel_view_get_step (LabKernelView *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_VIEW (self), NAN);

  return exp (gtk_range_get_value (GTK_RANGE (self->scale)));
}

void
lab_kernel_view_set_step (LabKernelView *self, double step)
{
  g_return_if_fail (LAB_IS_KERNEL_VIEW (self) && step >= 1);

  gtk_range_set_value (GTK_RANGE (self->scale), log (step));
}

/* Of the study at the step shown. */
static void
compose (LabKernelView *self)
{
  const LabKernelStudy *study = lab_kernel_service_get (self->service);
  g_autofree char *step = g_strdup_printf ("%.3g", lab_kernel_view_get_step (self));

  gtk_label_set_text (GTK_LABEL (self->step_label), step);
  if (study == NULL)
    return;
  g_clear_pointer (&self->charts, lab_kernel_charts_free);
  self->charts = lab_kernel_charts_new (study, lab_kernel_view_get_step (self));
  gtk_widget_queue_draw (self->area);
}

static void
on_study (LabKernelView *self)
{
  const LabKernelStudy *study = lab_kernel_service_get (self->service);
  const char *failure = lab_kernel_service_get_failure (self->service);
  g_autofree char *summary = study != NULL ? lab_kernel_summary (study) : NULL;

  if (failure != NULL)
    gtk_label_set_text (GTK_LABEL (self->summary), failure);
  else if (summary != NULL)
    gtk_label_set_text (GTK_LABEL (self->summary), summary);
  compose (self);
  if (self->charts != NULL) {
    g_autofree char *curves = lab_chart_content_describe (self->charts->curves);

    gtk_accessible_update_property (GTK_ACCESSIBLE (self->area),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, curves, -1);
  }
}

static double
head_scale_of (LabKernelView *self)
{
  const guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->head));

  return selected < G_N_ELEMENTS (head_scales) ? head_scales[selected] : 1;
}

static void
lab_kernel_view_update (LabView *view, LabLaboratory *laboratory)
{
  LabKernelView *self = LAB_KERNEL_VIEW (view);
  const LabExperiment *experiment = lab_laboratory_get_experiment (laboratory);
  const double scale = head_scale_of (self);

  if (self->wanted_scale == scale && lab_experiment_equal (experiment, &self->wanted))
    return;
  self->wanted = *experiment;
  self->wanted_scale = scale;
  lab_kernel_service_want (self->service, experiment, scale);
}

static void
on_head (LabKernelView *self)
{
  LabLaboratory *laboratory = lab_view_get_laboratory (LAB_VIEW (self));

  if (laboratory != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lab_kernel_view_update (LAB_VIEW (self), laboratory);
}

static void
lab_kernel_view_restyle (LabView *view)
{
  LabKernelView *self = LAB_KERNEL_VIEW (view);

  if (self->area == NULL) /* still being built */
    return;
  gtk_widget_set_visible (self->bar, !lab_view_get_presenting (view));
  gtk_widget_queue_draw (self->area);
}

static LabPicture *
lab_kernel_view_picture (LabView *view)
{
  LabKernelView *self = LAB_KERNEL_VIEW (view);

  return self->charts != NULL ? lab_kernel_charts_picture (self->charts) : NULL;
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  LabKernelView *self = data;
  LabChartStyle style;

  if (self->charts == NULL)
    return;
  lab_view_style (LAB_VIEW (self), height, &style);
  lab_kernel_charts_paint (cr, width, height, self->charts, &style);
}

/* Nobody looks: nothing is computed. */
static void
lab_kernel_view_unmap (GtkWidget *widget)
{
  LabKernelView *self = LAB_KERNEL_VIEW (widget);

  if (lab_kernel_service_is_busy (self->service))
    self->wanted_scale = 0;
  lab_kernel_service_stop (self->service);
  GTK_WIDGET_CLASS (lab_kernel_view_parent_class)->unmap (widget);
}

static void
lab_kernel_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lab_kernel_view_parent_class)->map (widget);
  on_head (LAB_KERNEL_VIEW (widget));
}

static gboolean
lab_kernel_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LAB_KERNEL_VIEW (widget)->scale);
}

static void
lab_kernel_view_dispose (GObject *object)
{
  LabKernelView *self = LAB_KERNEL_VIEW (object);

  if (self->service != NULL)
    lab_kernel_service_stop (self->service);
  g_clear_object (&self->service);
  g_clear_pointer (&self->charts, lab_kernel_charts_free);
  self->area = NULL;
  G_OBJECT_CLASS (lab_kernel_view_parent_class)->dispose (object);
}

static void
lab_kernel_view_class_init (LabKernelViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LabViewClass *view_class = LAB_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lab_kernel_view_dispose;
  widget_class->grab_focus = lab_kernel_view_grab_focus;
  widget_class->map = lab_kernel_view_map;
  widget_class->unmap = lab_kernel_view_unmap;
  view_class->update = lab_kernel_view_update;
  view_class->restyle = lab_kernel_view_restyle;
  view_class->picture = lab_kernel_view_picture;
}

static GtkWidget *
build_step (LabKernelView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Step"));

  self->scale =
      gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, log (LATEST_STEP), log (10) / 20);
  gtk_widget_set_hexpand (self->scale, TRUE);
  gtk_widget_set_size_request (self->scale, 160, -1);
  gtk_widget_set_tooltip_text (self->scale, _ ("Time in the ODE: which modes are learned by then"));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  self->step_label = gtk_label_new ("1");
  gtk_label_set_width_chars (GTK_LABEL (self->step_label), 8);
  gtk_label_set_xalign (GTK_LABEL (self->step_label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->scale);
  gtk_box_append (GTK_BOX (box), self->step_label);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (compose), self);
  return box;
}

static GtkWidget *
build_head (LabKernelView *self)
{
  const char *const choices[] = {_ ("as it is"), _ ("3 times"), _ ("10 times"), NULL};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Head’s weights"));

  self->head = gtk_drop_down_new_from_strings (choices);
  gtk_widget_set_tooltip_text (
      self->head, _ ("A larger head makes training lazy: the other weights hardly move, "
                     "and the prediction holds for longer"));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->head);
  g_signal_connect_swapped (self->head, "notify::selected", G_CALLBACK (on_head), self);
  return box;
}

static GtkWidget *
build_area (LabKernelView *self)
{
  self->area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG,
                             "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->area), SMALLEST_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->area), SMALLEST_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The kernel of the transformer"), -1);
  return self->area;
}

static void
lab_kernel_view_init (LabKernelView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->service = lab_kernel_service_new ();
  self->bar = g_object_new (LAB_TYPE_SWITCHES, NULL);
  gtk_widget_add_css_class (self->bar, "view-bar");
  gtk_widget_set_parent (build_step (self), self->bar);
  gtk_widget_set_parent (build_head (self), self->bar);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), build_area (self));
  self->summary = gtk_label_new (_ ("The kernel is being computed …"));
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_widget_add_css_class (self->summary, "view-bar");
  gtk_box_append (GTK_BOX (box), self->summary);
  lab_view_set_child (LAB_VIEW (self), box);
  g_signal_connect_object (self->service, "changed", G_CALLBACK (on_study), self,
                           G_CONNECT_SWAPPED);
  lab_kernel_view_set_step (self, 10);
}

GtkWidget *
lab_kernel_view_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_VIEW, NULL);
}

LabKernelService *
lab_kernel_view_get_service (LabKernelView *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_VIEW (self), NULL);

  return self->service;
}

const char *
lab_kernel_view_get_summary (LabKernelView *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_VIEW (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->summary));
}
