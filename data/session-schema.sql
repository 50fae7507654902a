-- A session of Scaling Lab (.scalinglab): an SQLite 3 database, format 1.
--
--   PRAGMA application_id   1397514594, the letters "SLab"
--   PRAGMA user_version     the format: 1
--
-- The last column of every row is its checksum: the first 16 bytes of the SHA-256 of the name of the
-- table and of all other columns in order. A column counts as one byte for its type (0 NULL, 1 INTEGER,
-- 2 REAL, 3 TEXT, 4 BLOB), eight bytes, little-endian, for its value (the integer, the IEEE 754 double,
-- or the length), and the bytes of a text or blob; the name counts as a text. Numbers that are not a
-- number (NaN) are NULL.
--
-- Reading it with Python:
--
--   import sqlite3, numpy
--   session = sqlite3.connect("file:my.scalinglab?mode=ro", uri=True)
--   names = [row[0] for row in session.execute(
--       "SELECT name FROM field WHERE series = 'measures' ORDER BY position")]
--   for run, values in session.execute(
--           "SELECT run, \"values\" FROM series WHERE experiment = 1 AND name = 'measures'"):
--       measures = dict(zip(names, numpy.frombuffer(values).reshape(len(names), -1)))

-- One experiment each: the words of the command run that make it, the SHA-256 of the points file if it
-- has one, the instruction set it was trained with, the program's version, and how many rows of the
-- table run are its own.
CREATE TABLE experiment (
  id INTEGER NOT NULL PRIMARY KEY,
  words TEXT NOT NULL,
  points_sha256 TEXT,
  simd TEXT NOT NULL,
  program TEXT NOT NULL,
  runs INTEGER NOT NULL,
  checksum BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What stands in the series, in order: counts are int64, measures float64, both little-endian; a series
-- holds all evaluations of its first field, then all of its second, and so on.
CREATE TABLE field (
  series TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (series, position)
) STRICT, WITHOUT ROWID;

-- One finished run each: its place in the plan (index = grid_index * repeats + repeat), the value of the
-- axis's key where n, width and depth do not say it, the size of its model, how it ended (finished or
-- diverged, then with the reason), how many evaluations it has and which of them counts (from 1; 0:
-- none). Depth, width and n are of this run.
CREATE TABLE run (
  experiment INTEGER NOT NULL,
  "index" INTEGER NOT NULL,
  grid_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  value REAL,
  n INTEGER NOT NULL,
  width INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  parameters INTEGER NOT NULL,
  training_points INTEGER NOT NULL,
  validation_labels INTEGER NOT NULL,
  warm_up_steps INTEGER NOT NULL,
  diverged_step INTEGER NOT NULL,
  seconds REAL,
  data_dimension REAL,
  data_dimension_low REAL,
  data_dimension_high REAL,
  status TEXT NOT NULL,
  reason TEXT,
  chosen INTEGER,
  evaluations INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (experiment, "index")
) STRICT, WITHOUT ROWID;

-- The evaluations of a run: name is counts, measures, or, where dimensions were measured, dimensions
-- (float64: value, low and high of each block, evaluation by evaluation, as many blocks as
-- measured_blocks of the counts says). id = (experiment * 1048576 + run) * 4 + 0, 1 or 2 for counts,
-- dimensions, measures.
CREATE TABLE series (
  id INTEGER NOT NULL PRIMARY KEY,
  experiment INTEGER NOT NULL,
  run INTEGER NOT NULL,
  name TEXT NOT NULL,
  "values" BLOB NOT NULL,
  checksum BLOB NOT NULL
) STRICT;

-- One row: how many experiments there are.
CREATE TABLE session (
  id INTEGER NOT NULL PRIMARY KEY,
  experiments INTEGER NOT NULL,
  checksum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
