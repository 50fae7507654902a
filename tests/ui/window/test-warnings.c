/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every view and every dialog in every look, in the language of the environment: the toolkit has nothing
 * to complain of. Warnings are fatal in all tests; this one goes everywhere. */
#include <locale.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "laboratory-test.h"
#include "ui/window/export-dialog.h"
#include "ui/window/export-dialog-testing.h"
#include "ui/window/window-actions.h"
#include "window-fixture.h"

/* Seconds until a change is on the screen. */
#define FRAMES 0.1

/* What opens a window of its own, and what opens a popover. */
static const char *const dialogs[] = {"win.shortcuts", "win.preferences", "win.help",
                                      "win.theories",  "win.export",      "win.about"};
static const char *const popovers[] = {"win.focus('width')", "win.menu"};

/* Wide; narrow, with the controls in a popover and the switches in a bar. */
static const int widths[] = {1280, 700};

static void
activate (WindowFixture *fixture, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target));
  laboratory_test_pass (FRAMES);
}

static guint
close_dialogs (WindowFixture *fixture)
{
  GList *windows = gtk_window_list_toplevels ();
  guint count = 0;

  for (GList *i = windows; i != NULL; i = i->next)
    g_object_ref (i->data);
  for (GList *i = windows; i != NULL; i = i->next)
    if (i->data != fixture->window && gtk_widget_get_visible (i->data)) {
      gtk_window_close (i->data); /* as a person does: some are only hidden then */
      count++;
    }
  g_list_free_full (windows, g_object_unref);
  laboratory_test_pass (FRAMES / 2);
  return count;
}

/* Axes begin runs of their own, which nobody waits for. */
static void
show_axes (WindowFixture *fixture)
{
  static const char *const axes[] = {"win.axis('model')", "win.axis('time')", "win.axis('compute')",
                                     "win.axis('depth')", "win.axis('data')"};

  for (guint i = 0; i < G_N_ELEMENTS (axes); i++) {
    activate (fixture, axes[i]);
    lab_laboratory_stop (fixture->laboratory);
  }
}

/* Each as it is and presented, the chart among them. */
static void
show_views (WindowFixture *fixture)
{
  guint count = 0;

  for (const LabViewEntry *view = lab_views (); view->name != NULL; view++, count++) {
    lab_window_show_view (fixture->window, view->name);
    laboratory_test_pass (2 * FRAMES);
    activate (fixture, "win.present");
    activate (fixture, "win.present");
  }
  g_assert_cmpuint (count, ==, 4);
  lab_window_show_view (fixture->window, LAB_WINDOW_CHART);
  activate (fixture, "win.present");
  activate (fixture, "win.present");
}

static void
show_dialogs (WindowFixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (popovers); i++)
    activate (fixture, popovers[i]);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (fixture->window->menu_button));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (fixture->window->controls_button));
  laboratory_test_pass (FRAMES);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++) {
    activate (fixture, dialogs[i]);
    g_assert_cmpuint (close_dialogs (fixture), ==, 1);
  }
}

/* The question of the export. */
static void
show_question (WindowFixture *fixture)
{
  g_autofree char *folder = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *typed = g_build_filename (folder, "a", NULL);

  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  lab_export_dialog_save (lab_export_dialog_show (GTK_WINDOW (fixture->window), fixture->laboratory,
                                                  NULL,
                                                  LAB_STATUS_BAR (fixture->window->status_bar)),
                          typed);
  laboratory_test_pass (FRAMES);
  g_assert_cmpuint (close_dialogs (fixture), >=, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_rmdir (folder);
}

static void
unfold (GtkWidget *widget)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    unfold (child);
}

static void
test_everywhere (WindowFixture *fixture, gconstpointer data)
{
  static const char *const looks[] = {"light", "dark", "high-contrast"};

  unfold (GTK_WIDGET (fixture->window));
  for (guint look = 0; look < G_N_ELEMENTS (looks); look++) {
    g_object_set (fixture->settings, "appearance", looks[look], NULL);
    for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 800);
      laboratory_test_pass (2 * FRAMES);
      show_axes (fixture);
      show_views (fixture);
      show_dialogs (fixture);
    }
    show_question (fixture);
  }
  g_object_set (fixture->settings, "appearance", "follow", NULL);
}

/* What the environment asks for is what is seen. */
static void
test_language (void)
{
  const char *language = g_getenv ("LANGUAGE");

  if (language == NULL)
    g_assert_cmpstr (_ ("Export"), ==, "Export");
  else
    g_assert_cmpstr (_ ("Export"), !=, "Export");
}

static void
add (LabApplication *application)
{
  g_test_add_func ("/warnings/language", test_language);
  g_test_add ("/warnings/everywhere", WindowFixture, application, window_fixture_set_up,
              test_everywhere, window_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("SCALING_LAB_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return window_fixture_main (argc, argv, add);
}
