/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit/fit-files.h"

#include "cli/print/chart-file.h"
#include "cli/fit/fit-chart.h"
#include "cli/output.h"
#include "fit/residuals.h"

#include <string.h>

#define INDEX_FILE     "fits.json"
#define RESIDUALS_FILE "residuals.csv"

/* The options that decide what comes out, as words. */
static char *
words_of (const LabArguments *words)
{
  const struct
  {
    const char *option, *value;
  } options[] = {{"x", words->x},         {"y", words->y},
                 {"by", words->by},       {"where", words->where},
                 {"error", words->error}, {"model", words->model},
                 {"gamma", words->gamma}, {"from", words->from},
                 {"to", words->to},       {"at", words->at},
                 {"reach", words->reach}, {"maximum", words->maximum},
                 {"floor", words->floor}, {"n", words->n},
                 {"d", words->d},         {"compute", words->compute}};
  GString *line = g_string_new ("fit");

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autofree char *quoted =
        options[i].value != NULL ? g_uri_escape_string (options[i].value, NULL, TRUE) : NULL;

    if (quoted != NULL)
      g_string_append_printf (line, " %s=%s", options[i].option, quoted);
  }
  g_string_append_printf (line, "%s%s%s%s", words->robust ? " robust=yes" : "",
                          words->best ? " best=yes" : "", words->shift ? " shift=yes" : "",
                          words->compare ? " compare=yes" : "");
  return g_string_free (line, FALSE);
}

LabOut *
lab_fit_files_open (const LabArguments *words, const LabTable *table, int *status)
{
  static const char *const files[] = {RESIDUALS_FILE, INDEX_FILE, LAB_CHART_FILE, NULL};
  g_autofree char *line = words_of (words);

  return lab_out_open (words,
                       &(LabResultOrigin){.command = "fit",
                                          .words = line,
                                          .presets = "",
                                          .input = lab_table_checksum (table),
                                          .index = INDEX_FILE,
                                          .files = files},
                       status);
}

/* A field of CSV: in quotes, with those inside written twice. */
static void
append_field (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *c);
  }
  g_string_append_c (csv, '"');
}

static void
append_residuals (GString *csv, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  g_autoptr (LabResiduals) residuals = NULL;
  char number[6][G_ASCII_DTOSTR_BUF_SIZE];

  if (answer->error != NULL || !answer->fit.valid)
    return;
  residuals = lab_residuals_new ((const LabFitSample *)(gpointer)answer->curve->samples->data,
                                 answer->curve->samples->len, &answer->fit);
  for (guint i = 0; i < residuals->count; i++) {
    const LabResidual *point = &residuals->points[i];
    const double values[] = {point->x, lab_fit_shown (answers, point->y),
                             lab_fit_shown (answers, point->fitted), point->log, point->standard};

    append_field (csv, answer->curve->name);
    g_string_append_printf (csv, ",%u", point->cluster);
    for (gsize v = 0; v < G_N_ELEMENTS (values); v++)
      g_string_append_printf (csv, ",%s", g_ascii_dtostr (number[v], sizeof number[v], values[v]));
    g_string_append_c (csv, '\n');
  }
}

static char *
residuals_text (const LabFitAnswers *answers)
{
  GString *csv = g_string_new (
      "# residuals of a fit: log_residual is ln (y / fitted), standard that over the scatter\n"
      "curve,repeat,x,y,fitted,log_residual,standard\n");

  for (guint i = 0; i < answers->answers->len; i++)
    append_residuals (csv, answers, g_ptr_array_index (answers->answers, i));
  return g_string_free (csv, FALSE);
}

gboolean
lab_fit_files_write (LabOut *out, const LabFitAnswers *answers)
{
  g_autoptr (LabChartContent) content = lab_fit_chart (answers);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chart = lab_chart_file_of (content, &error);
  g_autofree char *residuals = residuals_text (answers);
  g_autoptr (JsonNode) node = lab_fit_node (answers);

  if (chart == NULL) {
    lab_complain ("%s", error->message);
    return FALSE;
  }
  lab_out_add_text (out, RESIDUALS_FILE, residuals);
  lab_out_add (out, LAB_CHART_FILE, chart);
  return lab_out_commit (out, NULL, node, TRUE);
}
