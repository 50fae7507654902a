/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/events.h"

#include "core/error.h"
#include "table/table-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define HEAD 12 /* bytes before a record */
#define TAIL 4

/* CRC-32C (Castagnoli), reflected; four bits at a time. */
#define POLYNOMIAL 0x82f63b78u
#define MASK_DELTA 0xa282ead8u

guint32
lab_events_checksum (const char *bytes, gsize length)
{
  guint32 table[16], crc = 0xffffffffu;

  for (guint i = 0; i < 16; i++) {
    table[i] = i;
    for (guint bit = 0; bit < 4; bit++)
      table[i] = table[i] >> 1 ^ (table[i] & 1 ? POLYNOMIAL : 0);
  }
  for (gsize i = 0; i < length; i++) {
    crc ^= (guchar)bytes[i];
    crc = crc >> 4 ^ table[crc & 15];
    crc = crc >> 4 ^ table[crc & 15];
  }
  crc = ~crc;
  return (crc >> 15 | crc << 17) + MASK_DELTA;
}

static guint64
read_little (const char *bytes, guint count)
{
  guint64 value = 0;

  for (guint i = count; i-- > 0;)
    value = value << 8 | (guchar)bytes[i];
  return value;
}

gboolean
lab_events_are (const char *bytes, gsize length)
{
  return length >= HEAD && read_little (bytes + 8, 4) == lab_events_checksum (bytes, 8);
}

/* A field of a message: number and wire type, with its value or its bytes. */
typedef struct
{
  guint number, type;
  guint64 value;    /* of types 0, 1 and 5 */
  const char *from; /* of type 2 */
  gsize length;
} Field;

static gboolean
read_varint (const char **at, const char *end, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; *at < end && shift < 64; shift += 7) {
    const guchar byte = (guchar) * (*at)++;

    *value |= (guint64)(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The next field of a message; FALSE at its end, or where it is damaged (*at is then before end). */
static gboolean
next_field (const char **at, const char *end, Field *field)
{
  const char *start = *at;
  guint64 key;

  *field = (Field){.from = NULL};
  if (start >= end || !read_varint (at, end, &key))
    return FALSE;
  field->number = (guint)(key >> 3);
  field->type = (guint)(key & 7);
  if (field->type == 0 && read_varint (at, end, &field->value))
    return TRUE;
  const guint fixed = field->type == 1 ? 8 : field->type == 5 ? 4 : 0;
  if (fixed > 0 && (gsize)(end - *at) >= fixed) {
    field->value = read_little (*at, fixed);
    *at += fixed;
    return TRUE;
  }
  if (field->type == 2 && read_varint (at, end, &key) && key <= (guint64)(end - *at)) {
    field->from = *at;
    field->length = (gsize)key;
    *at += key;
    return TRUE;
  }
  *at = start;
  return FALSE;
}

static double
as_double (guint64 bits)
{
  double value = 0.0;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static double
as_float (guint64 bits)
{
  const guint32 low = (guint32)bits;
  float value;

  memcpy (&value, &low, sizeof value);
  return (double)value;
}

/* A tensor without axes: one float (type 1) or double (type 2), as newer writers store scalars. */
static gboolean
read_tensor (const char *at, gsize length, double *value)
{
  const char *end = at + length;
  guint64 type = 0;
  gboolean found = FALSE;
  Field field;

  while (next_field (&at, end, &field)) {
    const gboolean is_content = field.number == 4 && field.type == 2;

    if (field.number == 1 && field.type == 0)
      type = field.value;
    if ((is_content || (field.number == 5 && field.type == 2)) && type == 1 && field.length == 4) {
      *value = as_float (read_little (field.from, 4));
      found = TRUE;
    } else if ((is_content || (field.number == 6 && field.type == 2)) && type == 2 &&
               field.length == 8) {
      *value = as_double (read_little (field.from, 8));
      found = TRUE;
    } else if (field.number == 5 && field.type == 5 && type == 1) {
      *value = as_float (field.value);
      found = TRUE;
    }
  }
  return found;
}

/* Tag and number of a value of a summary; FALSE for one that is no scalar. */
static gboolean
read_value (const char *at, gsize length, char **tag, double *value)
{
  const char *end = at + length;
  gboolean found = FALSE;
  Field field;

  *tag = NULL;
  while (next_field (&at, end, &field)) {
    if (field.number == 1 && field.type == 2 && *tag == NULL)
      *tag = g_strndup (field.from, field.length);
    else if (field.number == 2 && field.type == 5) {
      *value = as_float (field.value);
      found = TRUE;
    } else if (field.number == 8 && field.type == 2)
      found = read_tensor (field.from, field.length, value) || found;
  }
  return found && *tag != NULL && g_utf8_validate (*tag, -1, NULL);
}

/* Rows are steps: a new one begins where the step changes, or a tag comes again. */
typedef struct
{
  LabTable *table;
  guint wall_time, step; /* columns */
  gint64 last;
  gsize record;
} Events;

static gboolean
begin_row (Events *events, double time, gint64 step, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, step);

  events->last = step;
  g_ascii_dtostr (text, sizeof text, time);
  return lab_table_add_row (events->table, events->record, error) &&
         lab_table_set (events->table, events->wall_time, text, error) &&
         lab_table_set (events->table, events->step, number, error);
}

static gboolean
take_value (Events *events, const Field *field, double time, gint64 step, GError **error)
{
  g_autofree char *tag = NULL;
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  LabTable *table = events->table;
  double value = 0.0;
  guint column;

  if (!read_value (field->from, field->length, &tag, &value))
    return TRUE;
  column = lab_table_add_column (table, tag, error);
  if (column == G_MAXUINT)
    return FALSE;
  const guint rows = table->lines->len;
  if ((rows == 0 || step != events->last || *lab_table_field (table, rows - 1, column) != '\0') &&
      !begin_row (events, time, step, error))
    return FALSE;
  g_ascii_formatd (text, sizeof text, "%.9g", value);
  return lab_table_set (table, column, text, error);
}

static gboolean
take_event (Events *events, const char *bytes, gsize length, GError **error)
{
  const char *at = bytes, *end = bytes + length, *inside;
  double time = 0.0;
  gint64 step = 0;
  Field field, value;

  while (next_field (&at, end, &field)) {
    if (field.number == 1 && field.type == 1)
      time = as_double (field.value);
    else if (field.number == 2 && field.type == 0)
      step = (gint64)field.value;
  }
  for (at = bytes; next_field (&at, end, &field);) {
    if (field.number != 5 || field.type != 2)
      continue;
    inside = field.from;
    while (next_field (&inside, field.from + field.length, &value))
      if (value.number == 1 && value.type == 2 && !take_value (events, &value, time, step, error))
        return FALSE;
  }
  return TRUE;
}

static gboolean
refuse_record (const Events *events, gsize place, GError **error)
{
  return lab_refuse (
      error, LAB_ERROR_FILE,
      _ ("%s is an event file, and damaged: the checksum of record %zu (byte %zu) is "
         "wrong."),
      events->table->source, events->record, place);
}

gboolean
lab_table_read_events (LabTable *table, const char *bytes, gsize length, GError **error)
{
  Events events = {.table = table, .record = 1};
  gsize at = 0;

  table->has_names = TRUE;
  events.wall_time = lab_table_add_column (table, "wall_time", error);
  events.step = lab_table_add_column (table, "step", error);
  for (; length - at >= HEAD; events.record++) {
    const guint64 size = read_little (bytes + at, 8);

    if (!lab_events_are (bytes + at, length - at))
      return refuse_record (&events, at, error);
    if (size > length - at - HEAD || length - at - HEAD - size < TAIL)
      break;
    const char *record = bytes + at + HEAD;
    if (read_little (record + size, 4) != lab_events_checksum (record, (gsize)size))
      return refuse_record (&events, at, error);
    if (!take_event (&events, record, (gsize)size, error))
      return FALSE;
    at += HEAD + (gsize)size + TAIL;
  }
  /* The last record is being written. */
  table->passed += at < length;
  return TRUE;
}
