/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of shortcuts, and the window that lists them. */
#include "config.h"
#include "ui/window/window-actions.h"

#include <glib/gi18n.h>

static const LabShortcut shortcuts[] = {
    {"win.run", "space", TRUE, N_ ("Training"), N_ ("Start, pause or continue")},
    {"win.leave", "Escape", TRUE, N_ ("Training"), N_ ("Stop training, or leave presenting")},
    {"win.stop", "<Control>period", FALSE, N_ ("Training"), N_ ("Stop training")},
    {"win.undo", "<Control>z", FALSE, N_ ("Training"), N_ ("Undo the last change")},
    {"win.undo", "z", TRUE, N_ ("Training"), N_ ("Undo the last change")},
    {"win.redo", "<Control><Shift>z", FALSE, N_ ("Training"), N_ ("Redo what was undone")},
    {"win.clear-curves", "<Control>l", FALSE, N_ ("Training"), N_ ("Clear earlier curves")},
    {"win.default-experiment", "<Control>n", FALSE, N_ ("Training"), N_ ("Default experiment")},
    {"win.lazy-or-rich", "<Control>r", FALSE, N_ ("Training"),
     N_ ("Measure lazy and rich training side by side")},
    {"win.save-session", "<Control>s", FALSE, N_ ("Session"), N_ ("Save the session")},
    {"win.save-session-as", "<Control><Shift>s", FALSE, N_ ("Session"),
     N_ ("Save the session under another name")},
    {"win.copy-experiment", "<Control><Shift>c", FALSE, N_ ("Session"),
     N_ ("Copy the experiment as a line of text")},
    {"win.paste-experiment", "<Control><Shift>v", FALSE, N_ ("Session"),
     N_ ("Begin the experiment on the clipboard")},
    {"win.open-points", "<Control>o", FALSE, N_ ("Points"), N_ ("Open a session or own points")},
    {"win.reopen-points", "<Control><Shift>o", FALSE, N_ ("Points"),
     N_ ("Open the points of last time again")},
    {"win.drawn-points", "<Control>d", FALSE, N_ ("Points"), N_ ("Go back to drawn points")},
    {"win.axis('data')", "1", TRUE, N_ ("Chart"), N_ ("Error against data")},
    {"win.axis('model')", "2", TRUE, N_ ("Chart"), N_ ("Error against model size")},
    {"win.axis('time')", "3", TRUE, N_ ("Chart"), N_ ("Error against training time")},
    {"win.axis('compute')", "4", TRUE, N_ ("Chart"), N_ ("Error against compute")},
    {"win.axis('depth')", "5", TRUE, N_ ("Chart"), N_ ("Error against depth")},
    {"win.view('phases')", "6", TRUE, N_ ("Chart"), N_ ("Phase map")},
    {"win.view('kernel')", "7", TRUE, N_ ("Chart"), N_ ("Kernel and its prediction")},
    {"win.view('manifold')", "8", TRUE, N_ ("Chart"), N_ ("Manifold")},
    {"win.view('dimension')", "9", TRUE, N_ ("Chart"), N_ ("Intrinsic dimension")},
    {"win.zoom-in", "plus", TRUE, N_ ("Chart"), N_ ("Zoom in")},
    {"win.zoom-in", "<Control>plus", FALSE, N_ ("Chart"), N_ ("Zoom in")},
    {"win.zoom-out", "minus", TRUE, N_ ("Chart"), N_ ("Zoom out")},
    {"win.zoom-out", "<Control>minus", FALSE, N_ ("Chart"), N_ ("Zoom out")},
    {"win.zoom-reset", "0", TRUE, N_ ("Chart"), N_ ("Show everything")},
    {"win.zoom-reset", "<Control>0", FALSE, N_ ("Chart"), N_ ("Show everything")},
    {"win.export", "<Control>e", FALSE, N_ ("Chart"), N_ ("Export chart or points")},
    {"win.theories", "t", TRUE, N_ ("Laws"), N_ ("Choose the theories that are drawn")},
    {"win.fit-from", "bracketleft", TRUE, N_ ("Laws"), N_ ("Fit from the point under the cursor")},
    {"win.fit-to", "bracketright", TRUE, N_ ("Laws"), N_ ("Fit up to the point under the cursor")},
    {"win.fit-all", "backslash", TRUE, N_ ("Laws"), N_ ("Fit all points")},
    {"win.residuals-visible", "r", TRUE, N_ ("Laws"), N_ ("Show or hide the residuals")},
    {"win.pin", "p", TRUE, N_ ("Laws"), N_ ("Pin or unpin the curve as baseline")},
    {"win.focus('d')", "d", TRUE, N_ ("Controls"), N_ ("Go to the intrinsic dimension")},
    {"win.focus('width')", "w", TRUE, N_ ("Controls"), N_ ("Go to the width")},
    {"win.focus('n')", "n", TRUE, N_ ("Controls"), N_ ("Go to the size of the training data")},
    {"win.present", "F5", FALSE, N_ ("Window"), N_ ("Present")},
    {"win.controls-visible", "F9", FALSE, N_ ("Window"), N_ ("Show or hide the controls")},
    {"win.laws-visible", "<Shift>F9", FALSE, N_ ("Window"), N_ ("Show or hide the laws")},
    {"win.menu", "F10", FALSE, N_ ("Window"), N_ ("Main menu")},
    {"win.fullscreen", "F11", FALSE, N_ ("Window"), N_ ("Full screen")},
    {"win.preferences", "<Control>comma", FALSE, N_ ("Window"), N_ ("Preferences")},
    {"win.shortcuts", "<Control>question", FALSE, N_ ("Window"), N_ ("Keyboard shortcuts")},
    {"win.shortcuts", "question", TRUE, N_ ("Window"), N_ ("Keyboard shortcuts")},
    {"win.help", "F1", FALSE, N_ ("Window"), N_ ("Help")},
    {"win.about", NULL, FALSE, N_ ("Window"), N_ ("About Scaling Lab")},
    {"win.close", "<Control>w", FALSE, N_ ("Window"), N_ ("Close the window")},
    {"app.quit", "<Control>q", FALSE, N_ ("Window"), N_ ("Quit")},
};

const LabShortcut *
lab_window_shortcuts (guint *count)
{
  if (count != NULL)
    *count = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

void
lab_window_accelerators (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    const char *accelerators[] = {shortcuts[i].accelerator, NULL};
    if (!shortcuts[i].plain && shortcuts[i].accelerator != NULL)
      gtk_application_set_accels_for_action (application, shortcuts[i].name, accelerators);
  }
}

/* One line for shortcuts[i] and for those right after it that do the same. */
static void
append_shortcut (GString *xml, guint i)
{
  g_autoptr (GString) keys = g_string_new (shortcuts[i].accelerator);
  g_autofree char *name = g_markup_escape_text (_ (shortcuts[i].title), -1);
  g_autofree char *escaped = NULL;

  for (guint k = i + 1;
       k < G_N_ELEMENTS (shortcuts) && g_str_equal (shortcuts[k].name, shortcuts[i].name); k++)
    g_string_append_printf (keys, " %s", shortcuts[k].accelerator);
  escaped = g_markup_escape_text (keys->str, -1);
  g_string_append_printf (xml,
                          "<child><object class='GtkShortcutsShortcut'>"
                          "<property name='title'>%s</property>"
                          "<property name='accelerator'>%s</property></object></child>",
                          name, escaped);
}

static void
append_group (GString *xml, const char *group)
{
  g_autofree char *title = g_markup_escape_text (_ (group), -1);

  g_string_append_printf (xml,
                          "<child><object class='GtkShortcutsGroup'>"
                          "<property name='title'>%s</property>",
                          title);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    gboolean repeats = i > 0 && g_str_equal (shortcuts[i].name, shortcuts[i - 1].name);
    if (shortcuts[i].accelerator != NULL && g_str_equal (shortcuts[i].group, group) && !repeats)
      append_shortcut (xml, i);
  }
  g_string_append (xml, "</object></child>");
}

/* GTK 4.8 fills a shortcuts window from XML alone; the XML comes from the table. */
GtkWidget *
lab_shortcuts_window_new (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GString) xml =
      g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                    "<property name='modal'>1</property>"
                    "<child><object class='GtkShortcutsSection'>"
                    "<property name='section-name'>all</property>");
  g_autoptr (GError) error = NULL;
  const char *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (group == NULL || !g_str_equal (shortcuts[i].group, group))
      append_group (xml, group = shortcuts[i].group);
  g_string_append (xml, "</object></child></object></interface>");
  gtk_builder_add_from_string (builder, xml->str, -1, &error);
  g_assert_no_error (error);
  return GTK_WIDGET (gtk_builder_get_object (builder, "window"));
}
