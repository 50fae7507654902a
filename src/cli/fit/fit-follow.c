/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit/fit-follow.h"

#include "cli/fit/fit-answers.h"
#include "cli/hold.h"
#include "cli/output.h"
#include "core/input.h"

#include <sys/stat.h>

/* Between two looks at the file, and how many of them make a round. */
#define LOOK_MICROSECONDS 100000
#define LOOKS_OF_A_ROUND  10

/* What tells that a file has changed. */
typedef struct
{
  guint64 device, node, size;
  gint64 seconds, nanoseconds;
} State;

static State
look (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return (State){.size = 0};
  return (State){status.st_dev, status.st_ino, (guint64)status.st_size, status.st_mtim.tv_sec,
                 status.st_mtim.tv_nsec};
}

static gboolean
is_same (const State *a, const State *b)
{
  return a->device == b->device && a->node == b->node && a->size == b->size &&
         a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

/* FALSE where nothing can be printed any more. */
static gboolean
answer_once (const LabArguments *words, const LabFitRequest *request, char **complaint)
{
  g_auto (LabFitAnswers) answers = {.table = NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTable) table = lab_table_read_growing (words->file, &error);

  if (table == NULL || !lab_fit_answers_make (table, request, &answers, &error)) {
    /* The same cause is said once. */
    if (g_strcmp0 (*complaint, error->message) != 0)
      lab_complain ("%s", error->message);
    g_free (*complaint);
    *complaint = g_strdup (error->message);
    return TRUE;
  }
  g_clear_pointer (complaint, g_free);
  if (words->json) {
    g_autofree char *json = lab_fit_json (&answers);
    return lab_print_utf8 (json);
  }
  g_autofree char *text = lab_fit_text (&answers);
  g_autofree char *block = g_strdup_printf ("Rows: %u.\n%s\n", lab_table_rows (table), text);
  return lab_print (block);
}

int
lab_fit_follow (const LabArguments *words, const LabFitRequest *request)
{
  g_autofree char *complaint = NULL;
  State seen = {.size = G_MAXUINT64};
  gboolean well = TRUE;

  if (g_str_equal (words->file, LAB_INPUT_STANDARD)) {
    lab_complain ("--follow: a file is needed, which can be read again; standard input cannot.");
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  LabHold *hold = lab_hold_new ();
  while (well && lab_hold_signal (hold) == 0) {
    const State now = look (words->file);

    if (!is_same (&now, &seen)) {
      seen = now;
      well = answer_once (words, request, &complaint);
    }
    for (guint i = 0; well && i < LOOKS_OF_A_ROUND && lab_hold_signal (hold) == 0; i++)
      g_usleep (LOOK_MICROSECONDS);
  }
  const int signal = lab_hold_signal (hold);
  lab_hold_free (hold);
  return signal != 0 ? LAB_EXIT_SIGNAL + signal : LAB_EXIT_FAILED;
}
