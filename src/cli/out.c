/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/out.h"

#include "cli/output.h"
#include "core/error.h"

struct _LabOut
{
  LabResultSet *set;
  gboolean written;
};

LabOut *
lab_out_open (const LabArguments *words, const LabResultOrigin *origin, int *status)
{
  g_autoptr (GError) error = NULL;
  LabResultSet *set = lab_result_set_open (words->out, words->replace, origin, &error);
  LabOut *out;

  if (set == NULL) {
    const gboolean is_refused = g_error_matches (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);

    lab_complain ("%s%s", error->message, is_refused ? "" : " Name another with --out DIR.");
    *status = is_refused ? LAB_EXIT_NOT_UNDERSTOOD : LAB_EXIT_FAILED;
    return NULL;
  }
  out = g_new0 (LabOut, 1);
  out->set = set;
  return out;
}

void
lab_out_free (LabOut *out)
{
  if (out == NULL)
    return;
  lab_result_set_free (out->set);
  g_free (out);
}

void
lab_out_add (LabOut *out, const char *name, GBytes *content)
{
  lab_result_set_add (out->set, name, content);
}

void
lab_out_add_text (LabOut *out, const char *name, const char *text)
{
  lab_result_set_add_text (out->set, name, text);
}

gboolean
lab_out_commit (LabOut *out, LabHold *hold, JsonNode *index, gboolean finished)
{
  g_autoptr (LabHold) own = hold == NULL ? lab_hold_new () : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *notice = NULL;

  lab_hold_writing (hold != NULL ? hold : own, TRUE);
  out->written = lab_result_set_commit (out->set, index, finished, &notice, &error);
  lab_hold_writing (hold != NULL ? hold : own, FALSE);
  if (notice != NULL)
    lab_complain ("%s", notice);
  if (error != NULL)
    lab_complain ("%s", error->message);
  return out->written;
}

char *
lab_out_words (const LabOut *out)
{
  g_autofree char *names = NULL;

  if (!out->written)
    return g_strdup ("");
  names = lab_result_set_names (out->set);
  return g_strdup_printf ("Written into %s: %s\n", lab_result_set_place (out->set), names);
}
