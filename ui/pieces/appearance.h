/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Light, dark or high contrast, and the size of all text.
 *
 * "follow" asks the desktop's settings portal (org.freedesktop.appearance color-scheme) and
 * watches it; without a portal it is light. */
#pragma once

#include <gtk/gtk.h>

#include "chart/paint/painter.h"

G_BEGIN_DECLS

#define LAB_TYPE_APPEARANCE (lab_appearance_get_type ())
G_DECLARE_FINAL_TYPE (LabAppearance, lab_appearance, LAB, APPEARANCE, GObject)

LabAppearance *lab_appearance_new            (void);

/* choice: follow, light, dark or high-contrast. Returns FALSE for any other word. */
gboolean       lab_appearance_set_choice     (LabAppearance *appearance,
                                              const char    *choice);
void           lab_appearance_set_font_scale (LabAppearance *appearance,
                                              double         scale);

/* How a chart inside widget has to look. */
LabLook        lab_appearance_look           (GtkWidget     *widget);

/* The style of a picture of this height inside widget, whose text size the tick labels have.
 * presenting: for a lecture hall, type of at least 1/40 of the height and thicker lines. */
void           lab_appearance_chart_style    (GtkWidget     *widget,
                                              LabLook        look,
                                              gboolean       presenting,
                                              double         height,
                                              LabChartStyle *style);

G_END_DECLS
