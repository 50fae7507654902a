/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line below the chart. */
#include "config.h"
#include "ui/window/status-bar.h"

#include <glib/gi18n.h>
#include <math.h>

#include "words/words.h"

/* Least time between two texts, and how long a passing word stays; milliseconds. */
#define TEXT_INTERVAL 250
#define MESSAGE_TIME  6000

struct _LabStatusBar
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  GtkWidget *text;
  GtkWidget *numbers; /* the box of the three that follow */
  GtkWidget *readout;
  GtkWidget *rate;
  GtkWidget *progress;
  LabState shown_state;
  gint64 shown; /* monotonic */
  guint refresh_source;
  guint message_source;
};

G_DEFINE_FINAL_TYPE (LabStatusBar, lab_status_bar, GTK_TYPE_BOX)

static char *
running_sentence (const LabProgress *progress, LabSweep axis)
{
  guint run = MIN (progress->runs_done + 1, progress->runs_total);
  if (lab_axis_has_key (axis, "n") && progress->latest.n > 0) {
    g_autofree char *n = lab_words_count ((double)progress->latest.n);
    return g_strdup_printf (_ ("Training run %u of %u (n = %s)"), run, progress->runs_total, n);
  }
  if (lab_axis_has_key (axis, "depth") && progress->latest.depth > 0)
    return g_strdup_printf (_ ("Training run %u of %u (depth %u)"), run, progress->runs_total,
                            progress->latest.depth);
  if (progress->latest.width > 0)
    return g_strdup_printf (_ ("Training run %u of %u (width %u)"), run, progress->runs_total,
                            progress->latest.width);
  return g_strdup_printf (_ ("Training run %u of %u"), run, progress->runs_total);
}

static char *
finished_sentence (const LabProgress *progress)
{
  g_autofree char *diverged = NULL;
  g_autofree char *all =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run measured.", "All %u runs measured.",
                                    progress->runs_total),
                       progress->runs_total);
  if (progress->runs_diverged == 0)
    return g_steal_pointer (&all);
  diverged = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u diverged: try a smaller learning rate.",
                   "%u diverged: try a smaller learning rate.", progress->runs_diverged),
      progress->runs_diverged);
  return g_strdup_printf ("%s %s", all, diverged);
}

/* The sentence for a moment of the laboratory; free with g_free(). */
static char *
status_sentence (const LabProgress *progress, LabSweep axis, const char *failure)
{
  switch (progress->state) {
  case LAB_STATE_RUNNING:
    return running_sentence (progress, axis);
  case LAB_STATE_PAUSED:
    return g_strdup_printf (_ ("Paused after %u of %u runs. Space continues."), progress->runs_done,
                            progress->runs_total);
  case LAB_STATE_FINISHED:
    return finished_sentence (progress);
  case LAB_STATE_STALE:
    return g_strdup (_ ("Theory follows at once; training starts when the controls rest."));
  case LAB_STATE_FAILED:
    return g_strdup (failure != NULL ? failure : _ ("A run could not start."));
  default:
    break;
  }
  if (progress->runs_done == 0)
    return g_strdup_printf (_ ("Stopped. Space trains %u runs."), progress->runs_total);
  return g_strdup_printf (_ ("Stopped after %u of %u runs. Space continues."), progress->runs_done,
                          progress->runs_total);
}

static void
show_text (LabStatusBar *self, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->text)), text) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_widget_set_tooltip_text (self->text, text);
}

static char *
rate_text (const LabProgress *progress)
{
  g_autofree char *rate = NULL;
  g_autofree char *left = NULL;
  if (progress->steps_per_second <= 0)
    return g_strdup ("");
  rate = lab_words_count (progress->steps_per_second);
  if (isnan (progress->seconds_left))
    return g_strdup_printf (_ ("%s steps/s"), rate);
  left = lab_words_duration (progress->seconds_left);
  /* Translators: speed, then the time left: "1,350 steps/s · about 6 s left". */
  return g_strdup_printf (_ ("%s steps/s · %s left"), rate, left);
}

static void
show_now (LabStatusBar *self)
{
  LabProgress progress;
  g_autofree char *text = NULL;
  g_autofree char *rate = NULL;
  gboolean busy;

  lab_laboratory_get_progress (self->laboratory, &progress);
  text = status_sentence (&progress, lab_laboratory_get_axis (self->laboratory),
                          lab_laboratory_get_failure (self->laboratory));
  rate = rate_text (&progress);
  busy = progress.state == LAB_STATE_RUNNING || progress.state == LAB_STATE_PAUSED;
  if (self->message_source == 0)
    show_text (self, text);
  gtk_label_set_text (GTK_LABEL (self->rate), rate);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), progress.fraction);
  gtk_widget_set_opacity (self->progress, busy ? 1 : 0);
  self->shown_state = progress.state;
  self->shown = g_get_monotonic_time ();
}

static gboolean
show_later (gpointer data)
{
  LabStatusBar *self = data;
  self->refresh_source = 0;
  show_now (self);
  return G_SOURCE_REMOVE;
}

/* A new state is told at once, a new number four times a second. */
static void
refresh (LabStatusBar *self)
{
  gint64 wait = TEXT_INTERVAL - (g_get_monotonic_time () - self->shown) / 1000;
  if (lab_laboratory_get_state (self->laboratory) != self->shown_state || wait <= 0) {
    g_clear_handle_id (&self->refresh_source, g_source_remove);
    show_now (self);
  } else if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add ((guint)wait, show_later, self);
}

static gboolean
message_passed (gpointer data)
{
  LabStatusBar *self = data;
  self->message_source = 0;
  show_now (self);
  return G_SOURCE_REMOVE;
}

static void
lab_status_bar_dispose (GObject *object)
{
  LabStatusBar *self = LAB_STATUS_BAR (object);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->message_source, g_source_remove);
  g_clear_object (&self->laboratory);
  G_OBJECT_CLASS (lab_status_bar_parent_class)->dispose (object);
}

static void
lab_status_bar_class_init (LabStatusBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_status_bar_dispose;
}

static void
lab_status_bar_init (LabStatusBar *self)
{
}

static GtkWidget *
add_label (GtkWidget *box, gboolean grows)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), grows ? 0 : 1);
  gtk_widget_set_hexpand (label, grows);
  gtk_widget_add_css_class (label, "value");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

GtkWidget *
lab_status_bar_new (LabLaboratory *laboratory)
{
  LabStatusBar *self = g_object_new (LAB_TYPE_STATUS_BAR, "orientation", GTK_ORIENTATION_HORIZONTAL,
                                     "spacing", 18, NULL);
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  self->laboratory = g_object_ref (laboratory);
  gtk_widget_add_css_class (GTK_WIDGET (self), "status-bar");
  self->text = add_label (GTK_WIDGET (self), TRUE);
  self->numbers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_box_append (GTK_BOX (self), self->numbers);
  self->readout = add_label (self->numbers, FALSE);
  self->rate = add_label (self->numbers, FALSE);
  gtk_widget_add_css_class (self->rate, "dim-label");
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress of the runs"), -1);
  gtk_box_append (GTK_BOX (self->numbers), self->progress);
  g_signal_connect_object (laboratory, "status", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  show_now (self);
  return GTK_WIDGET (self);
}

void
lab_status_bar_set_narrow (LabStatusBar *self, gboolean narrow)
{
  g_return_if_fail (LAB_IS_STATUS_BAR (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self), narrow ? 0 : 18);
  gtk_widget_set_hexpand (self->readout, narrow);
  gtk_label_set_xalign (GTK_LABEL (self->readout), narrow ? 0 : 1);
}

void
lab_status_bar_set_readout (LabStatusBar *self, const char *readout)
{
  g_return_if_fail (LAB_IS_STATUS_BAR (self));
  gtk_label_set_text (GTK_LABEL (self->readout), readout != NULL ? readout : "");
  gtk_widget_set_tooltip_text (self->readout, readout);
}

void
lab_status_bar_tell (LabStatusBar *self, const char *message)
{
  g_return_if_fail (LAB_IS_STATUS_BAR (self) && message != NULL);
  g_clear_handle_id (&self->message_source, g_source_remove);
  show_text (self, message);
  self->message_source = g_timeout_add (MESSAGE_TIME, message_passed, self);
}
