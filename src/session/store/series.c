/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evaluations of a run as series of numbers, and back. */
#include "session/store/session-private.h"

#include <string.h>

gint64
lab_run_field_integer (const LabRunField *field, gconstpointer value)
{
  gconstpointer place = G_STRUCT_MEMBER_P (value, field->offset);

  switch (field->type) {
  case LAB_RUN_FIELD_UINT:
    return *(const guint *)place;
  case LAB_RUN_FIELD_SIZE:
    return (gint64) * (const gsize *)place;
  case LAB_RUN_FIELD_UINT64:
    return (gint64) * (const guint64 *)place;
  default:
    g_return_val_if_reached (0);
  }
}

gboolean
lab_run_field_set (const LabRunField *field, gpointer value, gint64 integer)
{
  gpointer place = G_STRUCT_MEMBER_P (value, field->offset);

  if (integer < 0 || (field->type == LAB_RUN_FIELD_UINT && integer > G_MAXUINT))
    return FALSE;
  switch (field->type) {
  case LAB_RUN_FIELD_UINT:
    *(guint *)place = (guint)integer;
    return TRUE;
  case LAB_RUN_FIELD_SIZE:
    *(gsize *)place = (gsize)integer;
    return TRUE;
  case LAB_RUN_FIELD_UINT64:
    *(guint64 *)place = (guint64)integer;
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

/* Little-endian, as the files have them. */

static void
append_integer (GByteArray *bytes, gint64 value)
{
  const gint64 little = GINT64_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *)&little, sizeof little);
}

static void
append_real (GByteArray *bytes, double value)
{
  gint64 bits;

  memcpy (&bits, &value, sizeof bits);
  append_integer (bytes, bits);
}

static gint64
integer_at (gconstpointer bytes, gsize i)
{
  gint64 little;

  memcpy (&little, (const char *)bytes + i * sizeof little, sizeof little);
  return GINT64_FROM_LE (little);
}

static double
real_at (gconstpointer bytes, gsize i)
{
  const gint64 bits = integer_at (bytes, i);
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static double
real_of (const LabRunField *field, gconstpointer value)
{
  gconstpointer place = G_STRUCT_MEMBER_P (value, field->offset);

  return field->type == LAB_RUN_FIELD_SINGLE ? (double)*(const float *)place
                                             : *(const double *)place;
}

static void
set_real (const LabRunField *field, gpointer value, double number)
{
  gpointer place = G_STRUCT_MEMBER_P (value, field->offset);

  if (field->type == LAB_RUN_FIELD_SINGLE)
    *(float *)place = (float)number;
  else
    *(double *)place = number;
}

static void
pack_dimensions (GByteArray *bytes, const LabRun *run)
{
  for (guint i = 0; i < run->evaluation_count; i++)
    for (guint block = 0; block < run->evaluations[i].measured_blocks; block++)
      for (const LabRunField *field = lab_run_dimension_fields; field->name != NULL; field++)
        append_real (bytes, real_of (field, &run->evaluations[i].dimension[block]));
}

GByteArray *
lab_series_pack (const LabRun *run, LabSeriesKind kind)
{
  GByteArray *bytes = g_byte_array_new ();

  if (kind == LAB_SERIES_DIMENSIONS) {
    pack_dimensions (bytes, run);
    return bytes;
  }
  for (const LabRunField *field = lab_run_evaluation_fields; field->name != NULL; field++)
    for (guint i = 0; lab_series_of (field) == kind && i < run->evaluation_count; i++)
      if (kind == LAB_SERIES_MEASURES)
        append_real (bytes, real_of (field, &run->evaluations[i]));
      else
        append_integer (bytes, lab_run_field_integer (field, &run->evaluations[i]));
  for (guint i = 0; kind == LAB_SERIES_COUNTS && i < run->evaluation_count; i++)
    append_integer (bytes, run->evaluations[i].measured_blocks);
  return bytes;
}

static gboolean
unpack_dimensions (LabRun *run, gconstpointer bytes, gsize length)
{
  gsize k = 0, blocks = 0;

  for (guint i = 0; i < run->evaluation_count; i++)
    blocks += run->evaluations[i].measured_blocks;
  if (length != blocks * 3 * sizeof (double))
    return FALSE;
  for (guint i = 0; i < run->evaluation_count; i++)
    for (guint block = 0; block < run->evaluations[i].measured_blocks; block++)
      for (const LabRunField *field = lab_run_dimension_fields; field->name != NULL; field++)
        set_real (field, &run->evaluations[i].dimension[block], real_at (bytes, k++));
  return TRUE;
}

static gboolean
set_integer (LabEvaluation *evaluation, const LabSeriesColumn *column, gint64 value)
{
  if (column->field != NULL)
    return lab_run_field_set (column->field, evaluation, value);
  if (!column->is_blocks)
    return TRUE;
  evaluation->measured_blocks = (guint)value;
  return value >= 0 && value <= LAB_MODEL_DEPTH_MAX;
}

gboolean
lab_series_unpack (LabRun *run,
                   LabSeriesKind kind,
                   const LabSeriesColumn *columns,
                   guint count,
                   gconstpointer bytes,
                   gsize length)
{
  if (kind == LAB_SERIES_DIMENSIONS)
    return unpack_dimensions (run, bytes, length);
  if (length != (gsize)count * run->evaluation_count * sizeof (double))
    return FALSE;
  for (guint column = 0; column < count; column++)
    for (guint i = 0; i < run->evaluation_count; i++) {
      const gsize place = (gsize)column * run->evaluation_count + i;

      if (kind == LAB_SERIES_COUNTS) {
        if (!set_integer (&run->evaluations[i], &columns[column], integer_at (bytes, place)))
          return FALSE;
      } else if (columns[column].field != NULL) {
        set_real (columns[column].field, &run->evaluations[i], real_at (bytes, place));
      }
    }
  return TRUE;
}
