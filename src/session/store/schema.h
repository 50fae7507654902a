/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a session file (SQLite), format 1. data/session-schema.sql explains them. */
#pragma once

#include "session/run-fields.h"

G_BEGIN_DECLS

/* "SLab", in the header of the file: what tells it from other databases. */
#define LAB_SESSION_APPLICATION 0x534c6162

/* In the header too. A newer program migrates an older file; an older one refuses a newer. */
#define LAB_SESSION_VERSION 1

/* Statements that make the tables, in the order of their names; ended by NULL. */
extern const char *const lab_session_schema[];

/* Numbers of evaluations are stored as series: all evaluations of a field one after the other, fields
 * in the order of the table `field`. */
typedef enum
{
  LAB_SERIES_COUNTS,     /* int64, little-endian */
  LAB_SERIES_DIMENSIONS, /* float64: value, low, high of every measured block, evaluation by evaluation */
  LAB_SERIES_MEASURES,   /* float64, little-endian */
  LAB_SERIES_KINDS
} LabSeriesKind;

/* "counts", "dimensions", "measures": ascending. */
extern const char *const lab_series_names[LAB_SERIES_KINDS];

/* In which series a field of an evaluation stands. */
LabSeriesKind lab_series_of (const LabRunField *field);

/* The number of a series, which orders the table: of the experiment (from 1), the run's index and the kind. */
#define LAB_SERIES_ID(experiment, run, kind) ((((gint64)(experiment) << 20) + (gint64)(run)) * 4 + (gint64)(kind))

/* The count of measured blocks, a column of the counts that is no field of the table. */
#define LAB_SERIES_BLOCKS "measured_blocks"

G_END_DECLS
