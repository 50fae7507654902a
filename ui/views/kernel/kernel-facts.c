/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/views/kernel/kernel-facts.h"
#include "ui/views/kernel/kernel-facts-testing.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/pieces/switches.h"
#include "words/percent-words.h"

/* A bar is empty at a thousandth and full at one, by the logarithm. */
#define LEAST_LEVEL 1e-3

/* Pixels that the facts have at least and at most. */
#define LEAST_HEIGHT 48
#define MOST_HEIGHT  128

#define BARS      3
#define BAR_WIDTH 72

struct _LabKernelFacts
{
  GtkBox parent_instance;

  GtkWidget *sentence; /* instead of the facts */
  GtkWidget *grid;
  GtkWidget *meter;
  GtkWidget *bars[BARS];
  GtkWidget *values[BARS];
  GtkWidget *texts[LAB_KERNEL_FACT_COUNT];
  GtkWidget *width_title, *width;
};

G_DEFINE_FINAL_TYPE (LabKernelFacts, lab_kernel_facts, GTK_TYPE_BOX)

static void
lab_kernel_facts_class_init (LabKernelFactsClass *class)
{
}

static GtkWidget *
build_bar (LabKernelFacts *self, guint index, const char *name, const char *tooltip)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  self->bars[index] = gtk_level_bar_new ();
  /* Neither end is good or bad. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (self->bars[index]), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (self->bars[index]), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (self->bars[index]), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (self->bars[index], BAR_WIDTH, -1);
  gtk_widget_set_valign (self->bars[index], GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->bars[index]),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  self->values[index] = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (self->values[index]), 6);
  gtk_label_set_xalign (GTK_LABEL (self->values[index]), 0);
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->bars[index]);
  gtk_box_append (GTK_BOX (box), self->values[index]);
  return box;
}

/* Where it is too narrow for one row, the bars stand below each other. */
static GtkWidget *
build_meter (LabKernelFacts *self)
{
  GtkWidget *meter = g_object_new (LAB_TYPE_SWITCHES, NULL);
  const char *const names[BARS] = {_ ("weights"), _ ("kernel"), _ ("curves")};
  const char *const tooltips[BARS] = {
      _ ("How far the weights moved, as a part of their own length (logarithmic, from 0.1 %)"),
      _ ("How far the kernel turned: 1 − cosine between before and after (logarithmic, from "
         "0.001)"),
      _ ("How far predicted and real test error lie apart (logarithmic, from 0.1 %)")};

  gtk_widget_set_halign (meter, GTK_ALIGN_START);
  for (guint i = 0; i < BARS; i++)
    gtk_widget_set_parent (build_bar (self, i, names[i], tooltips[i]), meter);
  return meter;
}

static void
add_line (LabKernelFacts *self, const char *name, int row, GtkWidget **title, GtkWidget **text)
{
  *title = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (*title), 0);
  gtk_widget_set_valign (*title, GTK_ALIGN_START);
  gtk_widget_add_css_class (*title, "caption-heading");
  *text = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (*text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (*text), 0);
  gtk_widget_set_hexpand (*text, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (*text), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  *title, NULL, -1);
  gtk_grid_attach (GTK_GRID (self->grid), *title, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), *text, 1, row, 1, 1);
}

static void
lab_kernel_facts_init (LabKernelFacts *self)
{
  int row = 0;

  gtk_widget_add_css_class (GTK_WIDGET (self), "view-bar");
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  self->sentence = gtk_label_new (_ ("The kernel is being computed …"));
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_widget_set_visible (self->grid, FALSE);
  for (LabKernelFact fact = 0; fact < LAB_KERNEL_FACT_COUNT; fact++) {
    GtkWidget *title;

    add_line (self, lab_kernel_fact_title (fact), row++, &title, &self->texts[fact]);
    if (fact != LAB_KERNEL_FACT_LAZINESS)
      continue;
    self->meter = build_meter (self);
    gtk_grid_attach (GTK_GRID (self->grid), self->meter, 1, row++, 1, 1);
  }
  add_line (self, _ ("Over width"), row, &self->width_title, &self->width);
  lab_kernel_facts_set_width (self, NULL);
  gtk_box_append (GTK_BOX (self), self->sentence);
  gtk_box_append (GTK_BOX (self), self->grid);
}

GtkWidget *
lab_kernel_facts_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_FACTS, NULL);
}

GtkWidget *
lab_kernel_facts_scrolled (LabKernelFacts *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_return_val_if_fail (LAB_IS_KERNEL_FACTS (self), NULL);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), LEAST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self));
  g_object_bind_property (self, "visible", scrolled, "visible", G_BINDING_SYNC_CREATE);
  return scrolled;
}

static void
set_bar (LabKernelFacts *self, guint index, double value, const char *text)
{
  const double level =
      isfinite (value) ? 1 - log (fmax (value, LEAST_LEVEL)) / log (LEAST_LEVEL) : 0;

  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bars[index]), CLAMP (level, 0, 1));
  gtk_label_set_text (GTK_LABEL (self->values[index]), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars[index]),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
show_meter (LabKernelFacts *self, const LabKernelStudy *study, const LabKernelFindings *findings)
{
  const gboolean known = findings->laziness != LAB_KERNEL_LAZINESS_UNTOLD;

  gtk_widget_set_visible (self->meter, known);
  if (known) {
    const LabKernelMoment *last = &study->moments[study->moment_count - 1];
    g_autofree char *move = lab_percent_words (last->weight_move);
    g_autofree char *turn = g_strdup_printf ("%.3f", study->kernel_drift);
    g_autofree char *apart = lab_percent_words (expm1 (findings->gap));

    set_bar (self, 0, last->weight_move, move);
    set_bar (self, 1, study->kernel_drift, turn);
    set_bar (self, 2, expm1 (findings->gap), apart);
  }
}

void
lab_kernel_facts_show (LabKernelFacts *self,
                       const LabKernelStudy *study,
                       const LabKernelFindings *findings,
                       const char *sentence)
{
  g_return_if_fail (LAB_IS_KERNEL_FACTS (self));

  gtk_widget_set_visible (self->sentence, study == NULL || sentence != NULL);
  gtk_widget_set_visible (self->grid, study != NULL);
  if (sentence != NULL)
    gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  if (study == NULL)
    return;
  for (LabKernelFact fact = 0; fact < LAB_KERNEL_FACT_COUNT; fact++) {
    g_autofree char *text = lab_kernel_fact_text (study, findings, fact);

    gtk_label_set_text (GTK_LABEL (self->texts[fact]), text);
  }
  show_meter (self, study, findings);
}

void
lab_kernel_facts_set_width (LabKernelFacts *self, const char *text)
{
  g_return_if_fail (LAB_IS_KERNEL_FACTS (self));

  gtk_widget_set_visible (self->width_title, text != NULL);
  gtk_widget_set_visible (self->width, text != NULL);
  gtk_label_set_text (GTK_LABEL (self->width), text != NULL ? text : "");
}

const char *
lab_kernel_facts_get_text (LabKernelFacts *self, LabKernelFact fact)
{
  g_return_val_if_fail (LAB_IS_KERNEL_FACTS (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->texts[fact]));
}

const char *
lab_kernel_facts_get_width (LabKernelFacts *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_FACTS (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->width));
}

double
lab_kernel_facts_get_level (LabKernelFacts *self, guint index)
{
  g_return_val_if_fail (LAB_IS_KERNEL_FACTS (self) && index < BARS, NAN);

  return gtk_level_bar_get_value (GTK_LEVEL_BAR (self->bars[index]));
}
