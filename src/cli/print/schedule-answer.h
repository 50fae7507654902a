/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two schedules of the learning rate, or the other clock of one, say: in words and for programs. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/intrinsic-time.h"
#include "experiment/conclude/schedule-law.h"

G_BEGIN_DECLS

/* Of valid ones: what the decay bought, and the multi-power law of both. */
void lab_append_schedules (GString                *text,
                           const LabScheduleLaw   *law);

/* The member schedules: null where they are not valid. */
void lab_add_schedules    (JsonBuilder            *builder,
                           const LabScheduleLaw   *law);

/* The law over the sum of rates, as a paragraph; free with g_free(). */
char *lab_intrinsic_time_text (const LabIntrinsicTime *intrinsic);

/* The object of the member intrinsic_time: clock, x, excess_risk, exponent, low, high. Free with
 * json_node_unref(). */
JsonNode *lab_intrinsic_time_json (const LabIntrinsicTime *intrinsic);

G_END_DECLS
