/* scaling-lab fit: a law fitted to a table. */
#include "cli/command.h"

#include "cli/output.h"
#include "core/error.h"
#include "fit/held-out.h"
#include "session/csv-samples.h"
#include "session/json-values.h"

#include <math.h>

/* Of the bootstrap: the same table gives the same numbers. */
#define SEED 1

/* Intervals this narrow are those of values that a formula made. */
#define NO_SCATTER 1e-6

/* Null where too little is left to fit without the largest third. */
static void
add_held_out (JsonBuilder *builder, const LabHeldOut *held_out)
{
  json_builder_set_member_name (builder, "held_out");
  if (held_out == NULL) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "fitted_to", held_out->limit);
  lab_json_add_text (builder, "model", lab_model_name (held_out->fit.model));
  lab_json_add_real (builder, "exponent", held_out->fit.exponent);
  lab_json_add_integer (builder, "points", held_out->count);
  lab_json_add_real (builder, "share_inside", held_out->inside);
  lab_json_add_real (builder, "rms_log_error", held_out->error);
  lab_json_add_real (builder, "mean_log_error", held_out->bias);
  json_builder_end_object (builder);
}

static char *
to_json (const LabCsvSamples *samples, const LabModelFit *fit, const LabHeldOut *held_out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "x", samples->x_column);
  lab_json_add_text (builder, "y", samples->y_column);
  lab_json_add_text (builder, "model", lab_model_name (fit->model));
  lab_json_add_real (builder, "exponent", fit->exponent);
  lab_json_add_real (builder, "low", fit->low);
  lab_json_add_real (builder, "high", fit->high);
  lab_json_add_real (builder, "floor", fit->floor);
  lab_json_add_real (builder, "break", fit->break_x);
  lab_json_add_real (builder, "aicc", fit->aicc);
  lab_json_add_real (builder, "scatter", fit->scatter);
  json_builder_set_member_name (builder, "robust");
  json_builder_add_boolean_value (builder, fit->robust);
  lab_json_add_real (builder, "window_low", fit->x_minimum);
  lab_json_add_real (builder, "window_high", fit->x_maximum);
  lab_json_add_text (builder, "choice", lab_choice_name (fit->choice));
  lab_json_add_integer (builder, "points_used", fit->points_used);
  lab_json_add_integer (builder, "points_left_out", fit->points_left_out);
  lab_json_add_integer (builder, "points_outside", fit->points_outside);
  lab_json_add_integer (builder, "duplicates", fit->duplicates);
  lab_json_add_integer (builder, "repeats", fit->repeats);
  lab_json_add_integer (builder, "rows_unfinished", samples->rows_unfinished);
  lab_json_add_integer (builder, "rows_narrower", samples->rows_narrower);
  add_held_out (builder, held_out);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static void
append_interval (GString *text, const LabModelFit *fit)
{
  if (isfinite (fit->low) && isfinite (fit->high))
    g_string_append_printf (
        text, "95 %% interval %.4f to %.4f%s\n", fit->low, fit->high,
        fit->high - fit->low < NO_SCATTER ? " (no scatter: the points lie on the curve)" : "");
  else if (isfinite (fit->high))
    g_string_append_printf (text, "95 %% sure only that it is below %.4f\n", fit->high);
  else
    g_string_append (text, "too few points beyond the break for an interval\n");
}

static void
append_count (GString *text, guint count, const char *what)
{
  if (count > 0)
    g_string_append_printf (text, "Left out: %u %s.\n", count, what);
}

static char *
to_text (const LabCsvSamples *samples, const LabModelFit *fit, const LabHeldOut *held_out)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, "Model: %s%s. %s against %s, %u different positions from %g to %g.\n",
      lab_model_name (fit->model), fit->robust ? ", robust" : "", samples->y_column,
      samples->x_column, fit->points_used, fit->x_minimum, fit->x_maximum);
  g_string_append_printf (text, "  exponent   %.4f, ", fit->exponent);
  append_interval (text, fit);
  if (fit->floor > 0.0)
    g_string_append_printf (text, "  floor      %.6g\n", fit->floor);
  if (isfinite (fit->break_x))
    g_string_append_printf (text,
                            "  break      at x = %.6g; the exponent and its interval belong to "
                            "what lies beyond,\n             the break taken as known\n",
                            fit->break_x);
  if (isfinite (fit->aicc))
    g_string_append_printf (text, "  AICc       %.3f\n", fit->aicc);
  append_count (text, fit->points_left_out, "values that are not positive or not finite");
  append_count (text, fit->points_outside, "values outside the window");
  append_count (text, fit->duplicates, "exact repetitions of a point");
  append_count (text, samples->rows_unfinished, "rows of runs that did not finish");
  append_count (text, samples->rows_narrower, "rows of smaller widths");
  if (held_out != NULL) {
    g_autofree char *words = lab_held_out_words (held_out, "x");
    lab_append_wrapped (text, "Held out: ", words);
  }
  return g_string_free (text, FALSE);
}

/* What the words or the table do not allow: they are not understood. What the data do not allow is
 * a failure on the way. */
static int
give_up (const GError *error)
{
  lab_complain ("%s", error->message);
  return g_error_matches (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE) ? LAB_EXIT_NOT_UNDERSTOOD
                                                                     : LAB_EXIT_FAILED;
}

/* A bound of the window; 0 where the option was not given. */
static gboolean
read_bound (const char *option, const char *word, double *bound)
{
  char *end = NULL;

  *bound = 0.0;
  if (word == NULL)
    return TRUE;
  *bound = g_ascii_strtod (word, &end);
  if (end != word && *end == '\0' && isfinite (*bound) && *bound > 0.0)
    return TRUE;
  lab_complain ("%s %s: the end of the fit window must be a number greater than 0, such as 1e4.",
                option, word);
  return FALSE;
}

static gboolean
read_options (const LabWords *words, LabFitOptions *options)
{
  *options = (LabFitOptions){.model = LAB_MODEL_AUTO, .robust = words->robust, .seed = SEED};
  if (words->model != NULL && !lab_model_from_name (words->model, &options->model)) {
    lab_complain ("--model %s: the model must be power, power+floor, broken, two-phase or auto.",
                  words->model);
    return FALSE;
  }
  if (!read_bound ("--from", words->from, &options->from) ||
      !read_bound ("--to", words->to, &options->to))
    return FALSE;
  if (options->to > 0.0 && !(options->from < options->to)) {
    lab_complain ("--from %s --to %s: the fit window must end beyond where it begins.", words->from,
                  words->to);
    return FALSE;
  }
  return TRUE;
}

static int
run (const LabWords *words)
{
  g_auto (LabCsvSamples) samples = {.samples = NULL};
  g_autoptr (LabCsvTable) table = NULL;
  g_autoptr (LabHeldOut) held_out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  LabFitOptions options;
  LabModelFit fit;

  if (!read_options (words, &options))
    return LAB_EXIT_NOT_UNDERSTOOD;
  table = lab_csv_table_read (words->file, &error);
  if (table == NULL || !lab_csv_samples_pick (table, words->x, words->y, &samples, &error))
    return give_up (error);
  const LabFitSample *data = (const LabFitSample *)(gpointer)samples.samples->data;
  if (!lab_model_fit (data, samples.samples->len, &options, &fit, &error))
    return give_up (error);
  held_out = lab_held_out_new (data, samples.samples->len, &options, 0.0, NULL);
  text = words->json ? to_json (&samples, &fit, held_out) : to_text (&samples, &fit, held_out);
  gboolean well = words->json ? lab_print_utf8 (text) : lab_print (text);
  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_fit = {
    .name = "fit",
    .usage = "FILE.csv [--x COL] [--y COL] [--model MODEL] [--from X] [--to X] [--robust] "
             "[--json]",
    .summary = "Fit a power law, with or without a floor or a break, to a table.",
    .details = "The table has fields separated by commas, one row per point; lines that begin\n"
               "with # are comments, and the first row may name the columns (else they are\n"
               "called 1, 2, ...). x and y are the columns of these names, or else the first\n"
               "two. In a points.csv of this program they are what the sweep varied (n,\n"
               "parameters, steps, compute) and excess_risk; runs that did not finish are left\n"
               "out, and of trajectories the largest width counts. Warm-up and optimisation\n"
               "floor are not known here: scaling-lab run leaves them out by rule.\n"
               "\n"
               "Models: power (A x^p), power+floor (A x^p + E), broken (one power, then\n"
               "another), two-phase (exponential, then a power), auto (what the data choose, by\n"
               "AICc). exponent is p, negative when y falls; low and high its 95 % interval,\n"
               "null where the data set no limit. With a break both belong to what lies beyond.\n"
               "A slope needs 4 different x that span half a decade; a floor 6; a break 10 over\n"
               "a decade. Zero, negative and non-finite values are left out and counted.\n"
               "--from and --to set the fit window; --robust uses Huber's loss on ln y, so that\n"
               "single outliers hardly count. Where the smaller two thirds of the positions\n"
               "allow the model, they are fitted again and scored on the rest (held out): the\n"
               "share of points inside the 95 % band, and the root mean square of ln y.\n"
               "\n"
               "Example: scaling-lab fit results/points.csv --model power+floor\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_MODEL | LAB_COMMAND_TAKES_JSON,
    .run = run,
};
