/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of data-shelf. */
#pragma once

#include "experiment/run/data-shelf.h"

G_BEGIN_DECLS

/* What the data on it take. */
gsize lab_data_shelf_bytes (const LabDataShelf *shelf);

G_END_DECLS
