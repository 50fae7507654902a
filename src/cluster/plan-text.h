/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a run folder as text, with a checksum. */
#pragma once

#include "cluster/run-folder.h"

G_BEGIN_DECLS

/* As JSON; free with g_free(). */
char    *lab_plan_text (const LabRunFolder *folder);

/* Fills all of folder but its path from such a text (length bytes). FALSE where it is none, or damaged. */
gboolean lab_plan_read (const char         *text,
                        gsize               length,
                        LabRunFolder       *folder);

G_END_DECLS
