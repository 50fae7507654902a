/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands for tests of the window. */
#include "input.h"

#include <math.h>

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

#include "laboratory-test.h"

/* Seconds until an event sent to the display server has surely come back. */
#define EVENT_TIME 0.1

GtkEventController *
input_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return g_steal_pointer (&controller);
  }
  return NULL;
}

gboolean
input_press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, (GdkModifierType)0, &taken);
  }
  return taken;
}

/* 0: not on X. */
static gulong
window_id (GtkWidget *widget)
{
#ifdef GDK_WINDOWING_X11
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  if (GDK_IS_X11_SURFACE (surface))
    return gdk_x11_surface_get_xid (surface);
#endif
  return 0;
}

gboolean
input_has_pointer (GtkWidget *widget)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (program != NULL && window_id (widget) != 0)
    return TRUE;
  g_test_skip ("no X display, or no xdotool");
  return FALSE;
}

void
input_point (GtkWidget *widget, double x, double y, const char *words)
{
  GtkNative *native = gtk_widget_get_native (widget);
  int scale = gtk_widget_get_scale_factor (widget), status = -1;
  double left = 0.0, top = 0.0;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  gtk_native_get_surface_transform (native, &left, &top);
  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &x, &y));
  line = g_strdup_printf ("xdotool mousemove --window %lu %.0f %.0f %s", window_id (widget),
                          (x + left) * scale, (y + top) * scale, words);
  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  laboratory_test_pass (EVENT_TIME);
}
