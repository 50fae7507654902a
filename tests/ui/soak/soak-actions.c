/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What random hands do to the window. */
#include "soak-actions.h"

#include <glib/gstdio.h>

#include "experiment/experiment-keys.h"
#include "laboratory-test.h"
#include "ui/controls/control-panel.h"
#include "ui/controls/parameter-row.h"
#include "ui/controls/parameter-row-testing.h"
#include "ui/window/window-actions.h"
#include "ui/window/window-points-testing.h"

static const char *
pick (Soak *soak, const char *const *words)
{
  return words[g_rand_int_range (soak->random, 0, (gint32)g_strv_length ((char **)words))];
}

void
soak_activate (Soak *soak, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_action_parse_detailed_name (detailed, &name, &target, NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (soak->window), name, target);
}

/* What a pointer does to a slider: a drag of a few moves. */
static void
slide (Soak *soak)
{
  static const char *const keys[] = {"d", "width", "n", "beta", "sigma", "steps", NULL};
  GtkWidget *row =
      lab_control_panel_find (LAB_CONTROL_PANEL (soak->window->control_panel), pick (soak, keys));
  GtkRange *scale = GTK_RANGE (lab_parameter_row_get_scale (LAB_PARAMETER_ROW (row)));
  GtkAdjustment *adjustment = gtk_range_get_adjustment (scale);
  double low = gtk_adjustment_get_lower (adjustment);
  double high = gtk_adjustment_get_upper (adjustment);
  double place = g_rand_double_range (soak->random, 0, 0.8);

  for (guint move = 0; move < 5; move++, place += 0.02) {
    gboolean handled;
    g_signal_emit_by_name (scale, "change-value", GTK_SCROLL_JUMP, low + place * (high - low),
                           &handled);
    laboratory_test_pass (0.01);
  }
}

static void
step (Soak *soak)
{
  static const char *const keys[] = {
      "d",       "width",         "n",    "depth", "heads", "tokens", "batch",        "D",
      "repeats", "learning_rate", "seed", "steps", "beta",  "sigma",  "feed_forward", NULL};
  GtkWidget *row =
      lab_control_panel_find (LAB_CONTROL_PANEL (soak->window->control_panel), pick (soak, keys));

  lab_parameter_row_step (LAB_PARAMETER_ROW (row), g_rand_boolean (soak->random) ? 1 : -1, FALSE);
}

static void
choose (Soak *soak)
{
  static const char *const keys[] = {"task",       "manifold",  "target",
                                     "validation", "attention", "schedule",
                                     "optimizer",  "dimension", NULL};
  const LabKey *key = lab_experiment_find_key (pick (soak, keys));

  lab_laboratory_set (lab_window_get_laboratory (soak->window), key->key, pick (soak, key->choices),
                      NULL);
}

/* Any key of the table that neither leaves the program nor waits for a file to be chosen. */
static void
press (Soak *soak)
{
  static const char *const left_out[] = {"win.close", "app.quit", "win.open-points", "win.menu",
                                         NULL};
  guint count;
  const LabShortcut *shortcuts = lab_window_shortcuts (&count);
  const char *name = shortcuts[g_rand_int_range (soak->random, 0, (gint32)count)].name;

  if (!g_strv_contains (left_out, name))
    soak_activate (soak, name);
}

static void
go_to_axis (Soak *soak)
{
  static const char *const axes[] = {"win.axis('data')",
                                     "win.axis('model')",
                                     "win.axis('model')",
                                     "win.axis('time')",
                                     "win.axis('compute')",
                                     "win.axis('depth')",
                                     NULL};

  soak_activate (soak, pick (soak, axes));
}

static void
go_to_view (Soak *soak)
{
  static const char *const views[] = {"win.view('phases')",   "win.view('kernel')",
                                      "win.view('manifold')", "win.view('dimension')",
                                      "win.view('chart')",    NULL};

  soak_activate (soak, pick (soak, views));
}

static void
go_back (Soak *soak)
{
  static const char *const ways[] = {"win.undo", "win.undo", "win.undo", "win.redo", NULL};

  soak_activate (soak, pick (soak, ways));
}

static void
present (Soak *soak)
{
  soak_activate (soak, "win.present");
}

static void
clear (Soak *soak)
{
  static const char *const ways[] = {"win.clear-curves", "win.default-experiment", "win.leave",
                                     NULL};

  soak_activate (soak, pick (soak, ways));
}

static void
open_points (Soak *soak)
{
  lab_window_open_points (soak->window, soak->files[g_rand_int_range (soak->random, 0, 3)]);
}

static void
change_look (Soak *soak)
{
  static const char *const looks[] = {"light", "dark", "high-contrast", NULL};
  int width = g_rand_int_range (soak->random, 700, 1800);

  g_object_set (soak->window->settings, "appearance", pick (soak, looks), NULL);
  gtk_window_set_default_size (GTK_WINDOW (soak->window), width, width * 5 / 8);
}

/* How often, in a hundred. */
static const struct
{
  int weight;
  void (*act) (Soak *soak);
} actions[] = {
    {34, slide},  {12, step},   {5, choose}, {12, press},      {12, go_to_axis}, {10, go_to_view},
    {8, go_back}, {2, present}, {3, clear},  {1, open_points}, {1, change_look},
};

void
soak_act (Soak *soak)
{
  int lot = g_rand_int_range (soak->random, 0, 100);
  guint i = 0;

  while (lot >= actions[i].weight)
    lot -= actions[i++].weight;
  actions[i].act (soak);
}

void
soak_close_dialogs (Soak *soak)
{
  GList *windows = gtk_window_list_toplevels ();

  for (GList *i = windows; i != NULL; i = i->next)
    g_object_ref (i->data);
  for (GList *i = windows; i != NULL; i = i->next)
    if (i->data != soak->window && gtk_widget_get_visible (i->data))
      gtk_window_close (i->data);
  g_list_free_full (windows, g_object_unref);
}

/* Tables of a file each: so many points on a circle in four columns, and a label. */
void
soak_write_files (Soak *soak, const char *directory)
{
  for (guint i = 0; i < G_N_ELEMENTS (soak->files); i++) {
    g_autoptr (GString) text = g_string_new ("a,b,c,d,label\n");
    g_autofree char *name = g_strdup_printf ("points-%u.csv", i);

    for (guint row = 0; row < 4000 * (i + 1); row++) {
      double x[5];
      for (guint k = 0; k < 5; k++)
        x[k] = g_rand_double (soak->random);
      g_string_append_printf (text, "%.5f,%.5f,%.5f,%.5f,%.5f\n", x[0], x[1], x[2], x[3],
                              x[0] * x[1] + 0.1 * x[4]);
    }
    soak->files[i] = g_build_filename (directory, name, NULL);
    g_assert_true (g_file_set_contents (soak->files[i], text->str, -1, NULL));
  }
}

void
soak_remove_files (Soak *soak, const char *directory)
{
  for (guint i = 0; i < G_N_ELEMENTS (soak->files); i++) {
    g_remove (soak->files[i]);
    g_free (soak->files[i]);
  }
  g_rmdir (directory);
}
