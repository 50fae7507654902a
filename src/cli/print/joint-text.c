/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A joint law in words. */
#include "cli/print/joint-answer.h"

#include "cli/output.h"

#include <math.h>

#define MOST_RESIDUALS  3
#define BIAS_OF_MEANING 0.01 /* in the exponent */

/* "2.705 (2.61 to 2.79)"; free with g_free(). */
static char *
spell (const LabJointTold *told)
{
  if (!isfinite (told->value))
    return g_strdup (isinf (told->value) ? "out of reach" : "-");
  if (!isfinite (told->high))
    return g_strdup_printf ("%.4g (%.4g or more)", told->value, told->low);
  return g_strdup_printf ("%.4g (%.4g to %.4g)", told->value, told->low, told->high);
}

static void
append_numbers (GString *text, const LabJointStudy *study)
{
  for (LabJointNumber number = 0; number <= LAB_JOINT_BETA; number++) {
    const LabJointTold *told = &study->number[number];
    g_autofree char *words = spell (told);
    g_string_append_printf (text, "  %-6s %s", lab_joint_number_name (number), words);
    if (isfinite (study->profile_low[number]))
      g_string_append_printf (text, "; by profile %.4g to %.4g", study->profile_low[number],
                              study->profile_high[number]);
    g_string_append_c (text, '\n');
  }
  g_string_append (text, "  In parentheses 95 % intervals of refits of resampled points.\n");
}

static void
append_doubt (GString *text, const LabJointStudy *study)
{
  g_autofree char *doubt = lab_joint_study_doubt (study);
  g_autofree char *sentence = NULL;

  if (doubt == NULL)
    return;
  sentence =
      g_strdup_printf ("The joint law is not determined by these %u points: %s. Exponents and "
                       "optimum below are one reading among others.",
                       study->fit.points_used, doubt);
  lab_append_wrapped (text, "", sentence);
}

static void
append_rivals (GString *text, const LabJointStudy *study)
{
  if (study->remaining == 1)
    g_string_append_printf (text, "AICc chooses %s.\n", lab_joint_form_formula (study->order[0]));
  else
    g_string_append (text, "Cannot tell: AICc leaves more than one law.\n");
  for (guint i = 0; i < study->ranked; i++) {
    const LabJointFit *fit = &study->fits[study->order[i]];
    g_string_append_printf (text, "  %-8s %-32s AICc %.1f, scatter %.3g%s\n",
                            lab_joint_form_name (fit->law.form),
                            lab_joint_form_formula (fit->law.form), fit->aicc, fit->scatter,
                            i < study->remaining ? "" : ", excluded");
  }
}

static void
append_optima (GString *text, const LabJointStudy *study)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  static const char *const heading[] = {"C", "N", "D", "loss", "D per N", "N of losses within 1 %"};

  for (guint h = 0; h < G_N_ELEMENTS (heading); h++)
    g_ptr_array_add (cells, g_strdup (heading[h]));
  for (guint i = 0; i < study->optimum_count; i++) {
    const LabJointOptimum *at = &study->optima[i];
    g_ptr_array_add (cells, g_strdup_printf ("%.3g%s", at->compute, at->extrapolated ? "*" : ""));
    g_ptr_array_add (cells, g_strdup_printf ("%.3g", at->n.value));
    g_ptr_array_add (cells, g_strdup_printf ("%.3g", at->d.value));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g (%.4g to %.4g)", at->loss.value, at->loss.low,
                                             at->loss.high));
    g_ptr_array_add (cells, g_strdup_printf ("%.3g", at->ratio.value));
    g_ptr_array_add (cells, g_strdup_printf ("%.3g to %.3g", at->flat_low, at->flat_high));
  }
  g_ptr_array_add (cells, NULL);
  g_autofree char *table = lab_columns ("rrrlrl", (const char *const *)cells->pdata);
  g_string_append_printf (text, "Compute-optimal, C = %g N D (* beyond the points):\n%s",
                          study->flop, table);
}

static void
append_compute (GString *text, const LabJointStudy *study)
{
  const LabJointReading *reading = &study->reading;
  g_autofree char *n = spell (&reading->n_exponent), *d = spell (&reading->d_exponent);
  g_autofree char *gain = spell (&reading->gain);
  LabJointOptimum now, then;

  if (!isfinite (reading->n_exponent.value)) {
    g_string_append (text, "No compute optimum: the law depends on one variable alone.\n");
    return;
  }
  append_optima (text, study);
  g_string_append_printf (text, "  N ~ C^%s\n  D ~ C^%s\n  L - E ~ C^-%s\n", n, d, gain);
  lab_joint_optimum (study->bootstrap, study->most_compute, study->flop, study->most_compute, &now);
  lab_joint_optimum (study->bootstrap, 10.0 * study->most_compute, study->flop, study->most_compute,
                     &then);
  g_autofree char *sentence = g_strdup_printf (
      "Ten times the largest compute (%.3g) lowers the loss from %.4g to %.4g (%.4g to %.4g).",
      now.compute, now.loss.value, then.loss.value, then.loss.low, then.loss.high);
  lab_append_wrapped (text, "", sentence);
}

static void
append_at (GString *text, const LabJointStudy *study)
{
  g_autofree char *n = spell (&study->at.n), *d = spell (&study->at.d);
  g_autofree char *loss = spell (&study->at.loss);

  if (study->has_at)
    g_string_append_printf (text, "At C = %g%s: N = %s,\n  D = %s, loss %s.\n", study->at.compute,
                            study->at.extrapolated ? " (extrapolation)" : "", n, d, loss);
}

static void
append_reach (GString *text, const LabJointStudy *study)
{
  g_autofree char *compute = spell (&study->reach), *n = spell (&study->reach_n);
  g_autofree char *d = spell (&study->reach_d);

  if (!isfinite (study->reach_loss))
    return;
  if (isinf (study->reach.value))
    g_string_append_printf (text, "A loss of %g is out of reach: the floor E is %.4g.\n",
                            study->reach_loss, study->fit.law.number[LAB_JOINT_E]);
  else
    g_string_append_printf (text, "A loss of %g needs C = %s,\n  N = %s, D = %s%s.\n",
                            study->reach_loss, compute, n, d,
                            study->reach.value > study->most_compute ? " (extrapolation)" : "");
}

static void
append_readings (GString *text, const LabJointStudy *study)
{
  const LabJointReading *reading = &study->reading;
  g_autofree char *expected = spell (&reading->expected_alpha);
  g_autofree char *alpha = spell (&study->number[LAB_JOINT_ALPHA]);
  g_autofree char *of_n = spell (&reading->dimension_n), *of_d = spell (&reading->dimension_d);
  g_autofree char *gain = spell (&reading->gain);
  g_autofree char *a =
      g_strdup_printf ("Paper A: on one manifold alpha_N = alpha_D/(1 - alpha_D), here %s, beside "
                       "the fitted %s; the implied "
                       "intrinsic dimension at smoothness 1 is %s by N and %s by D.",
                       expected, alpha, of_n, of_d);
  g_autofree char *b = g_strdup_printf ("Paper B: the excess over the floor falls as C^-0.143 "
                                        "(1/7) in the worst case; here as C^-%s.",
                                        gain);

  lab_append_wrapped (text, "", a);
  lab_append_wrapped (text, "", b);
}

static void
append_rollout (GString *text, const char *what, const LabJointRollout *rollout)
{
  for (guint c = 0; c < rollout->count; c++) {
    const LabJointCut *cut = &rollout->cuts[c];
    g_string_append_printf (text,
                            "Held out %s > %.3g: %u points, fitted to %u; typical error %.2g %%, "
                            "mean %+.2g %%\n  (scatter of those fitted %.2g %%).\n",
                            what, cut->limit, cut->held_out, cut->fitted, 100.0 * cut->error,
                            100.0 * cut->bias, 100.0 * cut->scatter);
  }
}

/* The points that lie farthest off. */
static void
append_residuals (GString *text, const LabJointStudy *study)
{
  double before = INFINITY;

  g_string_append (text, "Farthest from the law:\n");
  for (guint shown = 0; shown < MOST_RESIDUALS; shown++) {
    const LabJointPoint *worst = NULL;
    double most = -1.0, ratio = 0.0;
    for (guint i = 0; i < study->count; i++) {
      const LabJointPoint *point = &study->points[i];
      double one = log (point->loss / lab_joint_law_value (&study->fit.law, point->n, point->d));
      if (isfinite (one) && fabs (one) > most && fabs (one) < before) {
        most = fabs (one);
        ratio = one;
        worst = point;
      }
    }
    if (worst == NULL)
      return;
    before = most;
    g_string_append_printf (text, "  N %.4g, D %.4g: loss %.5g, %+.2g %%\n", worst->n, worst->d,
                            worst->loss, 100.0 * expm1 (ratio));
  }
}

char *
lab_joint_text (const LabJointStudy *study, const LabJointColumns *columns)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Model: joint%s, %s. N is %s, D is %s, L is %s; %u points.\n",
                          study->fit.robust ? ", robust" : "",
                          lab_joint_form_formula (LAB_JOINT_FULL), columns->n, columns->d,
                          columns->y, study->fit.points_used);
  append_numbers (text, study);
  g_string_append_printf (
      text, "  objective %.4g, scatter %.3g; condition %.2g, of the exponents alone %.2g\n",
      study->fit.objective, study->fit.scatter, study->fit.condition,
      study->fit.projected_condition);
  append_doubt (text, study);
  append_rivals (text, study);
  append_compute (text, study);
  append_at (text, study);
  append_reach (text, study);
  append_readings (text, study);
  append_rollout (text, "N", &study->over_n);
  append_rollout (text, "D", &study->over_d);
  append_residuals (text, study);
  if (study->fit.points_left_out > 0)
    g_string_append_printf (text, "Left out: %u values that are not positive or not finite.\n",
                            study->fit.points_left_out);
  return g_string_free (text, FALSE);
}

char **
lab_isoflop_warnings (const LabIsoflop *isoflop, const LabJointStudy *study)
{
  GPtrArray *warnings = g_ptr_array_new ();

  if (isoflop->off_centre > 0)
    g_ptr_array_add (
        warnings, g_strdup_printf ("%u of %u minima lie off the centre of their sizes (%u outside "
                                   "them): a parabola is biased there even without noise.",
                                   isoflop->off_centre, isoflop->count, isoflop->extrapolated));
  if (study != NULL) {
    double truth = study->reading.n_exponent.value;
    double read = lab_isoflop_read_law (isoflop, &study->fit.law, study->flop);
    if (fabs (read - truth) > BIAS_OF_MEANING)
      g_ptr_array_add (
          warnings,
          g_strdup_printf ("The parabolas read N ~ C^%.3f from the joint law itself, whose "
                           "exponent is %.3f (alpha %.3f, beta %.3f): on these sizes they "
                           "are biased by %+.3f.",
                           read, truth, study->fit.law.number[LAB_JOINT_ALPHA],
                           study->fit.law.number[LAB_JOINT_BETA], read - truth));
  }
  g_ptr_array_add (warnings, NULL);
  return (char **)g_ptr_array_free (warnings, FALSE);
}

char *
lab_isoflop_text (const LabIsoflop *isoflop,
                  const LabJointStudy *study,
                  const char *why,
                  const LabJointColumns *columns)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) warnings = lab_isoflop_warnings (isoflop, study);
  const LabJointTold exponent = {isoflop->exponent, isoflop->low, isoflop->high};
  const LabJointTold loss = {isoflop->loss_exponent, isoflop->loss_low, isoflop->loss_high};
  g_autofree char *spelled = spell (&exponent), *spelled_loss = spell (&loss);

  g_string_append_printf (
      text, "Model: isoflop. C is %s, N is %s, L is %s; %u points, %u budgets.\n", columns->compute,
      columns->n, columns->y, isoflop->point_count, isoflop->count);
  for (guint m = 0; m < isoflop->count; m++) {
    const LabIsoflopMinimum *minimum = &isoflop->minima[m];
    g_string_append_printf (
        text, "  C %.3g: least loss %.5g at N = %.4g (%.4g to %.4g), %u points\n", minimum->compute,
        minimum->loss, minimum->n, minimum->n_low, minimum->n_high, minimum->points);
  }
  g_string_append_printf (text, "  N ~ C^%s, so D ~ C^%.4g\n  loss ~ C^%s\n", spelled,
                          1.0 - isoflop->exponent, spelled_loss);
  if (study != NULL) {
    g_autofree char *joint = spell (&study->reading.n_exponent);
    g_autofree char *alpha = spell (&study->number[LAB_JOINT_ALPHA]);
    g_autofree char *beta = spell (&study->number[LAB_JOINT_BETA]);
    g_string_append_printf (text, "Beside it the joint law: N ~ C^%s;\n  alpha %s, beta %s\n",
                            joint, alpha, beta);
  } else {
    g_autofree char *sentence = g_strdup_printf ("No joint law beside it. %s", why);
    lab_append_wrapped (text, "", sentence);
  }
  for (guint w = 0; warnings[w] != NULL; w++) {
    g_autofree char *sentence = g_strconcat ("Warning: ", warnings[w], NULL);
    lab_append_wrapped (text, "", sentence);
  }
  if (isoflop->passed_over > 0)
    g_string_append_printf (text,
                            "Passed over: %u budgets with fewer than %d points, three sizes, or "
                            "no minimum.\n",
                            isoflop->passed_over, LAB_ISOFLOP_LEAST_POINTS);
  if (isoflop->left_out > 0)
    g_string_append_printf (text, "Left out: %u values that are not positive or not finite.\n",
                            isoflop->left_out);
  return g_string_free (text, FALSE);
}
