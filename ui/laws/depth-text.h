/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of the laws panel on the depth axis. No widget. All returned text is freed with g_free(). */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* "Enough: 3 blocks", "Depth helps up to 6 blocks", or that nothing can be told yet. fit may be NULL. */
char *lab_depth_text_measured (const LabCurveFit *fit);
/* "between 2 and 4 blocks", or NULL. */
char *lab_depth_text_interval (const LabCurveFit *fit);
/* "log2 d + constant" as markup. */
char *lab_depth_text_theory   (void);
char *lab_depth_text_nature   (void);
/* What theory expects for dimension d, with the constant from known_dimension, where known_depth was
 * enough; or how that constant can be had, where known_dimension is 0. */
char *lab_depth_text_expected (guint d, guint known_dimension, guint known_depth);

G_END_DECLS
