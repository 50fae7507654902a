/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: it opens, fits every width, presents and comes back, switches axes. */
#include <string.h>

#include "ui/pieces/appearance.h"
#include "chart/paint/painter.h"
#include "window-fixture.h"
#include "laboratory-test.h"
#include "ui/window/workspace.h"

static void
test_opens (WindowFixture *fixture, gconstpointer data)
{
  g_assert_true (gtk_widget_get_mapped (fixture->window->chart));
  g_assert_true (gtk_widget_get_mapped (fixture->window->controls));
  g_assert_true (gtk_widget_get_mapped (fixture->window->laws));
  g_assert_true (gtk_widget_get_mapped (fixture->window->status_bar));
  g_assert_true (gtk_widget_has_focus (fixture->window->chart));
  /* The chart dominates. */
  g_assert_cmpint (gtk_widget_get_width (fixture->window->chart), >, 500);
}

static gboolean
is_narrow (gpointer data)
{
  return lab_workspace_get_narrow (LAB_WORKSPACE (data));
}

static gboolean
is_not_narrow (gpointer data)
{
  return !is_narrow (data);
}

static void
test_fits (WindowFixture *fixture, gconstpointer data)
{
  LabWindow *window = fixture->window;
  graphene_rect_t chart, laws;

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 700);
  g_assert_true (laboratory_test_wait (is_narrow, window->workspace, 10));
  laboratory_test_pass (0.2);
  g_assert_true (gtk_widget_get_visible (window->controls_button));
  g_assert_true (gtk_widget_is_ancestor (window->controls, window->controls_popover));
  g_assert_true (gtk_widget_is_ancestor (window->axis_switch, window->switch_bar));
  g_assert_true (gtk_widget_compute_bounds (window->chart, window->workspace, &chart));
  g_assert_true (gtk_widget_compute_bounds (window->laws, window->workspace, &laws));
  g_assert_cmpfloat (laws.origin.y, >=, chart.origin.y + chart.size.height - 1);

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  g_assert_true (laboratory_test_wait (is_not_narrow, window->workspace, 10));
  laboratory_test_pass (0.2);
  g_assert_true (gtk_widget_is_ancestor (window->controls, window->workspace));
  g_assert_true (gtk_widget_is_ancestor (window->axis_switch, window->header));
  g_assert_true (gtk_widget_compute_bounds (window->chart, window->workspace, &chart));
  g_assert_true (gtk_widget_compute_bounds (window->laws, window->workspace, &laws));
  g_assert_cmpfloat (laws.origin.x, >=, chart.origin.x + chart.size.width - 1);
}

/* The smallest window has room for everything that is then shown. */
static void
test_smallest (WindowFixture *fixture, gconstpointer data)
{
  int width, height;
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 480);
  g_assert_true (laboratory_test_wait (is_narrow, fixture->window->workspace, 10));
  laboratory_test_pass (0.2);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, width, &height, NULL,
                      NULL, NULL);
  g_test_message ("smallest window %d x %d", width, height);
  g_assert_cmpint (width, <=, 400);
  g_assert_cmpint (height, <=, 500);
}

static void
test_presents (WindowFixture *fixture, gconstpointer data)
{
  LabWindow *window = fixture->window;
  GActionGroup *group = G_ACTION_GROUP (window);

  g_object_set (fixture->settings, "laws-visible", FALSE, NULL);
  g_action_group_activate_action (group, "present", NULL);
  laboratory_test_pass (0.2);
  g_assert_false (gtk_widget_get_visible (window->header));
  g_assert_false (gtk_widget_get_visible (window->controls));
  g_assert_false (gtk_widget_get_visible (window->status_bar));
  g_assert_true (gtk_widget_get_visible (window->caption));
  g_action_group_activate_action (group, "leave", NULL); /* Escape */
  laboratory_test_pass (0.2);
  g_assert_true (gtk_widget_get_visible (window->header));
  g_assert_true (gtk_widget_get_visible (window->controls));
  g_assert_true (gtk_widget_get_visible (window->status_bar));
  g_assert_false (gtk_widget_get_visible (window->laws)); /* as it was */
  g_assert_false (gtk_widget_get_visible (window->caption));
  g_object_set (fixture->settings, "laws-visible", TRUE, NULL);
}

static void
test_axes (WindowFixture *fixture, gconstpointer data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  GtkWidget *button = gtk_widget_get_first_child (fixture->window->axis_switch);
  g_autoptr (GVariant) state = NULL;

  /* A button for each axis of the table, in its order. */
  for (LabSweep axis = 0; axis < lab_axis_count (); axis++) {
    g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, lab_axis (axis)->short_name);
    g_signal_emit_by_name (button, "clicked");
    g_assert_cmpuint (lab_laboratory_get_axis (fixture->laboratory), ==, axis);
    button = gtk_widget_get_next_sibling (button);
  }
  g_assert_null (button);

  g_action_group_activate_action (group, "axis", g_variant_new_string ("time"));
  g_assert_cmpint (lab_laboratory_get_axis (fixture->laboratory), ==, LAB_SWEEP_TIME);
  g_assert_cmpint (lab_laboratory_get_state (fixture->laboratory), ==, LAB_STATE_RUNNING);
  state = g_action_group_get_action_state (group, "axis");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "time");
  g_action_group_activate_action (group, "stop", NULL);
  g_assert_cmpint (lab_laboratory_get_state (fixture->laboratory), ==, LAB_STATE_STOPPED);
  g_action_group_activate_action (group, "axis", g_variant_new_string ("data"));
  g_assert_cmpint (lab_laboratory_get_state (fixture->laboratory), ==, LAB_STATE_FINISHED);
}

static LabColour
colour_of (const GdkRGBA *rgba)
{
  return (LabColour){rgba->red, rgba->green, rgba->blue, 1.0};
}

/* Warnings and errors can be read on the window's background. */
static void
assert_readable (void)
{
  static const char *const classes[] = {"warning", "error"};

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    GtkWidget *label = g_object_ref_sink (gtk_label_new ("text"));
    GtkStyleContext *context = gtk_widget_get_style_context (label);
    GdkRGBA text, ground;
    LabColour text_colour, ground_colour;

    gtk_widget_add_css_class (label, classes[i]);
    gtk_style_context_get_color (context, &text);
    g_assert_true (gtk_style_context_lookup_color (context, "theme_bg_color", &ground));
    text_colour = colour_of (&text);
    ground_colour = colour_of (&ground);
    g_test_message ("%s: %.2f", classes[i], lab_colour_contrast (&text_colour, &ground_colour));
    g_assert_cmpfloat (lab_colour_contrast (&text_colour, &ground_colour), >=, 4.5);
    g_object_unref (label);
  }
}

static void
test_contrast (WindowFixture *fixture, gconstpointer data)
{
  static const char *const choices[] = {"light", "dark", "high-contrast", "follow"};
  g_autoptr (LabAppearance) appearance = lab_appearance_new ();

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_assert_true (lab_appearance_set_choice (appearance, choices[i]));
    laboratory_test_pass (0.05);
    assert_readable ();
  }
}

/* With everything measured, the button that starts nothing says why. */
static void
test_all_measured (WindowFixture *fixture, gconstpointer data)
{
  const char *tip = gtk_widget_get_tooltip_text (fixture->window->run_button);

  g_assert_cmpint (lab_laboratory_get_state (fixture->laboratory), ==, LAB_STATE_FINISHED);
  g_assert_nonnull (strstr (tip, "measured"));
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/window/opens", test_opens);
  ADD ("/window/fits", test_fits);
  ADD ("/window/smallest", test_smallest);
  ADD ("/window/presents", test_presents);
  ADD ("/window/axes", test_axes);
  ADD ("/window/contrast", test_contrast);
  ADD ("/window/all-measured", test_all_measured);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
