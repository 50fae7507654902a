/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of manifold-data. */
#pragma once

#include "laboratory/answers/manifold-data.h"

G_BEGIN_DECLS

/* Whether points, predictions or principal components are under way. */
gboolean lab_manifold_data_is_busy (LabManifoldData *data);

G_END_DECLS
