/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map's prediction at level 2, from a thread, with a small memory. */
#include "laboratory/answers/phases-field.h"

#include "core/latest.h"
#include "laboratory/laboratory.h"

/* Answers kept: one for each of the last so many questions. */
#define MOST_KEPT 12

struct _LabPhasesField
{
  GObject parent_instance;

  LabPhaseField *kept[MOST_KEPT]; /* newest first */
  LabLatest *latest;              /* of LabPhaseSetting */
};

enum
{
  REFINED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabPhasesField, lab_phases_field, G_TYPE_OBJECT)

static gpointer
setting_copy (gconstpointer setting)
{
  return g_memdup2 (setting, sizeof (LabPhaseSetting));
}

static gboolean
setting_equal (gconstpointer a, gconstpointer b)
{
  return lab_phase_setting_equal (a, b);
}

static gboolean
is_stale (gpointer task)
{
  return lab_task_is_cancelled (task);
}

static gpointer
compute (gpointer setting, LabLatestCall *call, GError **error)
{
  return lab_phase_field_new (setting, 2, is_stale, lab_latest_call_task (call), error);
}

static void
field_free (gpointer field)
{
  lab_phase_field_unref (field);
}

static void
keep (LabPhasesField *self, LabPhaseField *field)
{
  g_clear_pointer (&self->kept[MOST_KEPT - 1], lab_phase_field_unref);
  for (guint i = MOST_KEPT - 1; i > 0; i--)
    self->kept[i] = self->kept[i - 1];
  self->kept[0] = field;
}

static void
arrived (gconstpointer setting,
         gpointer field,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabPhasesField *self = user_data;

  if (field == NULL)
    return;
  keep (self, field);
  g_signal_emit (self, signals[REFINED], 0);
}

static const LabLatestKind KIND = {
    setting_copy, g_free, setting_equal, compute, field_free, NULL, arrived, "phases-field",
};

void
lab_phases_field_stop (LabPhasesField *self)
{
  g_return_if_fail (LAB_IS_PHASES_FIELD (self));
  lab_latest_forget (self->latest);
}

static void
lab_phases_field_finalize (GObject *object)
{
  LabPhasesField *self = LAB_PHASES_FIELD (object);
  lab_latest_free (self->latest);
  for (guint i = 0; i < MOST_KEPT; i++)
    g_clear_pointer (&self->kept[i], lab_phase_field_unref);
  G_OBJECT_CLASS (lab_phases_field_parent_class)->finalize (object);
}

static void
lab_phases_field_class_init (LabPhasesFieldClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_phases_field_finalize;
  signals[REFINED] = g_signal_new ("refined", LAB_TYPE_PHASES_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_phases_field_init (LabPhasesField *self)
{
  self->latest = lab_latest_new (&KIND, self);
}

LabPhasesField *
lab_phases_field_new (void)
{
  return g_object_new (LAB_TYPE_PHASES_FIELD, NULL);
}

LabPhaseField *
lab_phases_field_refined (LabPhasesField *self, const LabPhaseSetting *setting)
{
  g_return_val_if_fail (LAB_IS_PHASES_FIELD (self) && setting != NULL, NULL);

  for (guint i = 0; i < MOST_KEPT; i++)
    if (self->kept[i] != NULL &&
        lab_phase_setting_equal (lab_phase_field_setting (self->kept[i]), setting))
      return self->kept[i];
  lab_latest_want (self->latest, setting, LAB_LABORATORY_REST);
  return NULL;
}
