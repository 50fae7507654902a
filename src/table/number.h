/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields as numbers, as people and programs write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What separates a number's whole part from the rest, throughout a table. */
typedef enum
{
  LAB_MARK_UNKNOWN, /* no field tells, or some tell one thing and some the other */
  LAB_MARK_POINT,
  LAB_MARK_COMMA,
} LabDecimalMark;

typedef enum
{
  LAB_FIELD_NUMBER,
  LAB_FIELD_MISSING,   /* empty, NA, a dash: the value is NaN */
  LAB_FIELD_AMBIGUOUS, /* "1,000": one, or a thousand */
  LAB_FIELD_TEXT,
} LabFieldKind;

/* Understands 0.25, 1e-3, 1D-3, 2.2B, 12 %, 1,234,567, 2.6 \times 10^{18} between $ or not, and 0,25 unless
 * mark says that commas are none of decimals. *value is NaN where it is no number. */
LabFieldKind   lab_field_read (const char     *field,
                               LabDecimalMark  mark,
                               double         *value);

/* What a field alone tells about the mark. */
LabDecimalMark lab_field_mark (const char     *field);

/* 1e3, 1e6, 1e9, 1e12 for k, M, B (or G), T; 0.01 for %; NaN for anything else. */
double         lab_suffix_scale (const char   *suffix);

G_END_DECLS
