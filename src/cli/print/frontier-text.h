/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier as text for people. */
#pragma once

#include "experiment/conclude/frontier.h"

G_BEGIN_DECLS

/* Appends which width leads where, the slope and what theory says of it; nothing where frontier is NULL. */
void lab_append_frontier (GString           *text,
                          const LabFrontier *frontier);

G_END_DECLS
