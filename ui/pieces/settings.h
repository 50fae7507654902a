/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers: properties that are bound to GSettings where its schema is installed,
 * and live in memory where it is not (a program run from its build folder never aborts for it). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The laws that verdicts are made against. */
#define LAB_SETTINGS_THEORIES \
  "paper-a-data bahri-resolution-data paper-a-model kernel-time paper-b-v3 paper-b-v1"

#define LAB_TYPE_SETTINGS (lab_settings_get_type ())
G_DECLARE_FINAL_TYPE (LabSettings, lab_settings, LAB, SETTINGS, GObject)

/* Properties: appearance (string: follow, light, dark, high-contrast), font-scale (double),
 * window-width, window-height, workers (int), window-maximized, controls-visible, laws-visible,
 * prediction-visible, prediction-training, residuals-visible, band-visible, ridge-visible, tangent-visible
 * (boolean), theories (string: ids of the catalogue, separated by spaces). */
LabSettings *lab_settings_new     (void);

char        *lab_settings_string  (LabSettings *settings, const char *name);
double       lab_settings_double  (LabSettings *settings, const char *name);
int          lab_settings_int     (LabSettings *settings, const char *name);
gboolean     lab_settings_boolean (LabSettings *settings, const char *name);

G_END_DECLS
