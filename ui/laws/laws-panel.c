/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws beside the chart. */
#include "config.h"
#include "ui/laws/laws-panel.h"

#include <glib/gi18n.h>

#include "ui/laws/depth-text.h"
#include "ui/laws/laws-text.h"
#include "words/words.h"

struct _LabLawsPanel
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  GtkWidget *title;
  GtkWidget *measured;
  GtkWidget *interval;
  GtkWidget *fitted;
  GtkWidget *window_line; /* holds window and the button that takes it away */
  GtkWidget *window;
  GtkWidget *expected;
  GtkWidget *expected_note;
  GtkWidget *theory;
  GtkWidget *nature;
  GtkWidget *verdict;
  GtkWidget *sentence;
  GtkWidget *reasons;
  GtkWidget *phases;
  GtkWidget *frontier;
  GtkWidget *what_if;
  GtkWidget *comparison;
  GtkWidget *consistency;
  GtkWidget *held_out;
  GtkWidget *labels;
  GtkWidget *left_out;
  GtkWidget *details;
};

G_DEFINE_FINAL_TYPE (LabLawsPanel, lab_laws_panel, GTK_TYPE_BOX)

/* Sets a text only where it changed: an unchanged label costs no layout. A section without text is
 * not shown. */
static void
say (GtkWidget *label, const char *markup)
{
  GtkWidget *section = g_object_get_data (G_OBJECT (label), "section");
  gboolean shown = markup != NULL && *markup != '\0';
  gtk_widget_set_visible (label, shown);
  if (section != NULL)
    gtk_widget_set_visible (section, shown);
  if (markup != NULL && g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), markup) != 0)
    gtk_label_set_markup (GTK_LABEL (label), markup);
}

static void
say_plain (GtkWidget *label, const char *text)
{
  g_autofree char *markup = text != NULL ? lab_words_markup (text) : NULL;
  say (label, markup);
}

static void
refresh_measured (LabLawsPanel *self, LabSweep axis, const LabCurveFit *fit)
{
  const LabCurve *curve = lab_laboratory_get_curve (self->laboratory);
  g_autofree char *measured = lab_laws_measured (axis, fit);
  g_autofree char *interval = lab_laws_interval (fit);
  g_autofree char *fitted = lab_laws_fitted (curve, fit);
  g_autofree char *verdict = lab_laws_verdict (curve, fit);
  g_autofree char *sentence = lab_laws_sentence (axis, curve, fit);
  g_autofree char *reasons = lab_laws_reasons (curve, fit);
  g_autofree char *phases = lab_laws_phases (fit);
  g_autofree char *frontier = lab_laws_frontier (fit);
  say (self->measured, measured);
  say_plain (self->interval, interval);
  say_plain (self->fitted, fitted);
  say_plain (self->verdict, verdict);
  say (self->sentence, sentence);
  say (self->reasons, reasons);
  say (self->phases, phases);
  say (self->frontier, frontier);
}

/* On the depth axis no law is fitted: the same places tell from where on more depth does not help. */
static void
refresh_depth (LabLawsPanel *self, const LabExperiment *experiment, const LabCurveFit *fit)
{
  guint known_dimension, known_depth;
  lab_laboratory_get_known_depth (self->laboratory, &known_dimension, &known_depth);
  g_autofree char *measured = lab_depth_text_measured (fit);
  g_autofree char *interval = lab_depth_text_interval (fit);
  g_autofree char *theory = lab_depth_text_theory ();
  g_autofree char *nature = lab_depth_text_nature ();
  g_autofree char *expected =
      lab_depth_text_expected (experiment->intrinsic_dimension, known_dimension, known_depth);
  say (self->measured, measured);
  say_plain (self->interval, interval);
  say (self->theory, theory);
  say_plain (self->nature, nature);
  say_plain (self->verdict, NULL);
  say_plain (self->sentence, fit != NULL && fit->has_depth ? fit->sentence : NULL);
  say_plain (self->what_if, expected);
}

static void
refresh_expected (LabLawsPanel *self, LabSweep axis)
{
  const LabExpectation *expectation = lab_laboratory_get_expectation (self->laboratory);
  g_autofree char *expected = lab_laws_expected (axis, expectation);
  g_autofree char *note = lab_laws_expected_note (axis, expectation);
  say (self->expected, expected);
  say_plain (self->expected_note, note);
}

static void
refresh_study (LabLawsPanel *self)
{
  const LabCurveStudy *study = lab_laboratory_get_study (self->laboratory);
  g_autofree char *what_if = lab_laws_what_if (study);
  g_autofree char *held_out = lab_laws_held_out (study);
  LabConsistency consistency;
  gboolean both = lab_laboratory_check_consistency (self->laboratory, &consistency);
  g_autofree char *check = lab_laws_consistency (both ? &consistency : NULL);
  say_plain (self->what_if, what_if);
  say_plain (self->held_out, held_out);
  say (self->consistency, check);
}

static void
refresh_choices (LabLawsPanel *self, LabSweep axis)
{
  LabComparison comparison;
  gboolean compared = lab_laboratory_compare (self->laboratory, &comparison);
  g_autofree char *measured = compared ? lab_laws_comparison (axis, &comparison) : NULL;
  g_autofree char *theory =
      compared
          ? lab_curve_difference_lazy_or_rich (lab_laboratory_get_baseline (self->laboratory),
                                               lab_laboratory_get_experiment (self->laboratory))
          : NULL;
  g_autofree char *text = g_strjoin (" ", measured, theory, NULL);
  g_autofree char *window = NULL;
  double low, high;

  lab_laboratory_get_fit_window (self->laboratory, &low, &high);
  window = lab_laws_window (axis, low, high);
  gtk_widget_set_visible (self->window_line, window != NULL);
  say_plain (self->window, window);
  say_plain (self->comparison, text);
}

static void
refresh (LabLawsPanel *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  const LabCurveFit *fit = lab_laboratory_get_fit (self->laboratory);
  LabReferenceLaw law = lab_axis_law (experiment->sweep, 0, experiment);
  g_autofree char *theory = lab_laws_theory (experiment->sweep, &law);
  g_autofree char *nature = lab_laws_nature (&law);
  g_autofree char *details = lab_laws_details (&law, fit);
  g_autofree char *left_out = lab_laws_left_out (lab_laboratory_get_curve (self->laboratory));
  g_autofree char *labels =
      lab_laws_labels (experiment, lab_laboratory_validation_labels (self->laboratory));

  say_plain (self->title, _ (lab_axis (experiment->sweep)->law_name));
  refresh_measured (self, experiment->sweep, fit);
  refresh_expected (self, experiment->sweep);
  say (self->theory, theory);
  say_plain (self->nature, nature);
  refresh_study (self);
  refresh_choices (self, experiment->sweep);
  if (lab_axis (experiment->sweep)->is_choice)
    refresh_depth (self, experiment, fit);
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

/* A section that is there only while its one text is. */
static GtkWidget *
add_passing (LabLawsPanel *self, const char *caption)
{
  GtkWidget *section = add_section (self, caption);
  GtkWidget *label = add_text (section, NULL);
  g_object_set_data (G_OBJECT (label), "section", section);
  return label;
}

static void
add_window (LabLawsPanel *self, GtkWidget *section)
{
  GtkWidget *reset = gtk_button_new_with_label (_ ("Fit all"));
  self->window_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->window = add_text (self->window_line, "caption");
  gtk_label_set_width_chars (GTK_LABEL (self->window), 12);
  gtk_widget_set_hexpand (self->window, TRUE);
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (reset, _ ("Fit all points again (\\)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (reset), "win.fit-all");
  gtk_box_append (GTK_BOX (self->window_line), reset);
  gtk_box_append (GTK_BOX (section), self->window_line);
}

static void
add_buttons (LabLawsPanel *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *theories = gtk_button_new_with_label (_ ("Theories…"));
  GtkWidget *pin = gtk_button_new_with_label (_ ("Pin"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (theories), "win.theories");
  gtk_widget_set_tooltip_text (theories, _ ("Choose what theory draws (T)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (pin), "win.pin");
  gtk_widget_set_tooltip_text (
      pin, _ ("Keep this curve as the baseline that others are compared with, or let it go (P)"));
  gtk_widget_set_hexpand (theories, TRUE);
  gtk_widget_set_hexpand (pin, TRUE);
  gtk_box_append (GTK_BOX (line), theories);
  gtk_box_append (GTK_BOX (line), pin);
  gtk_box_append (GTK_BOX (self), line);
}

static void
add_details (LabLawsPanel *self)
{
  GtkWidget *expander = gtk_expander_new (_ ("Details"));
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->details = add_text (inside, "caption");
  gtk_label_set_selectable (GTK_LABEL (self->details), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details of the law"), -1);
  gtk_expander_set_child (GTK_EXPANDER (expander), inside);
  gtk_box_append (GTK_BOX (self), expander);
}

static void
build (LabLawsPanel *self)
{
  GtkWidget *section;

  self->title = add_text (GTK_WIDGET (self), "heading");
  section = add_section (self, _ ("Measured"));
  self->measured = add_text (section, "law");
  self->interval = add_text (section, "caption");
  self->fitted = add_text (section, "caption");
  add_window (self, section);
  section = add_section (self, _ ("Expected here"));
  self->expected = add_text (section, "law");
  self->expected_note = add_text (section, "caption");
  g_object_set_data (G_OBJECT (self->expected), "section", section);
  section = add_section (self, _ ("Theory"));
  self->theory = add_text (section, "law");
  self->nature = add_text (section, "caption");
  section = add_section (self, _ ("Verdict"));
  self->verdict = add_text (section, "verdict");
  self->sentence = add_text (section, NULL);
  self->reasons = add_text (section, "caption");
  self->phases = add_text (GTK_WIDGET (self), NULL);
  self->frontier = add_passing (self, _ ("Best use of compute"));
  self->comparison = add_passing (self, _ ("Against the baseline"));
  self->what_if = add_passing (self, _ ("What if"));
  self->held_out = add_passing (self, _ ("Held-out check"));
  self->consistency = add_passing (self, _ ("Both laws together"));
  self->left_out = add_text (GTK_WIDGET (self), "warning");
  self->labels = add_text (GTK_WIDGET (self), "caption");
  add_buttons (self);
  add_details (self);
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
