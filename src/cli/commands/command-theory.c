/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab theory: the exponents of the papers, without any training. */
#include "cli/command.h"

#include <math.h>

#include "cli/print/catalogue.h"
#include "cli/output.h"
#include "session/json-values.h"
#include "theory/exponents.h"

/* Order of the kernel of a ReLU-like network (theory.md, section 0). */
#define KERNEL_ORDER 0.5

typedef struct
{
  LabSweep axis;
  LabReferenceLaw law;
} AxisLaw;

/* Those that hold here, in the table's order. */
static GArray *
find_laws (const LabExperiment *experiment)
{
  GArray *laws = g_array_new (FALSE, FALSE, sizeof (AxisLaw));

  for (LabSweep axis = 0; axis < lab_axis_count (); axis++)
    for (guint i = 0; i < LAB_AXIS_LAWS; i++) {
      AxisLaw law = {axis, lab_axis_law (axis, i, experiment)};
      if (law.law.valid)
        g_array_append_val (laws, law);
    }
  return laws;
}

/* The scalars, one table for both outputs. */
typedef struct
{
  const char *name;
  const char *meaning;
  double value;
} Exponent;

#define EXPONENT_COUNT 7

static void
fill_exponents (const LabExperiment *experiment, Exponent exponents[EXPONENT_COUNT])
{
  double beta = lab_experiment_smoothness (experiment);
  double d = lab_experiment_dimension (experiment);
  LabReferenceLaw data = lab_theory_data_law (beta, d, lab_experiment_is_noisy (experiment));

  exponents[0] =
      (Exponent){"alpha_D", "2β/(2β+d), data with label noise", lab_theory_alpha_D (beta, d)};
  exponents[1] = (Exponent){"alpha_N", "2β/d, model size", lab_theory_alpha_N (beta, d)};
  exponents[2] = (Exponent){"data_exponent", "alpha_D, or 2β/d where sigma = 0", -data.exponent};
  exponents[3] = (Exponent){"time_exponent", "2β/(d+1), kernel gradient flow",
                            lab_theory_time_exponent (beta, d, KERNEL_ORDER)};
  exponents[4] = (Exponent){"gamma", "1/7, compute, paper B version 3", lab_theory_gamma_v3 ()};
  exponents[5] = (Exponent){"gamma_v1", "1/6, compute, paper B version 1", lab_theory_gamma_v1 ()};
  exponents[6] = (Exponent){"one_pass_compute_exponent", "β/(β+d), compute along one pass",
                            lab_theory_one_pass_compute_exponent (beta, d)};
}

static void
add_law (JsonBuilder *builder, const AxisLaw *law)
{
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "axis", lab_json_axis_name (law->axis));
  lab_json_add_real (builder, "exponent", law->law.exponent);
  lab_json_add_text (builder, "nature", lab_nature_name (law->law.nature));
  lab_json_add_text (builder, "formula", law->law.formula);
  lab_json_add_text (builder, "source", law->law.source);
  json_builder_end_object (builder);
}

static char *
to_json (const LabExperiment *experiment, const Exponent *exponents, const GArray *laws)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_json_add_real (builder, "d", lab_experiment_dimension (experiment));
  lab_json_add_real (builder, "beta", lab_experiment_smoothness (experiment));
  lab_json_add_real (builder, "sigma", experiment->noise);
  for (guint i = 0; i < EXPONENT_COUNT; i++)
    lab_json_add_real (builder, exponents[i].name, exponents[i].value);
  json_builder_set_member_name (builder, "laws");
  json_builder_begin_array (builder);
  for (guint i = 0; i < laws->len; i++)
    add_law (builder, &g_array_index (laws, AxisLaw, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static void
append_exponents (GString *text, const Exponent *exponents)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;

  for (guint i = 0; i < EXPONENT_COUNT; i++) {
    if (!isfinite (exponents[i].value))
      continue;
    g_ptr_array_add (cells, g_strdup (exponents[i].name));
    g_ptr_array_add (cells, g_strdup_printf ("%.4f", exponents[i].value));
    g_ptr_array_add (cells, g_strdup (exponents[i].meaning));
  }
  g_ptr_array_add (cells, NULL);
  table = lab_columns ("lrl", (const char *const *)cells->pdata);
  g_string_append_printf (text, "Exponents (excess risk ~ x^-exponent):\n%s\n", table);
}

static void
append_laws (GString *text, const GArray *laws)
{
  static const char *const heading[] = {"axis", "law", "slope", "what it is", "source"};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (heading); i++)
    g_ptr_array_add (cells, g_strdup (heading[i]));
  for (guint i = 0; i < laws->len; i++) {
    const AxisLaw *law = &g_array_index (laws, AxisLaw, i);

    g_ptr_array_add (cells, g_strdup (lab_json_axis_name (law->axis)));
    g_ptr_array_add (cells, g_strdup (law->law.formula));
    g_ptr_array_add (cells, g_strdup_printf ("%.4f", law->law.exponent));
    g_ptr_array_add (cells, g_strdup (lab_nature_name (law->law.nature)));
    g_ptr_array_add (cells, g_strdup (law->law.source));
  }
  g_ptr_array_add (cells, NULL);
  table = lab_columns ("llrll", (const char *const *)cells->pdata);
  g_string_append_printf (text, "Reference slopes of the chart:\n%s", table);
}

static char *
to_text (const LabExperiment *experiment, const Exponent *exponents, const GArray *laws)
{
  GString *text = g_string_new (NULL);
  double beta = lab_experiment_smoothness (experiment);
  g_autofree char *smoothness = isfinite (beta) ? g_strdup_printf ("%g", beta) : g_strdup ("none");

  g_string_append_printf (text, "d = %.4g%s, beta = %s, sigma = %g\n\n",
                          lab_experiment_dimension (experiment),
                          lab_experiment_estimates_dimension (experiment) ? " (estimated)" : "",
                          smoothness, experiment->noise);
  if (lab_experiment_why_no_law (experiment) != NULL)
    lab_append_wrapped (text, "", lab_experiment_why_no_law (experiment));
  append_exponents (text, exponents);
  append_laws (text, laws);
  return g_string_free (text, FALSE);
}

static int
run (const LabArguments *words)
{
  g_autoptr (GArray) laws = find_laws (&words->experiment);
  g_autofree char *text = NULL;
  Exponent exponents[EXPONENT_COUNT];
  gboolean well;

  fill_exponents (&words->experiment, exponents);
  if (words->catalogue)
    text = words->json ? lab_catalogue_json (&words->experiment)
                       : lab_catalogue_text (&words->experiment);
  else
    text = words->json ? to_json (&words->experiment, exponents, laws)
                       : to_text (&words->experiment, exponents, laws);
  well = words->json ? lab_print_utf8 (text) : lab_print (text);
  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_theory = {
    .name = "theory",
    .usage = "[KEY=VALUE]... [--catalogue] [--json]",
    .summary = "Print the exponents that the papers give for a dimension and a smoothness.",
    .details = "Only d, beta and sigma count; the other keys are understood, so that the words\n"
               "of a run can be given as they are. The named exponents are positive (excess\n"
               "risk ~ x^-exponent); the exponents of the reference laws are slopes, negative\n"
               "like the measured ones.\n"
               "\n"
               "With --catalogue it lists the theories that a curve can be laid beside: the\n"
               "exponent for d and beta, what it is (bound, asymptote, reconstruction, or a\n"
               "measurement published by others), who says so, and two sentences on what it\n"
               "says and where it holds. None has a prefactor, since no source gives one.\n"
               "\n"
               "Example: scaling-lab theory d=4 beta=0.5\n",
    .flags = LAB_COMMAND_TAKES_CATALOGUE | LAB_COMMAND_TAKES_JSON,
    .run = run,
};
