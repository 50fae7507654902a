/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifold view's data, from threads: points of the controls' manifold or tokens of their sequences,
 * and how one network learns their target. Main thread only.
 *
 * The network is that of the experiment's first repeat at its largest n (or width): the same run that
 * the chart has, trained once more with its predictions kept. */
#pragma once

#include <gio/gio.h>

#include "experiment/run/run.h"
#include "laboratory/answers/manifold-points.h"

G_BEGIN_DECLS

#define LAB_TYPE_MANIFOLD_DATA (lab_manifold_data_get_type ())
/* Signals: "points": others have come; "prediction": one more has come, or all were dropped. */
G_DECLARE_FINAL_TYPE (LabManifoldData, lab_manifold_data, LAB, MANIFOLD_DATA, GObject)

LabManifoldData         *lab_manifold_data_new (void);

/* Asks for n points or tokens of the experiment, and for its predictions or not. What is here
 * already is not made again; what is under way for something else ends early. */
void                     lab_manifold_data_ask (LabManifoldData     *data,
                                                const LabExperiment *experiment,
                                                guint                n,
                                                gboolean             predictions);

/* The points last asked for, or those before as long as they are under way; NULL: none yet. */
const LabManifoldPoints *lab_manifold_data_get_points (LabManifoldData *data);

/* Predictions so far, ascending in step; of the experiment last asked for. */
guint                    lab_manifold_data_prediction_count (LabManifoldData *data);
const LabRunOutput     *lab_manifold_data_get_prediction   (LabManifoldData *data,
                                                             guint            index);

/* Whether there are predictions, and of the points that are here: while others are under way, or a
 * slider is dragged, they may be of others. */
gboolean                 lab_manifold_data_predicts_points  (LabManifoldData *data);

/* Ends what is under way. */
void                     lab_manifold_data_stop             (LabManifoldData *data);

G_END_DECLS
