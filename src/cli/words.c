/* The words after a command: options, and KEY=VALUE of an experiment (with the key workers) or of
 * the command's own. */
#include "cli/command.h"

#include "core/error.h"
#include "experiment/experiment-keys.h"

#include <string.h>

#define WORKERS_PREFIX "workers="

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, sentence);
  return FALSE;
}

static gboolean
set_out (const char *directory, LabWords *out, GError **error)
{
  if (directory == NULL || *directory == '\0')
    return refuse (error, "--out needs the name of a directory, such as --out results.");
  g_free (out->out);
  out->out = g_strdup (directory);
  return TRUE;
}

/* words points at an option; moves it past what the option consumed. */
static gboolean
read_option (const LabCommand *command, const char *const **words, LabWords *out, GError **error)
{
  const char *option = **words;
  gboolean takes_out = (command->flags & LAB_COMMAND_TAKES_OUT) != 0;
  gboolean takes_json = (command->flags & LAB_COMMAND_TAKES_JSON) != 0;

  (*words)++;
  if (g_str_equal (option, "--help") || g_str_equal (option, "-h")) {
    out->help = TRUE;
    return TRUE;
  }
  if (takes_json && g_str_equal (option, "--json")) {
    out->json = TRUE;
    return TRUE;
  }
  if (takes_out && g_str_has_prefix (option, "--out="))
    return set_out (option + strlen ("--out="), out, error);
  if (takes_out && g_str_equal (option, "--out")) {
    const char *directory = **words;

    if (directory != NULL)
      (*words)++;
    return set_out (directory, out, error);
  }
  return refuse (error, "%s is not an option of scaling-lab %s, which takes %s%s--help.", option,
                 command->name, takes_out ? "--out DIR, " : "", takes_json ? "--json and " : "");
}

static gboolean
set_workers (const char *word, gboolean *seen, LabWords *out, GError **error)
{
  guint64 workers;

  if (*seen)
    return refuse (error, "%s: workers is given twice; once is allowed", word);
  *seen = TRUE;
  if (!g_ascii_string_to_unsigned (word + strlen (WORKERS_PREFIX), 10, 0, LAB_WORKERS_MAX, &workers,
                                   NULL))
    return refuse (error, "%s: workers must be a whole number from 1 to %d, or 0 for one per core",
                   word, LAB_WORKERS_MAX);
  out->workers = (guint)workers;
  return TRUE;
}

static gboolean
split (const LabCommand *command,
       const char *const *words,
       GPtrArray *keys,
       LabWords *out,
       GError **error)
{
  gboolean workers_seen = FALSE;

  while (*words != NULL && !out->help) {
    if (**words == '-') {
      if (!read_option (command, &words, out, error))
        return FALSE;
      continue;
    }
    if (command->keys != NULL || !g_str_has_prefix (*words, WORKERS_PREFIX))
      g_ptr_array_add (keys, (gpointer)*words);
    else if (!set_workers (*words, &workers_seen, out, error))
      return FALSE;
    words++;
  }
  g_ptr_array_add (keys, NULL);
  return TRUE;
}

gboolean
lab_words_parse (const LabCommand *command, const char *const *words, LabWords *out, GError **error)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_return_val_if_fail (command != NULL && words != NULL && out != NULL, FALSE);

  *out = (LabWords){.workers = 0};
  keys = g_ptr_array_new ();
  if (!split (command, words, keys, out, error))
    return FALSE;
  if (out->help)
    return TRUE;
  if (command->keys != NULL)
    return lab_numbers_parse (command->keys, (const char *const *)keys->pdata, &out->numbers,
                              error);
  return lab_experiment_parse ((const char *const *)keys->pdata, &out->experiment, error);
}

void
lab_words_clear (LabWords *words)
{
  g_clear_pointer (&words->out, g_free);
  lab_numbers_clear (&words->numbers);
}
