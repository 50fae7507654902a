/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points as a value: refusals, progress and release, for both readers. */
#include "core/error.h"
#include "core/memory.h"
#include "points/points-private.h"

gboolean
lab_points_refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL, *valid = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* A quote is cut after so many bytes, which may lie inside a character. */
  valid = g_utf8_make_valid (sentence, -1);
  g_set_error_literal (error, LAB_ERROR, LAB_ERROR_FILE, valid);
  return FALSE;
}

void
lab_points_report (LabTask *task, double parsed)
{
  lab_task_report (task, LAB_POINTS_READING_SHARE +
                             (LAB_POINTS_READ_SHARE - LAB_POINTS_READING_SHARE) * parsed);
}

void
lab_points_free (LabPoints *points)
{
  if (points == NULL)
    return;
  lab_memory_free (points->x);
  lab_memory_free (points->target);
  g_strfreev (points->names);
  g_free (points->target_name);
  g_free (points->constant);
  g_free (points);
}
