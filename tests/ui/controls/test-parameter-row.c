/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the control panel: typing, stepping, sliding, and not scrolling. */
#include <gtk/gtk.h>

#include "experiment/experiment-keys.h"
#include "ui/controls/parameter-row.h"
#include "ui/controls/parameter-row-testing.h"
#include "laboratory-test.h"

typedef struct
{
  LabLaboratory *laboratory;
  GtkWidget *window;
  LabParameterRow *row;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer key)
{
  fixture->laboratory = lab_laboratory_new (1);
  fixture->row = LAB_PARAMETER_ROW (lab_parameter_row_new (fixture->laboratory, key, TRUE));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->row));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer key)
{
  lab_laboratory_close (fixture->laboratory);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->laboratory);
}

static double
value (Fixture *fixture)
{
  return lab_experiment_get_number (lab_laboratory_get_experiment (fixture->laboratory),
                                    lab_parameter_row_get_key (fixture->row));
}

static const char *
shown (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (lab_parameter_row_get_entry (fixture->row)));
}

static double
position (Fixture *fixture)
{
  return gtk_range_get_value (GTK_RANGE (lab_parameter_row_get_scale (fixture->row)));
}

static void
type (Fixture *fixture, const char *text)
{
  GtkWidget *entry = lab_parameter_row_get_entry (fixture->row);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_typed (Fixture *fixture, gconstpointer key)
{
  type (fixture, "2,048");
  g_assert_cmpfloat (value (fixture), ==, 2048);
  g_assert_cmpfloat (position (fixture), ==, 11);
  type (fixture, "2^12");
  g_assert_cmpfloat (value (fixture), ==, 4096);
  g_assert_cmpstr (shown (fixture), ==, "4096");
  /* Beyond the slider, within the vocabulary: the thumb waits at its end. */
  type (fixture, "1000000");
  g_assert_cmpfloat (value (fixture), ==, 1000000);
  g_assert_cmpfloat (position (fixture), ==, 17);
}

/* A wrong value changes nothing, and says what is allowed. */
static void
test_refused (Fixture *fixture, gconstpointer key)
{
  GtkWidget *entry = lab_parameter_row_get_entry (fixture->row);
  double before = value (fixture);
  type (fixture, "many");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpfloat (value (fixture), ==, before);
  type (fixture, "99999999");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpfloat (value (fixture), ==, before);
  type (fixture, "512");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpfloat (value (fixture), ==, 512);
}

static void
slide (Fixture *fixture, GtkScrollType scroll, double to)
{
  gboolean handled;
  g_signal_emit_by_name (lab_parameter_row_get_scale (fixture->row), "change-value", scroll, to,
                         &handled);
  g_assert_true (handled);
}

static void
test_slid (Fixture *fixture, gconstpointer key)
{
  slide (fixture, GTK_SCROLL_JUMP, 10.04); /* the pointer, near 1,024 */
  g_assert_cmpfloat (value (fixture), ==, 1024);
  g_assert_cmpfloat (position (fixture), ==, 10);
  g_assert_cmpstr (shown (fixture), ==, "1024");
  slide (fixture, GTK_SCROLL_STEP_FORWARD, 10.1); /* the right arrow */
  g_assert_cmpfloat (value (fixture), ==, 1280);
  slide (fixture, GTK_SCROLL_PAGE_BACKWARD, 9);
  g_assert_cmpfloat (value (fixture), ==, 640);
  /* Assistive technology sets the adjustment. */
  gtk_range_set_value (GTK_RANGE (lab_parameter_row_get_scale (fixture->row)), 8.02);
  g_assert_cmpfloat (value (fixture), ==, 256);
  g_assert_cmpfloat (position (fixture), ==, 8);
}

/* A width between two multiples of the heads is stepped over, up and down. */
static void
test_steps_on (Fixture *fixture, gconstpointer key)
{
  g_assert_true (lab_laboratory_set (fixture->laboratory, "heads", "4", NULL));
  type (fixture, "16");
  lab_parameter_row_step (fixture->row, -1, FALSE);
  g_assert_cmpfloat (value (fixture), ==, 12);
  lab_parameter_row_step (fixture->row, 1, FALSE);
  g_assert_cmpfloat (value (fixture), ==, 16);
}

/* What changes elsewhere shows here. */
static void
test_follows (Fixture *fixture, gconstpointer key)
{
  g_assert_true (lab_laboratory_set (fixture->laboratory, "n", "2048", NULL));
  g_assert_cmpstr (shown (fixture), ==, "2048");
  g_assert_cmpfloat (position (fixture), ==, 11);
  lab_laboratory_undo (fixture->laboratory);
  g_assert_cmpstr (shown (fixture), ==, "8192");
}

static void
test_no_wheel (Fixture *fixture, gconstpointer key)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (lab_parameter_row_get_scale (fixture->row));
  guint wheels = 0;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
      continue;
    wheels++;
    g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==, GTK_PHASE_NONE);
  }
  g_assert_cmpuint (wheels, >, 0); /* else this test looks at nothing */
}

/* n counts sequences where the task has them: in the label, and for screen readers. */
static void
test_named (Fixture *fixture, gconstpointer key)
{
  static const struct
  {
    const char *task, *label;
  } known[] = {{"points", "Training points"},
               {"sequences", "Training sequences"},
               {"points", "Training points"}};
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (fixture->row));
  GtkLabel *name = GTK_LABEL (gtk_widget_get_first_child (line));

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_assert_true (lab_laboratory_set (fixture->laboratory, "task", known[i].task, NULL));
    g_assert_true (g_str_has_prefix (gtk_label_get_text (name), known[i].label));
    gtk_test_accessible_assert_property (lab_parameter_row_get_scale (fixture->row),
                                         GTK_ACCESSIBLE_PROPERTY_LABEL, known[i].label);
    gtk_test_accessible_assert_property (lab_parameter_row_get_entry (fixture->row),
                                         GTK_ACCESSIBLE_PROPERTY_LABEL, known[i].label);
  }
}

int
main (int argc, char **argv)
{
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#define ADD(name, key, test) g_test_add (name, Fixture, key, set_up, test, tear_down)
  ADD ("/parameter-row/typed", "n", test_typed);
  ADD ("/parameter-row/refused", "n", test_refused);
  ADD ("/parameter-row/slid", "n", test_slid);
  ADD ("/parameter-row/steps-on", "width", test_steps_on);
  ADD ("/parameter-row/follows", "n", test_follows);
  ADD ("/parameter-row/named", "n", test_named);
  ADD ("/parameter-row/no-wheel", "n", test_no_wheel);
  return g_test_run ();
}
