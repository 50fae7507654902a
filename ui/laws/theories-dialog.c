/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of theories. */
#include "config.h"
#include "ui/laws/theories-dialog.h"
#include "ui/laws/theories-dialog-testing.h"

#include <glib/gi18n.h>

#include "ui/pieces/dialog.h"
#include "ui/laws/theory-row.h"

#define WIDTH  460
#define HEIGHT 620

static GtkWidget *
add_heading (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_row (GtkWidget *box, GHashTable *rows, const char *id, GtkWidget *row)
{
  g_hash_table_insert (rows, (gpointer)id, row);
  gtk_box_append (GTK_BOX (box), row);
}

static void
add_predictions (GtkWidget *box, GHashTable *rows, LabSettings *settings)
{
  add_heading (box, _ ("For this size"));
  add_row (box, rows, "prediction-visible",
           lab_theory_row_new_for (
               settings, "prediction-visible", _ ("Predicted error"),
               _ ("kernel model, thin solid line"),
               _ ("Gradient flow in a kernel on these n points with N random features predicts "
                  "the error at this very size and time, not only the slope for ever larger ones. "
                  "It is derived for this project; one constant is fitted to the measured points "
                  "(the height, or what a step is worth), and a network that learns features may "
                  "do better.")));
  add_row (box, rows, "prediction-training",
           lab_theory_row_new_for (
               settings, "prediction-training", _ ("Predicted training error"),
               _ ("kernel model, level 2, thin dotted line"),
               _ ("The same prediction for the distance to the noisy labels of the training "
                  "points, which is what training lowers. Where it falls below the variance of the "
                  "label noise, noise is being learnt.")));
}

static void
add_kernels (GtkWidget *box, GHashTable *rows, LabSettings *settings)
{
  add_heading (box, _ ("Kernels on the same data"));
  add_row (box, rows, "ridge-visible",
           lab_theory_row_new_for (
               settings, "ridge-visible", _ ("Kernel ridge regression"),
               _ ("data axis, measurement, diamonds and squares"),
               _ ("What these very data allow a fixed kernel: the same training labels, the "
                  "strength of the ridge chosen on the same validation labels. Diamonds: a "
                  "Matérn kernel of order 1/2. Squares: the tangent kernel of the network before "
                  "training. A network below both learns features that they lack. Computed in "
                  "the background, up to n = 2,048.")));
  add_row (box, rows, "tangent-visible",
           lab_theory_row_new_for (
               settings, "tangent-visible", _ ("Tangent kernel’s prediction"),
               _ ("time and compute axes, computed before training, dashes and dots"),
               _ ("If the network stayed linear in its weights, gradient descent could be solved "
                  "beforehand: this is the solution, from the tangent kernel of the very network "
                  "on its own data, with nothing fitted. It holds for plain gradient descent; "
                  "for mini-batches to first order; AdamW has no such solution, so gradient "
                  "descent at the fastest safe rate is drawn in its place. Where the measured "
                  "curve leaves it, the network learns features.")));
}

static void
add_fit (GtkWidget *box, GHashTable *rows, LabSettings *settings)
{
  add_heading (box, _ ("Measured curve"));
  add_row (box, rows, "band-visible",
           lab_theory_row_new_for (
               settings, "band-visible", _ ("Band of new measurements"), _ ("thin dotted edges"),
               _ ("Where 95 of 100 new measurements would fall if the fitted law holds. The shaded "
                  "band around the line is another: it tells where the line itself lies.")));
  add_row (box, rows, "residuals-visible",
           lab_theory_row_new_for (
               settings, "residuals-visible", _ ("Residuals"), _ ("strip under the chart"),
               _ ("How far each measurement lies above or below the fitted line, in units of "
                  "their scatter. A pattern, such as a bow, says that the law is not a straight "
                  "line there.")));
}

static void
add_axis (GtkWidget *box,
          GHashTable *rows,
          LabLaboratory *laboratory,
          LabSettings *settings,
          LabSweep axis)
{
  guint count;
  const LabTheory *theories = lab_theory_catalogue (&count);

  add_heading (box, _ (lab_axis (axis)->law_name));
  for (guint i = 0; i < count; i++)
    if (theories[i].axis == lab_axis (axis)->theory)
      add_row (box, rows, theories[i].id, lab_theory_row_new (laboratory, settings, &theories[i]));
}

/* The axis that is shown comes first. */
GtkWidget *
lab_theories_dialog_new (GtkWindow *parent, LabLaboratory *laboratory, LabSettings *settings)
{
  GtkWidget *dialog = lab_dialog_new (parent, _ ("Theories"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  LabSweep first;

  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory) && LAB_IS_SETTINGS (settings), NULL);
  first = lab_laboratory_get_axis (laboratory);
  if (lab_axis (first)->theory == LAB_THEORY_NONE)
    first = lab_axis_of_theory (LAB_THEORY_MODEL);
  gtk_widget_add_css_class (box, "theories");
  add_predictions (box, rows, settings);
  add_kernels (box, rows, settings);
  add_axis (box, rows, laboratory, settings, first);
  for (LabSweep axis = 0; axis < lab_axis_count (); axis++)
    if (axis != first && lab_axis (axis)->theory != LAB_THEORY_NONE)
      add_axis (box, rows, laboratory, settings, axis);
  add_fit (box, rows, settings);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_window_set_default_size (GTK_WINDOW (dialog), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (dialog), scrolled);
  g_object_set_data_full (G_OBJECT (dialog), "rows", rows, (GDestroyNotify)g_hash_table_unref);
  return dialog;
}

GtkWidget *
lab_theories_dialog_find (GtkWidget *dialog, const char *id)
{
  g_return_val_if_fail (GTK_IS_WINDOW (dialog) && id != NULL, NULL);
  return g_hash_table_lookup (g_object_get_data (G_OBJECT (dialog), "rows"), id);
}
