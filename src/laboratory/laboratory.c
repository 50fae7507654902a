/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory: what it holds and shows. Controls, runs and fits have files of their own. */
#include "laboratory/laboratory.h"
#include "laboratory/laboratory-private.h"

G_DEFINE_FINAL_TYPE (LabLaboratory, lab_laboratory, G_TYPE_OBJECT)

static void
lab_laboratory_dispose (GObject *object)
{
  lab_laboratory_close (LAB_LABORATORY (object));
  G_OBJECT_CLASS (lab_laboratory_parent_class)->dispose (object);
}

static void
lab_laboratory_finalize (GObject *object)
{
  LabLaboratory *self = LAB_LABORATORY (object);
  lab_laboratory_controls_clear (self);
  g_ptr_array_unref (self->theories);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->files);
  g_free (self->failure);
  G_OBJECT_CLASS (lab_laboratory_parent_class)->finalize (object);
}

static void
lab_laboratory_class_init (LabLaboratoryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->dispose = lab_laboratory_dispose;
  object_class->finalize = lab_laboratory_finalize;
  g_signal_new ("changed", LAB_TYPE_LABORATORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("status", LAB_TYPE_LABORATORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static void
lab_laboratory_init (LabLaboratory *self)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_record_free);
  self->record_bound = LAB_LABORATORY_RECORD_BYTES;
  self->file_bound = LAB_LABORATORY_FILE_BYTES;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_point_set_unref);
  lab_laboratory_controls_init (self);
  lab_laboratory_theory_init (self);
  lab_laboratory_kernel_init (self);
  lab_laboratory_idle_init (self);
}

LabLaboratory *
lab_laboratory_new (guint workers)
{
  LabLaboratory *self = g_object_new (LAB_TYPE_LABORATORY, NULL);
  self->workers = workers;
  return self;
}

void
lab_laboratory_close (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  self->closed = TRUE;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  lab_laboratory_runs_clear (self);
  lab_laboratory_fit_clear (self);
  lab_laboratory_theory_clear (self);
  lab_laboratory_kernel_clear (self);
  lab_laboratory_idle_clear (self);
}
