/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of composing share. Private to this room. */
#pragma once

#include "chart/content/compose.h"

G_BEGIN_DECLS

/* compose-words.c: all return text to free with g_free(). */


/* "d = 2, m = 32", with whatever else tells this curve from the others shown. group: of a
 * trajectory. */
char       *lab_compose_curve_label    (const LabChartInput *input, const LabExperiment *experiment,
                                        guint group);

/* "−0.53": slopes that were measured are never fractions. */
char       *lab_compose_measured_slope (const LabCurveFit *fit);

/* What is not drawn and not fitted of the current curve, or NULL. */
char       *lab_compose_note           (const LabCurve *curve);

/* compose-lines.c */
void        lab_compose_fit            (LabChartContent *content, const LabChartCurve *shown);
void        lab_compose_residuals      (LabChartContent *content, const LabChartCurve *shown);
void        lab_compose_band           (LabChartContent *content, const LabChartCurve *shown);
void        lab_compose_hairlines      (LabChartContent *content, const LabExperiment *experiment);
void        lab_compose_boundary       (LabChartContent *content, const LabChartCurve *shown);

/* compose-frontier.c: the envelope of a curve's widths, and whether there is one to draw. */
void        lab_compose_frontier       (LabChartContent *content, const LabChartCurve *shown);
gboolean    lab_compose_has_frontier   (const LabChartCurve *shown);

/* compose-theory.c */
void        lab_compose_references     (LabChartContent *content, const LabChartInput *input);
void        lab_compose_prediction     (LabChartContent *content, const LabChartInput *input);
void        lab_compose_descent        (LabChartContent *content, const LabChartCurve *current);

/* compose-series.c */
void        lab_compose_series         (LabChartContent *content, const LabChartInput *input);
void        lab_compose_divergences    (LabChartContent *content, const LabChartCurve *shown);

/* compose-kernel.c: references, and what they assume, as sentences or NULL (g_free()). */
void        lab_compose_kernel         (LabChartContent *content, const LabChartInput *input);
char       *lab_compose_kernel_note    (const LabChartInput *input);

/* compose-input.c: the curve that is not a ghost, or NULL; and the experiment of what is measured now. */
const LabChartCurve *lab_compose_current    (const LabChartInput *input);
const LabExperiment *lab_compose_experiment (const LabChartInput *input);

/* x of a run of `plan` at an evaluation on the experiment's axis. */
double      lab_compose_abscissa       (const LabExperiment *experiment, const LabRunPlan *plan,
                                        const LabEvaluation *evaluation);

G_END_DECLS
