/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phase map says: where its numbers come from, and a place in words. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/phase-map/phase-map-private.h"

static char *
field_words (const LabPhaseMap *map)
{
  const LabPhaseSetting *setting = lab_phase_field_setting (map->field);
  g_autofree char *features = lab_chart_number (setting->features);

  if (lab_phase_field_level (map->field) == 2)
    return g_strdup_printf (
        _ ("Shaded: the error the kernel picture expects at finite n and N = %s (level 2, a "
           "reconstruction)."),
        features);
  return g_strdup_printf (
      _ ("Shaded: the error the kernel picture expects, quick estimate with N = "
         "%s (level 1, a reconstruction)."),
      features);
}

static char *
scale_words (const LabPhaseMap *map)
{
  const LabPhaseCalibration *calibration = &map->calibration;
  g_autofree char *scale = NULL;
  g_autofree char *factor = NULL;

  if (map->noise_unknown)
    return g_strdup (
        _ ("The time scale is not fixed: test errors hold the unknown noise. One step is "
           "drawn as one unit of kernel time."));
  if (!calibration->fitted)
    return g_strdup (map->dot_count > 0
                         ? _ ("The time scale is not fixed: the measurements do not tell it yet. "
                              "One step is drawn as one unit of kernel time.")
                         : _ ("The time scale is not fixed: nothing is measured with this network "
                              "yet. One step is drawn as one unit of kernel time."));
  scale = lab_chart_number (calibration->scale);
  factor = lab_chart_number (exp (calibration->misfit));
  return g_strdup_printf (
      /* Translators: the second number is a factor such as 1.6. */
      ngettext ("Time scale fitted to %3$u measured error: one step = %1$s units of kernel time; "
                "it differs by a factor of %2$s.",
                "Time scale fitted to %3$u measured errors: one step = %1$s units of kernel time; "
                "they differ from the map by a factor of %2$s.",
                calibration->points),
      scale, factor, calibration->points);
}

char *
lab_phase_map_note (const LabPhaseMap *map, const LabPhases *phases)
{
  g_autofree char *field = field_words (map);
  g_autofree char *scale = scale_words (map);
  g_autofree char *boundary = lab_phases_headline (phases);
  GString *note = g_string_new (NULL);

  g_string_append_printf (note, "%s %s", field, scale);
  if (map->noise_unknown)
    g_string_append_printf (
        note, " %s",
        _ ("The noise of the labels is not known: what it adds to the error is left out, "
           "and with it the statistical phase, the boundary and the best time to stop. "
           "Give σ, if you know it, to have them."));
  else if (!(lab_phase_field_setting (map->field)->noise > 0.0))
    g_string_append_printf (note, " %s",
                            _ ("Without label noise the statistical phase never begins."));
  if (map->dot_count > 0)
    g_string_append_printf (
        note, " %s",
        map->noise_unknown ? _ ("Dots: measured test errors, the noise of the labels included.")
                           : _ ("Dots: measured, in the colours of the scale."));
  if (boundary != NULL && phases->count > 0)
    g_string_append_printf (note, " %s", boundary);
  return g_string_free (note, FALSE);
}

char *
lab_phase_map_line_words (const LabPhaseMap *map)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < map->frame->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (map->frame->lines, i);
    /* Translators: %s is the name of a line on the map; a space comes first. */
    const char *format = line->kind == LAB_LINE_REFERENCE    ? _ (" Dashed line: %s.")
                         : line->kind == LAB_LINE_PREDICTION ? _ (" Thin line: %s.")
                                                             : _ (" Coloured line: %s.");
    g_autofree char *sentence = g_strdup_printf (format, line->label);
    g_string_append (words, sentence);
  }
  return g_string_free (words, FALSE);
}

char *
lab_phase_map_describe (const LabPhaseMap *map)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *dots = NULL;

  g_return_val_if_fail (map != NULL, NULL);
  low = lab_chart_number (map->scale_low);
  high = lab_chart_number (map->scale_high);
  dots = g_strdup_printf (ngettext ("%u measured dot.", "%u measured dots.", map->dot_count),
                          map->dot_count);
  return g_strdup_printf (
      map->noise_unknown ? _ ("Phase map: error between %s and %s over %s and %s. %s %s%s")
                         : _ ("Phase map: excess risk between %s and %s over %s and %s. %s %s%s"),
      low, high, map->frame->x_label, map->frame->y_label, dots, map->note, map->line_words);
}
