/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar over the kernel view: the step that is shown, the widths, the head and the spectrum. */
#include "config.h"
#include "ui/views/kernel/kernel-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The slider runs over ln of the step, to well beyond what is trained. */
#define LATEST_STEP 1e5

static GtkWidget *
build_widths (LabKernelView *self)
{
  self->widths = gtk_toggle_button_new_with_label (_ ("Over width"));
  gtk_widget_set_tooltip_text (
      self->widths, _ ("Trains networks of five widths on these data: does the gap between kernel "
                       "and network shrink, and like which power of the width?"));
  return self->widths;
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
  gtk_label_set_width_chars (GTK_LABEL (self->step_label), 7);
  gtk_label_set_xalign (GTK_LABEL (self->step_label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->scale);
  gtk_box_append (GTK_BOX (box), self->step_label);
  gtk_box_append (GTK_BOX (box), build_widths (self));
  return box;
}

static void
add_choice (GtkWidget *group,
            GtkWidget **drop_down,
            const char *name,
            const char *const *choices,
            const char *tooltip)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  *drop_down = gtk_drop_down_new_from_strings (choices);
  gtk_widget_set_tooltip_text (*drop_down, tooltip);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (*drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), *drop_down);
  gtk_box_append (GTK_BOX (group), box);
}

static GtkWidget *
build_choices (LabKernelView *self)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *const heads[] = {_ ("10 times: lazy"), _ ("3 times"), _ ("as the runs begin"), NULL};
  const char *const raised[] = {_ ("the network’s"), _ ("raised to 1 %"), _ ("raised to 10 %"),
                                NULL};

  add_choice (group, &self->head, _ ("Head"), heads,
              _ ("A larger head makes training lazy: the other weights hardly move, and the "
                 "prediction holds for longer"));
  add_choice (group, &self->floor, _ ("Spectrum"), raised,
              _ ("Eigenvalues raised to a part of the largest make the condition number finite: "
                 "the optimisation phase is then exponential. For the prediction alone"));
  return group;
}

void
lab_kernel_view_build_bar (LabKernelView *self, GtkWidget *bar)
{
  gtk_widget_set_parent (build_step (self), bar);
  gtk_widget_set_parent (build_choices (self), bar);
}
