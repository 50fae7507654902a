/* scaling-lab boundary: where the optimisation phase gives way to the statistical phase. */
#include "cli/command.h"

#include "cli/kernel-picture.h"
#include "cli/output.h"
#include "core/error.h"
#include "session/json-values.h"
#include "theory/compute-law.h"
#include "theory/phase-boundary.h"
#include "theory/sequence-model.h"

#include <math.h>

#define LARGEST 1e300

static const LabNumberKey keys[] = {
    LAB_KERNEL_PICTURE_KEYS,
    {"R0", "Compute law: risk at the start.", 0.0, LARGEST, LAB_NUMBER_MINIMUM_EXCLUDED, "1"},
    {"C0", "Compute law: compute over which the exponential falls by e; no source gives one.", 0.0,
     LARGEST, LAB_NUMBER_MINIMUM_EXCLUDED, NULL},
    {"A", "Compute law: prefactor of the power of compute; no source gives one.", 0.0, LARGEST,
     LAB_NUMBER_MINIMUM_EXCLUDED, NULL},
    {"gamma", "Compute law: exponent of the power; 1/7 in version 3 of paper B, 1/6 in version 1.",
     0.0, 10.0, LAB_NUMBER_MINIMUM_EXCLUDED, "1/7"},
    {0},
};

typedef struct
{
  double exponent;            /* of the asymptote n^exponent */
  double crossing;            /* level 1; infinite without noise */
  double optimal_stopping;    /* level 2; infinite where the risk keeps falling */
  double minimum_excess_risk; /* level 2 */
  gboolean has_compute;
  double compute_crossing;
  double compute_risk;
} Boundary;

static gboolean
find_in_time (const LabNumbers *numbers, Boundary *boundary, GError **error)
{
  g_autoptr (LabSpectrum) spectrum = lab_kernel_picture_spectrum (numbers, error);
  double n = lab_numbers_get (numbers, "n"), sigma = lab_numbers_get (numbers, "sigma");

  if (spectrum == NULL)
    return FALSE;
  boundary->exponent =
      lab_boundary_exponent (lab_numbers_get (numbers, "beta"), lab_numbers_get (numbers, "d"),
                             lab_numbers_get (numbers, "nu"));
  boundary->crossing = lab_sequence_crossing (spectrum, n, sigma);
  return lab_boundary_optimal_stopping (spectrum, n, lab_numbers_get (numbers, "N"), sigma,
                                        &boundary->optimal_stopping, &boundary->minimum_excess_risk,
                                        error);
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

static char *
to_json (const LabNumbers *numbers, const Boundary *boundary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; keys[i].key != NULL; i++)
    if (boundary->has_compute || i < LAB_KERNEL_PICTURE_KEY_COUNT)
      lab_json_add_real (builder, keys[i].key, lab_numbers_get (numbers, keys[i].key));
  lab_json_add_real (builder, "asymptotic_exponent", boundary->exponent);
  lab_json_add_real (builder, "crossing", boundary->crossing);
  lab_json_add_real (builder, "optimal_stopping", boundary->optimal_stopping);
  lab_json_add_real (builder, "minimum_excess_risk", boundary->minimum_excess_risk);
  if (boundary->has_compute) {
    lab_json_add_real (builder, "compute_crossing", boundary->compute_crossing);
    lab_json_add_real (builder, "compute_risk", boundary->compute_risk);
  }
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

static char *
to_text (const LabNumbers *numbers, const Boundary *boundary)
{
  g_autofree char *asked = lab_kernel_picture_text (numbers);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%s\nThe phase boundary of the kernel picture (derived for this "
                          "project).\nTime is learning rate times steps.\n\n",
                          asked);
  append_time (text, "variance overtakes bias (level 1) at time", boundary->crossing,
               "there is no noise");
  append_time (text, "least excess risk (level 2) at time", boundary->optimal_stopping,
               "the risk falls as far as it can be followed");
  g_string_append_printf (text, "  %-46s %.6g\n", "least excess risk (level 2)",
                          boundary->minimum_excess_risk);
  g_string_append_printf (text, "  %-46s n^%.4f\n", "asymptote of both times", boundary->exponent);
  if (boundary->has_compute)
    g_string_append_printf (text,
                            "\nCompute law R0 exp(-C/C0) + A C^-gamma (a reconstruction):\n"
                            "  %-46s %.8g\n  %-46s %.6g\n",
                            "the terms meet for good at C", boundary->compute_crossing,
                            "risk there", boundary->compute_risk);
  return g_string_free (text, FALSE);
}

static int
run (const LabWords *words)
{
  const LabNumbers *numbers = &words->numbers;
  Boundary boundary = {.has_compute = FALSE};
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean well;

  if (!find_in_compute (numbers, &boundary, &error) || !find_in_time (numbers, &boundary, &error)) {
    lab_complain ("%s", error->message);
    return LAB_EXIT_NOT_UNDERSTOOD;
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
               "of the finite-size prediction is least (the time to about 1 %). In compute,\n"
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
