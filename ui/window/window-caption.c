/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The caption above the picture while presenting. */
#include "config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

#include "ui/laws/laws-text.h"
#include "words/words.h"

/* Two lines: what was measured on what, and what theory says and how. */
static char *
law_text (LabWindow *self, const LabExperiment *experiment)
{
  const LabCurveFit *fit = lab_laboratory_get_fit (self->laboratory);
  LabReferenceLaw law = lab_axis_law (experiment->sweep, 0, experiment);
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
