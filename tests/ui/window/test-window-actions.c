/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action of the window has a key and a word, every control a name. */
#include "ui/window/window-actions.h"
#include "window-fixture.h"

static gboolean
has_action (WindowFixture *fixture, const char *detailed)
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
test_actions (WindowFixture *fixture, gconstpointer data)
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
test_shortcuts (WindowFixture *fixture, gconstpointer data)
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
test_plain_keys (WindowFixture *fixture, gconstpointer data)
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
test_names (WindowFixture *fixture, gconstpointer data)
{
  guint controls = 0;
  walk (GTK_WIDGET (fixture->window), unfold, NULL);
  walk (GTK_WIDGET (fixture->window), check_name, &controls);
  g_test_message ("%u controls", controls);
  g_assert_cmpuint (controls, >, 40);
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/window/actions", test_actions);
  ADD ("/window/shortcuts", test_shortcuts);
  ADD ("/window/plain-keys", test_plain_keys);
  ADD ("/window/names", test_names);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
