/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab fit with the laws of two variables: --model joint and --model isoflop. */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* Whether --model asks for one of them. */
gboolean lab_fit_joint_is_asked (const LabArguments *arguments);

/* Fits, prints, and returns the exit status. */
int      lab_fit_joint          (const LabArguments *arguments);

G_END_DECLS
