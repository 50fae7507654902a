/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit/fit-request.h"

#include "cli/output.h"
#include "table/number.h"

#include <math.h>

/* Of the bootstrap: the same table gives the same numbers. */
#define SEED 1

#define MOST_GAMMA 8.0

/* A bound of the window; 0 where the option was not given. */
static gboolean
read_bound (const char *option, const char *word, double *bound)
{
  *bound = 0.0;
  if (word == NULL)
    return TRUE;
  if (lab_field_read (word, LAB_MARK_POINT, bound) == LAB_FIELD_NUMBER && isfinite (*bound) &&
      *bound > 0.0)
    return TRUE;
  lab_complain ("%s %s: the end of the fit window must be a number greater than 0, such as 1e4.",
                option, word);
  return FALSE;
}

/* A positive number; NaN where the option was not given. */
static gboolean
read_positive (const char *option, const char *word, const char *example, double *value)
{
  *value = NAN;
  if (word == NULL || (lab_field_read (word, LAB_MARK_POINT, value) == LAB_FIELD_NUMBER &&
                       isfinite (*value) && *value > 0.0))
    return TRUE;
  lab_complain ("%s %s: a number greater than 0 is needed, such as %s %s.", option, word, option,
                example);
  return FALSE;
}

/* An exponent of a sum law: a number, or a fraction of two. */
static gboolean
read_gamma (const char *word, const LabFitOptions *options, double *gamma)
{
  char *end = NULL;
  double over = 1.0;

  if (options->model != LAB_MODEL_SUM && options->model != LAB_MODEL_SUM_FLOOR) {
    lab_complain ("--gamma %s: only a sum law has it: add --model sum or --model sum+floor.", word);
    return FALSE;
  }
  *gamma = g_ascii_strtod (word, &end);
  if (end != word && *end == '/') {
    const char *below = end + 1;
    over = g_ascii_strtod (below, &end);
    end = end == below ? (char *)word : end;
  }
  *gamma /= over;
  if (end != word && *end == '\0' && *gamma > 0.0 && *gamma <= MOST_GAMMA)
    return TRUE;
  lab_complain (
      "--gamma %s: the exponent must be a number greater than 0 and at most %g, such as 1/7.", word,
      MOST_GAMMA);
  return FALSE;
}

/* A floor below 0 and a shift belong to one law. */
static gboolean
read_shift (const LabArguments *words, LabFitOptions *options)
{
  if (words->floor != NULL && !g_str_equal (words->floor, "any")) {
    lab_complain ("--floor %s: the word any is needed: --floor any lets the floor lie below 0.",
                  words->floor);
    return FALSE;
  }
  options->any_floor = words->floor != NULL;
  options->shift = words->shift;
  if ((options->any_floor || options->shift) && options->model != LAB_MODEL_AUTO &&
      options->model != LAB_MODEL_POWER_FLOOR) {
    lab_complain ("%s: it belongs to a power law with a floor: --model power+floor, or no --model.",
                  options->shift ? "--shift" : "--floor any");
    return FALSE;
  }
  if ((options->any_floor || options->shift) && options->robust) {
    lab_complain ("%s --robust: this law is fitted by least squares only; leave --robust out.",
                  options->shift ? "--shift" : "--floor any");
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_options (const LabArguments *words, LabFitOptions *options)
{
  *options = (LabFitOptions){.model = LAB_MODEL_AUTO, .robust = words->robust, .seed = SEED};
  if (words->model != NULL && !lab_model_from_name (words->model, &options->model)) {
    lab_complain (
        "--model %s: the model must be power, power+floor, broken, broken-smooth, two-phase, "
        "sum, sum+floor, constant-speed, joint, isoflop or auto.",
        words->model);
    return FALSE;
  }
  if (words->gamma != NULL && !read_gamma (words->gamma, options, &options->gamma))
    return FALSE;
  if (!read_shift (words, options))
    return FALSE;
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

gboolean
lab_fit_request_read (const LabArguments *words, LabFitRequest *request)
{
  *request = (LabFitRequest){.where = NULL};
  if (words->n != NULL || words->d != NULL || words->compute != NULL) {
    lab_complain (
        "--n, --d and --compute name the columns of laws of two variables: add --model joint "
        "or --model isoflop.");
    return FALSE;
  }
  if (!read_options (words, &request->options) ||
      !read_positive ("--at", words->at, "1e22", &request->at) ||
      !read_positive ("--reach", words->reach, "2.0", &request->reach) ||
      !read_positive ("--maximum", words->maximum, "1", &request->maximum))
    return FALSE;
  if (words->compare && words->by == NULL) {
    lab_complain ("--compare: curves to be compared are needed: add --by COL.");
    return FALSE;
  }
  request->where = words->where != NULL ? g_strsplit (words->where, LAB_OPTION_AGAIN, -1) : NULL;
  request->compares = words->compare;
  request->reading = (LabReadingRequest){.x = words->x,
                                         .y = words->y,
                                         .by = words->by,
                                         .error = words->error,
                                         .where = (const char *const *)request->where,
                                         .best = words->best};
  return TRUE;
}

void
lab_fit_request_clear (LabFitRequest *request)
{
  g_clear_pointer (&request->where, g_strfreev);
}
