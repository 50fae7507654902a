/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the manifold view draws: points of a manifold or a file, or the tokens of sequences. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Test points, or all tokens of test sequences, in their own coordinates; immutable. */
typedef struct
{
  gint reference_count; /* atomic */
  LabRunSource source;  /* holds a reference of the file's points */
  guint asked;          /* points or tokens asked for */
  guint n;              /* points or tokens here: of sequences only whole ones */
  guint tokens;         /* of a sequence; 1 of points */
  guint dimension;      /* E */
  LabDataset *points;   /* as coordinates (n, E) and targets (n), in the order of a run's outputs */
  double *axes;         /* (3, E): principal components */
} LabManifoldPoints;

/* What the first repeat of an experiment draws from, in coordinates of the manifold itself (of tokens
 * that lie on none, in those they are drawn in) and without noise. */
void               lab_manifold_points_source (const LabExperiment     *experiment,
                                               LabRunSource            *source);

/* Draws n points, or as many sequences as have n tokens and one at least; of a file all that it has at
 * most. On any thread. NULL with an error, or without one soon after *stop (atomic) becomes non-zero. */
LabManifoldPoints *lab_manifold_points_new    (const LabRunSource      *source,
                                               guint                    n,
                                               const gint              *stop,
                                               GError                 **error);
void               lab_manifold_points_unref  (LabManifoldPoints       *points);

/* The file that they come from, or NULL. */
const LabPointSet *lab_manifold_points_file   (const LabManifoldPoints *points);

/* Whether they lie on one of the manifolds: points of a file, and the other tokens, on none that is
 * known. */
gboolean           lab_manifold_points_on_manifold (const LabManifoldPoints *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabManifoldPoints, lab_manifold_points_unref)

G_END_DECLS
