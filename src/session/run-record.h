/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run as text, and the run again.
 *
 * What a session file holds of each run, and what a machine that trains for another hands back: nothing
 * else is needed to conclude from the run. Every field of LabRun comes back to the bit. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* run as JSON (UTF-8, ends with a newline); free with g_free(). Integers below 2^63, numbers with 17
 * significant digits; null is NaN (of no particular bits), "inf" and "-inf" are what they say. A SHA-256 of
 * the run's members stands beside them. */
char   *lab_run_record_text (const LabRun  *run);

/* The run of such a text (length bytes), as if it had just been trained. NULL and LAB_ERROR_FILE with one
 * sentence where the text is torn, was changed, was written in another format, or tells of a run that cannot
 * be: evaluations out of order or too many, a choice among them that is none of them. name is what the
 * sentence calls the text. */
LabRun *lab_run_record_read (const char    *name,
                             const char    *text,
                             gsize          length,
                             GError       **error);

G_END_DECLS
