/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads on a thread of the pool; a timer shows how far it is. */
#include "config.h"
#include "ui/controls/points-bar.h"
#include "ui/controls/points-bar-testing.h"

#include <glib/gi18n.h>

/* How often progress is shown, in milliseconds. */
#define SHOW_INTERVAL 100

/* A file that is read sooner flashes no bar. */
#define SHOWN_AFTER (300 * G_TIME_SPAN_MILLISECOND)

/* Shared with the thread that reads. */
typedef struct
{
  char *path, *labels;
  LabScaling scaling;
  LabTask task;
} Reading;

struct _LabPointsBar
{
  GtkBox parent_instance;

  LabLaboratory *laboratory;
  GtkWidget *message;
  GtkWidget *progress;
  GtkWidget *button;
  GTask *reading; /* under way, or NULL */
  gint64 began;
  guint show_source;
};

enum
{
  OPENED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabPointsBar, lab_points_bar, GTK_TYPE_BOX)

static void
reading_free (gpointer data)
{
  Reading *reading = data;
  g_free (reading->path);
  g_free (reading->labels);
  g_free (reading);
}

static void
read_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  LabPointSource source = {reading->path, reading->labels, reading->scaling};
  GError *error = NULL;
  LabPointSet *points = lab_point_set_read (&source, &reading->task, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, points, (GDestroyNotify)lab_point_set_unref);
}

static void
stop_showing (LabPointsBar *self)
{
  g_clear_handle_id (&self->show_source, g_source_remove);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
show_failure (LabPointsBar *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->message), sentence);
  gtk_button_set_label (GTK_BUTTON (self->button), _ ("_Close"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->button);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  LabPointsBar *self = LAB_POINTS_BAR (object);
  const Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPointSet) points = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->reading != G_TASK (result)) /* another file was chosen meanwhile, or none */
    return;
  g_clear_object (&self->reading);
  stop_showing (self);
  if (self->laboratory == NULL || (error == NULL && points == NULL))
    return;
  if (error == NULL && lab_laboratory_take_points (self->laboratory, points, &error))
    g_signal_emit (self, signals[OPENED], 0, reading->path);
  if (error != NULL)
    show_failure (self, error->message);
}

static gboolean
on_show (gpointer data)
{
  LabPointsBar *self = data;
  const Reading *reading = g_task_get_task_data (self->reading);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 lab_task_progress (&reading->task));
  if (g_get_monotonic_time () - self->began >= SHOWN_AFTER)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_CONTINUE;
}

void
lab_points_bar_close (LabPointsBar *self)
{
  g_return_if_fail (LAB_IS_POINTS_BAR (self));

  if (self->reading != NULL)
    lab_task_cancel (&((Reading *)g_task_get_task_data (self->reading))->task);
  g_clear_object (&self->reading);
  stop_showing (self);
}

void
lab_points_bar_open (LabPointsBar *self, const LabPointSource *source)
{
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  Reading *reading;

  g_return_if_fail (LAB_IS_POINTS_BAR (self) && source != NULL && source->path != NULL);

  lab_points_bar_close (self);
  reading = g_new0 (Reading, 1);
  reading->path = g_strdup (source->path);
  reading->labels = g_strdup (source->labels);
  reading->scaling = source->scaling;
  name = g_filename_display_basename (source->path);
  /* Translators: %s is the name of a file. */
  message = g_strdup_printf (_ ("Reading %s…"), name);
  gtk_label_set_text (GTK_LABEL (self->message), message);
  gtk_button_set_label (GTK_BUTTON (self->button), _ ("_Cancel"));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
  gtk_widget_set_visible (self->progress, TRUE);
  self->began = g_get_monotonic_time ();
  self->reading = g_task_new (self, NULL, on_read, NULL);
  g_task_set_task_data (self->reading, reading, reading_free);
  g_task_run_in_thread (self->reading, read_in_thread);
  self->show_source = g_timeout_add (SHOW_INTERVAL, on_show, self);
}

gboolean
lab_points_bar_is_reading (LabPointsBar *self)
{
  g_return_val_if_fail (LAB_IS_POINTS_BAR (self), FALSE);
  return self->reading != NULL;
}

const char *
lab_points_bar_get_message (LabPointsBar *self)
{
  g_return_val_if_fail (LAB_IS_POINTS_BAR (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (GTK_LABEL (self->message))
                                                    : NULL;
}

static void
lab_points_bar_dispose (GObject *object)
{
  LabPointsBar *self = LAB_POINTS_BAR (object);
  if (self->laboratory != NULL)
    lab_points_bar_close (self);
  g_clear_object (&self->laboratory);
  G_OBJECT_CLASS (lab_points_bar_parent_class)->dispose (object);
}

static void
lab_points_bar_class_init (LabPointsBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_points_bar_dispose;
  signals[OPENED] = g_signal_new ("opened", LAB_TYPE_POINTS_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lab_points_bar_init (LabPointsBar *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->message = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->message), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  self->progress = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress of reading"), -1);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), self->message);
  gtk_box_append (GTK_BOX (column), self->progress);
  self->button = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (lab_points_bar_close), self);
  gtk_box_append (GTK_BOX (self), column);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_widget_add_css_class (GTK_WIDGET (self), "points-bar");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lab_points_bar_new (LabLaboratory *laboratory)
{
  LabPointsBar *self = g_object_new (LAB_TYPE_POINTS_BAR, "orientation", GTK_ORIENTATION_HORIZONTAL,
                                     "spacing", 12, NULL);
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  self->laboratory = g_object_ref (laboratory);
  return GTK_WIDGET (self);
}
