/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: appearance, text size, training runs at once. Takes effect as it is changed. */
#pragma once

#include <gtk/gtk.h>

#include "ui/pieces/settings.h"

G_BEGIN_DECLS

GtkWidget *lab_preferences_new (GtkWindow *parent, LabSettings *settings);

G_END_DECLS
