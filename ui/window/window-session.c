/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions in the window: save, save under a new name, open, and one experiment as a line of text. Files are read and written beside the main
 * thread. */
#include "config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

#include "experiment/experiment-keys.h"
#include "laboratory/laboratory-session.h"
#include "session/store/share-text.h"
#include "ui/window/status-bar.h"

#define ENDING ".scalinglab"

static void
tell (LabWindow *self, const char *words)
{
  lab_status_bar_tell (LAB_STATUS_BAR (self->status_bar), words);
}

/* The session's name in the title, without its ending. */
static void
take_path (LabWindow *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *title = NULL;

  g_free (self->session_path);
  self->session_path = g_strdup (path);
  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  /* Translators: the title of the window: a session's name, and the program's. */
  title = g_strdup_printf (_ ("%s – Scaling Lab"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* Saving. */

typedef struct
{
  LabSession *session;
  char *path;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  lab_session_free (errand->session);
  g_free (errand->path);
  g_free (errand);
}

static void
save (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  GError *error = NULL;

  if (lab_session_save (errand->session, errand->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  LabWindow *self = LAB_WINDOW (source);
  const Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (errand->path);
  g_autofree char *words = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    tell (self, error->message);
    return;
  }
  take_path (self, errand->path);
  words = g_strdup_printf (_ ("Saved in %s."), name);
  tell (self, words);
}

void
lab_window_save_session (LabWindow *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_saved, NULL);
  Errand *errand = g_new0 (Errand, 1);

  errand->session = lab_laboratory_to_session (self->laboratory);
  errand->path = g_strdup (path);
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, save);
}

/* The ending is settled in the chooser's own field, so that the question about an existing file is about the
 * file that is written. */
static void
on_target_chosen (GtkNativeDialog *native, int response, gpointer data)
{
  LabWindow *self = data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *whole = NULL;

  g_clear_object (&self->session_chooser);
  if (path == NULL)
    return;
  if (g_str_has_suffix (path, ENDING)) {
    lab_window_save_session (self, path);
    return;
  }
  whole = g_strconcat (path, ENDING, NULL);
  if (g_file_test (whole, G_FILE_TEST_EXISTS))
    /* Nobody was asked about this one. */
    lab_window_choose_session (self, whole);
  else
    lab_window_save_session (self, whole);
}

void
lab_window_choose_session (LabWindow *self, const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  g_clear_object (&self->session_chooser);
  self->session_chooser =
      gtk_file_chooser_native_new (_ ("Save Session"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->session_chooser), TRUE);
  if (file != NULL)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->session_chooser), file, NULL);
  else
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->session_chooser),
                                       _ ("Experiment.scalinglab"));
  g_signal_connect (self->session_chooser, "response", G_CALLBACK (on_target_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->session_chooser));
}

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;

  if (self->session_path != NULL)
    lab_window_save_session (self, self->session_path);
  else
    lab_window_choose_session (self, NULL);
}

static void
on_save_as (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;

  lab_window_choose_session (self, self->session_path);
}

/* Opening. */

static void
read_session (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LabOpenedSession *opened = lab_opened_session_read (data, &error);

  if (opened != NULL)
    g_task_return_pointer (task, opened, (GDestroyNotify)lab_opened_session_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  LabWindow *self = LAB_WINDOW (source);
  const char *path = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (LabOpenedSession) opened = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *words = NULL;

  if (opened == NULL || !lab_laboratory_take_session (self->laboratory, opened, &error)) {
    tell (self, error->message);
    return;
  }
  if (opened->lost->len == 0)
    take_path (self, path);
  words = opened->lost->len == 0
              ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u curve.", "%s: %u curves.",
                                              opened->experiments->len),
                                 name, opened->experiments->len)
              : g_strdup_printf (_ ("%s is damaged: %s"), name,
                                 (const char *)g_ptr_array_index (opened->lost, 0));
  tell (self, words);
}

void
lab_window_open_session (LabWindow *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LAB_IS_WINDOW (self) && path != NULL);

  task = g_task_new (self, NULL, on_read, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_session);
}

/* Sharing as text. */

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  g_autofree char *line =
      lab_experiment_share_text (lab_laboratory_get_experiment (self->laboratory));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), line);
  tell (self, line);
}

static void
take_line (LabWindow *self, const char *text)
{
  g_auto (GStrv) words = lab_experiment_words_in (text);
  const LabExperiment *now = lab_laboratory_get_experiment (self->laboratory);
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;

  if (*words == NULL)
    tell (self, _ ("There is no experiment on the clipboard: KEY=VALUE words, such as d=4."));
  else if (!lab_experiment_parse ((const char *const *)words, now->points, &experiment, &error) ||
           !lab_laboratory_set_experiment (self->laboratory, &experiment, &error))
    tell (self, error->message);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LabWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  take_line (self, text != NULL ? text : "");
}

static void
on_paste (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (data)), NULL, on_text,
                                 g_object_ref (data));
}

static const GActionEntry entries[] = {
    {.name = "copy-experiment", .activate = on_copy},
    {.name = "paste-experiment", .activate = on_paste},
    {.name = "save-session", .activate = on_save},
    {.name = "save-session-as", .activate = on_save_as},
};

void
lab_window_session_build (LabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
lab_window_session_clear (LabWindow *self)
{
  g_clear_object (&self->session_chooser);
  g_clear_pointer (&self->session_path, g_free);
}
