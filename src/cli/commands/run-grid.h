/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab run with a sweep over keys. */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* Trains, writes and prints; returns the exit status. */
int lab_run_grid (const LabArguments *arguments);

G_END_DECLS
