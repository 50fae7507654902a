/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first table of a text in Markdown or LaTeX. Internal to the room: lab_rows_read() is the door. */
#pragma once

#include "table/rows.h"

G_BEGIN_DECLS

gboolean lab_markup_read (const LabDialect  *dialect,
                          const char        *name,
                          const char        *text,
                          gsize              length,
                          const LabRowSink  *sink,
                          GError           **error);

G_END_DECLS
