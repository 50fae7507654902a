/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab boundary: where the optimisation phase gives way to the statistical phase. */
#include "cli/command.h"

#include "cli/print/kernel-picture-keys.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "core/error.h"
#include "phases/phases.h"
#include "session/json-values.h"
#include "session/results-phases.h"
#include "theory/compute-law.h"
#include "theory/phase-boundary.h"
#include "theory/sequence-model.h"

#include <math.h>

#define LARGEST 1e300

/* Of the lines over n, from 2 to 1e15 at most. */
#define LINE_POINTS_PER_DECADE 4
#define LINE_POINTS_MAX        64

static const LabNumberKey keys[] = {
    LAB_KERNEL_PICTURE_KEYS,
    {"R0", "Compute law: risk at the start.", 0.0, LARGEST, LAB_NUMBER_MINIMUM_EXCLUDED, "1"},
    {"C0", "Compute law: compute over which the exponential falls by e; no source gives one.", 0.0,
     LARGEST, LAB_NUMBER_MINIMUM_EXCLUDED, NULL},
    {"A", "Compute law: prefactor of the power of compute; no source gives one.", 0.0, LARGEST,
     LAB_NUMBER_MINIMUM_EXCLUDED, NULL},
    {"gamma", "Compute law: exponent of the power; 1/7 in version 3 of paper B, 1/6 in version 1.",
     0.0, 10.0, LAB_NUMBER_MINIMUM_EXCLUDED, "1/7"},
    {"n_to", "Also the lines of the (n, time) plane: from n to this, four points a decade.", 2.0,
     1e15, 0, NULL},
    {0},
};

typedef struct
{
  double exponent;            /* of the asymptote n^exponent */
  double crossing;            /* level 1; infinite without noise */
  double optimal_stopping;    /* level 2; infinite where the risk keeps falling */
  double minimum_excess_risk; /* level 2; NaN, as the time, where level 2 is not resolved */
  double first_stopping;      /* level 1; infinite without noise */
  double first_minimum;
  gboolean has_compute;
  double compute_crossing;
  guint line_count; /* of the lines over n */
  double line_points[LINE_POINTS_MAX];
  double line_crossing[LINE_POINTS_MAX];
  double line_stopping[LINE_POINTS_MAX];
  double compute_risk;
  LabPhases *phases;         /* the account of the boundary in time */
  LabPhases *compute_phases; /* and of that in compute; NULL without its law */
} Boundary;

static void
boundary_clear (Boundary *boundary)
{
  g_clear_pointer (&boundary->phases, lab_phases_free);
  g_clear_pointer (&boundary->compute_phases, lab_phases_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Boundary, boundary_clear)

/* What the account of the boundary says of these numbers. */
static void
tell_phases (const LabNumbers *numbers, double level_two, Boundary *boundary)
{
  LabPhaseNumbers known;

  lab_phase_numbers_init (&known);
  known.has_trajectory = TRUE;
  known.noise = lab_numbers_get (numbers, "sigma");
  known.points = lab_numbers_get (numbers, "n");
  known.axis = LAB_PLACE_TIME;
  known.step_time = 1.0;
  known.level_two.crossing = level_two;
  known.level_two.stopping = boundary->optimal_stopping;
  known.level_two.least_risk = boundary->minimum_excess_risk;
  boundary->phases = lab_phases_new (&known);
  if (!boundary->has_compute)
    return;
  lab_phase_numbers_init (&known);
  known.has_trajectory = TRUE;
  known.axis = LAB_PLACE_COMPUTE;
  known.threshold = boundary->compute_crossing;
  boundary->compute_phases = lab_phases_new (&known);
}

/* What is computed while the terminal is watched. */
typedef struct
{
  const LabNumbers *numbers;
  Boundary *boundary;
  GError *error;
} Job;

/* Of the whole in time, what is done after the lines of level 1 and after the stopping of level 2. */
#define LINES_DONE    0.2
#define STOPPING_DONE 0.5

/* Both lines at level 1, from n to n_to (or the other way round). */
static void
find_lines (const LabNumbers *numbers,
            const LabSpectrum *spectrum,
            Boundary *boundary,
            LabTask *task)
{
  double from = lab_numbers_get (numbers, "n"), to = lab_numbers_get (numbers, "n_to");
  double low = fmin (from, to), high = fmax (from, to), risk;
  double sigma = lab_numbers_get (numbers, "sigma");
  guint count = 1 + (guint)ceil (LINE_POINTS_PER_DECADE * log10 (high / low) - 1e-9);

  boundary->line_count = count;
  for (guint i = 0; i < count; i++) {
    double n = count > 1 ? low * pow (high / low, (double)i / (count - 1)) : low;
    boundary->line_points[i] = n;
    boundary->line_crossing[i] = lab_sequence_crossing (spectrum, n, sigma);
    lab_sequence_stopping (spectrum, n, sigma, &boundary->line_stopping[i], &risk);
    lab_task_report (task, LINES_DONE * (i + 1.0) / count);
  }
}

static gboolean
find_in_time (const LabNumbers *numbers, Boundary *boundary, LabTask *task, GError **error)
{
  g_autoptr (LabSpectrum) spectrum = lab_kernel_picture_spectrum (numbers, error);
  double n = lab_numbers_get (numbers, "n"), sigma = lab_numbers_get (numbers, "sigma");

  if (spectrum == NULL)
    return FALSE;
  spectrum->stop = &task->cancelled;
  boundary->exponent =
      lab_boundary_exponent (lab_numbers_get (numbers, "beta"), lab_numbers_get (numbers, "d"),
                             lab_numbers_get (numbers, "nu"));
  boundary->crossing = lab_sequence_crossing (spectrum, n, sigma);
  lab_sequence_stopping (spectrum, n, sigma, &boundary->first_stopping, &boundary->first_minimum);
  if (!isnan (lab_numbers_get (numbers, "n_to")))
    find_lines (numbers, spectrum, boundary, task);
  double features = lab_numbers_get (numbers, "N"), level_two;
  if (!lab_boundary_optimal_stopping (spectrum, n, features, sigma, &boundary->optimal_stopping,
                                      &boundary->minimum_excess_risk, task, LINES_DONE,
                                      STOPPING_DONE, error) ||
      !lab_boundary_crossing (spectrum, n, features, sigma, &level_two, task, STOPPING_DONE, 1.0,
                              error))
    return FALSE;
  tell_phases (numbers, level_two, boundary);
  return TRUE;
}

/* Only when a key of the law was given; then C0 and A are needed. */
static gboolean
find_in_compute (const LabNumbers *numbers, Boundary *boundary, GError **error)
{
  LabComputeLaw law = {lab_numbers_get (numbers, "R0"), lab_numbers_get (numbers, "C0"),
                       lab_numbers_get (numbers, "A"), lab_numbers_get (numbers, "gamma")};

  if (!lab_numbers_is_given (numbers, "R0") && !lab_numbers_is_given (numbers, "gamma") &&
      isnan (law.initial_scale) && isnan (law.prefactor))
    return TRUE;
  if (isnan (law.initial_scale) || isnan (law.prefactor)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "The compute law needs %s as well: a number greater than 0, such as %s.",
                 isnan (law.initial_scale) ? "C0" : "A",
                 isnan (law.initial_scale) ? "C0=1000" : "A=0.5");
    return FALSE;
  }
  if (!lab_compute_law_crossing (&law, &boundary->compute_crossing, error))
    return FALSE;
  boundary->has_compute = TRUE;
  boundary->compute_risk = lab_compute_law_risk (&law, boundary->compute_crossing);
  return TRUE;
}

static void
add_array (JsonBuilder *builder, const char *name, const double *values, guint count)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    if (isfinite (values[i]))
      json_builder_add_double_value (builder, values[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

static char *
to_json (const LabNumbers *numbers, const Boundary *boundary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; keys[i].key != NULL; i++)
    if (g_str_equal (keys[i].key, "n_to")
            ? boundary->line_count > 0
            : boundary->has_compute || i < LAB_KERNEL_PICTURE_KEY_COUNT)
      lab_json_add_real (builder, keys[i].key, lab_numbers_get (numbers, keys[i].key));
  lab_json_add_real (builder, "asymptotic_exponent", boundary->exponent);
  lab_json_add_real (builder, "crossing", boundary->crossing);
  lab_json_add_real (builder, "optimal_stopping", boundary->optimal_stopping);
  lab_json_add_real (builder, "minimum_excess_risk", boundary->minimum_excess_risk);
  lab_json_add_real (builder, "optimal_stopping_level_1", boundary->first_stopping);
  lab_json_add_real (builder, "minimum_excess_risk_level_1", boundary->first_minimum);
  if (boundary->line_count > 0) {
    add_array (builder, "line_n", boundary->line_points, boundary->line_count);
    add_array (builder, "line_crossing", boundary->line_crossing, boundary->line_count);
    add_array (builder, "line_optimal_stopping_level_1", boundary->line_stopping,
               boundary->line_count);
  }
  if (boundary->has_compute) {
    lab_json_add_real (builder, "compute_crossing", boundary->compute_crossing);
    lab_json_add_real (builder, "compute_risk", boundary->compute_risk);
  }
  lab_results_add_boundaries (builder, boundary->phases, boundary->compute_phases);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static void
append_time (GString *text, const char *label, double time, const char *never)
{
  if (isfinite (time))
    g_string_append_printf (text, "  %-46s %.6g\n", label, time);
  else
    g_string_append_printf (text, "  %-46s none: %s\n", label, never);
}

static void
append_lines (GString *text, const Boundary *boundary)
{
  if (boundary->line_count == 0)
    return;
  g_string_append_printf (text, "\n  %12s  %18s  %18s   (level 1)\n", "n", "variance = bias",
                          "least risk");
  for (guint i = 0; i < boundary->line_count; i++)
    g_string_append_printf (text, "  %12.6g  %18.6g  %18.6g\n", boundary->line_points[i],
                            boundary->line_crossing[i], boundary->line_stopping[i]);
}

static void
append_accounts (GString *text, const LabPhases *phases)
{
  for (guint i = 0; i < phases->count; i++)
    lab_append_wrapped (text, "", phases->accounts[i].sentence);
}

static char *
to_text (const LabNumbers *numbers, const Boundary *boundary)
{
  g_autofree char *asked = lab_kernel_picture_text (numbers, TRUE);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%s\nThe phase boundary of the kernel picture (derived for this "
                          "project).\nTime is learning rate times steps.\n\n",
                          asked);
  append_accounts (text, boundary->phases);
  if (boundary->phases->count == 0 && boundary->phases->remark != NULL)
    lab_append_wrapped (text, "", boundary->phases->remark);
  g_string_append_c (text, '\n');
  append_time (text, "variance overtakes bias (level 1) at time", boundary->crossing,
               "there is no noise");
  append_time (text, "least excess risk (level 1) at time", boundary->first_stopping,
               "there is no noise");
  if (isnan (boundary->optimal_stopping))
    g_string_append_printf (text, "  %-46s beyond %g, which level 2 does not resolve\n",
                            "least excess risk (level 2) at time", LAB_BOUNDARY_LAST_TIME);
  else {
    append_time (text, "least excess risk (level 2) at time", boundary->optimal_stopping,
                 "the risk falls as far as it can be followed");
    g_string_append_printf (text, "  %-46s %.6g\n", "least excess risk (level 2)",
                            boundary->minimum_excess_risk);
  }
  g_string_append_printf (text, "  %-46s n^%.4f\n", "asymptote of both times", boundary->exponent);
  append_lines (text, boundary);
  if (!boundary->has_compute)
    return g_string_free (text, FALSE);
  g_string_append (text, "\nCompute law R0 exp(-C/C0) + A C^-gamma (a reconstruction):\n");
  append_accounts (text, boundary->compute_phases);
  g_string_append_printf (text, "  %-46s %.8g\n  %-46s %.6g\n", "the terms meet for good at C",
                          boundary->compute_crossing, "risk there", boundary->compute_risk);
  return g_string_free (text, FALSE);
}

/* A LabWatched: points to the job where all went well. */
static gpointer
find (LabTask *task, gpointer data)
{
  Job *job = data;

  return find_in_time (job->numbers, job->boundary, task, &job->error) &&
                 !lab_task_is_cancelled (task)
             ? job
             : NULL;
}

static int
run (const LabArguments *words)
{
  const LabNumbers *numbers = &words->numbers;
  g_auto (Boundary) boundary = {.has_compute = FALSE};
  Job job = {.numbers = numbers, .boundary = &boundary};
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean well;
  int signal;

  if (!find_in_compute (numbers, &boundary, &error))
    return lab_exit_with (error);
  if (lab_watch (find, &job, "Looking for the boundary", &signal) == NULL) {
    error = job.error;
    return lab_exit_after (signal, error);
  }
  text = words->json ? to_json (numbers, &boundary) : to_text (numbers, &boundary);
  well = words->json ? lab_print_utf8 (text) : lab_print (text);
  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_boundary = {
    .name = "boundary",
    .usage = "[KEY=VALUE]... [--json]",
    .summary = "Tell where the optimisation phase gives way to the statistical phase.",
    .details = "In time, for the kernel picture (see scaling-lab predict --help): where the\n"
               "variance overtakes the bias in the sequence model, and where the excess risk\n"
               "of the finite-size prediction is least (the time to about 1 %, up to time\n"
               "1e12; level 1 tells it at any time). With n_to, both lines over n. In compute,\n"
               "when C0 and A are given: where R0 exp(-C/C0) falls below A C^-gamma for good.\n"
               "That law is a reconstruction of paper B's abstract, and its constants are\n"
               "yours: no source gives them.\n"
               "\n"
               "In JSON a boundary that does not exist is null.\n"
               "\n"
               "Example: scaling-lab boundary d=2 n=1000 sigma=0.3 C0=1000 A=0.5 gamma=1/7\n",
    .flags = LAB_COMMAND_TAKES_JSON,
    .keys = keys,
    .run = run,
};
