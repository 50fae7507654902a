/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export: nothing that is there is replaced without a question, and the outcome names the file. */
#include <glib/gstdio.h>
#include <string.h>

#include "laboratory-test.h"
#include "ui/window/export-dialog.h"
#include "ui/window/export-dialog-testing.h"
#include "ui/window/export-target.h"
#include "window-fixture.h"
#include "laboratory/laboratory-kernel-testing.h"

#define PRECIOUS "never to be lost"

static void
test_targets (void)
{
  static const char *const cases[][3] = {
      {"/a/precious", "svg", "/a/precious.svg"}, {"/a/b.svg", "svg", "/a/b.svg"},
      {"/a/b.png", "svg", "/a/b.png"},           {"/a/b.PNG", "pdf", "/a/b.PNG"},
      {"/a/b.csv", "svg", "/a/b.csv"},           {"/a/v1.2", "pdf", "/a/v1.2.pdf"},
      {"/a.svg/b", "csv", "/a.svg/b.csv"},       {"/a/svg", "svg", "/a/svg.svg"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *target = lab_export_target (cases[i][0], cases[i][1]);
    g_assert_cmpstr (target, ==, cases[i][2]);
  }
}

/* A folder with the named files in it, all precious. */
static char *
make_folder (const char *const *names)
{
  char *folder = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    g_assert_true (g_file_set_contents (path, PRECIOUS, -1, NULL));
  }
  return folder;
}

/* What a file in it holds; NULL: there is none. Free with g_free(). */
static char *
content_of (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
remove_folder (char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_remove (path);
  }
  g_rmdir (folder);
  g_free (folder);
}

static GtkWidget *
open_dialog (WindowFixture *fixture)
{
  return lab_export_dialog_show (GTK_WINDOW (fixture->window), fixture->laboratory, NULL,
                                 LAB_STATUS_BAR (fixture->window->status_bar));
}

static void
save (GtkWidget *dialog, const char *folder, const char *typed)
{
  g_autofree char *path = g_build_filename (folder, typed, NULL);

  lab_export_dialog_save (dialog, path);
}

/* The question that is open, or NULL. */
static GtkDialog *
question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *i = windows; i != NULL; i = i->next)
    if (GTK_IS_MESSAGE_DIALOG (i->data))
      return i->data;
  return NULL;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

typedef struct
{
  GtkWidget *widget;
  const char *text;
} Told;

static gboolean
is_told (gpointer data)
{
  const Told *told = data;

  return says (told->widget, told->text);
}

static void
assert_told (WindowFixture *fixture, const char *text)
{
  Told told = {fixture->window->status_bar, text};

  g_assert_true (laboratory_test_wait (is_told, &told, 20));
}

/* The ending is added, and what is there under the whole name stays until somebody says so. */
static void
test_question (WindowFixture *fixture, gconstpointer data)
{
  const char *const names[] = {"precious.svg", NULL};
  char *folder = make_folder (names);
  GtkWidget *dialog = open_dialog (fixture);
  g_autofree char *before = NULL, *cancelled = NULL, *after = NULL;

  save (dialog, folder, "precious");
  laboratory_test_pass (0.3);
  before = content_of (folder, "precious.svg");
  g_assert_cmpstr (before, ==, PRECIOUS);
  g_assert_nonnull (question ());
  g_assert_true (says (GTK_WIDGET (question ()), "precious.svg"));

  gtk_dialog_response (question (), GTK_RESPONSE_CANCEL);
  laboratory_test_pass (0.3);
  g_assert_null (question ());
  cancelled = content_of (folder, "precious.svg");
  g_assert_cmpstr (cancelled, ==, PRECIOUS);

  save (dialog, folder, "precious");
  gtk_dialog_response (question (), GTK_RESPONSE_ACCEPT);
  assert_told (fixture, "precious.svg");
  after = content_of (folder, "precious.svg");
  g_assert_nonnull (strstr (after, "<svg"));
  remove_folder (folder);
}

/* What the chooser has asked about is not asked about again, and a typed ending says what is written. */
static void
test_typed_ending (WindowFixture *fixture, gconstpointer data)
{
  const char *const names[] = {"b.png", "b.svg", NULL};
  char *folder = make_folder (names);
  g_autofree char *png = NULL, *svg = NULL, *doubled = NULL;

  save (open_dialog (fixture), folder, "b.png");
  g_assert_null (question ());
  assert_told (fixture, "b.png");
  png = content_of (folder, "b.png");
  svg = content_of (folder, "b.svg");
  doubled = content_of (folder, "b.png.svg");
  g_assert_nonnull (png);
  g_assert_true (g_str_has_prefix (png + 1, "PNG"));
  g_assert_cmpstr (svg, ==, PRECIOUS);
  g_assert_null (doubled);
  remove_folder (folder);
}

static gboolean
is_known (gpointer data)
{
  g_autofree char *csv = lab_laboratory_kernel_csv (data);

  return csv != NULL && !lab_laboratory_is_computing_kernel (data);
}

/* The second file of the points is asked about as well, and told. */
static void
test_second_file (WindowFixture *fixture, gconstpointer data)
{
  const char *const names[] = {"points-kernel.csv", NULL};
  char *folder = make_folder (names);
  g_autofree char *before = NULL, *after = NULL;

  lab_laboratory_set_kernel_curves (fixture->laboratory, TRUE, FALSE);
  g_assert_true (laboratory_test_wait (is_known, fixture->laboratory, 60));
  save (open_dialog (fixture), folder, "points.csv");
  g_assert_nonnull (question ());
  g_assert_true (says (GTK_WIDGET (question ()), "points-kernel.csv"));
  before = content_of (folder, "points-kernel.csv");
  g_assert_cmpstr (before, ==, PRECIOUS);
  gtk_dialog_response (question (), GTK_RESPONSE_ACCEPT);
  assert_told (fixture, "points-kernel.csv");
  after = content_of (folder, "points-kernel.csv");
  g_assert_cmpstr (after, !=, PRECIOUS);
  remove_folder (folder);
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  g_test_add_func ("/export/targets", test_targets);
  ADD ("/export/question", test_question);
  ADD ("/export/typed-ending", test_typed_ending);
  ADD ("/export/second-file", test_second_file);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
