/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kernel study comes to, in sentences. */
#include "chart/kernel/kernel-charts.h"
#include "chart/paint/readout.h"
#include "words/percent-words.h"

#include <glib/gi18n.h>
#include <math.h>

const char *
lab_kernel_fact_title (LabKernelFact fact)
{
  switch (fact) {
  case LAB_KERNEL_FACT_START:
    return _ ("Start");
  case LAB_KERNEL_FACT_LAZINESS:
    return _ ("How lazy");
  case LAB_KERNEL_FACT_SPECTRUM:
    return _ ("Spectrum");
  case LAB_KERNEL_FACT_END:
    return _ ("End of optimisation");
  case LAB_KERNEL_FACT_COUNT:
  default:
    g_return_val_if_reached ("");
  }
}

/* To three digits; free with g_free(). */
static char *
number_text (double value)
{
  const double unit = pow (10, floor (log10 (value)) - 2);

  return lab_chart_number (value >= 1000 && isfinite (value) ? unit * round (value / unit) : value);
}

static void
append_start (GString *text, const LabKernelStudy *study, const LabKernelFindings *findings)
{
  g_string_append_printf (text, _ ("n = %u of %u points, m = %u, N = %u. "), (guint)study->n,
                          (guint)study->asked, study->plan.width, (guint)study->parameters);
  if (findings->head_scale > 1)
    g_string_append_printf (text,
                            _ ("The head’s weights are %.3g times those of the chart’s runs."),
                            findings->head_scale);
  else
    g_string_append (text, _ ("The weights are those that the chart’s runs begin with."));
  if (findings->centred)
    g_string_append (text, _ (" What the network says before training is taken off."));
}

static void
append_laziness (GString *text, const LabKernelStudy *study, const LabKernelFindings *findings)
{
  g_autofree char *apart = NULL;
  const char *format;

  if (findings->laziness == LAB_KERNEL_LAZINESS_UNTOLD || study->moment_count == 0) {
    g_string_append (text, findings->floor > 0
                               ? _ ("Nothing is trained: no real network has this spectrum.")
                               : _ ("The real network is still in training …"));
    return;
  }
  switch (findings->laziness) {
  case LAB_KERNEL_LAZY:
    format = _ ("Lazy: to step %u training follows the kernel, the curves lie %s apart.");
    break;
  case LAB_KERNEL_NEARLY_LAZY:
    format = _ ("Nearly lazy: to step %u the curves lie %s apart.");
    break;
  case LAB_KERNEL_LEARNS_FEATURES:
  case LAB_KERNEL_LAZINESS_UNTOLD:
  default:
    format = _ ("Not lazy: to step %u the curves lie %s apart, the network learns features.");
  }
  apart = lab_percent_words (expm1 (findings->gap));
  g_string_append_printf (text, format, study->moments[study->moment_count - 1].step, apart);
}

static const char *
name_of_choice (LabChoice choice)
{
  switch (choice) {
  case LAB_CHOICE_EXPONENTIAL_POWER:
    return _ ("an exponential phase, then a power law");
  case LAB_CHOICE_POWER_POWER:
    return _ ("two power laws");
  case LAB_CHOICE_SPEED_POWER:
    return _ ("steps of constant size, then a power law");
  case LAB_CHOICE_SUM:
    return _ ("the sum of an exponential and a power law");
  case LAB_CHOICE_POWER:
  case LAB_CHOICE_CANNOT_TELL:
  case LAB_CHOICE_NONE_FITS:
  case LAB_CHOICE_NOT_ENOUGH:
    break;
  }
  return _ ("one power law");
}

/* The law that the measured curve prefers, beside what the spectrum makes expect. */
static void
append_law (GString *text, LabKernelLaw law, LabChoice choice)
{
  const char *measured = name_of_choice (choice);

  if (law == LAB_KERNEL_LAW_AGREES)
    g_string_append_printf (text, _ (" The measured curve agrees: it prefers %s."), measured);
  else if (law == LAB_KERNEL_LAW_DISAGREES)
    g_string_append_printf (text, _ (" The measured curve disagrees: it prefers %s."), measured);
  else if (choice == LAB_CHOICE_CANNOT_TELL)
    g_string_append (text, _ (" Which law the measured curve follows cannot be told."));
  else if (choice == LAB_CHOICE_NONE_FITS)
    g_string_append (text, _ (" None of the laws fits the measured curve."));
}

static void
append_spectrum (GString *text, const LabKernelStudy *study, const LabKernelFindings *findings)
{
  g_autofree char *condition =
      number_text (findings->floor > 0 ? 1 / findings->floor : study->condition_number);

  switch (findings->spectrum) {
  case LAB_KERNEL_SPECTRUM_FINITE:
    g_string_append_printf (text,
                            _ ("Finite condition number %s: every mode is learned within these "
                               "steps, in the end exponentially."),
                            condition);
    break;
  case LAB_KERNEL_SPECTRUM_POWER_LAW:
    g_string_append_printf (
        text,
        study->condition_is_bound
            ? _ ("Power law, eigenvalues like k^−%.2f, condition number at least %s: ever slower "
                 "modes, the error falls like a power of time.")
            : _ ("Power law, eigenvalues like k^−%.2f, condition number %s: ever slower modes, "
                 "the error falls like a power of time."),
        study->fit.b.value, condition);
    break;
  case LAB_KERNEL_SPECTRUM_GRADED:
    g_string_append_printf (
        text,
        study->condition_is_bound
            ? _ ("No one power law, but ever slower modes, condition number at least %s: no "
                 "exponential end within these steps.")
            : _ ("No one power law, but ever slower modes, condition number %s: no exponential "
                 "end within these steps."),
        condition);
    break;
  case LAB_KERNEL_SPECTRUM_UNTOLD:
  default:
    g_string_append (text, _ ("Which kind it is cannot be told."));
  }
  if (findings->floor > 0)
    g_string_append_printf (text, _ (" The eigenvalues are raised to %.3g of the largest."),
                            findings->floor);
  append_law (text, findings->law, study->measured_law.choice);
}

/* Every account of the study's phase boundary, and why they differ or why there is none. */
static void
append_end (GString *text, const LabKernelStudy *study, const LabKernelFindings *findings)
{
  const LabPhases *phases = findings->phases;

  for (guint i = 0; i < phases->count; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", phases->accounts[i].sentence);
  if (phases->remark != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", phases->remark);
}

char *
lab_kernel_fact_text (const LabKernelStudy *study,
                      const LabKernelFindings *findings,
                      LabKernelFact fact)
{
  static void (*const append[LAB_KERNEL_FACT_COUNT]) (GString *, const LabKernelStudy *,
                                                      const LabKernelFindings *) = {
      append_start, append_laziness, append_spectrum, append_end};
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (study != NULL && findings != NULL, g_string_free (text, FALSE));
  g_return_val_if_fail ((guint)fact < LAB_KERNEL_FACT_COUNT, g_string_free (text, FALSE));

  append[fact](text, study, findings);
  return g_string_free (text, FALSE);
}

static double
mean_gap (const LabWidthGap *gap, guint index)
{
  double sum = 0;

  for (guint repeat = 0; repeat < LAB_WIDTH_GAP_REPEATS; repeat++)
    sum += gap->gap[index][repeat] / LAB_WIDTH_GAP_REPEATS;
  return sum;
}

char *
lab_width_gap_text (const LabWidthGap *gap)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (gap != NULL && gap->count > 0, g_string_free (text, FALSE));

  if (!gap->fit.valid)
    g_string_append (text, _ ("No exponent: the gaps do not suffice for a fit."));
  else if (gap->fit.high < 0)
    /* Translators: an exponent with its interval. */
    g_string_append_printf (text, _ ("The gap shrinks like m^%.2f (between %.2f and %.2f)."),
                            gap->fit.exponent, gap->fit.low, gap->fit.high);
  else
    g_string_append_printf (text, _ ("Not certain to shrink: m^%.2f (between %.2f and %.2f)."),
                            gap->fit.exponent, gap->fit.low, gap->fit.high);
  g_string_append_printf (text, _ (" Gap to step %u, n = %u, %u networks each:"),
                          LAB_WIDTH_GAP_STEPS, (guint)gap->n, LAB_WIDTH_GAP_REPEATS);
  for (guint i = 0; i < gap->count; i++) {
    g_autofree char *apart = lab_percent_words (expm1 (mean_gap (gap, i)));

    /* Translators: a separator, width and gap, in a list. */
    g_string_append_printf (text, _ ("%s m = %u: %s"), i > 0 ? ";" : "", gap->width[i], apart);
  }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}
