/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment as a line that people send each other. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* The shortest line of words that makes the experiment, by the defaults of its axis; the points of a file must be
 * read beside it. Free with g_free(). */
char         *lab_experiment_share_text (const LabExperiment *experiment);

/* The words among text that set a key: of a command line, a chat, a file's comment. Free with g_strfreev(). */
GStrv         lab_experiment_words_in  (const char           *text);

G_END_DECLS
