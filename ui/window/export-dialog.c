/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what to export, at which size, and where to. */
#include "config.h"
#include "ui/window/export-dialog.h"
#include "ui/window/export-dialog-testing.h"

#include <glib/gi18n.h>

#include "ui/pieces/dialog.h"
#include "ui/window/export-target.h"
#include "ui/window/export.h"
#include "ui/controls/parameter-row.h"

typedef struct
{
  LabLaboratory *laboratory;
  LabView *view; /* NULL: the chart */
  LabStatusBar *status_bar;
  GtkWidget *window;
  GtkWidget *format;
  GtkWidget *width;
  GtkWidget *height;
  GtkFileChooserNative *chooser;
  char *path;   /* that was chosen */
  char **paths; /* all files that are written for it */
} Dialog;

/* A file on its way. */
typedef struct
{
  LabStatusBar *status_bar;
  char *names;
} Writing;

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;
  g_clear_object (&dialog->chooser);
  g_object_unref (dialog->laboratory);
  g_clear_object (&dialog->view);
  g_object_unref (dialog->status_bar);
  g_free (dialog->path);
  g_strfreev (dialog->paths);
  g_free (dialog);
}

static const char *
ending (Dialog *dialog)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (dialog->format));
  return lab_export_endings[MIN (selected, g_strv_length ((char **)lab_export_endings) - 1)];
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Writing *writing = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (lab_export_finish (LAB_LABORATORY (source), result, &error))
    /* Translators: %s is the name of a file in quotation marks, or two of them. */
    text = g_strdup_printf (_ ("Exported %s."), writing->names);
  lab_status_bar_tell (writing->status_bar, text != NULL ? text : error->message);
  g_object_unref (writing->status_bar);
  g_free (writing->names);
  g_free (writing);
}

static void
write_files (Dialog *dialog)
{
  Writing *writing = g_new0 (Writing, 1);
  gboolean picture = dialog->view != NULL && !lab_export_is_points (dialog->path);

  writing->status_bar = g_object_ref (dialog->status_bar);
  writing->names = lab_export_names ((const char *const *)dialog->paths);
  lab_export_async (dialog->laboratory, picture ? lab_view_picture (dialog->view) : NULL,
                    dialog->path, gtk_spin_button_get_value (GTK_SPIN_BUTTON (dialog->width)),
                    gtk_spin_button_get_value (GTK_SPIN_BUTTON (dialog->height)), NULL, on_written,
                    writing);
  gtk_window_destroy (GTK_WINDOW (dialog->window));
}

static void
on_answer (GtkDialog *question, int response, gpointer data)
{
  /* Its signal outlives the window that it stands before. */
  gtk_window_set_transient_for (GTK_WINDOW (question), NULL);
  gtk_window_destroy (GTK_WINDOW (question));
  if (response == GTK_RESPONSE_ACCEPT)
    write_files (data);
}

/* The chooser asks about what was typed; of what is there beside that, it knows nothing. */
static void
ask (Dialog *dialog, const char *const *replaced)
{
  g_autofree char *names = lab_export_names (replaced);
  GtkWidget *question = gtk_message_dialog_new (
      GTK_WINDOW (dialog->window), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
      GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s", _ ("Replace what is there?"));

  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (question),
      /* Translators: %s is the name of a file in quotation marks, or two of them. */
      _ ("There is already %s in this folder. What it holds would be lost."), names);
  gtk_dialog_add_buttons (GTK_DIALOG (question), _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_Replace"),
                          GTK_RESPONSE_ACCEPT, NULL);
  gtk_widget_add_css_class (
      gtk_dialog_get_widget_for_response (GTK_DIALOG (question), GTK_RESPONSE_ACCEPT),
      "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (question), GTK_RESPONSE_CANCEL);
  g_signal_connect (question, "response", G_CALLBACK (on_answer), dialog);
  gtk_window_present (GTK_WINDOW (question));
}

void
lab_export_dialog_save (GtkWidget *window, const char *typed)
{
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "dialog");
  g_auto (GStrv) replaced = NULL;

  g_return_if_fail (dialog != NULL && typed != NULL);
  g_free (dialog->path);
  g_strfreev (dialog->paths);
  dialog->path = lab_export_target (typed, ending (dialog));
  dialog->paths = lab_export_paths (dialog->laboratory, dialog->path);
  replaced = lab_export_replaced ((const char *const *)dialog->paths, typed);
  if (replaced[0] != NULL)
    ask (dialog, (const char *const *)replaced);
  else
    write_files (dialog);
}

static void
on_chosen (GtkNativeDialog *native, int response, gpointer data)
{
  Dialog *dialog = data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    lab_export_dialog_save (dialog->window, path);
}

static void
on_save (Dialog *dialog)
{
  LabSweep axis = lab_laboratory_get_axis (dialog->laboratory);
  gboolean picture = dialog->view != NULL && !g_str_equal (ending (dialog), "csv");
  g_autofree char *what = g_utf8_strdown (picture ? gtk_widget_get_name (GTK_WIDGET (dialog->view))
                                                  : _ (lab_axis (axis)->short_name),
                                          -1);
  g_autofree char *name = g_strdup_printf ("scaling-lab-%s.%s", what, ending (dialog));

  g_clear_object (&dialog->chooser);
  dialog->chooser =
      gtk_file_chooser_native_new (_ ("Export"), GTK_WINDOW (dialog->window),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog->chooser), name);
  g_signal_connect (dialog->chooser, "response", G_CALLBACK (on_chosen), dialog);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog->chooser));
}

static void
on_format (Dialog *dialog)
{
  gboolean chart = !g_str_equal (ending (dialog), "csv");
  gtk_widget_set_sensitive (dialog->width, chart);
  gtk_widget_set_sensitive (dialog->height, chart);
}

static GtkWidget *
size_button (double value)
{
  GtkWidget *button = gtk_spin_button_new_with_range (64, 16384, 10);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), value);
  lab_widget_ignore_wheel (button);
  return button;
}

static GtkWidget *
build (Dialog *dialog)
{
  const char *const charts[] = {_ ("Chart as SVG"), _ ("Chart as PDF"), _ ("Chart as PNG"),
                                _ ("Points as CSV"), NULL};
  const char *const pictures[] = {_ ("Picture as SVG"), _ ("Picture as PDF"), _ ("Picture as PNG"),
                                  _ ("Points as CSV"), NULL};
  GtkWidget *grid = lab_dialog_grid ();
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save…"));

  dialog->format = gtk_drop_down_new_from_strings (dialog->view != NULL ? pictures : charts);
  dialog->width = size_button (1600);
  dialog->height = size_button (1000);
  lab_dialog_add_row (grid, 0, _ ("_What"), dialog->format);
  lab_dialog_add_row (grid, 1, _ ("W_idth in pixels"), dialog->width);
  lab_dialog_add_row (grid, 2, _ ("_Height in pixels"), dialog->height);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_halign (save, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (grid), save, 1, 3, 1, 1);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), dialog);
  g_signal_connect_swapped (dialog->format, "notify::selected", G_CALLBACK (on_format), dialog);
  gtk_window_set_default_widget (GTK_WINDOW (dialog->window), save);
  return grid;
}

GtkWidget *
lab_export_dialog_show (GtkWindow *parent,
                        LabLaboratory *laboratory,
                        LabView *view,
                        LabStatusBar *status_bar)
{
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->laboratory = g_object_ref (laboratory);
  if (view != NULL && lab_view_can_export (view))
    dialog->view = g_object_ref (view);
  dialog->status_bar = g_object_ref (status_bar);
  dialog->window = lab_dialog_new (parent, _ ("Export"));
  gtk_window_set_resizable (GTK_WINDOW (dialog->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (dialog->window), build (dialog));
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, dialog_free);
  gtk_window_present (GTK_WINDOW (dialog->window));
  return dialog->window;
}
