/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes steps back and forth, and says what they are. */
#include "laboratory/laboratory-steps.h"

#include <glib/gi18n.h>
#include <string.h>

#include "experiment/experiment-keys.h"

static char *
label_of (LabLaboratory *self, const GPtrArray *steps)
{
  const LabHistoryEntry *entry;
  const LabKey *key;
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;

  if (steps->len == 0)
    return NULL;
  entry = g_ptr_array_index (steps, steps->len - 1);
  if (entry->cleared != NULL)
    return g_strdup (_ ("Earlier curves cleared"));
  key = entry->key != NULL ? lab_experiment_find_key (entry->key) : NULL;
  if (key == NULL)
    return g_strdup (_ ("All parameters"));
  there = lab_experiment_get (&entry->controls[entry->axis], key->key);
  here = lab_experiment_get (&self->controls[entry->axis], key->key);
  /* Translators: a parameter's name, its old and its new value: "Width: 32 → 64". */
  return g_strdup_printf (_ ("%s: %s → %s"),
                          _ (lab_experiment_key_label (&self->controls[entry->axis], key)),
                          steps == self->done ? there : here, steps == self->done ? here : there);
}

/* Takes the last step of one list, and puts the way back on the other. */
static void
step (LabLaboratory *self, GPtrArray *from, GPtrArray *to)
{
  LabHistoryEntry *entry;

  if (from->len == 0)
    return;
  entry = g_ptr_array_steal_index (from, from->len - 1);
  lab_laboratory_push_step (self, to, entry->key, entry->cleared);
  g_clear_pointer (&self->gesture_key, g_free); /* the next change is a step of its own */
  self->axis = entry->axis;
  memcpy (self->controls, entry->controls, sizeof self->controls);
  for (guint i = 0; entry->cleared != NULL && i < entry->cleared->len; i++)
    ((LabRecord *)g_ptr_array_index (entry->cleared, i))->hidden = from == self->undone;
  lab_laboratory_select (self);
  if (entry->cleared != NULL)
    lab_laboratory_changed (self);
  else
    lab_laboratory_follow (self);
  lab_history_entry_free (entry);
}

char *
lab_laboratory_undo_label (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);

  return label_of (self, self->done);
}

char *
lab_laboratory_redo_label (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);

  return label_of (self, self->undone);
}

void
lab_laboratory_undo (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));

  step (self, self->done, self->undone);
}

void
lab_laboratory_redo (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));

  step (self, self->undone, self->done);
}

void
lab_laboratory_clear_ghosts (LabLaboratory *self)
{
  g_autoptr (GPtrArray) cleared = g_ptr_array_new ();

  g_return_if_fail (LAB_IS_LABORATORY (self));

  for (guint i = 0; i < self->records->len; i++) {
    LabRecord *record = g_ptr_array_index (self->records, i);
    if (record != self->current && !record->hidden && record->experiment.sweep == self->axis) {
      record->hidden = TRUE;
      g_ptr_array_add (cleared, record);
    }
  }
  if (cleared->len == 0)
    return;
  lab_laboratory_push_step (self, self->done, NULL, cleared);
  lab_laboratory_forget_undone (self);
  lab_laboratory_changed (self);
}
