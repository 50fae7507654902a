/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/refusal.h"

#include "core/error.h"

gboolean
lab_experiment_refuse (GError **error, const char *key, double value, const char *sentence)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.15g", value);
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, "%s=%s: %s", key, number, sentence);
  return FALSE;
}
