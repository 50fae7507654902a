/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that grows, watched: its laws fitted again as it comes. */
#pragma once

#include "cli/fit/fit-request.h"

G_BEGIN_DECLS

/* Prints the answer whenever the file has changed, at most once a second, until a signal comes; returns the exit
 * status, 128 + its number. A last line half written waits for its end; a file that is gone, rotated or cut is
 * read anew when it is there again. */
int lab_fit_follow (const LabArguments *words, const LabFitRequest *request);

G_END_DECLS
