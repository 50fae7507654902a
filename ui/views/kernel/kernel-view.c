/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/views/kernel/kernel-view-private.h"
#include "ui/views/kernel/kernel-view-testing.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/views/kernel/kernel-facts.h"
#include "ui/views/kernel/kernel-pair.h"

/* What the drop-downs offer, in their order. */
static const double head_scales[] = {LAB_KERNEL_STUDY_HEAD_SCALE, 3, 1};
static const double floors[] = {0, 0.01, 0.1};

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
  self->charts = lab_kernel_charts_new (study, lab_kernel_service_get_findings (self->service),
                                        lab_kernel_view_get_step (self));
  lab_kernel_pair_set_contents (LAB_KERNEL_PAIR (self->pair), self->charts->curves,
                                self->charts->spectrum);
}

static void
on_study (LabKernelView *self)
{
  lab_kernel_facts_show (LAB_KERNEL_FACTS (self->facts), lab_kernel_service_get (self->service),
                         lab_kernel_service_get_findings (self->service),
                         lab_kernel_service_get_failure (self->service));
  compose (self);
}

static double
chosen (GtkWidget *drop_down, const double *values, guint count)
{
  return values[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), count - 1)];
}

/* Wants what the switch asks for, and shows what there is. */
static void
follow_widths (LabKernelView *self)
{
  LabLaboratory *laboratory = lab_view_get_laboratory (LAB_VIEW (self));
  const LabWidthGap *gap;
  g_autofree char *text = NULL;

  if (laboratory == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->widths))) {
    lab_kernel_widths_stop (self->width_service);
    lab_kernel_facts_set_width (LAB_KERNEL_FACTS (self->facts), NULL);
    return;
  }
  lab_kernel_widths_want (self->width_service, lab_laboratory_get_experiment (laboratory),
                          chosen (self->head, head_scales, G_N_ELEMENTS (head_scales)));
  gap = lab_kernel_widths_get (self->width_service);
  if (gap != NULL)
    text = lab_width_gap_text (gap);
  else if (lab_kernel_widths_get_failure (self->width_service) != NULL)
    text = g_strdup (lab_kernel_widths_get_failure (self->width_service));
  else
    text = g_strdup (_ ("Networks of five widths are being trained …"));
  lab_kernel_facts_set_width (LAB_KERNEL_FACTS (self->facts), text);
}

static void
lab_kernel_view_update (LabView *view, LabLaboratory *laboratory)
{
  LabKernelView *self = LAB_KERNEL_VIEW (view);
  const LabExperiment *experiment = lab_laboratory_get_experiment (laboratory);
  const double scale = chosen (self->head, head_scales, G_N_ELEMENTS (head_scales));
  const double floor = chosen (self->floor, floors, G_N_ELEMENTS (floors));

  follow_widths (self);
  if (self->wanted_scale == scale && self->wanted_floor == floor &&
      lab_experiment_equal (experiment, &self->wanted))
    return;
  self->wanted = *experiment;
  self->wanted_scale = scale;
  self->wanted_floor = floor;
  lab_kernel_service_want (self->service, experiment, scale, floor);
}

static void
on_choice (LabKernelView *self)
{
  LabLaboratory *laboratory = lab_view_get_laboratory (LAB_VIEW (self));

  if (laboratory != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lab_kernel_view_update (LAB_VIEW (self), laboratory);
}

static void
lab_kernel_view_restyle (LabView *view)
{
  LabKernelView *self = LAB_KERNEL_VIEW (view);

  if (self->facts == NULL) /* still being built */
    return;
  gtk_widget_set_visible (self->facts, !lab_view_get_presenting (view));
  lab_kernel_pair_set_look (LAB_KERNEL_PAIR (self->pair), lab_view_get_look (view));
  lab_kernel_pair_set_presenting (LAB_KERNEL_PAIR (self->pair), lab_view_get_presenting (view));
}

static void
lab_kernel_view_zoom (LabView *view, double factor)
{
  lab_kernel_pair_zoom (LAB_KERNEL_PAIR (LAB_KERNEL_VIEW (view)->pair), factor);
}

static LabPicture *
lab_kernel_view_picture (LabView *view)
{
  LabKernelView *self = LAB_KERNEL_VIEW (view);
  return self->charts != NULL ? lab_kernel_charts_picture (self->charts) : NULL;
}

/* Nobody looks: nothing is computed. */
static void
lab_kernel_view_unmap (GtkWidget *widget)
{
  LabKernelView *self = LAB_KERNEL_VIEW (widget);

  if (lab_kernel_service_is_busy (self->service))
    self->wanted_scale = 0;
  lab_kernel_service_stop (self->service);
  lab_kernel_widths_stop (self->width_service);
  GTK_WIDGET_CLASS (lab_kernel_view_parent_class)->unmap (widget);
}

static void
lab_kernel_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lab_kernel_view_parent_class)->map (widget);
  on_choice (LAB_KERNEL_VIEW (widget));
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
  if (self->width_service != NULL)
    lab_kernel_widths_stop (self->width_service);
  g_clear_object (&self->width_service);
  g_clear_pointer (&self->charts, lab_kernel_charts_free);
  self->pair = self->facts = NULL;
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
  view_class->zoom = lab_kernel_view_zoom;
}

static void
lab_kernel_view_init (LabKernelView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar;

  self->service = lab_kernel_service_new ();
  self->width_service = lab_kernel_widths_new ();
  bar = lab_view_new_bar (LAB_VIEW (self));
  lab_kernel_view_build_bar (self, bar);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (compose), self);
  g_signal_connect_swapped (self->widths, "toggled", G_CALLBACK (follow_widths), self);
  g_signal_connect_swapped (self->head, "notify::selected", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->floor, "notify::selected", G_CALLBACK (on_choice), self);
  gtk_box_append (GTK_BOX (box), bar);
  self->pair = lab_kernel_pair_new ();
  gtk_box_append (GTK_BOX (box), self->pair);
  self->facts = lab_kernel_facts_new ();
  gtk_box_append (GTK_BOX (box), lab_kernel_facts_scrolled (LAB_KERNEL_FACTS (self->facts)));
  g_signal_connect_object (self->width_service, "changed", G_CALLBACK (follow_widths), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->pair, "read-out", G_CALLBACK (lab_view_read_out), self);
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

GtkWidget *
lab_kernel_view_get_facts (LabKernelView *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_VIEW (self), NULL);

  return self->facts;
}

GtkWidget *
lab_kernel_view_get_pair (LabKernelView *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_VIEW (self), NULL);

  return self->pair;
}

GtkWidget *
lab_kernel_view_get_widths (LabKernelView *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_VIEW (self), NULL);

  return self->widths;
}
