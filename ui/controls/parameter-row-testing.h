/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of parameter-row. */
#pragma once

#include "ui/controls/parameter-row.h"

G_BEGIN_DECLS

const char *lab_parameter_row_get_key (LabParameterRow *row);

/* The parts. scale is NULL in the compact form. */
GtkWidget *lab_parameter_row_get_scale (LabParameterRow *row);
GtkWidget *lab_parameter_row_get_entry (LabParameterRow *row);

G_END_DECLS
