/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window for tests. */
#include "window-fixture.h"
#include "laboratory-test.h"

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

void
window_fixture_set_up (WindowFixture *fixture, gconstpointer data)
{
  fixture->application = g_object_ref ((gpointer)data);
  fixture->settings = lab_settings_new ();
  fixture->laboratory = laboratory_test_laboratory ();
  fixture->window = lab_window_new (GTK_APPLICATION (fixture->application), fixture->laboratory,
                                    fixture->settings);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (laboratory_test_wait (is_mapped, fixture->window, 20));
  laboratory_test_pass (0.1);
}

void
window_fixture_tear_down (WindowFixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->laboratory), (gpointer *)&fixture->laboratory);
  g_object_unref (fixture->laboratory);
  gtk_window_close (GTK_WINDOW (fixture->window));
  laboratory_test_pass (0.1);
  g_assert_null (fixture->laboratory); /* the window took it along: nothing leaks */
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->application);
}

int
window_fixture_main (int argc, char **argv, void (*add) (LabApplication *application))
{
  g_autoptr (LabApplication) application = NULL;

  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  application = lab_application_new (G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  add (application);
  return g_test_run ();
}
