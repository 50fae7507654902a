/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Multi-start least squares and profiles of a shape; see the header. */
#include "fit/law/shape.h"

#include <math.h>
#include <string.h>

#define KEPT            5 /* starts that are improved */
#define MOST_PARAMETERS LAB_LEVENBERG_MOST_PARAMETERS
#define FIRST_STRIDE    0.02
#define STRIDE_GROWTH   1.7
#define BISECTIONS      18
#define NOTHING_HELD    MOST_PARAMETERS

typedef struct
{
  double residual;
  double parameters[MOST_PARAMETERS];
} Start;

struct _LabShapeSearch
{
  const LabShape *shape;
  const LabTrajectory *trajectory;
  guint count; /* of parameters, the floor's included */
  Start start[KEPT];
  guint starts;
  LabLevenberg *levenberg; /* all parameters free */
  LabLevenberg *profiler;  /* one held; NULL until it is asked for */
  guint held;
  double held_value;
};

LabShapeSearch *
lab_shape_search_new (const LabShape *shape, const LabTrajectory *trajectory)
{
  g_return_val_if_fail (shape != NULL && trajectory != NULL, NULL);

  LabShapeSearch *search = g_new0 (LabShapeSearch, 1);
  search->shape = shape;
  search->trajectory = trajectory;
  search->count = shape->parameters + (shape->has_floor ? 1 : 0);
  search->levenberg = lab_levenberg_new (trajectory->count, search->count);
  search->held = NOTHING_HELD;
  return search;
}

void
lab_shape_search_free (LabShapeSearch *search)
{
  if (search == NULL)
    return;
  lab_levenberg_free (search->levenberg);
  lab_levenberg_free (search->profiler);
  g_free (search);
}

/* ln of the law at point i and its derivatives (count). */
static double
evaluate (const LabShapeSearch *search, const double *parameters, guint i, double *derivative)
{
  const LabShape *shape = search->shape;
  const LabTrajectory *trajectory = search->trajectory;
  double ln_g =
      shape->value (parameters, trajectory->x[i], trajectory->ln_x[i], derivative, shape->data);

  if (!shape->has_floor)
    return ln_g;
  double ln_floor = parameters[shape->parameters];
  double top = MAX (ln_g, ln_floor);
  double sum = exp (ln_g - top) + exp (ln_floor - top);
  double share = exp (ln_g - top) / sum;
  for (guint j = 0; j < shape->parameters; j++)
    derivative[j] *= share;
  derivative[shape->parameters] = 1.0 - share;
  return top + log (sum);
}

/* For Levenberg's method: with one parameter held, the others move up in the list. */
static void
model (const double *parameters, double *residual, double *derivative, gpointer data)
{
  const LabShapeSearch *search = data;
  const LabTrajectory *trajectory = search->trajectory;
  double all[MOST_PARAMETERS], slope[MOST_PARAMETERS];
  guint held = search->held, free_count = search->count - (held < NOTHING_HELD ? 1 : 0);

  for (guint j = 0; j < search->count; j++)
    all[j] = j == held ? search->held_value : parameters[j > held ? j - 1 : j];
  for (guint i = 0; i < trajectory->count; i++) {
    double root_weight = sqrt (trajectory->weight[i]);
    residual[i] = root_weight * (evaluate (search, all, i, slope) - trajectory->ln_y[i]);
    for (guint j = 0; j < search->count; j++)
      if (j != held)
        derivative[(gsize)i * free_count + (j > held ? j - 1 : j)] = root_weight * slope[j];
  }
}

void
lab_shape_search_offer (LabShapeSearch *search, const double *parameters)
{
  g_return_if_fail (search != NULL && parameters != NULL);

  double slope[MOST_PARAMETERS], sum = 0.0;
  guint place;

  for (guint i = 0; i < search->trajectory->count; i++) {
    double residual = evaluate (search, parameters, i, slope) - search->trajectory->ln_y[i];
    sum += search->trajectory->weight[i] * residual * residual;
  }
  if (!isfinite (sum))
    return;
  for (place = search->starts; place > 0 && sum < search->start[place - 1].residual; place--)
    if (place < KEPT)
      search->start[place] = search->start[place - 1];
  if (place == KEPT)
    return;
  search->start[place].residual = sum;
  memcpy (search->start[place].parameters, parameters, sizeof *parameters * search->count);
  search->starts = MIN (search->starts + 1, KEPT);
}

double
lab_shape_search_finish (LabShapeSearch *search,
                         LabShapeCheck check,
                         gconstpointer check_data,
                         double *parameters)
{
  g_return_val_if_fail (search != NULL && parameters != NULL, INFINITY);

  double best = INFINITY;

  search->held = NOTHING_HELD;
  for (guint s = 0; s < search->starts; s++) {
    double trial[MOST_PARAMETERS];
    memcpy (trial, search->start[s].parameters, sizeof trial);
    double residual = lab_levenberg_minimise (search->levenberg, model, search, trial);
    if (!(residual < best) || (check != NULL && !check (trial, search->trajectory, check_data)))
      continue;
    best = residual;
    memcpy (parameters, trial, sizeof *trial * search->count);
  }
  return best;
}

/* The least sum of squares with the held parameter at value, from and into free_parameters. */
static double
profile_at (LabShapeSearch *search, double value, double *free_parameters)
{
  double trial[MOST_PARAMETERS];

  memcpy (trial, free_parameters, sizeof *trial * (search->count - 1));
  search->held_value = value;
  double residual = lab_levenberg_minimise (search->profiler, model, search, trial);
  if (isfinite (residual))
    memcpy (free_parameters, trial, sizeof *trial * (search->count - 1));
  return residual;
}

/* Strides outward from the solution until the limit is crossed, then halves the last stride. */
static double
cross (LabShapeSearch *search,
       const double *others,
       double from,
       double end,
       double stride,
       double limit)
{
  double inside = from, outside;
  double warm[MOST_PARAMETERS];

  memcpy (warm, others, sizeof warm);
  for (;;) {
    outside = inside + stride;
    gboolean is_end = stride > 0.0 ? outside >= end : outside <= end;
    if (is_end)
      outside = end;
    if (!(profile_at (search, outside, warm) <= limit))
      break;
    if (is_end)
      return stride > 0.0 ? INFINITY : -INFINITY;
    inside = outside;
    stride *= STRIDE_GROWTH;
  }
  for (guint s = 0; s < BISECTIONS; s++) {
    double middle = 0.5 * (inside + outside);
    if (profile_at (search, middle, warm) <= limit)
      inside = middle;
    else
      outside = middle;
  }
  return 0.5 * (inside + outside);
}

void
lab_shape_search_profile (LabShapeSearch *search,
                          const double *best,
                          guint which,
                          double least,
                          double most,
                          double limit,
                          double *low,
                          double *high)
{
  g_return_if_fail (search != NULL && best != NULL && low != NULL && high != NULL);
  g_return_if_fail (which < search->count);

  double others[MOST_PARAMETERS] = {0.0};

  if (search->profiler == NULL)
    search->profiler = lab_levenberg_new (search->trajectory->count, search->count - 1);
  for (guint j = 0; j < search->count; j++)
    if (j != which)
      others[j > which ? j - 1 : j] = best[j];
  search->held = which;
  *low = cross (search, others, best[which], MIN (least, best[which]), -FIRST_STRIDE, limit);
  *high = cross (search, others, best[which], MAX (most, best[which]), FIRST_STRIDE, limit);
  search->held = NOTHING_HELD;
}
