/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter with a few named choices. */
#include "config.h"
#include "ui/controls/choice-row.h"

#include <glib/gi18n.h>

#include "experiment/experiment-keys.h"

struct _LabChoiceRow
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  const LabKey *key;
  GtkWidget *drop_down;
  GtkWidget *message;
};

G_DEFINE_FINAL_TYPE (LabChoiceRow, lab_choice_row, GTK_TYPE_BOX)

static void
refresh (LabChoiceRow *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  guint value = (guint)lab_experiment_get_number (experiment, self->key->key);
  if (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down)) != value)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), value);
}

static void
on_selected (LabChoiceRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  g_autoptr (GError) error = NULL;

  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  lab_laboratory_set (self->laboratory, self->key->key, self->key->choices[selected], &error);
  gtk_label_set_text (GTK_LABEL (self->message), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->message, error != NULL);
  if (error != NULL)
    refresh (self);
}

static void
lab_choice_row_dispose (GObject *object)
{
  g_clear_object (&LAB_CHOICE_ROW (object)->laboratory);
  G_OBJECT_CLASS (lab_choice_row_parent_class)->dispose (object);
}

static gboolean
lab_choice_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LAB_CHOICE_ROW (widget)->drop_down);
}

static void
lab_choice_row_class_init (LabChoiceRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_choice_row_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = lab_choice_row_grab_focus;
}

static void
lab_choice_row_init (LabChoiceRow *self)
{
}

static GtkStringList *
names_of (const LabKey *key)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  for (guint i = 0; key->choices[i] != NULL && lab_experiment_window_offers (key, i); i++)
    gtk_string_list_append (names, lab_experiment_choice_name (key->key, key->choices[i]));
  return names;
}

static void
build (LabChoiceRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (_ (self->key->label));

  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (names_of (self->key)), NULL);
  gtk_widget_set_valign (self->drop_down, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->drop_down, _ (self->key->description));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->key->label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (self->key->description), -1);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (name), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 40);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, _ (self->key->description));
  gtk_label_set_mnemonic_widget (GTK_LABEL (name), self->drop_down);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), self->drop_down);
  gtk_box_append (GTK_BOX (self), line);

  self->message = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_widget_add_css_class (self->message, "error");
  gtk_widget_add_css_class (self->message, "caption");
  gtk_widget_set_visible (self->message, FALSE);
  gtk_box_append (GTK_BOX (self), self->message);
}

GtkWidget *
lab_choice_row_new (LabLaboratory *laboratory, const char *key)
{
  const LabKey *entry = lab_experiment_find_key (key);
  LabChoiceRow *self;

  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  g_return_val_if_fail (entry != NULL && entry->type == LAB_KEY_CHOICE, NULL);
  self = g_object_new (LAB_TYPE_CHOICE_ROW, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "parameter-compact");
  self->laboratory = g_object_ref (laboratory);
  self->key = entry;
  build (self);
  refresh (self);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
