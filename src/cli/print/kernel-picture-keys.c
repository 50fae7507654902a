/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/kernel-picture-keys.h"

#include <math.h>

LabSpectrum *
lab_kernel_picture_spectrum (const LabNumbers *numbers, GError **error)
{
  return lab_spectrum_new (lab_numbers_get (numbers, "beta"), lab_numbers_get (numbers, "d"),
                           lab_numbers_get (numbers, "nu"),
                           (guint)lab_numbers_get (numbers, "modes"), error);
}

char *
lab_kernel_picture_text (const LabNumbers *numbers, gboolean sizes)
{
  static const char *const keys[] = {"d", "beta", "nu", "sigma", "n", "N"};
  const guint count = sizes ? G_N_ELEMENTS (keys) : G_N_ELEMENTS (keys) - 2;
  GString *text = g_string_new (NULL);
  double modes = lab_numbers_get (numbers, "modes");

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s = %.10g, ", keys[i], lab_numbers_get (numbers, keys[i]));
  if (modes > 0.0)
    g_string_append_printf (text, "%g modes", modes);
  else
    g_string_append (text, "modes in bins");
  return g_string_free (text, FALSE);
}
