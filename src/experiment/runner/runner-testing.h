/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of runner. */
#pragma once

#include "experiment/runner/runner.h"

G_BEGIN_DECLS

/* How many runs the backend trains at once. */
guint lab_runner_worker_count (LabRunner *runner);

G_END_DECLS
