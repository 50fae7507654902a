#include "core/error.h"

G_DEFINE_QUARK (lab - error - quark, lab_error)

gboolean
lab_refuse (GError **error, LabError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (LAB_ERROR, (int)code, format, arguments);
  va_end (arguments);
  return FALSE;
}
