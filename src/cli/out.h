/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of --out, from before a command's work to after it. */
#pragma once

#include "cli/command.h"
#include "cli/hold.h"
#include "session/result-set.h"

G_BEGIN_DECLS

typedef struct _LabOut LabOut;

/* Before the work: the folder that the words name, or the first free scaling-lab-results. NULL after a
 * sentence on standard error; *status is then what the command ends with. */
LabOut     *lab_out_open   (const LabArguments        *words,
                            const LabResultOrigin *origin,
                            int                   *status);
void        lab_out_free   (LabOut                *out);

/* A file of the results beside the index. */
void        lab_out_add    (LabOut                *out,
                            const char            *name,
                            GBytes                *content);
void        lab_out_add_text (LabOut              *out,
                            const char            *name,
                            const char            *text);

/* After the work: writes everything, with the index, as lab_result_set_commit(), to its end whatever
 * signal comes. hold: of the command, or NULL. FALSE after a sentence on standard error. */
gboolean    lab_out_commit (LabOut                *out,
                            LabHold               *hold,
                            JsonNode              *index,
                            gboolean               finished);

/* "Written into results: points.csv, fits.json\n"; "" where nothing was. Free with g_free(). */
char       *lab_out_words  (const LabOut          *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabOut, lab_out_free)

G_END_DECLS
