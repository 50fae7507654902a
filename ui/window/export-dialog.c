/* Asks what to export, at which size, and where to. */
#include "config.h"
#include "ui/window/export-dialog.h"

#include <glib/gi18n.h>

#include "ui/pieces/dialog.h"
#include "ui/window/export.h"
#include "ui/controls/parameter-row.h"
#include "words/words.h"

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
} Dialog;

static const char *const endings[] = {"svg", "pdf", "png", "csv"};

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;
  g_clear_object (&dialog->chooser);
  g_object_unref (dialog->laboratory);
  g_clear_object (&dialog->view);
  g_object_unref (dialog->status_bar);
  g_free (dialog);
}

static const char *
ending (Dialog *dialog)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (dialog->format));
  return endings[MIN (selected, G_N_ELEMENTS (endings) - 1)];
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LabStatusBar) status_bar = data;
  g_autoptr (GError) error = NULL;
  if (lab_export_finish (LAB_LABORATORY (source), result, &error))
    lab_status_bar_tell (status_bar, _ ("Exported."));
  else
    lab_status_bar_tell (status_bar, error->message);
}

static void
on_chosen (GtkNativeDialog *native, int response, gpointer data)
{
  Dialog *dialog = data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *suffix = g_strconcat (".", ending (dialog), NULL);

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path == NULL)
    return;
  if (!g_str_has_suffix (path, suffix)) {
    char *whole = g_strconcat (path, suffix, NULL);
    g_free (path);
    path = whole;
  }
  lab_export_async (dialog->laboratory,
                    dialog->view != NULL ? lab_view_picture (dialog->view) : NULL, path,
                    gtk_spin_button_get_value (GTK_SPIN_BUTTON (dialog->width)),
                    gtk_spin_button_get_value (GTK_SPIN_BUTTON (dialog->height)), NULL, on_written,
                    g_object_ref (dialog->status_bar));
  gtk_window_destroy (GTK_WINDOW (dialog->window));
}

static void
on_save (Dialog *dialog)
{
  LabSweep axis = lab_laboratory_get_axis (dialog->laboratory);
  gboolean picture = dialog->view != NULL && !g_str_equal (ending (dialog), "csv");
  g_autofree char *what = g_utf8_strdown (
      picture ? gtk_widget_get_name (GTK_WIDGET (dialog->view)) : lab_words_axis (axis), -1);
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
