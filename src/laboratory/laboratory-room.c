/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laboratory holds has a bound in bytes: the curves that were not looked at for the longest are
 * let go. */
#include "laboratory/laboratory-private.h"
#include "laboratory/laboratory-room-testing.h"

gsize
lab_laboratory_record_bytes (LabLaboratory *self)
{
  gsize bytes = 0;

  g_return_val_if_fail (LAB_IS_LABORATORY (self), 0);
  for (guint i = 0; i < self->records->len; i++)
    bytes += lab_record_bytes (g_ptr_array_index (self->records, i));
  return bytes;
}

/* Records that a click leads back to, and those that something is being done with. */
static gboolean
is_held (LabLaboratory *self, const LabRecord *record)
{
  if (record == self->current || record == self->job || record == self->fit_record)
    return TRUE;
  for (LabSweep axis = 0; axis < LAB_SWEEP_COUNT; axis++)
    if (lab_experiment_equal (&record->experiment, &self->controls[axis]) ||
        (self->pinned[axis] && lab_experiment_equal (&record->experiment, &self->baseline[axis])))
      return TRUE;
  return FALSE;
}

/* TRUE where a is to be let go before b: cleared curves go first, then those not selected for longest. */
static gboolean
goes_before (const LabRecord *a, const LabRecord *b)
{
  return a->hidden != b->hidden ? a->hidden : a->selected < b->selected;
}

/* The next to be let go, or records->len. */
static guint
next_to_go (LabLaboratory *self)
{
  guint next = self->records->len;

  for (guint i = 0; i < self->records->len; i++) {
    LabRecord *record = g_ptr_array_index (self->records, i);
    if (!is_held (self, record) && (next == self->records->len ||
                                    goes_before (record, g_ptr_array_index (self->records, next))))
      next = i;
  }
  return next;
}

void
lab_laboratory_make_room (LabLaboratory *self)
{
  gsize bytes = lab_laboratory_record_bytes (self);
  guint next;

  while (bytes > self->record_bound && (next = next_to_go (self)) < self->records->len) {
    LabRecord *record = g_ptr_array_index (self->records, next);
    bytes -= lab_record_bytes (record);
    lab_laboratory_forget_record (self, record);
    g_ptr_array_remove_index (self->records, next);
  }
}
