/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be known beside estimates of dimension, in sentences. */
#include "dimension/dimension-notes.h"

#include "words/percent-words.h"

#include <glib/gi18n.h>

/* "twonn (k = 2), gride (k = 4)": the estimates in that state; NULL where there are none. */
static char *
names_of (const LabDimensionReport *report, LabDimensionState state)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < report->count; i++)
    if (report->estimate[i].state == state)
      g_string_append_printf (names, "%s%s (k = %u)", names->len > 0 ? ", " : "",
                              lab_estimator_name (report->estimate[i].estimator),
                              report->estimate[i].k);
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

/* format: with one %s for the names. */
static void
add_named (GPtrArray *notes,
           const LabDimensionReport *report,
           LabDimensionState state,
           const char *format)
{
  g_autofree char *names = names_of (report, state);

  if (names != NULL)
    g_ptr_array_add (notes, g_strdup_printf (format, names));
}

static char *
discrete_note (const LabDimensionReport *report)
{
  g_autofree char *share =
      lab_percent_words ((double)report->ties / (double)(report->points - report->duplicates));

  return g_strdup_printf (
      _ ("The points are discrete (on a grid, or rounded): at %s of them the two nearest "
         "neighbours "
         "are equally far. Few neighbours show the grid, not the cloud; larger k look beyond it."),
      share);
}

char **
lab_dimension_notes (const LabDimensionReport *report)
{
  GPtrArray *notes = g_ptr_array_new ();

  g_return_val_if_fail (report != NULL, NULL);

  if (lab_dimension_report_is_small (report))
    g_ptr_array_add (
        notes, g_strdup_printf (_ ("%u different points are few for %u neighbours: neighbourhoods "
                                   "reach across the cloud, and the estimates are rough."),
                                (guint)(report->points - report->duplicates), report->outlier_k));
  if (lab_dimension_report_is_discrete (report))
    g_ptr_array_add (notes, discrete_note (report));
  /* Translators: in each, names of estimators with their neighbours. */
  add_named (notes, report, LAB_DIMENSION_TIED,
             _ ("Cannot tell by %s: all neighbours looked at are equally far."));
  add_named (notes, report, LAB_DIMENSION_NO_VALUE,
             _ ("Cannot tell by %s: hardly any distance is above 0."));
  add_named (
      notes, report, LAB_DIMENSION_SATURATED,
      _ ("Saturated: %s. So few neighbours span hardly more directions: the dimension is that "
         "or more. A larger k tells."));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
