/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The About dialog and the short help. */
#include "config.h"
#include "ui/window/about.h"

#include <glib/gi18n.h>

#include "ui/pieces/dialog.h"

void
lab_about_show (GtkWindow *parent)
{
  gtk_show_about_dialog (parent, "program-name", _ ("Scaling Lab"), "version", LAB_VERSION,
                         "comments",
                         _ ("Drag a slider, watch real transformers obey (or break) the scaling "
                            "law."),
                         "license-type", GTK_LICENSE_GPL_3_0, "logo-icon-name", LAB_APP_ID,
                         /* Translators: your name, one translator a line. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

/* Heading, then text, of each part of the help. */
static const char *const help[][2] = {
    {N_ ("What You See"),
     N_ ("Each point is the error of real transformers, trained just now on your computer. "
         "Both axes are logarithmic: a power law is a straight line, and its slope is the "
         "exponent. "
         "Bars show the spread over repeats with other random seeds.")},
    {N_ ("Lines"),
     N_ ("The solid line with its band is fitted to the points. The dashed line is what theory "
         "says. "
         "A bound is a guarantee for the best possible method, not a prediction for this one; an "
         "asymptote is reached only for ever larger sizes.")},
    {N_ ("Drag a Slider"),
     N_ ("Theory follows while you drag. When you let go, training starts anew, and the old curve "
         "stays as a pale ghost until you clear it. Undo takes back any change.")},
    {N_ ("Data, Model, Time, Compute"), N_ ("Four laws, each with conditions of its own under "
                                            "which it shows best. The task (manifold, "
                                            "dimension, smoothness) is shared by all four.")},
    {N_ ("Without the Mouse"),
     N_ ("Space starts and pauses, Esc stops, 1 to 6 choose the axis or the phase map, D, W and N "
         "go to the "
         "sliders, "
         "the arrow keys move a slider or the cursor on the chart, F5 presents, Ctrl+? lists all "
         "keys.")},
    {N_ ("Without a Window"),
     N_ ("“scaling-lab run” trains the same experiments from a terminal.")},
};

static void
add_paragraph (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
}

void
lab_help_show (GtkWindow *parent)
{
  GtkWidget *window = lab_dialog_new (parent, _ ("Help"));
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_window_set_default_size (GTK_WINDOW (window), 520, 560);
  gtk_widget_add_css_class (box, "help");
  for (guint i = 0; i < G_N_ELEMENTS (help); i++) {
    add_paragraph (box, _ (help[i][0]), "heading");
    add_paragraph (box, _ (help[i][1]), NULL);
  }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_window_set_child (GTK_WINDOW (window), scroll);
  gtk_window_present (GTK_WINDOW (window));
}
