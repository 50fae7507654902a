/* The laws beside the chart. */
#include "config.h"
#include "laws-panel.h"

#include <glib/gi18n.h>

#include "laws-text.h"
#include "words.h"

struct _LabLawsPanel
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  GtkWidget *title;
  GtkWidget *measured;
  GtkWidget *interval;
  GtkWidget *fitted;
  GtkWidget *theory;
  GtkWidget *nature;
  GtkWidget *verdict;
  GtkWidget *sentence;
  GtkWidget *phases;
  GtkWidget *what_if;
  GtkWidget *labels;
  GtkWidget *left_out;
  GtkWidget *details;
};

G_DEFINE_FINAL_TYPE (LabLawsPanel, lab_laws_panel, GTK_TYPE_BOX)

/* Sets a text only where it changed: an unchanged label costs no layout. */
static void
say (GtkWidget *label, const char *markup)
{
  gtk_widget_set_visible (label, markup != NULL && *markup != '\0');
  if (markup != NULL && g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), markup) != 0)
    gtk_label_set_markup (GTK_LABEL (label), markup);
}

static void
say_plain (GtkWidget *label, const char *text)
{
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  say (label, markup);
}

static void
refresh_measured (LabLawsPanel *self, LabSweep axis, const LabCurveFit *fit)
{
  g_autofree char *measured = lab_laws_measured (axis, fit);
  g_autofree char *interval = lab_laws_interval (fit);
  g_autofree char *what_if = lab_laws_what_if (fit);
  g_autofree char *phases = lab_laws_phases (fit);
  const LabCurve *curve = lab_laboratory_get_curve (self->laboratory);
  g_autofree char *fitted = lab_laws_fitted (curve, fit);
  g_autofree char *verdict = lab_laws_verdict (curve, fit);
  g_autofree char *sentence = lab_laws_sentence (axis, curve, fit);
  say (self->measured, measured);
  say_plain (self->interval, interval);
  say_plain (self->fitted, fitted);
  say_plain (self->verdict, verdict);
  say (self->sentence, sentence);
  say_plain (self->what_if, what_if);
  say (self->phases, phases);
}

static void
refresh (LabLawsPanel *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  const LabCurveFit *fit = lab_laboratory_get_fit (self->laboratory);
  LabReferenceLaw law = lab_laws_reference (experiment);
  g_autofree char *theory = lab_laws_theory (experiment->sweep, &law);
  g_autofree char *nature = lab_laws_nature (&law);
  g_autofree char *details = lab_laws_details (&law, fit);
  g_autofree char *left_out = lab_laws_left_out (lab_laboratory_get_curve (self->laboratory));
  g_autofree char *labels =
      lab_laws_labels (experiment, lab_laboratory_validation_labels (self->laboratory));

  say_plain (self->title, lab_words_law (experiment->sweep));
  refresh_measured (self, experiment->sweep, fit);
  say (self->theory, theory);
  say_plain (self->nature, nature);
  say_plain (self->labels, labels);
  say_plain (self->left_out, left_out);
  say_plain (self->details, details);
}

static GtkWidget *
add_text (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
add_section (LabLawsPanel *self, const char *caption)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = add_text (box, "caption-heading");
  gtk_label_set_text (GTK_LABEL (label), caption);
  gtk_box_append (GTK_BOX (self), box);
  return box;
}

static void
build (LabLawsPanel *self)
{
  GtkWidget *section;
  GtkWidget *expander = gtk_expander_new (_ ("Details"));
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = add_text (GTK_WIDGET (self), "heading");
  section = add_section (self, _ ("Measured"));
  self->measured = add_text (section, "law");
  self->interval = add_text (section, "caption");
  self->fitted = add_text (section, "caption");
  section = add_section (self, _ ("Theory"));
  self->theory = add_text (section, "law");
  self->nature = add_text (section, "caption");
  section = add_section (self, _ ("Verdict"));
  self->verdict = add_text (section, "verdict");
  self->sentence = add_text (section, NULL);
  self->phases = add_text (GTK_WIDGET (self), NULL);
  self->what_if = add_text (GTK_WIDGET (self), NULL);
  self->left_out = add_text (GTK_WIDGET (self), "warning");
  self->labels = add_text (GTK_WIDGET (self), "caption");
  self->details = add_text (inside, "caption");
  gtk_label_set_selectable (GTK_LABEL (self->details), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details of the law"), -1);
  gtk_expander_set_child (GTK_EXPANDER (expander), inside);
  gtk_box_append (GTK_BOX (self), expander);
}

static void
lab_laws_panel_dispose (GObject *object)
{
  g_clear_object (&LAB_LAWS_PANEL (object)->laboratory);
  G_OBJECT_CLASS (lab_laws_panel_parent_class)->dispose (object);
}

static void
lab_laws_panel_class_init (LabLawsPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_laws_panel_dispose;
}

static void
lab_laws_panel_init (LabLawsPanel *self)
{
}

GtkWidget *
lab_laws_panel_new (LabLaboratory *laboratory)
{
  LabLawsPanel *self = g_object_new (LAB_TYPE_LAWS_PANEL, "orientation", GTK_ORIENTATION_VERTICAL,
                                     "spacing", 12, NULL);
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  self->laboratory = g_object_ref (laboratory);
  gtk_widget_add_css_class (GTK_WIDGET (self), "laws-panel");
  build (self);
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
