/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits the smaller part of a curve and scores what it predicts for the larger part. */
#include "fit/held-out.h"

#include "core/error.h"
#include "fit/sample/table.h"
#include "words/percent-words.h"
#include "words/place-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* Without a limit, one part in so many of the distinct x is held out. */
#define HELD_OUT_PART 3

/* A tenth of the points outside a 95 % band are still within chance for a handful of points. */
#define GOOD_SHARE 0.9

/* What lies farther below the measurement is not told in digits, which would round to all of it. */
#define ALL_BUT 0.99

static double
choose_limit (const LabFitTable *table)
{
  guint held_out = MAX (table->abscissas / HELD_OUT_PART, 1);
  return table->abscissas > held_out ? table->x[table->abscissas - 1 - held_out] : 0.0;
}

/* The samples (count) of the options' window. */
static LabFitSample *
take_window (const LabFitSample *samples, const LabFitOptions *options, guint *count)
{
  LabFitSample *taken = g_new (LabFitSample, MAX (*count, 1));
  double to = options->to > 0.0 ? options->to : INFINITY;
  guint kept = 0;

  for (guint i = 0; i < *count; i++)
    if (samples[i].x >= options->from && samples[i].x <= to)
      taken[kept++] = samples[i];
  *count = kept;
  return taken;
}

/* Whether the curve deserves praise; points are scored. */
static void
judge (LabHeldOut *held_out)
{
  const LabHeldOutPoint *last = &held_out->points[held_out->count - 1];
  double allowed = MAX (LAB_HELD_OUT_SCATTERS * held_out->fit.scatter, LAB_HELD_OUT_ERROR);

  held_out->half_width = sqrt (last->high / last->low) - 1.0;
  held_out->foretold = held_out->inside >= GOOD_SHARE && held_out->error <= allowed &&
                       held_out->half_width <= LAB_HELD_OUT_WIDTH;
}

static void
score (const LabFitTable *table, const LabCurveBootstrap *bootstrap, LabHeldOut *held_out)
{
  double squares = 0.0, sum = 0.0;

  held_out->points = g_new (LabHeldOutPoint, table->count);
  for (guint i = 0; i < table->count; i++) {
    double x = table->x[table->abscissa[i]], measured = exp (table->ln_y[i]);
    LabBandPoint band;
    if (x <= held_out->limit)
      continue;
    lab_curve_bootstrap_band (bootstrap, &x, 1, &band);
    double distance = table->ln_y[i] - log (band.value);
    gboolean inside = measured >= band.new_low && measured <= band.new_high;
    held_out->points[held_out->count++] = (LabHeldOutPoint){
        .x = x,
        .cluster = table->cluster_number[table->cluster[i]],
        .measured = measured,
        .predicted = band.value,
        .low = band.new_low,
        .high = band.new_high,
        .inside = inside,
    };
    squares += distance * distance;
    sum += distance;
    held_out->inside += inside;
  }
  held_out->inside /= held_out->count;
  held_out->error = sqrt (squares / held_out->count);
  held_out->bias = sum / held_out->count;
  judge (held_out);
}

LabHeldOut *
lab_held_out_new (const LabFitSample *samples,
                  guint count,
                  const LabFitOptions *options,
                  double limit,
                  GError **error)
{
  g_return_val_if_fail (samples != NULL || count == 0, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  g_autoptr (LabHeldOut) held_out = g_new0 (LabHeldOut, 1);
  g_autofree LabFitSample *taken = take_window (samples, options, &count);
  g_autoptr (LabFitTable) table = lab_fit_table_new (taken, count);
  LabFitOptions smaller = *options;

  held_out->limit = limit > 0.0 ? limit : choose_limit (table);
  smaller.to = held_out->limit;
  if (table->abscissas == 0 || held_out->limit >= table->x[table->abscissas - 1]) {
    g_autofree char *place = lab_place_words (held_out->limit);
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("A held-out check needs points beyond those that are fitted; there is none "
                    "beyond x = %s."),
                 place);
    return NULL;
  }
  if (!(held_out->limit > 0.0) || !lab_model_fit (taken, count, &smaller, &held_out->fit, error)) {
    if (error != NULL && *error == NULL)
      g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                   _ ("A held-out check needs points at several positions; there is %u."),
                   table->abscissas);
    return NULL;
  }
  if (!held_out->fit.valid) {
    g_set_error_literal (
        error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
        _ ("None of the laws fits the smaller part of the points: there is nothing to "
           "foretell the others by."));
    return NULL;
  }
  g_autoptr (LabCurveBootstrap) bootstrap =
      lab_curve_bootstrap_new (taken, count, &smaller, &held_out->fit);
  score (table, bootstrap, held_out);
  return g_steal_pointer (&held_out);
}

void
lab_held_out_free (LabHeldOut *held_out)
{
  if (held_out == NULL)
    return;
  g_free (held_out->points);
  g_free (held_out);
}

/* What the curve is off by, in parts of the measurement: never 100 % too low. */
static char *
off_words (double bias)
{
  const double off = fabs (expm1 (-bias));

  return bias > 0.0 && off > ALL_BUT ? g_strdup (_ ("more than 99 %")) : lab_percent_words (off);
}

char *
lab_held_out_words (const LabHeldOut *held_out, const char *symbol)
{
  g_return_val_if_fail (held_out != NULL && held_out->count > 0 && symbol != NULL, NULL);

  guint inside = (guint)lround (held_out->inside * held_out->count);
  g_autofree char *typical = lab_percent_words (expm1 (held_out->error));
  g_autofree char *off = off_words (held_out->bias);
  g_autofree char *place = lab_place_words (held_out->limit);
  g_autofree char *width = lab_percent_words (held_out->half_width);
  const char *format;

  if (held_out->foretold)
    /* Translators: in each, counts, the axis's letter, a place on it, three percentages. */
    format =
        _ ("%u of %u points beyond %s = %s, which the fit had not seen, lie inside its band: "
           "the curve foretold them (typical error %s, on average %s; the band ±%s at the end).");
  else if (held_out->inside >= GOOD_SHARE)
    format =
        _ ("%u of %u points beyond %s = %s, which the fit had not seen, lie inside its band, but "
           "that says little (typical error %s, on average %s; the band ±%s at the end).");
  else if (held_out->bias > 0.0)
    format =
        _ ("Only %u of %u points beyond %s = %s, which the fit had not seen, lie inside its "
           "band: the curve promised too much (typical error %s, on average %s too low; the band "
           "±%s at the end).");
  else
    format =
        _ ("Only %u of %u points beyond %s = %s, which the fit had not seen, lie inside its "
           "band: the curve promised too little (typical error %s, on average %s too high; the "
           "band ±%s at the end).");
  return g_strdup_printf (format, inside, held_out->count, symbol, place, typical, off, width);
}
