/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws with a break or a sum as shapes (shape.h), and back. Internal to the room.
 *
 * Parameters, in this order; b is the break, L the level there:
 *   exponential, then power      ln L, rate times b, exponent, ln b
 *   power, then power            ln L, early exponent, exponent, ln b
 *   the same with a smooth bend  ln L, early exponent, exponent, ln b, ln width
 *   constant speed, then power   ln L, logit of b / c, exponent, ln b
 *   sum                          ln R0, ln of A x^-gamma at the pivot, ln C0, ln gamma
 *   sum through its crossing     ln of A x^-gamma at the pivot, ln C0, ln x at the crossing, ln gamma
 * ln gamma is missing where gamma is fixed. */
#pragma once

#include "fit/law/shape.h"
#include "fit/law/two-phase.h"

G_BEGIN_DECLS

typedef struct
{
  double pivot; /* ln x where the power law of a sum has its level: the middle of the points */
  double gamma; /* of a sum; 0: free */
} LabLawShapeData;

/* ln x in the middle of the trajectory. */
double   lab_law_pivot             (const LabTrajectory   *trajectory);

/* The shape of law; data is borrowed. */
LabShape lab_law_shape             (LabLaw                 law,
                                    const LabLawShapeData *data);

/* A sum (with or without floor) with the place of its crossing among the parameters. */
LabShape lab_law_shape_at_crossing (LabLaw                 law,
                                    const LabLawShapeData *data);

/* Index of ln b; of ln x at the crossing in the shape above. */
guint    lab_law_shape_break       (LabLaw                 law);

/* Sets what the parameters of lab_law_shape() say in fit, whose law is set. */
void     lab_law_from_shape        (const double          *parameters,
                                    const LabLawShapeData *data,
                                    LabLawFit             *fit);

/* The parameters of lab_law_shape() for a valid fit. */
void     lab_law_to_shape          (const LabLawFit       *fit,
                                    const LabLawShapeData *data,
                                    double                *parameters);

/* Those of lab_law_shape_at_crossing(), for a sum that has a crossing. */
void     lab_law_to_crossing_shape (const LabLawFit       *fit,
                                    const LabLawShapeData *data,
                                    double                *parameters);

G_END_DECLS
