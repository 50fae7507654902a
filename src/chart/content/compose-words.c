/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a chart: axes, curves, references, notes. */
#include "chart/content/compose-private.h"

#include <math.h>
#include <string.h>

#include "words/words.h"

#include <glib/gi18n.h>

#include "experiment/experiment-keys.h"
#include "experiment/task.h"

/* So many further parameters may tell curves apart in a label. */
#define MOST_DIFFERENCES 3

/* Keys that never tell curves apart here: the axis is common, the grid is what x shows. */
static gboolean
is_told_elsewhere (const LabKey *key, LabSweep axis)
{
  if (g_str_equal (key->key, "sweep") || key->type == LAB_KEY_GRID || g_str_equal (key->key, "d"))
    return TRUE;
  if (g_str_equal (key->key, "width"))
    return TRUE;
  return lab_axis_has_key (axis, key->key) ||
         (lab_axis_has_key (axis, "depth") && g_str_equal (key->key, "fixed"));
}

static gboolean
differs (const LabChartInput *input, const LabKey *key, const char *value)
{
  for (guint i = 0; i < input->curve_count; i++) {
    g_autofree char *other = NULL;

    if (input->curves[i].curve == NULL)
      continue;
    other = lab_experiment_get (&input->curves[i].curve->experiment, key->key);
    if (g_strcmp0 (other, value) != 0)
      return TRUE;
  }
  return FALSE;
}

static void
append_differences (GString *label, const LabChartInput *input, const LabExperiment *experiment)
{
  guint key_count, named = 0;
  const LabKey *keys = lab_experiment_keys (&key_count);

  for (guint i = 0; i < key_count && named < MOST_DIFFERENCES; i++) {
    g_autofree char *value = NULL;

    if (is_told_elsewhere (&keys[i], experiment->sweep))
      continue;
    value = lab_experiment_get (experiment, keys[i].key);
    if (!differs (input, &keys[i], value))
      continue;
    if (keys[i].symbol != NULL)
      g_string_append_printf (label, ", %s = %s", keys[i].symbol, value);
    else
      g_string_append_printf (label, ", %s: %s", _ (keys[i].label), value);
    named++;
  }
}

/* ", m = 16" or ", N = 12,801": what the depths share. */
static void
append_fixed (GString *label, const LabExperiment *experiment)
{
  LabRunPlan deepest;
  LabModelShape shape;

  if (experiment->fixed == LAB_FIXED_WIDTH) {
    g_string_append_printf (label, ", m = %u", experiment->width);
    return;
  }
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &deepest);
  lab_experiment_model_shape (experiment, &deepest, &shape);
  g_string_append_printf (label, ", N ≈ %" G_GSIZE_FORMAT, lab_model_shape_parameters (&shape));
}

char *
lab_compose_curve_label (const LabChartInput *input, const LabExperiment *experiment, guint group)
{
  GString *label = g_string_new (NULL);

  g_autofree char *dimension = lab_experiment_dimension_words (experiment);

  g_string_append (label, dimension);
  if (lab_axis_has_key (experiment->sweep, "depth")) {
    append_fixed (label, experiment);
  } else if (!lab_axis_has_key (experiment->sweep, "width")) {
    g_string_append_printf (label, ", m = %u", experiment->width);
  } else if (lab_axis (experiment->sweep)->is_trajectory) {
    double grid[LAB_GRID_MAX];
    guint length = lab_experiment_grid (experiment, grid);

    if (group < length)
      g_string_append_printf (label, ", m = %" G_GUINT64_FORMAT, (guint64)grid[group]);
  }
  append_differences (label, input, experiment);
  return g_string_free (label, FALSE);
}

char *
lab_compose_measured_slope (const LabCurveFit *fit)
{
  double slope = fit->power.valid ? fit->power.exponent : fit->two_phase.exponent;

  return lab_words_signed (slope, MAX (fit->decimals, 2));
}

/* A name that says by itself what the line is needs no word in brackets. */
char *
lab_compose_reference_label (LabSweep axis, const LabReferenceLaw *law)
{
  g_autofree char *slope = lab_words_exponent (law->exponent);
  const char *name = _ (law->name), *nature = lab_nature_word (law->nature);

  if (strstr (name, nature) != NULL)
    return g_strdup_printf ("%s^%s, %s", lab_axis (axis)->symbol, slope, name);
  /* Translators: a power, whose it is, and what it is: n^−1/2, paper A (bound). */
  return g_strdup_printf (_ ("%s^%s, %s (%s)"), lab_axis (axis)->symbol, slope, name, nature);
}

/* format, with one %u, is in the grammatical number of count. */
static void
add_count (GPtrArray *parts, guint count, const char *format)
{
  if (count > 0)
    g_ptr_array_add (parts, g_strdup_printf (format, count));
}

static char *
join (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **)parts->pdata);
}

char *
lab_compose_note (const LabCurve *curve)
{
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unfitted = g_ptr_array_new_with_free_func (g_free);
  GString *note = g_string_new (NULL);
  guint at_floor = 0;

  for (guint i = 0; i < curve->point_count; i++)
    at_floor += curve->points[i].floor_limited;
  add_count (unfitted, curve->runs_diverged,
             g_dngettext (GETTEXT_PACKAGE, "%u diverged run (cross)", "%u diverged runs (crosses)",
                          curve->runs_diverged));
  add_count (
      hidden, curve->runs_stopped,
      g_dngettext (GETTEXT_PACKAGE, "%u stopped run", "%u stopped runs", curve->runs_stopped));
  add_count (hidden, curve->values_left_out,
             g_dngettext (GETTEXT_PACKAGE, "%u value that is not positive",
                          "%u values that are not positive", curve->values_left_out));
  add_count (unfitted, at_floor,
             g_dngettext (GETTEXT_PACKAGE, "%u point at the optimisation floor (pale)",
                          "%u points at the optimisation floor (pale)", at_floor));
  if (hidden->len > 0) {
    g_autofree char *list = join (hidden);

    g_string_append_printf (note, _ ("Not drawn: %s."), list);
  }
  if (unfitted->len > 0) {
    g_autofree char *list = join (unfitted);

    g_string_append_printf (note, note->len > 0 ? _ (" Not fitted: %s.") : _ ("Not fitted: %s."),
                            list);
  }
  return g_string_free (note, note->len == 0);
}
