/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controls of the laboratory, in order of how often they are used. */
#include "config.h"
#include "ui/controls/control-panel.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/controls/choice-row.h"
#include "experiment/experiment-keys.h"
#include "ui/controls/parameter-row.h"
#include "ui/controls/points-row.h"

/* Least width in pixels: sliders long enough to be exact. */
#define WIDTH 290

struct _LabControlPanel
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  GHashTable *rows; /* key -> row, both borrowed */
  GtkWidget *note;
  GtkWidget *ghosts;
  GtkWidget *ghosts_label;
};

G_DEFINE_FINAL_TYPE (LabControlPanel, lab_control_panel, GTK_TYPE_BOX)

static const char *const large_keys[] = {"d", "width", "n", NULL};

/* A key with a slider of its own inside a group. */
static const char *const slider_keys[] = {"beta", "sigma", "steps", NULL};

static const struct
{
  const char *name;
  const char *keys[14];
} groups[] = {
    {N_ ("Task"),
     {"task", "inputs", "correlation", "degrees_of_freedom", "manifold", "target", "beta", "sigma",
      "D", "ambient_noise", "density", "validation"}},
    {N_ ("Network"), {"tokens", "attention", "depth", "fixed", "heads", "feed_forward"}},
    {N_ ("Training"),
     {"steps", "batch", "learning_rate", "optimizer", "schedule", "warm_up", "final_rate", "stable",
      "weight_decay", "head_scale", "dimension", "repeats", "seed"}},
};

/* Keys that are hidden where they have no effect: choices within another choice. */
static const char *const inner_keys[] = {"inputs",     "correlation", "degrees_of_freedom", "fixed",
                                         "final_rate", "stable",      "weight_decay",       NULL};

/* Among groups: points of a file are chosen there. */
#define TASK_GROUP 0

static void
add_row (LabControlPanel *self, GtkWidget *box, const char *key, gboolean with_slider)
{
  const LabKey *entry = lab_experiment_find_key (key);
  GtkWidget *row;
  g_return_if_fail (entry != NULL);
  if (entry->type == LAB_KEY_CHOICE)
    row = lab_choice_row_new (self->laboratory, key);
  else
    row = lab_parameter_row_new (self->laboratory, key, with_slider);
  g_hash_table_insert (self->rows, (gpointer)entry->key, row);
  gtk_box_append (GTK_BOX (box), row);
}

/* Why some of the rows below it are insensitive. */
static void
add_note (LabControlPanel *self, GtkWidget *box)
{
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->note), 8);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_box_append (GTK_BOX (box), self->note);
}

static void
add_group (LabControlPanel *self, guint group)
{
  GtkWidget *expander = gtk_expander_new (_ (groups[group].name));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (box, "group");
  if (group == TASK_GROUP)
    gtk_box_append (GTK_BOX (box), lab_points_row_new (self->laboratory));
  for (guint i = 0; groups[group].keys[i] != NULL; i++) {
    if (g_str_equal (groups[group].keys[i], "manifold"))
      add_note (self, box);
    add_row (self, box, groups[group].keys[i],
             g_strv_contains (slider_keys, groups[group].keys[i]));
  }
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), group == 0);
  gtk_box_append (GTK_BOX (self), expander);
}

static void
add_ghosts (LabControlPanel *self)
{
  GtkWidget *clear = gtk_button_new_with_mnemonic (_ ("_Clear"));
  self->ghosts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->ghosts_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->ghosts_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->ghosts_label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (self->ghosts_label), 8);
  gtk_widget_set_hexpand (self->ghosts_label, TRUE);
  gtk_widget_set_tooltip_text (clear,
                               _ ("Takes earlier curves off the chart; Undo brings them back"));
  gtk_widget_set_valign (clear, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (clear), "win.clear-curves");
  gtk_box_append (GTK_BOX (self->ghosts), self->ghosts_label);
  gtk_box_append (GTK_BOX (self->ghosts), clear);
  gtk_box_append (GTK_BOX (self), self->ghosts);
}

/* Rows without effect are hidden or insensitive; the note says why. With points of a file, which say it
 * themselves, hidden. */
static void
refresh_rows (LabControlPanel *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  GString *reasons = g_string_new (NULL);
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  for (guint i = 0; i < count; i++) {
    GtkWidget *row = lab_control_panel_find (self, keys[i].key);
    const char *why;
    LabKeyUse use = lab_experiment_key_use (experiment, keys[i].key, &why);
    gboolean inner = g_strv_contains (inner_keys, keys[i].key);

    if (row == NULL)
      continue;
    gtk_widget_set_visible (row, (!inner || why == NULL) &&
                                     (use != LAB_KEY_REPLACED || experiment->points == NULL));
    gtk_widget_set_sensitive (row, why == NULL);
    if (why != NULL && !inner && gtk_widget_get_visible (row) && strstr (reasons->str, why) == NULL)
      g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "\n" : "", why);
  }
  gtk_label_set_text (GTK_LABEL (self->note), reasons->str);
  gtk_widget_set_visible (self->note, reasons->len > 0);
  g_string_free (reasons, TRUE);
}

static void
refresh (LabControlPanel *self)
{
  guint count = lab_laboratory_ghost_count (self->laboratory);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u earlier curve", "%u earlier curves", count), count);
  gtk_label_set_text (GTK_LABEL (self->ghosts_label), text);
  gtk_widget_set_visible (self->ghosts, count > 0);
  refresh_rows (self);
}

static void
lab_control_panel_dispose (GObject *object)
{
  LabControlPanel *self = LAB_CONTROL_PANEL (object);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->laboratory);
  G_OBJECT_CLASS (lab_control_panel_parent_class)->dispose (object);
}

static void
lab_control_panel_class_init (LabControlPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_control_panel_dispose;
}

static void
lab_control_panel_init (LabControlPanel *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
}

GtkWidget *
lab_control_panel_new (LabLaboratory *laboratory)
{
  LabControlPanel *self = g_object_new (LAB_TYPE_CONTROL_PANEL, "orientation",
                                        GTK_ORIENTATION_VERTICAL, "spacing", 18, NULL);
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  self->laboratory = g_object_ref (laboratory);
  gtk_widget_add_css_class (GTK_WIDGET (self), "control-panel");
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  for (guint i = 0; large_keys[i] != NULL; i++)
    add_row (self, GTK_WIDGET (self), large_keys[i], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (self, i);
  add_ghosts (self);
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

GtkWidget *
lab_control_panel_find (LabControlPanel *self, const char *key)
{
  g_return_val_if_fail (LAB_IS_CONTROL_PANEL (self), NULL);
  return g_hash_table_lookup (self->rows, key);
}

void
lab_control_panel_focus (LabControlPanel *self, const char *key)
{
  GtkWidget *row = lab_control_panel_find (self, key);
  GtkWidget *expander;
  g_return_if_fail (row != NULL);
  expander = gtk_widget_get_ancestor (row, GTK_TYPE_EXPANDER);
  if (expander != NULL)
    gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  gtk_widget_grab_focus (row);
}
