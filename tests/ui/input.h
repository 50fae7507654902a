/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands for tests of the window: keys through a widget's own controllers, and a pointer that the
 * display server moves, so that gestures see real events. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Through the widget's key controllers, without modifiers; returns whether the key was taken. */
gboolean input_press       (GtkWidget *widget, guint key);

/* The first controller of this type, or NULL. A reference. */
GtkEventController *input_controller (GtkWidget *widget, GType type);

/* Whether there is a pointer to move: an X display, and xdotool. If not, the test is skipped. */
gboolean input_has_pointer (GtkWidget *widget);

/* Moves the pointer to (x, y) in the widget, and does there what the words of xdotool say: "mousedown
 * 1", "click 4", "keydown shift", ... ("" for nothing); then the main loop runs a moment. */
void     input_point       (GtkWidget *widget, double x, double y, const char *words);

G_END_DECLS
