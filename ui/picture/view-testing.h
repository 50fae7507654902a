/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of view. */
#pragma once

#include "ui/picture/view.h"

G_BEGIN_DECLS

/* How a picture of this height in the view has to look now: colours of the theme; while presenting
 * type of at least 1/40 of the height and thicker lines. */
void lab_view_style (LabView *view, double height, LabChartStyle *style);

G_END_DECLS
