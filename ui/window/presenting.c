/* Presenting: one key hides everything but the chart, enlarges its type, and Escape restores
 * exactly what was. Arrow keys step the intrinsic dimension. */
#include "config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

#include "ui/controls/control-panel.h"
#include "ui/laws/laws-text.h"
#include "ui/controls/parameter-row.h"
#include "words/words.h"

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer data)
{
  LabWindow *self = data;
  GtkWidget *row = lab_control_panel_find (LAB_CONTROL_PANEL (self->control_panel), "d");
  switch (keyval) {
  case GDK_KEY_Right:
  case GDK_KEY_Up:
    lab_parameter_row_step (LAB_PARAMETER_ROW (row), 1, FALSE);
    return GDK_EVENT_STOP;
  case GDK_KEY_Left:
  case GDK_KEY_Down:
    lab_parameter_row_step (LAB_PARAMETER_ROW (row), -1, FALSE);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
take_keys (LabWindow *self)
{
  self->presenting_keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->presenting_keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->presenting_keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), self->presenting_keys);
}

/* Two lines: what was measured on what, and what theory says and how. */
static char *
law_text (LabWindow *self, const LabExperiment *experiment)
{
  const LabCurveFit *fit = lab_laboratory_get_fit (self->laboratory);
  LabReferenceLaw law = lab_laws_reference (experiment);
  const LabCurve *curve = lab_laboratory_get_curve (self->laboratory);
  g_autofree char *so_far = lab_laws_so_far (curve);
  g_autofree char *measured = lab_laws_measured (experiment->sweep, fit);
  g_autofree char *interval = lab_laws_interval (fit);
  g_autofree char *fitted = lab_laws_fitted (curve, fit);
  g_autofree char *label = law.valid ? lab_compose_reference_label (experiment->sweep, &law) : NULL;
  g_autofree char *theory = label != NULL ? lab_words_markup (label) : NULL;
  const LabExpectation *expectation = lab_laboratory_get_expectation (self->laboratory);
  g_autofree char *expected = lab_laws_expected (experiment->sweep, expectation);
  GString *text = g_string_new (NULL);

  if (so_far != NULL)
    g_string_append_printf (text, "%s: ", so_far);
  g_string_append (text, measured);
  if (interval != NULL)
    g_string_append_printf (text, ", %s", interval);
  if (fitted != NULL)
    g_string_append_printf (text, " (%s)", fitted);
  g_string_append (text, "\n");
  if (expected != NULL)
    /* Translators: %s is a power: Expected here: n^−0.55 (kernel model), then what theory says. */
    g_string_append_printf (text, _ ("Expected here: %s (kernel model)   "), expected);
  if (theory != NULL)
    /* Translators: %s is a law with its source and nature: C^−1/7, paper B (bound). */
    g_string_append_printf (text, _ ("Theory: %s"), theory);
  return g_string_free (text, FALSE);
}

void
lab_window_update_caption (LabWindow *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  g_autofree char *n = NULL;
  g_autofree char *law = NULL;
  g_autofree char *dimension = lab_experiment_dimension_words (experiment);
  g_autofree char *markup = NULL;
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (!self->presenting)
    return;
  n = lab_words_count ((double)experiment->n);
  law = law_text (self, experiment);
  markup = g_strdup_printf ("<span size='%d'><b>%s</b>   m = %u   n = %s\n%s</span>",
                            MAX (height / 32, 12) * PANGO_SCALE * 3 / 4, dimension,
                            experiment->width, n, law);
  if (g_strcmp0 (markup, gtk_label_get_label (GTK_LABEL (self->caption))) != 0)
    gtk_label_set_markup (GTK_LABEL (self->caption), markup);
}

void
lab_window_set_presenting (LabWindow *self, gboolean presenting)
{
  if (self->presenting == presenting)
    return;
  self->presenting = presenting;
  if (presenting) {
    self->was_fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
    gtk_window_fullscreen (GTK_WINDOW (self));
    take_keys (self);
  } else {
    if (!self->was_fullscreen)
      gtk_window_unfullscreen (GTK_WINDOW (self));
    gtk_widget_remove_controller (GTK_WIDGET (self), self->presenting_keys);
    self->presenting_keys = NULL;
  }
  lab_window_views_present (self);
  lab_window_arrange (self);
  if (presenting)
    gtk_widget_grab_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)));
}
