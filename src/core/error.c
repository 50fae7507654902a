/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"

G_DEFINE_QUARK (lab - error - quark, lab_error)

gboolean
lab_refuse (GError **error, LabError code, const char *format, ...)
{
  g_autofree char *sentence = NULL, *valid = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* A quote is cut after so many bytes, which may lie inside a character. */
  valid = g_utf8_make_valid (sentence, -1);
  g_set_error_literal (error, LAB_ERROR, (int)code, valid);
  return FALSE;
}
