/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the tangent kernel's curve. */
#pragma once

#include "experiment/kernel/tangent-curve.h"
#include "experiment/run/data-shelf.h"

G_BEGIN_DECLS

/* What the curve of one repeat is made from. */
typedef struct
{
  const LabExperiment *experiment;
  const LabRunPlan *plan;
  gsize most_points;
  LabDataShelf *shelf;
  guint workers;
  LabTask *task;
} LabTangentErrand;

/* The steps of a curve, ascending, and x of one of them on the experiment's axis: a step of the run. */
guint    lab_tangent_steps (const LabExperiment    *experiment,
                            guint                   steps[LAB_TANGENT_CURVE_MOMENTS]);
double   lab_tangent_unit  (const LabTangentErrand *errand);

LabTangentKind lab_tangent_kind (LabOptimizer optimizer);

/* The curve of one repeat by a pilot. FALSE and error, or FALSE alone, as lab_tangent_curve_compute(). */
gboolean lab_tangent_pilot (const LabTangentErrand *errand,
                            LabTangentCurve        *curve,
                            GError                **error);

G_END_DECLS
