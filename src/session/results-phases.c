/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account of the phase boundary as JSON. */
#include "session/results-phases.h"

#include "session/json-values.h"

static void
add_account (JsonBuilder *builder, const LabAccount *account)
{
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "account", lab_account_name (account->kind));
  lab_json_add_text (builder, "axis", lab_place_name (account->axis));
  lab_json_add_real (builder, "place", account->place);
  lab_json_add_real (builder, "low", account->low);
  lab_json_add_real (builder, "high", account->high);
  lab_json_add_text (builder, "nature", lab_account_nature_name (account->nature));
  lab_json_add_text (builder, "source", account->source);
  lab_json_add_text (builder, "sentence", account->sentence);
  json_builder_end_object (builder);
}

void
lab_results_add_boundaries (JsonBuilder *builder, const LabPhases *phases, const LabPhases *further)
{
  const LabAccount *drawn;

  g_return_if_fail (builder != NULL);

  drawn = lab_phases_drawn (phases);
  json_builder_set_member_name (builder, "boundaries");
  json_builder_begin_array (builder);
  for (guint i = 0; phases != NULL && i < phases->count; i++)
    add_account (builder, &phases->accounts[i]);
  for (guint i = 0; further != NULL && i < further->count; i++)
    add_account (builder, &further->accounts[i]);
  json_builder_end_array (builder);
  lab_json_add_text (builder, "boundary_drawn",
                     drawn != NULL ? lab_account_name (drawn->kind) : NULL);
  lab_json_add_text (builder, "boundary_remark", phases != NULL ? phases->remark : NULL);
}
