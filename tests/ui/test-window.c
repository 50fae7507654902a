/* The window: it opens, every action has a key and a word, every control a name, and it fits. */
#include <gtk/gtk.h>

#include "application.h"
#include "window-actions.h"
#include "window-private.h"
#include "window-test.h"
#include "workspace.h"

typedef struct
{
  LabApplication *application;
  LabSettings *settings;
  LabLaboratory *laboratory;
  LabWindow *window;
} Fixture;

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = g_object_ref ((gpointer)data);
  fixture->settings = lab_settings_new ();
  fixture->laboratory = window_test_laboratory ();
  fixture->window = lab_window_new (GTK_APPLICATION (fixture->application), fixture->laboratory,
                                    fixture->settings);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (window_test_wait (is_mapped, fixture->window, 20));
  window_test_pass (0.1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->laboratory), (gpointer *)&fixture->laboratory);
  g_object_unref (fixture->laboratory);
  gtk_window_close (GTK_WINDOW (fixture->window));
  window_test_pass (0.1);
  g_assert_null (fixture->laboratory); /* the window took it along: nothing leaks */
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->application);
}

static void
test_opens (Fixture *fixture, gconstpointer data)
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
has_action (Fixture *fixture, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  const GVariantType *type;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  if (g_str_has_prefix (name, "app."))
    group = G_ACTION_GROUP (fixture->application);
  if (!g_action_group_has_action (group, strchr (name, '.') + 1))
    return FALSE;
  type = g_action_group_get_action_parameter_type (group, strchr (name, '.') + 1);
  return target == NULL ? type == NULL : type != NULL && g_variant_is_of_type (target, type);
}

static gboolean
in_table (const char *action)
{
  guint count;
  const LabShortcut *shortcuts = lab_window_shortcuts (&count);
  for (guint i = 0; i < count; i++) {
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;
    g_action_parse_detailed_name (shortcuts[i].name, &name, &target, NULL);
    if (g_str_has_prefix (name, "win.") && g_str_equal (name + 4, action))
      return TRUE;
  }
  return FALSE;
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  guint count;
  const LabShortcut *shortcuts = lab_window_shortcuts (&count);
  g_auto (GStrv) actions = g_action_group_list_actions (G_ACTION_GROUP (fixture->window));

  for (guint i = 0; i < count; i++) {
    if (!has_action (fixture, shortcuts[i].name))
      g_test_message ("no action %s", shortcuts[i].name);
    g_assert_true (has_action (fixture, shortcuts[i].name));
  }
  for (guint i = 0; actions[i] != NULL; i++) {
    if (!in_table (actions[i]))
      g_test_message ("%s has no shortcut", actions[i]);
    g_assert_true (in_table (actions[i]));
  }
}

typedef void (*Visit) (GtkWidget *widget, gpointer data);

static void
walk (GtkWidget *widget, Visit visit, gpointer data)
{
  visit (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, visit, data);
}

static void
collect_accelerator (GtkWidget *widget, gpointer data)
{
  g_autofree char *accelerators = NULL;
  g_auto (GStrv) words = NULL;
  if (!GTK_IS_SHORTCUTS_SHORTCUT (widget))
    return;
  g_object_get (widget, "accelerator", &accelerators, NULL);
  words = g_strsplit (accelerators, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_add (data, g_strdup (words[i]));
}

static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *window = lab_shortcuts_window_new ();
  guint count;
  const LabShortcut *shortcuts = lab_window_shortcuts (&count);

  walk (window, collect_accelerator, listed);
  for (guint i = 0; i < count; i++) {
    guint key;
    GdkModifierType modifiers;
    if (shortcuts[i].accelerator == NULL)
      continue;
    g_assert_true (gtk_accelerator_parse (shortcuts[i].accelerator, &key, &modifiers));
    g_assert_cmpuint (key, !=, 0);
    g_assert_true (g_hash_table_contains (listed, shortcuts[i].accelerator));
    if (!shortcuts[i].plain) {
      g_auto (GStrv) accelerators = gtk_application_get_accels_for_action (
          GTK_APPLICATION (fixture->application), shortcuts[i].name);
      g_assert_cmpuint (g_strv_length (accelerators), ==, 1);
    }
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Keys without a modifier wait until an entry has had them. */
static void
test_plain_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
  guint plain = 0;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
      continue;
    for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      if (!GTK_IS_KEYVAL_TRIGGER (trigger) ||
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != 0 ||
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) >= GDK_KEY_F1)
        continue;
      plain++;
      g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==,
                       GTK_PHASE_BUBBLE);
    }
  }
  g_assert_cmpuint (plain, >, 8);
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* A control is named by itself, by the widget it is a part of, or by its own text. */
static gboolean
is_named (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if ((GTK_IS_BUTTON (widget) || GTK_IS_EXPANDER (widget)) && has_text (widget))
    return TRUE;
  return GTK_IS_TEXT (widget) ||
         (GTK_IS_TOGGLE_BUTTON (widget) && !GTK_IS_BOX (parent) && is_named (parent));
}

static void
check_name (GtkWidget *widget, gpointer data)
{
  guint *controls = data;
  gboolean control = GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_RANGE (widget) ||
                     GTK_IS_DROP_DOWN (widget) || GTK_IS_EXPANDER (widget) ||
                     GTK_IS_MENU_BUTTON (widget) || GTK_IS_DRAWING_AREA (widget);
  if (!control || GTK_IS_SCROLLBAR (gtk_widget_get_parent (widget)) ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL)
    return;
  (*controls)++;
  if (!is_named (widget))
    g_test_message ("a %s in a %s has no name", G_OBJECT_TYPE_NAME (widget),
                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  g_assert_true (is_named (widget));
}

static void
unfold (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  guint controls = 0;
  walk (GTK_WIDGET (fixture->window), unfold, NULL);
  walk (GTK_WIDGET (fixture->window), check_name, &controls);
  g_test_message ("%u controls", controls);
  g_assert_cmpuint (controls, >, 40);
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
test_fits (Fixture *fixture, gconstpointer data)
{
  LabWindow *window = fixture->window;
  graphene_rect_t chart, laws;

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 700);
  g_assert_true (window_test_wait (is_narrow, window->workspace, 10));
  window_test_pass (0.2);
  g_assert_true (gtk_widget_get_visible (window->controls_button));
  g_assert_true (gtk_widget_is_ancestor (window->controls, window->controls_popover));
  g_assert_true (gtk_widget_is_ancestor (window->axis_switch, window->axis_bar));
  g_assert_true (gtk_widget_compute_bounds (window->chart, window->workspace, &chart));
  g_assert_true (gtk_widget_compute_bounds (window->laws, window->workspace, &laws));
  g_assert_cmpfloat (laws.origin.y, >=, chart.origin.y + chart.size.height - 1);

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  g_assert_true (window_test_wait (is_not_narrow, window->workspace, 10));
  window_test_pass (0.2);
  g_assert_true (gtk_widget_is_ancestor (window->controls, window->workspace));
  g_assert_true (gtk_widget_is_ancestor (window->axis_switch, window->header));
  g_assert_true (gtk_widget_compute_bounds (window->chart, window->workspace, &chart));
  g_assert_true (gtk_widget_compute_bounds (window->laws, window->workspace, &laws));
  g_assert_cmpfloat (laws.origin.x, >=, chart.origin.x + chart.size.width - 1);
}

/* The smallest window has room for everything that is then shown. */
static void
test_smallest (Fixture *fixture, gconstpointer data)
{
  int width, height;
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 480);
  g_assert_true (window_test_wait (is_narrow, fixture->window->workspace, 10));
  window_test_pass (0.2);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, width, &height, NULL,
                      NULL, NULL);
  g_test_message ("smallest window %d x %d", width, height);
  g_assert_cmpint (width, <=, 400);
  g_assert_cmpint (height, <=, 500);
}

static void
test_presents (Fixture *fixture, gconstpointer data)
{
  LabWindow *window = fixture->window;
  GActionGroup *group = G_ACTION_GROUP (window);

  g_object_set (fixture->settings, "laws-visible", FALSE, NULL);
  g_action_group_activate_action (group, "present", NULL);
  window_test_pass (0.2);
  g_assert_false (gtk_widget_get_visible (window->header));
  g_assert_false (gtk_widget_get_visible (window->controls));
  g_assert_false (gtk_widget_get_visible (window->status_bar));
  g_assert_true (gtk_widget_get_visible (window->caption));
  g_action_group_activate_action (group, "leave", NULL); /* Escape */
  window_test_pass (0.2);
  g_assert_true (gtk_widget_get_visible (window->header));
  g_assert_true (gtk_widget_get_visible (window->controls));
  g_assert_true (gtk_widget_get_visible (window->status_bar));
  g_assert_false (gtk_widget_get_visible (window->laws)); /* as it was */
  g_assert_false (gtk_widget_get_visible (window->caption));
  g_object_set (fixture->settings, "laws-visible", TRUE, NULL);
}

static void
test_axes (Fixture *fixture, gconstpointer data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->window);
  g_autoptr (GVariant) state = NULL;

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

int
main (int argc, char **argv)
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
#define ADD(name, test) g_test_add (name, Fixture, application, set_up, test, tear_down)
  ADD ("/window/opens", test_opens);
  ADD ("/window/actions", test_actions);
  ADD ("/window/shortcuts", test_shortcuts);
  ADD ("/window/plain-keys", test_plain_keys);
  ADD ("/window/names", test_names);
  ADD ("/window/fits", test_fits);
  ADD ("/window/smallest", test_smallest);
  ADD ("/window/presents", test_presents);
  ADD ("/window/axes", test_axes);
  return g_test_run ();
}
