/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lower envelope of several widths over compute; rules in the header. */
#include "experiment/conclude/frontier.h"

#include <math.h>

/* C = 10^(k / this): about as dense as the evaluations of a trajectory. */
#define PLACES_PER_DECADE 8

/* nu of the kernel picture: a ReLU-like kernel. */
#define KERNEL_ORDER 0.5

/* ln (excess risk) of each width and repeat at each place. */
typedef struct
{
  guint widths, repeats, places;
  guint group[LAB_GRID_MAX];     /* (widths): grid indices, ascending */
  guint repeat[LAB_REPEATS_MAX]; /* (repeats) */
  int first;                     /* k of the first place */
  double *value; /* (places, widths, repeats); NaN where a run has measured nothing */
  guint *leader; /* (places): the width that leads, as an index into group; or NONE */
} Table;

#define NONE G_MAXUINT

static double
ln_place (const Table *table, guint place)
{
  return (table->first + (int)place) * G_LN10 / PLACES_PER_DECADE;
}

static double *
value_at (const Table *table, guint place, guint width, guint repeat)
{
  return &table->value[((gsize)place * table->widths + width) * table->repeats + repeat];
}

/* Widths with samples, and the repeats that each of them has. */
static void
find_runs (const LabCurve *curve, Table *table)
{
  guint widths_with[LAB_REPEATS_MAX] = {0};
  gboolean has[LAB_GRID_MAX][LAB_REPEATS_MAX] = {{FALSE}};

  for (guint i = 0; i < curve->sample_count; i++) {
    const LabCurveSample *sample = &curve->samples[i];
    if (!sample->warm_up && sample->group < LAB_GRID_MAX && sample->repeat < LAB_REPEATS_MAX)
      has[sample->group][sample->repeat] = TRUE;
  }
  for (guint group = 0; group < LAB_GRID_MAX; group++) {
    gboolean any = FALSE;
    for (guint r = 0; r < LAB_REPEATS_MAX; r++) {
      widths_with[r] += has[group][r];
      any |= has[group][r];
    }
    if (any)
      table->group[table->widths++] = group;
  }
  for (guint r = 0; r < LAB_REPEATS_MAX; r++)
    if (table->widths > 0 && widths_with[r] == table->widths)
      table->repeat[table->repeats++] = r;
}

/* The places between two neighbouring evaluations of a run. */
static void
fill_between (Table *table,
              guint width,
              guint repeat,
              const LabCurveSample *left,
              const LabCurveSample *right)
{
  double x0 = log (left->x), x1 = log (right->x);
  double y0 = log (left->excess_risk), y1 = log (right->excess_risk);

  for (guint place = 0; place < table->places; place++) {
    double x = ln_place (table, place);
    if (x >= x0 && x <= x1 && x1 > x0)
      *value_at (table, place, width, repeat) = y0 + (y1 - y0) * (x - x0) / (x1 - x0);
  }
}

static void
fill_run (const LabCurve *curve, Table *table, guint width, guint repeat)
{
  const LabCurveSample *last = NULL;

  for (guint i = 0; i < curve->sample_count; i++) {
    const LabCurveSample *sample = &curve->samples[i];
    if (sample->group != table->group[width] || sample->repeat != table->repeat[repeat] ||
        sample->warm_up)
      continue;
    if (last != NULL)
      fill_between (table, width, repeat, last, sample);
    last = sample;
  }
}

static void
make_places (const LabCurve *curve, Table *table)
{
  double low = INFINITY, high = 0.0;

  for (guint i = 0; i < curve->sample_count; i++) {
    low = fmin (low, curve->samples[i].x);
    high = fmax (high, curve->samples[i].x);
  }
  table->first = (int)ceil (log10 (low) * PLACES_PER_DECADE);
  int last = (int)floor (log10 (high) * PLACES_PER_DECADE);
  table->places = (guint)MAX (last - table->first + 1, 0);
  gsize count = (gsize)table->places * table->widths * table->repeats;
  table->value = g_new (double, count);
  for (gsize i = 0; i < count; i++)
    table->value[i] = NAN;
  for (guint w = 0; w < table->widths; w++)
    for (guint r = 0; r < table->repeats; r++)
      fill_run (curve, table, w, r);
}

/* Mean of the repeats; NaN where one of them has measured nothing. */
static double
mean_at (const Table *table, guint place, guint width)
{
  double sum = 0.0;
  for (guint r = 0; r < table->repeats; r++)
    sum += *value_at (table, place, width, r);
  return sum / table->repeats;
}

static void
find_leaders (Table *table)
{
  table->leader = g_new (guint, table->places);
  for (guint place = 0; place < table->places; place++) {
    double least = INFINITY;
    table->leader[place] = NONE;
    for (guint w = 0; w < table->widths; w++) {
      double mean = mean_at (table, place, w);
      if (mean < least) {
        least = mean;
        table->leader[place] = w;
      }
    }
  }
}

/* The width that leads in one repeat by itself. */
static guint
leader_of_repeat (const Table *table, guint place, guint repeat)
{
  guint leader = NONE;
  for (guint w = 0; w < table->widths; w++) {
    double value = *value_at (table, place, w, repeat);
    if (isfinite (value) && (leader == NONE || value < *value_at (table, place, leader, repeat)))
      leader = w;
  }
  return leader;
}

/* The place at which the envelope stops to be the best: its leader has no further evaluation. */
static guint
find_cut (const Table *table)
{
  for (guint place = 1; place < table->places; place++) {
    guint before = table->leader[place - 1];
    if (before != NONE && before != table->leader[place] && isnan (mean_at (table, place, before)))
      return place;
  }
  return table->places;
}

/* The part that is a frontier: places begin <= place < end; FALSE where there is none. */
static gboolean
find_part (const Table *table, LabFrontier *frontier, guint *begin, guint *end)
{
  guint cut = find_cut (table), largest = table->widths - 1;

  *begin = 0;
  for (guint place = 0; place < cut; place++)
    if (table->leader[place] == 0 || table->leader[place] == NONE)
      *begin = place + 1;
  if (*begin >= cut)
    return FALSE;
  *end = cut;
  while (*end > *begin && table->leader[*end - 1] == largest)
    (*end)--;
  gboolean largest_leads = *end < cut;
  /* Where it takes over both give the same risk: that place belongs to the frontier. */
  *end += largest_leads;
  frontier->end = largest_leads ? LAB_FRONTIER_END_LARGEST : LAB_FRONTIER_END_STEPS;
  frontier->end_width = table->leader[*end - 1];
  return TRUE;
}

/* N of a width, and the FLOP of one of its steps. */
static void
measure_width (const LabExperiment *experiment,
               guint group,
               LabRunPlan *plan,
               double *parameters,
               double *flop)
{
  LabModelShape shape;
  LabTrainingSettings settings;

  lab_experiment_plan (experiment, group * experiment->repeats, plan);
  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  *parameters = (double)lab_model_shape_parameters (&shape);
  *flop = (double)lab_model_shape_training_flop (&shape) * settings.batch;
}

static void
list_points (const LabCurve *curve,
             const Table *table,
             guint begin,
             guint end,
             LabFrontier *frontier)
{
  frontier->points = g_new0 (LabFrontierPoint, MAX (table->places, 1));
  for (guint place = 0; place < table->places; place++) {
    guint leader = table->leader[place];
    LabFrontierPoint point = {.compute = exp (ln_place (table, place)),
                              .is_fitted = place >= begin && place < end};
    LabRunPlan plan;
    double flop;

    if (leader == NONE)
      continue;
    measure_width (&curve->experiment, table->group[leader], &plan, &point.parameters, &flop);
    point.excess_risk = exp (mean_at (table, place, leader));
    point.group = table->group[leader];
    point.width = plan.width;
    point.steps = point.compute / flop;
    frontier->points[frontier->point_count++] = point;
  }
}

static gboolean
fit (const GArray *samples, guint64 seed, LabPowerLawFit *power)
{
  return lab_power_law_fit ((const LabFitSample *)(gconstpointer)samples->data, samples->len, seed,
                            power, NULL);
}

static void
add (GArray *samples, double ln_x, double y, guint cluster)
{
  LabFitSample sample = {.x = exp (ln_x), .y = y, .cluster = cluster};
  g_array_append_val (samples, sample);
}

static void
fit_part (const LabCurve *curve, const Table *table, guint begin, guint end, LabFrontier *frontier)
{
  g_autoptr (GArray) risks = g_array_new (FALSE, FALSE, sizeof (LabFitSample));
  g_autoptr (GArray) parameters = g_array_new (FALSE, FALSE, sizeof (LabFitSample));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (LabFitSample));
  double size[LAB_GRID_MAX], flop[LAB_GRID_MAX];
  guint64 seed = curve->experiment.seed;
  LabRunPlan plan;

  for (guint w = 0; w < table->widths; w++)
    measure_width (&curve->experiment, table->group[w], &plan, &size[w], &flop[w]);
  for (guint place = begin; place < end; place++)
    for (guint r = 0; r < table->repeats; r++) {
      double x = ln_place (table, place);
      guint own = leader_of_repeat (table, place, r);
      add (risks, x, exp (*value_at (table, place, table->leader[place], r)), r);
      add (parameters, x, size[own], r);
      add (steps, x, exp (x) / flop[own], r);
    }
  if (!fit (risks, seed, &frontier->power))
    return;
  frontier->state = LAB_FRONTIER_TOLD;
  fit (parameters, seed, &frontier->parameters);
  fit (steps, seed, &frontier->steps);
}

static void
conclude (const LabCurve *curve, Table *table, LabFrontier *frontier)
{
  guint begin = 0, end = 0;

  make_places (curve, table);
  find_leaders (table);
  if (!find_part (table, frontier, &begin, &end)) {
    frontier->state = LAB_FRONTIER_SMALLEST_LEADS;
    begin = end = 0;
  } else {
    frontier->state = LAB_FRONTIER_TOO_SHORT;
    LabRunPlan plan;
    double parameters, flop;
    measure_width (&curve->experiment, table->group[frontier->end_width], &plan, &parameters,
                   &flop);
    frontier->end_width = plan.width;
    fit_part (curve, table, begin, end, frontier);
  }
  list_points (curve, table, begin, end, frontier);
}

LabFrontier *
lab_frontier_new (const LabCurve *curve)
{
  g_return_val_if_fail (curve != NULL, NULL);
  g_return_val_if_fail (lab_axis (curve->experiment.sweep)->has_frontier, NULL);

  LabFrontier *frontier = g_new0 (LabFrontier, 1);
  g_autofree Table *table = g_new0 (Table, 1);
  const LabExperiment *experiment = &curve->experiment;

  find_runs (curve, table);
  frontier->widths = table->widths;
  frontier->repeats = table->repeats;
  lab_theory_frontier_laws (lab_experiment_smoothness (experiment),
                            lab_experiment_dimension (experiment), KERNEL_ORDER, frontier->laws);
  if (table->widths < 2)
    frontier->state = LAB_FRONTIER_ONE_WIDTH;
  else if (table->repeats == 0)
    frontier->state = LAB_FRONTIER_NOT_YET;
  else
    conclude (curve, table, frontier);
  g_free (table->value);
  g_free (table->leader);
  return frontier;
}

void
lab_frontier_free (LabFrontier *frontier)
{
  g_return_if_fail (frontier != NULL);

  g_free (frontier->points);
  g_free (frontier);
}
