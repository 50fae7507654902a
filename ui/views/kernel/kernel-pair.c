/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/views/kernel/kernel-pair.h"
#include "ui/views/kernel/kernel-pair-testing.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/kernel/kernel-charts.h"

#define CHARTS 2

struct _LabKernelPair
{
  GtkWidget parent_instance;

  GtkWidget *charts[CHARTS];
};

enum
{
  READ_OUT,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabKernelPair, lab_kernel_pair, GTK_TYPE_WIDGET)

static void
on_read_out (LabKernelPair *self, const char *text)
{
  g_signal_emit (self, signals[READ_OUT], 0, text);
}

/* As small as one chart in width: the other then moves below. */
static void
lab_kernel_pair_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  LabKernelPair *self = LAB_KERNEL_PAIR (widget);

  gtk_widget_measure (self->charts[0], orientation, -1, minimum, natural, NULL, NULL);
  *natural *= CHARTS;
}

static void
lab_kernel_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LabKernelPair *self = LAB_KERNEL_PAIR (widget);
  const gboolean beside = width > LAB_KERNEL_CHARTS_SIDE_BY_SIDE * height;

  for (int i = 0; i < CHARTS; i++) {
    const int place = beside && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - i : i;
    const int from = (beside ? width : height) * place / CHARTS;
    const int to = (beside ? width : height) * (place + 1) / CHARTS;
    const GtkAllocation allocation = beside ? (GtkAllocation){from, 0, to - from, height}
                                            : (GtkAllocation){0, from, width, to - from};

    gtk_widget_size_allocate (self->charts[i], &allocation, -1);
  }
}

static void
lab_kernel_pair_dispose (GObject *object)
{
  LabKernelPair *self = LAB_KERNEL_PAIR (object);

  for (guint i = 0; i < CHARTS; i++)
    g_clear_pointer (&self->charts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (lab_kernel_pair_parent_class)->dispose (object);
}

static void
lab_kernel_pair_class_init (LabKernelPairClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lab_kernel_pair_dispose;
  widget_class->measure = lab_kernel_pair_measure;
  widget_class->size_allocate = lab_kernel_pair_size_allocate;
  signals[READ_OUT] =
      g_signal_new ("read-out", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lab_kernel_pair_init (LabKernelPair *self)
{
  for (guint i = 0; i < CHARTS; i++) {
    self->charts[i] = lab_chart_view_new ();
    gtk_widget_set_parent (self->charts[i], GTK_WIDGET (self));
    g_signal_connect_swapped (self->charts[i], "read-out", G_CALLBACK (on_read_out), self);
  }
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The kernel of the transformer"), -1);
}

GtkWidget *
lab_kernel_pair_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_PAIR, NULL);
}

void
lab_kernel_pair_set_contents (LabKernelPair *self,
                              LabChartContent *curves,
                              LabChartContent *spectrum)
{
  g_return_if_fail (LAB_IS_KERNEL_PAIR (self));

  lab_chart_view_set_content (LAB_CHART_VIEW (self->charts[0]), curves);
  lab_chart_view_set_content (LAB_CHART_VIEW (self->charts[1]), spectrum);
}

void
lab_kernel_pair_set_look (LabKernelPair *self, LabLook look)
{
  g_return_if_fail (LAB_IS_KERNEL_PAIR (self));

  for (guint i = 0; i < CHARTS; i++)
    lab_picture_canvas_set_look (LAB_PICTURE_CANVAS (self->charts[i]), look);
}

void
lab_kernel_pair_set_presenting (LabKernelPair *self, gboolean presenting)
{
  g_return_if_fail (LAB_IS_KERNEL_PAIR (self));

  for (guint i = 0; i < CHARTS; i++)
    lab_picture_canvas_set_presenting (LAB_PICTURE_CANVAS (self->charts[i]), presenting);
}

void
lab_kernel_pair_zoom (LabKernelPair *self, double factor)
{
  gboolean focused = FALSE;

  g_return_if_fail (LAB_IS_KERNEL_PAIR (self));

  for (guint i = 0; i < CHARTS; i++)
    focused |= gtk_widget_has_focus (self->charts[i]);
  for (guint i = 0; i < CHARTS; i++)
    if (!focused || gtk_widget_has_focus (self->charts[i]))
      lab_picture_canvas_zoom (LAB_PICTURE_CANVAS (self->charts[i]), factor, NAN, NAN);
}

GtkWidget *
lab_kernel_pair_get_chart (LabKernelPair *self, guint index)
{
  g_return_val_if_fail (LAB_IS_KERNEL_PAIR (self) && index < CHARTS, NULL);

  return self->charts[index];
}
