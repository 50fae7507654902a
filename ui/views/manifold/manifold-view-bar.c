/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices above the manifold, and the slider through the training below it. */
#include "config.h"
#include "ui/views/manifold/manifold-view-private.h"

#include <glib/gi18n.h>

/* Points or tokens that can be asked for. */
static const guint point_counts[] = {2000, 5000, 20000};

LabManifoldColour
lab_manifold_view_colour (LabManifoldView *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->colour));
}

guint
lab_manifold_view_axes (LabManifoldView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->axes));
  return selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
}

guint
lab_manifold_view_count (LabManifoldView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->count));
  return point_counts[MIN (selected, G_N_ELEMENTS (point_counts) - 1)];
}

/* The choice of axes follows the number of coordinates. */
static void
renew_axes (LabManifoldView *self, guint dimension)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  if (self->axes_dimension == dimension)
    return;
  self->axes_dimension = dimension;
  gtk_string_list_append (choices, _ ("Principal components"));
  for (guint first = 1; first <= dimension; first += 3) {
    g_autofree char *words = NULL;
    if (first < dimension)
      words = g_strdup_printf (_ ("Coordinates %u–%u"), first, MIN (first + 2, dimension));
    else
      words = g_strdup_printf (_ ("Coordinate %u"), first);
    gtk_string_list_append (choices, words);
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->axes), G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->axes), 0);
}

void
lab_manifold_view_renew_bar (LabManifoldView *self, guint dimension, const char *shown)
{
  renew_axes (self, dimension);
  gtk_label_set_text (GTK_LABEL (self->count_label), shown);
}

void
lab_manifold_view_renew_steps (LabManifoldView *self)
{
  guint count = lab_manifold_data_prediction_count (self->data);

  gtk_widget_set_visible (self->steps_box,
                          lab_manifold_view_colour (self) != LAB_MANIFOLD_COLOUR_TARGET);
  gtk_widget_set_sensitive (self->step, count > 1);
  gtk_range_set_range (GTK_RANGE (self->step), 0, MAX (count, 2) - 1);
  if (self->following && count > 0)
    gtk_range_set_value (GTK_RANGE (self->step), count - 1);
}

void
lab_manifold_view_tell_step (LabManifoldView *self,
                             const LabRunOutput *prediction,
                             const char *error_name)
{
  g_autofree char *words = prediction != NULL
                               /* Translators: a step, "excess risk" or "test error", its value. */
                               ? g_strdup_printf (_ ("step %u, %s %.3g"), prediction->step,
                                                  error_name, prediction->excess_risk)
                               : g_strdup (_ ("training…"));

  gtk_label_set_text (GTK_LABEL (self->step_label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words, -1);
}

static void
on_turn (LabManifoldView *self)
{
  lab_manifold_canvas_set_turning (LAB_MANIFOLD_CANVAS (self->canvas),
                                   gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->turn)));
}

/* A drop-down after its name. */
static GtkWidget *
add_choice (LabManifoldView *self, GtkWidget *group, GtkWidget *label, const char *const *choices)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *choice = gtk_drop_down_new_from_strings (choices);

  gtk_accessible_update_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (group), box);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (lab_manifold_view_on_choice),
                            self);
  return choice;
}

GtkWidget *
lab_manifold_view_build_bar (LabManifoldView *self)
{
  const char *const colours[] = {_ ("Target"), _ ("Prediction"), _ ("Error"), NULL};
  const char *const axes[] = {_ ("Principal components"), NULL};
  const char *const counts[] = {"2000", "5000", "20000", NULL};
  GtkWidget *bar = lab_view_new_bar (LAB_VIEW (self)), *groups[2];

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    groups[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
    gtk_widget_set_parent (groups[i], bar);
  }
  self->colour = add_choice (self, groups[0], gtk_label_new (_ ("Colour")), colours);
  self->axes = add_choice (self, groups[0], gtk_label_new (_ ("Axes")), axes);
  self->count_label = gtk_label_new (_ ("Points"));
  self->count = add_choice (self, groups[1], self->count_label, counts);
  self->turn = gtk_toggle_button_new_with_label (_ ("Turn"));
  gtk_box_append (GTK_BOX (groups[1]), self->turn);
  g_signal_connect_swapped (self->turn, "toggled", G_CALLBACK (on_turn), self);
  return bar;
}

GtkWidget *
lab_manifold_view_build_steps (LabManifoldView *self)
{
  self->steps_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->step = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  self->step_label = gtk_label_new ("");
  gtk_widget_set_hexpand (self->step, TRUE);
  gtk_widget_add_css_class (self->steps_box, "view-bar");
  gtk_widget_add_css_class (self->step_label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->step_label), PANGO_ELLIPSIZE_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Moment of the training"), -1);
  gtk_box_append (GTK_BOX (self->steps_box), gtk_label_new (_ ("Training")));
  gtk_box_append (GTK_BOX (self->steps_box), self->step);
  gtk_box_append (GTK_BOX (self->steps_box), self->step_label);
  g_signal_connect_swapped (self->step, "value-changed", G_CALLBACK (lab_manifold_view_on_step),
                            self);
  return self->steps_box;
}
