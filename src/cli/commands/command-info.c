/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab info: what a session's file holds, and what of it is lost. */
#include "cli/command.h"

#include "cli/output.h"
#include "core/shown.h"
#include "session/json-values.h"
#include "session/store/session.h"

static guint
count_runs (const LabSession *session)
{
  guint runs = 0;

  for (guint i = 0; i < session->experiments->len; i++)
    runs += ((const LabSessionExperiment *)g_ptr_array_index (session->experiments, i))->runs->len;
  return runs;
}

static char *
as_json (const LabSession *session)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "version", session->version);
  lab_json_add_integer (builder, "experiments", session->experiments->len);
  lab_json_add_integer (builder, "runs", count_runs (session));
  lab_json_add_integer (builder, "curves", session->experiments->len);
  json_builder_set_member_name (builder, "lost");
  json_builder_begin_array (builder);
  for (guint i = 0; i < session->lost->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (session->lost, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static char *
as_text (const LabSession *session)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "version %u\nexperiments %u\nruns %u\ncurves %u\n",
                          session->version, session->experiments->len, count_runs (session),
                          session->experiments->len);
  for (guint i = 0; i < session->experiments->len; i++) {
    const LabSessionExperiment *experiment = g_ptr_array_index (session->experiments, i);
    g_autofree char *shown = lab_shown (experiment->words, "");

    g_string_append_printf (text, "\nExperiment %u: %u runs, trained with %s by version %s\n",
                            i + 1, experiment->runs->len, experiment->simd, experiment->program);
    lab_append_wrapped (text, "  ", shown);
  }
  g_string_append (text, session->lost->len == 0 ? "\nNothing is lost.\n" : "\nLost:\n");
  for (guint i = 0; i < session->lost->len; i++)
    lab_append_wrapped (text, "  ", g_ptr_array_index (session->lost, i));
  return g_string_free (text, FALSE);
}

static int
run (const LabArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabSession) session = lab_session_read (arguments->file, &error);
  g_autofree char *text = NULL;

  if (session == NULL)
    return lab_exit_with (error);
  text = arguments->json ? as_json (session) : as_text (session);
  if (!(arguments->json ? lab_print_utf8 (text) : lab_print (text)))
    return LAB_EXIT_FAILED;
  return session->lost->len == 0 ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_info = {
    .name = "info",
    .usage = "FILE [--json]",
    .summary = "Tell what a session's file holds, and whether all of it can be read.",
    .details = "Prints the version of the format, how many experiments, measured runs and curves\n"
               "there are, and what is lost where the file is damaged; then it ends with 1.\n"
               "\n"
               "Example: scaling-lab info work.scalinglab\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_JSON,
    .run = run,
};
