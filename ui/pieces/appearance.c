/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Light, dark or high contrast, and the size of all text. */
#include "ui/pieces/appearance.h"

#include <string.h>

#define PORTAL_NAME      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH      "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Settings"
#define PORTAL_NAMESPACE "org.freedesktop.appearance"
#define PORTAL_KEY       "color-scheme"

/* The portal's value for "prefer dark". */
#define PORTAL_DARK 1

/* GTK's unit of gtk-xft-dpi, and what -1 (unknown) stands for. */
#define DPI_UNIT    1024
#define DPI_DEFAULT 96

/* For a lecture hall: lines of tick labels in a picture's height, and how much thicker lines are. */
#define PRESENTING_LINES      40.0
#define PRESENTING_LINE_WIDTH 1.4

/* Pixels, where the widget's font has no size. */
#define DEFAULT_FONT_SIZE 13.0

typedef enum
{
  CHOICE_FOLLOW,
  CHOICE_LIGHT,
  CHOICE_DARK,
  CHOICE_HIGH_CONTRAST,
} Choice;

static const char *const choice_words[] = {"follow", "light", "dark", "high-contrast"};

struct _LabAppearance
{
  GObject parent_instance;

  Choice choice;
  gboolean desktop_dark;
  int desktop_dpi; /* before scaling */
  GDBusConnection *bus;
  guint subscription;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (LabAppearance, lab_appearance, G_TYPE_OBJECT)

static void
apply (LabAppearance *self)
{
  GtkSettings *settings = gtk_settings_get_default ();
  gboolean dark =
      self->choice == CHOICE_DARK || (self->choice == CHOICE_FOLLOW && self->desktop_dark);
  if (settings == NULL)
    return;
  if (self->choice == CHOICE_HIGH_CONTRAST)
    g_object_set (settings, "gtk-theme-name", "Default-hc", NULL);
  else
    gtk_settings_reset_property (settings, "gtk-theme-name");
  g_object_set (settings, "gtk-application-prefer-dark-theme", dark, NULL);
}

static void
take_scheme (LabAppearance *self, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);
  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT)) {
    GVariant *unpacked = g_variant_get_variant (inner);
    g_variant_unref (inner);
    inner = unpacked;
  }
  if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    return;
  self->desktop_dark = g_variant_get_uint32 (inner) == PORTAL_DARK;
  apply (self);
}

static void
on_setting_changed (GDBusConnection *bus,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *signal,
                    GVariant *parameters,
                    gpointer data)
{
  const char *name_space, *key;
  g_autoptr (GVariant) value = NULL;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&sv)", &name_space, &key, &value);
  if (g_str_equal (name_space, PORTAL_NAMESPACE) && g_str_equal (key, PORTAL_KEY))
    take_scheme (data, value);
}

static void
on_scheme_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) value = NULL;
  if (reply == NULL) /* no portal, or closing */
    return;
  value = g_variant_get_child_value (reply, 0);
  take_scheme (data, value);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  LabAppearance *self = data;
  if (bus == NULL) /* no session bus, or closing */
    return;
  self->bus = bus;
  self->subscription = g_dbus_connection_signal_subscribe (
      bus, PORTAL_NAME, PORTAL_INTERFACE, "SettingChanged", PORTAL_PATH, PORTAL_NAMESPACE,
      G_DBUS_SIGNAL_FLAGS_NONE, on_setting_changed, self, NULL);
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "Read",
                          g_variant_new ("(ss)", PORTAL_NAMESPACE, PORTAL_KEY),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable,
                          on_scheme_read, self);
}

static void
lab_appearance_dispose (GObject *object)
{
  LabAppearance *self = LAB_APPEARANCE (object);
  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (lab_appearance_parent_class)->dispose (object);
}

static void
lab_appearance_finalize (GObject *object)
{
  g_clear_object (&LAB_APPEARANCE (object)->cancellable);
  G_OBJECT_CLASS (lab_appearance_parent_class)->finalize (object);
}

static void
lab_appearance_class_init (LabAppearanceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_appearance_dispose;
  G_OBJECT_CLASS (class)->finalize = lab_appearance_finalize;
}

static void
lab_appearance_init (LabAppearance *self)
{
  self->cancellable = g_cancellable_new ();
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &self->desktop_dpi, NULL);
  if (self->desktop_dpi <= 0)
    self->desktop_dpi = DPI_DEFAULT * DPI_UNIT;
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus, self);
}

LabAppearance *
lab_appearance_new (void)
{
  return g_object_new (LAB_TYPE_APPEARANCE, NULL);
}

gboolean
lab_appearance_set_choice (LabAppearance *self, const char *choice)
{
  g_return_val_if_fail (LAB_IS_APPEARANCE (self) && choice != NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (choice_words); i++)
    if (g_str_equal (choice, choice_words[i])) {
      self->choice = (Choice)i;
      apply (self);
      return TRUE;
    }
  return FALSE;
}

void
lab_appearance_set_font_scale (LabAppearance *self, double scale)
{
  g_return_if_fail (LAB_IS_APPEARANCE (self) && scale > 0);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int)(self->desktop_dpi * scale), NULL);
}

static gboolean
is_high_contrast (const char *theme)
{
  return theme != NULL && (strstr (theme, "-hc") != NULL || strstr (theme, ":hc") != NULL ||
                           strstr (theme, "HighContrast") != NULL);
}

LabLook
lab_appearance_look (GtkWidget *widget)
{
  g_autofree char *theme = NULL;
  GdkRGBA colour;
  g_object_get (gtk_widget_get_settings (widget), "gtk-theme-name", &theme, NULL);
  if (is_high_contrast (g_getenv ("GTK_THEME")) || is_high_contrast (theme))
    return LAB_LOOK_HIGH_CONTRAST;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  return colour.red + colour.green + colour.blue > 1.5 ? LAB_LOOK_DARK : LAB_LOOK_LIGHT;
}

static double
widget_font_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double)pango_font_description_get_size (font) / PANGO_SCALE;

  if (!(size > 0.0))
    return DEFAULT_FONT_SIZE;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  return size;
}

void
lab_appearance_chart_style (GtkWidget *widget,
                            LabLook look,
                            gboolean presenting,
                            double height,
                            LabChartStyle *style)
{
  double size = widget_font_size (widget);

  g_return_if_fail (GTK_IS_WIDGET (widget) && style != NULL);
  if (presenting)
    size = MAX (size, height / PRESENTING_LINES);
  lab_chart_style_init (style, look, size);
  if (presenting)
    style->line_width *= PRESENTING_LINE_WIDTH;
}
