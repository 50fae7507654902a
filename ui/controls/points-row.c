/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Points: drawn", or a file's name and what is in it. */
#include "config.h"
#include "ui/controls/points-row.h"

#include <glib/gi18n.h>

struct _LabPointsRow
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  LabPointSet *shown; /* borrowed from the laboratory; NULL: drawn */
  gboolean filled;
  GtkWidget *name;
  GtkWidget *drawn; /* the button back to drawn points */
  GtkWidget *description;
};

G_DEFINE_FINAL_TYPE (LabPointsRow, lab_points_row, GTK_TYPE_BOX)

static void
refresh (LabPointsRow *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  LabPointSet *points = experiment->points;
  g_autofree char *words = NULL;

  if (self->filled && points == self->shown)
    return;
  self->filled = TRUE;
  self->shown = points;
  words = lab_experiment_describe_points (experiment);
  gtk_label_set_text (GTK_LABEL (self->name),
                      /* Translators: points that the program makes, as opposed to a user's own. */
                      points != NULL ? lab_point_set_name (points) : _ ("drawn"));
  gtk_widget_set_tooltip_text (self->name, points != NULL ? points->name : NULL);
  gtk_label_set_text (GTK_LABEL (self->description), words != NULL ? words : "");
  gtk_widget_set_visible (self->description, points != NULL);
  gtk_widget_set_visible (self->drawn, points != NULL);
}

static GtkWidget *
make_button (const char *icon, const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
lab_points_row_dispose (GObject *object)
{
  LabPointsRow *self = LAB_POINTS_ROW (object);
  g_clear_object (&self->laboratory);
  G_OBJECT_CLASS (lab_points_row_parent_class)->dispose (object);
}

static void
lab_points_row_class_init (LabPointsRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_points_row_dispose;
}

static void
lab_points_row_init (LabPointsRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Points"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->name), 1);
  gtk_widget_set_hexpand (self->name, TRUE);
  self->drawn =
      make_button ("edit-clear-symbolic", "win.drawn-points", _ ("Go back to drawn points"));
  self->description = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->description), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->description), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->description), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->description), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (self->description), 40);
  gtk_widget_add_css_class (self->description, "caption");
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), self->name);
  gtk_box_append (GTK_BOX (line), self->drawn);
  gtk_box_append (GTK_BOX (line),
                  make_button ("document-open-symbolic", "win.open-points", _ ("Open own points")));
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->description);
}

GtkWidget *
lab_points_row_new (LabLaboratory *laboratory)
{
  LabPointsRow *self =
      g_object_new (LAB_TYPE_POINTS_ROW, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  self->laboratory = g_object_ref (laboratory);
  gtk_widget_add_css_class (GTK_WIDGET (self), "parameter-compact");
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
