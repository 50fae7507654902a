/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model sweep beside the width of its targets' class: N trained parameters against N features. */
#pragma once

#include "experiment/conclude/curve.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* For a terminal; "" where the curve is no model sweep, or the widths of so many features are not known
 * (target-class.h: the torus alone). Free with g_free(). */
char *lab_model_class_width_text (const LabCurve *curve);

/* The member target_class under the same condition. */
void  lab_model_class_width_add  (const LabCurve *curve, JsonObject *root);

G_END_DECLS
