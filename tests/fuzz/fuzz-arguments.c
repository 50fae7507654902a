/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the words of a command, one on each line: they make an experiment that passes its own
 * check and reads back as itself, or are refused with one sentence. The first byte chooses the command
 * that reads the same words. */
#include "cli/command.h"
#include "experiment/experiment-keys.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static const LabCommand *const commands[] = {
    &lab_command_run,       &lab_command_theory, &lab_command_predict,
    &lab_command_boundary,  &lab_command_fit,    &lab_command_sample,
    &lab_command_dimension, &lab_command_kernel, &lab_command_compare,
};

/* The sentence may hold what the user typed, in whatever bytes, but it is there and it ends. */
static void
check_refusal (const GError *error)
{
  g_assert (error != NULL && *error->message != '\0');
}

/* What an experiment says of itself makes it again. */
static void
check_reads_back (const LabExperiment *experiment)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lab_experiment_to_text (experiment);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  LabExperiment again;

  g_assert (lab_experiment_check (experiment, &error));
  g_assert (lab_experiment_parse ((const char *const *)words, NULL, &again, &error));
  g_autofree char *text_again = lab_experiment_to_text (&again);
  g_assert (g_str_equal (text, text_again));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL, refusal = NULL;
  g_auto (LabArguments) parsed = {0};
  LabExperiment experiment;
  int signal = 0;

  if (length == 0)
    return 0;
  g_autofree char *text = g_strndup ((const char *)bytes + 1, length - 1);
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);

  if (lab_experiment_parse ((const char *const *)words, NULL, &experiment, &error))
    check_reads_back (&experiment);
  else
    check_refusal (error);
  if (!lab_arguments_parse (commands[bytes[0] % G_N_ELEMENTS (commands)],
                            (const char *const *)words, &parsed, &signal, &refusal))
    check_refusal (refusal);
  return 0;
}
