/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabParameterRow, for the files it is made of. */
#pragma once

#include "ui/controls/parameter-row.h"
#include "ui/controls/parameter-scale.h"

G_BEGIN_DECLS

struct _LabParameterRow
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  LabParameterScale parameter;
  double value;
  double baseline; /* the pinned value; NaN: none */
  gboolean refreshing;
  const char *label; /* what the parts are called now; untranslated */

  GtkWidget *name;
  GtkWidget *entry;
  GtkWidget *scale;         /* NULL in the compact form, */
  GtkWidget *less, *more;   /* which has these, NULL elsewhere */
  GtkWidget *message;
};

/* parameter-row-value.c: changes the laboratory; on refusal shows why, and returns FALSE. */
gboolean lab_parameter_row_set_text     (LabParameterRow *row, const char *value);
gboolean lab_parameter_row_set_value    (LabParameterRow *row, double value);

/* Puts the value into the parts again; a message under them, or NULL for none. */
void     lab_parameter_row_show_value   (LabParameterRow *row);
void     lab_parameter_row_show_message (LabParameterRow *row, const char *text);

/* parameter-row-parts.c: the slider's marks, with a dot at the baseline's value (NaN: none). */
void     lab_parameter_row_mark         (LabParameterRow *row, double baseline);
/* Calls all parts by a label of the vocabulary. */
void     lab_parameter_row_call         (LabParameterRow *row, const char *label);
/* Makes the parts, still without a name, and listens to them. */
void     lab_parameter_row_build        (LabParameterRow *row, gboolean with_slider);

G_END_DECLS
