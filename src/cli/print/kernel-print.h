/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel studies of the command kernel, as text, JSON and CSV. */
#pragma once

#include "experiment/kernel/kernel-batch.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* As text for a terminal; free with g_free(). */
char           *lab_kernel_batch_text (const LabKernelBatch *batch);

/* As a JSON object; free with json_node_unref(). */
JsonNode       *lab_kernel_batch_json (const LabKernelBatch *batch);

/* The moments as a table: one row per point and step, in CSV. */
char           *lab_kernel_batch_csv  (const LabKernelBatch *batch);

G_END_DECLS
