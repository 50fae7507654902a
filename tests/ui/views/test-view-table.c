/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's own views: each of the table opens, from its key and from the command line. */
#include "ui/picture/picture-canvas-private.h"
#include "ui/window/window-actions.h"
#include "window-fixture.h"
#include "laboratory-test.h"

/* Every view of the program opens, and has a key and words. */
static void
test_table (WindowFixture *fixture, gconstpointer data)
{
  guint count;
  const LabShortcut *shortcuts = lab_window_shortcuts (&count);

  for (const LabViewEntry *view = lab_views (); view->name != NULL; view++) {
    g_autofree char *action = g_strdup_printf ("win.view('%s')", view->name);
    gboolean has_key = FALSE;
    for (guint i = 0; i < count; i++)
      has_key |= g_str_equal (shortcuts[i].name, action) && shortcuts[i].accelerator != NULL;
    g_assert_true (has_key);
    lab_window_show_view (fixture->window, view->name);
    laboratory_test_pass (0.2);
    g_assert_cmpstr (lab_window_view_name (fixture->window), ==, view->name);
    g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (lab_window_current_view (fixture->window))));
  }
}

/* What scaling-lab answers to these words: its exit status. */
static int
open_with (LabApplication *application, const char *option, const char *word)
{
  GVariantDict words;
  g_autoptr (GApplicationCommandLine) line = NULL;
  int status = -1;

  g_variant_dict_init (&words, NULL);
  g_variant_dict_insert (&words, option, "s", word);
  line =
      g_object_new (G_TYPE_APPLICATION_COMMAND_LINE, "options", g_variant_dict_end (&words), NULL);
  g_signal_emit_by_name (application, "command-line", line, &status);
  return status;
}

/* scaling-lab --view opens with that view; a name that there is not is refused. */
static void
test_option (WindowFixture *fixture, gconstpointer data)
{
  LabWindow *opened = NULL;

  g_assert_cmpint (open_with (fixture->application, "view", "phasers"), ==, 2);
  g_assert_cmpuint (
      g_list_length (gtk_application_get_windows (GTK_APPLICATION (fixture->application))), ==, 1);
  g_assert_cmpint (open_with (fixture->application, "view", "phases"), ==, 0);
  for (GList *i = gtk_application_get_windows (GTK_APPLICATION (fixture->application)); i != NULL;
       i = i->next)
    if (LAB_IS_WINDOW (i->data) && i->data != fixture->window)
      opened = i->data;
  g_assert_nonnull (opened);
  g_assert_cmpstr (lab_window_view_name (opened), ==, "phases");
  g_assert_cmpint (open_with (fixture->application, "view", "chart"), ==, 0);
  g_assert_cmpstr (lab_window_view_name (opened), ==, "chart");
  gtk_window_close (GTK_WINDOW (opened));
  laboratory_test_pass (0.1);
}

static gboolean
has_pixels (LabPictureCanvas *canvas)
{
  const LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);

  return self->picture != NULL || self->surfaces[0] != NULL || self->surfaces[1] != NULL;
}

static LabPictureCanvas *
find_canvas (GtkWidget *widget)
{
  LabPictureCanvas *found = LAB_IS_PICTURE_CANVAS (widget) ? LAB_PICTURE_CANVAS (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_canvas (child);
  return found;
}

/* Pixels are kept for the picture that is seen alone. */
static void
test_hidden_pixels (WindowFixture *fixture, gconstpointer data)
{
  LabPictureCanvas *chart = LAB_PICTURE_CANVAS (fixture->window->chart), *phases;

  laboratory_test_pass (0.3);
  g_assert_true (has_pixels (chart));
  lab_window_show_view (fixture->window, "phases");
  laboratory_test_pass (0.3);
  phases = find_canvas (GTK_WIDGET (lab_window_current_view (fixture->window)));
  g_assert_true (has_pixels (phases));
  g_assert_false (has_pixels (chart));
  lab_window_show_view (fixture->window, LAB_WINDOW_CHART);
  laboratory_test_pass (0.3);
  g_assert_true (has_pixels (chart));
  g_assert_false (has_pixels (phases));
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/views/table", test_table);
  ADD ("/views/option", test_option);
  ADD ("/views/hidden-pixels", test_hidden_pixels);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
