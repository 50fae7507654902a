/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/store/schema.h"

/* STRICT: a column holds what it says. WITHOUT ROWID: rows lie in the order of their keys, once; the long
 * rows of series lie in the order of a number of their own, which takes less room. */
const char *const lab_session_schema[] = {
    "CREATE TABLE experiment (\n"
    "  id INTEGER NOT NULL PRIMARY KEY,\n"
    "  words TEXT NOT NULL,\n"
    "  points_sha256 TEXT,\n"
    "  simd TEXT NOT NULL,\n"
    "  program TEXT NOT NULL,\n"
    "  runs INTEGER NOT NULL,\n"
    "  checksum BLOB NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE field (\n"
    "  series TEXT NOT NULL,\n"
    "  position INTEGER NOT NULL,\n"
    "  name TEXT NOT NULL,\n"
    "  checksum BLOB NOT NULL,\n"
    "  PRIMARY KEY (series, position)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE run (\n"
    "  experiment INTEGER NOT NULL,\n"
    "  \"index\" INTEGER NOT NULL,\n"
    "  grid_index INTEGER NOT NULL,\n"
    "  repeat INTEGER NOT NULL,\n"
    "  value REAL,\n"
    "  n INTEGER NOT NULL,\n"
    "  width INTEGER NOT NULL,\n"
    "  depth INTEGER NOT NULL,\n"
    "  parameters INTEGER NOT NULL,\n"
    "  training_points INTEGER NOT NULL,\n"
    "  validation_labels INTEGER NOT NULL,\n"
    "  warm_up_steps INTEGER NOT NULL,\n"
    "  diverged_step INTEGER NOT NULL,\n"
    "  seconds REAL,\n"
    "  data_dimension REAL,\n"
    "  data_dimension_low REAL,\n"
    "  data_dimension_high REAL,\n"
    "  status TEXT NOT NULL,\n"
    "  reason TEXT,\n"
    "  chosen INTEGER,\n"
    "  evaluations INTEGER NOT NULL,\n"
    "  checksum BLOB NOT NULL,\n"
    "  PRIMARY KEY (experiment, \"index\")\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE series (\n"
    "  id INTEGER NOT NULL PRIMARY KEY,\n"
    "  experiment INTEGER NOT NULL,\n"
    "  run INTEGER NOT NULL,\n"
    "  name TEXT NOT NULL,\n"
    "  \"values\" BLOB NOT NULL,\n"
    "  checksum BLOB NOT NULL\n"
    ") STRICT",
    "CREATE TABLE session (\n"
    "  id INTEGER NOT NULL PRIMARY KEY,\n"
    "  experiments INTEGER NOT NULL,\n"
    "  checksum BLOB NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

const char *const lab_series_names[LAB_SERIES_KINDS] = {"counts", "dimensions", "measures"};

LabSeriesKind
lab_series_of (const LabRunField *field)
{
  return field->type == LAB_RUN_FIELD_REAL || field->type == LAB_RUN_FIELD_SINGLE
             ? LAB_SERIES_MEASURES
             : LAB_SERIES_COUNTS;
}
