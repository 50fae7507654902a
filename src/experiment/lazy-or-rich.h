/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The experiment of lazy and of rich training: the same network under gradient descent twice, its head large
 * at first (its features hardly move: lazy) and as runs begin (it learns features: rich). */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* What the large head multiplies (head_scale), as in kernel studies. */
#define LAB_LAZY_HEAD_SCALE 10.0

/* Both experiments on the time axis for the task of `task` (its kind, manifold, d, smoothness, seed): without
 * noise, n = 2,048, width 32, 3,000 steps, 3 repeats, each at a rate below 1/mu_max of its own kernel
 * (d = 2), so that neither oscillates. A repeat takes some 12 s of one core. Each is checked: FALSE with a sentence where
 * the task does not go with them. */
gboolean lab_experiment_lazy_and_rich (const LabExperiment *task,
                                       LabExperiment       *lazy,
                                       LabExperiment       *rich,
                                       GError             **error);

G_END_DECLS
