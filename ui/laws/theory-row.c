/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One theory that can be drawn. */
#include "config.h"
#include "ui/laws/theory-row.h"
#include "ui/laws/theory-row-testing.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "words/words.h"

struct _LabTheoryRow
{
  GtkBox parent_instance;

  LabLaboratory *laboratory; /* NULL without a theory */
  LabSettings *settings;
  const LabTheory *theory;
  GtkWidget *check;
  GtkWidget *name;
  GtkWidget *nature;
  GtkWidget *info;
  GtkWidget *explanation;
  gboolean refreshing;
};

G_DEFINE_FINAL_TYPE (LabTheoryRow, lab_theory_row, GTK_TYPE_BOX)

gboolean
lab_theory_list_has (const char *ids, const char *id)
{
  g_auto (GStrv) list = g_strsplit (ids != NULL ? ids : "", " ", -1);
  return g_strv_contains ((const char *const *)list, id);
}

static char *
theory_list_set (const char *ids, const char *id, gboolean on)
{
  g_auto (GStrv) list = g_strsplit (ids != NULL ? ids : "", " ", -1);
  GString *changed = g_string_new (NULL);

  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0' && !g_str_equal (list[i], id))
      g_string_append_printf (changed, "%s%s", changed->len > 0 ? " " : "", list[i]);
  if (on)
    g_string_append_printf (changed, "%s%s", changed->len > 0 ? " " : "", id);
  return g_string_free (changed, FALSE);
}

static GtkWidget *
add_text (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* "n^−1/2  paper A", or the formula where the law is no plain power. */
static char *
name_of (const LabTheory *theory, const LabReferenceLaw *law)
{
  g_autofree char *name = g_markup_escape_text (_ (law->name), -1);
  g_autofree char *slope = lab_words_exponent (law->exponent);
  g_autofree char *power = NULL;

  if ((theory->scope & LAB_THEORY_TWO_PHASE) != 0 || !isfinite (law->exponent))
    power = g_markup_escape_text (theory->formula, -1);
  else
    power = lab_words_power (lab_axis (lab_axis_of_theory (theory->axis))->symbol, slope);
  return g_strdup_printf ("%s  %s", power, name);
}

static LabReferenceLaw
law_of (LabTheoryRow *self, const char **why)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  LabTheorySetting setting = lab_experiment_theory_setting (experiment);
  return lab_theory_law (self->theory, &setting, lab_experiment_is_noisy (experiment), why);
}

static void
refresh_law (LabTheoryRow *self)
{
  const char *why = NULL;
  LabReferenceLaw law = law_of (self, &why);
  g_autofree char *name = name_of (self->theory, &law);
  g_autofree char *nature = why != NULL
                                ? g_strdup_printf ("%s. %s", lab_nature_word (law.nature), _ (why))
                                : g_strdup (lab_nature_word (law.nature));

  if (g_strcmp0 (name, gtk_label_get_label (GTK_LABEL (self->name))) != 0)
    gtk_label_set_markup (GTK_LABEL (self->name), name);
  if (g_strcmp0 (nature, gtk_label_get_label (GTK_LABEL (self->nature))) != 0)
    gtk_label_set_text (GTK_LABEL (self->nature), nature);
}

static void
refresh_check (LabTheoryRow *self)
{
  g_autofree char *ids = lab_settings_string (self->settings, "theories");
  self->refreshing = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check),
                               lab_theory_list_has (ids, self->theory->id));
  self->refreshing = FALSE;
}

static void
on_toggled (LabTheoryRow *self)
{
  g_autofree char *ids = NULL;
  g_autofree char *changed = NULL;
  if (self->refreshing)
    return;
  ids = lab_settings_string (self->settings, "theories");
  changed = theory_list_set (ids, self->theory->id,
                             gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
  g_object_set (self->settings, "theories", changed, NULL);
}

static void
build (LabTheoryRow *self, const char *name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *revealer = gtk_revealer_new ();
  /* Translators: %s is a theory: "About paper A". */
  g_autofree char *about = g_strdup_printf (_ ("About %s"), name);

  self->check = gtk_check_button_new ();
  self->info = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->info), "dialog-information-symbolic");
  gtk_widget_add_css_class (self->info, "flat");
  gtk_widget_set_valign (self->info, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->info, about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->info), GTK_ACCESSIBLE_PROPERTY_LABEL, about,
                                  -1);
  self->name = add_text (texts, NULL);
  self->nature = add_text (texts, "caption");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self->check), texts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_hexpand (self->check, TRUE);
  gtk_box_append (GTK_BOX (line), self->check);
  gtk_box_append (GTK_BOX (line), self->info);
  gtk_box_append (GTK_BOX (self), line);
  self->explanation = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->explanation), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->explanation), 0);
  gtk_label_set_selectable (GTK_LABEL (self->explanation), TRUE);
  gtk_widget_add_css_class (self->explanation, "theory-explanation");
  gtk_revealer_set_child (GTK_REVEALER (revealer), self->explanation);
  gtk_box_append (GTK_BOX (self), revealer);
  g_object_bind_property (self->info, "active", revealer, "reveal-child", G_BINDING_SYNC_CREATE);
}

static void
lab_theory_row_dispose (GObject *object)
{
  LabTheoryRow *self = LAB_THEORY_ROW (object);
  g_clear_object (&self->laboratory);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (lab_theory_row_parent_class)->dispose (object);
}

static void
lab_theory_row_class_init (LabTheoryRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_theory_row_dispose;
}

static void
lab_theory_row_init (LabTheoryRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
lab_theory_row_new (LabLaboratory *laboratory, LabSettings *settings, const LabTheory *theory)
{
  LabTheoryRow *self;
  g_autofree char *explanation = NULL;
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory) && LAB_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (theory != NULL, NULL);

  self = g_object_new (LAB_TYPE_THEORY_ROW, NULL);
  self->laboratory = g_object_ref (laboratory);
  self->settings = g_object_ref (settings);
  self->theory = theory;
  build (self, _ (theory->name));
  explanation = g_strdup_printf ("%s %s\n%s\n%s", _ (theory->statement), _ (theory->validity),
                                 theory->formula, theory->citation);
  gtk_label_set_text (GTK_LABEL (self->explanation), explanation);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (on_toggled), self);
  g_signal_connect_object (settings, "notify::theories", G_CALLBACK (refresh_check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (refresh_law), self,
                           G_CONNECT_SWAPPED);
  refresh_check (self);
  refresh_law (self);
  return GTK_WIDGET (self);
}

GtkWidget *
lab_theory_row_new_for (LabSettings *settings,
                        const char *property,
                        const char *name,
                        const char *nature,
                        const char *explanation)
{
  LabTheoryRow *self;
  g_return_val_if_fail (LAB_IS_SETTINGS (settings), NULL);

  self = g_object_new (LAB_TYPE_THEORY_ROW, NULL);
  self->settings = g_object_ref (settings);
  build (self, name);
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->nature), nature);
  gtk_label_set_text (GTK_LABEL (self->explanation), explanation);
  g_object_bind_property (settings, property, self->check, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return GTK_WIDGET (self);
}

GtkWidget *
lab_theory_row_get_check (LabTheoryRow *self)
{
  g_return_val_if_fail (LAB_IS_THEORY_ROW (self), NULL);
  return self->check;
}

const char *
lab_theory_row_get_explanation (LabTheoryRow *self)
{
  g_return_val_if_fail (LAB_IS_THEORY_ROW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->explanation));
}
