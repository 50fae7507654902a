/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lists of steps, back and forth. */
#include "laboratory/laboratory-steps.h"

#include <string.h>

/* Steps back that are kept. */
#define HISTORY_MAX 100

void
lab_history_entry_free (LabHistoryEntry *entry)
{
  g_free (entry->key);
  g_clear_pointer (&entry->cleared, g_ptr_array_unref);
  g_free (entry);
}

void
lab_laboratory_history_init (LabLaboratory *self)
{
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_history_entry_free);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_history_entry_free);
}

void
lab_laboratory_history_clear (LabLaboratory *self)
{
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
}

void
lab_laboratory_push_step (LabLaboratory *self,
                          GPtrArray *steps,
                          const char *key,
                          GPtrArray *cleared)
{
  LabHistoryEntry *entry = g_new0 (LabHistoryEntry, 1);

  entry->axis = self->axis;
  memcpy (entry->controls, self->controls, sizeof entry->controls);
  entry->key = g_strdup (key);
  entry->cleared = cleared != NULL ? g_ptr_array_ref (cleared) : NULL;
  if (steps->len == HISTORY_MAX)
    g_ptr_array_remove_index (steps, 0);
  g_ptr_array_add (steps, entry);
}

void
lab_laboratory_remember (LabLaboratory *self, const char *key)
{
  lab_laboratory_push_step (self, self->done, key, NULL);
}

void
lab_laboratory_forget_undone (LabLaboratory *self)
{
  g_ptr_array_set_size (self->undone, 0);
}

static void
forget_in (GPtrArray *steps, LabRecord *record)
{
  for (guint i = steps->len; i-- > 0;) {
    LabHistoryEntry *entry = g_ptr_array_index (steps, i);
    if (entry->cleared == NULL)
      continue;
    g_ptr_array_remove (entry->cleared, record);
    if (entry->cleared->len == 0)
      g_ptr_array_remove_index (steps, i);
  }
}

void
lab_laboratory_forget_record (LabLaboratory *self, LabRecord *record)
{
  forget_in (self->done, record);
  forget_in (self->undone, record);
}
