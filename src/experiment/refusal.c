#include "experiment/refusal.h"

#include "core/error.h"

gboolean
lab_experiment_refuse (GError **error, const char *key, guint64 value, const char *sentence)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, "%s=%" G_GUINT64_FORMAT ": %s", key,
               value, sentence);
  return FALSE;
}
