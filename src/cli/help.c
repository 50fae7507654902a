/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include "cli/options.h"
#include "cli/output.h"
#include "config.h"
#include "experiment/experiment-keys.h"

static char *
default_of (const LabKey *key, guint sweep)
{
  LabExperiment experiment;

  lab_experiment_default ((LabSweep)sweep, &experiment);
  return lab_experiment_get (&experiment, key->key);
}

/* "; 128 with sweep=model or time": the sweeps from first on that share this default. */
static void
append_default (GString *text, const LabKey *key, guint first, const char *value)
{
  const char *const *sweeps = lab_axis_names;

  g_string_append_printf (text, "; %s with sweep=%s", value, sweeps[first]);
  for (guint sweep = first + 1; sweep < lab_axis_count (); sweep++) {
    g_autofree char *other = default_of (key, sweep);

    if (g_str_equal (other, value))
      g_string_append_printf (text, " or %s", sweeps[sweep]);
  }
}

/* "1000; 6000 with sweep=model; 4000 with sweep=time": the default of the data sweep,
 * then those that differ, each said once. */
static char *
key_defaults (const LabKey *key)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);

  for (guint sweep = 0; sweep < lab_axis_count (); sweep++) {
    g_autofree char *value = default_of (key, sweep);

    if (sweep == 0)
      g_string_append (text, value);
    else if (!g_hash_table_contains (said, value))
      append_default (text, key, sweep, value);
    g_hash_table_add (said, g_steal_pointer (&value));
    if (g_str_equal (key->key, "sweep"))
      break;
  }
  return g_string_free (text, FALSE);
}

static void
append_key (GString *help,
            const char *key,
            const char *description,
            const char *range,
            const char *defaults)
{
  g_autofree char *allowed = g_strdup_printf ("Allowed: %s. Default: %s.", range, defaults);

  g_string_append_printf (help, "  %s\n", key);
  lab_append_wrapped (help, "      ", description);
  lab_append_wrapped (help, "      ", allowed);
}

static void
append_keys (GString *help, const LabCommand *command)
{
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  g_autofree char *workers = g_strdup_printf ("a whole number from 0 to %d", LAB_WORKERS_MAX);

  g_string_append (
      help, "\nKeys of an experiment (sweep chooses the defaults of the others, wherever it\n"
            "stands):\n");
  for (guint i = 0; i < count; i++) {
    if (command != NULL && !lab_command_has_key (command, keys[i].key))
      continue;
    g_autofree char *range = lab_experiment_key_range (&keys[i]);
    g_autofree char *own = key_defaults (&keys[i]);
    g_autofree char *defaults = g_strdup (*own != '\0' ? own : "none");

    append_key (help, keys[i].key, keys[i].description, range, defaults);
  }
  if (command != NULL && (command->flags & LAB_COMMAND_DRAWS_POINTS) != 0)
    return;
  append_key (help, "workers",
              "Runs that train at the same time; 0 means one per core. The results do not depend "
              "on it.",
              workers, "0");
}

static void
append_own_keys (GString *help, const char *heading, const LabNumberKey *keys)
{
  g_string_append_printf (help, "\n%s (a number may be a fraction, such as 1/7):\n", heading);
  for (guint i = 0; keys[i].key != NULL; i++) {
    g_autofree char *range = lab_number_key_range (&keys[i]);
    g_autofree char *preset = lab_number_key_preset (&keys[i]);

    append_key (help, keys[i].key, keys[i].description, range, preset != NULL ? preset : "none");
  }
}

static void
append_options (GString *help, LabCommandFlags flags)
{
  g_string_append (help, "\nOptions:\n");
  for (const LabOption *option = lab_options; option->name != NULL; option++) {
    g_autofree char *name =
        g_strconcat (option->name, option->value != NULL ? " " : "", option->value, NULL);

    if (option->flag == 0 || (flags & option->flag) != 0)
      g_string_append_printf (help, "  %-17s %s\n", name, option->help);
  }
}

static void
append_statuses (GString *help)
{
  g_string_append (help, "\nExit status:\n");
  for (const LabExitWords *words = lab_exit_words; words->meaning != NULL; words++) {
    g_string_append_printf (help, "  %s\n", words->name);
    lab_append_wrapped (help, "      ", words->meaning);
  }
}

char *
lab_help_command (const LabCommand *command)
{
  GString *help;

  g_return_val_if_fail (command != NULL, NULL);

  help = g_string_new (NULL);
  g_string_append_printf (help, "Usage: scaling-lab %s %s\n\n%s\n\n%s", command->name,
                          command->usage, command->summary, command->details);
  append_options (help, command->flags);
  if (command->keys_beside != NULL)
    append_own_keys (help, "Keys of this command", command->keys_beside);
  if (command->keys != NULL)
    append_own_keys (help, "Keys", command->keys);
  else if ((command->flags & LAB_COMMAND_TAKES_FILE) == 0)
    append_keys (help, command);
  append_statuses (help);
  return g_string_free (help, FALSE);
}

char *
lab_help_general (const LabCommand *const *commands)
{
  GString *help;

  g_return_val_if_fail (commands != NULL, NULL);

  help = g_string_new (
      "Scaling Lab " LAB_VERSION ": a laboratory for the scaling laws of "
      "transformers\n\nUsage:\n"
      "  scaling-lab [--experiment \"KEY=VALUE ...\"] [--appearance WORD] [--size WxH]\n"
      "              [--view NAME]\n"
      "      open the window; with an experiment other than the default one, for this time in\n"
      "      another appearance (follow, light, dark, high-contrast) or size, and with another\n"
      "      view first (chart, phases, kernel, manifold, dimension)\n");
  for (guint i = 0; commands[i] != NULL; i++)
    g_string_append_printf (help, "  scaling-lab %s %s\n      %s\n", commands[i]->name,
                            commands[i]->usage, commands[i]->summary);
  g_string_append (help, "  scaling-lab COMMAND --help  print the help of a command\n"
                         "  scaling-lab --help          print this help\n"
                         "  scaling-lab --version       print the version\n");
  append_keys (help, NULL);
  append_statuses (help);
  return g_string_free (help, FALSE);
}
