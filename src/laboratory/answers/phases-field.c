/* The phase map's prediction at level 2, from a thread, with a small memory. */
#include "laboratory/answers/phases-field.h"

#include "laboratory/laboratory.h"

/* Answers kept: one for each of the last so many questions. */
#define MOST_KEPT 12

/* One computation, shared with its thread. */
typedef struct
{
  LabPhaseSetting setting;
  gint stale; /* atomic */
} Work;

struct _LabPhasesField
{
  GObject parent_instance;

  LabPhaseField *kept[MOST_KEPT]; /* newest first */
  LabPhaseSetting wanted;
  gboolean has_wanted;
  guint rest_source;
  GTask *task; /* under way, or NULL */
};

enum
{
  REFINED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabPhasesField, lab_phases_field, G_TYPE_OBJECT)

static gboolean
is_stale (gpointer data)
{
  return g_atomic_int_get (&((Work *)data)->stale) != 0;
}

static void
compute (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  LabPhaseField *field = lab_phase_field_new (&work->setting, 2, is_stale, work, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, field, (GDestroyNotify)lab_phase_field_unref);
}

static void
keep (LabPhasesField *self, LabPhaseField *field)
{
  g_clear_pointer (&self->kept[MOST_KEPT - 1], lab_phase_field_unref);
  for (guint i = MOST_KEPT - 1; i > 0; i--)
    self->kept[i] = self->kept[i - 1];
  self->kept[0] = field;
}

static void begin (LabPhasesField *self);

static void
on_computed (GObject *source, GAsyncResult *result, gpointer data)
{
  LabPhasesField *self = LAB_PHASES_FIELD (source);
  g_autoptr (GError) error = NULL;
  LabPhaseField *field = g_task_propagate_pointer (G_TASK (result), &error);
  const Work *work = g_task_get_task_data (G_TASK (result));
  gboolean wanted = self->has_wanted && lab_phase_setting_equal (&work->setting, &self->wanted);

  g_clear_object (&self->task);
  /* Here, or not to be computed; else it was stopped, and is wanted again. */
  if (wanted && (field != NULL || error != NULL))
    self->has_wanted = FALSE;
  if (field != NULL) {
    keep (self, field);
    g_signal_emit (self, signals[REFINED], 0);
  }
  if (self->has_wanted && self->rest_source == 0)
    begin (self);
}

static void
begin (LabPhasesField *self)
{
  Work *work = g_new0 (Work, 1);
  work->setting = self->wanted;
  self->task = g_task_new (self, NULL, on_computed, NULL);
  g_task_set_task_data (self->task, work, g_free);
  g_task_run_in_thread (self->task, compute);
}

static gboolean
on_rest (gpointer data)
{
  LabPhasesField *self = data;
  self->rest_source = 0;
  if (self->task == NULL && self->has_wanted)
    begin (self);
  return G_SOURCE_REMOVE;
}

void
lab_phases_field_stop (LabPhasesField *self)
{
  g_return_if_fail (LAB_IS_PHASES_FIELD (self));
  self->has_wanted = FALSE;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->task != NULL)
    g_atomic_int_set (&((Work *)g_task_get_task_data (self->task))->stale, 1);
}

static void
lab_phases_field_finalize (GObject *object)
{
  LabPhasesField *self = LAB_PHASES_FIELD (object);
  for (guint i = 0; i < MOST_KEPT; i++)
    g_clear_pointer (&self->kept[i], lab_phase_field_unref);
  g_clear_handle_id (&self->rest_source, g_source_remove);
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
  if (self->has_wanted && lab_phase_setting_equal (&self->wanted, setting))
    return NULL;
  lab_phases_field_stop (self);
  self->wanted = *setting;
  self->has_wanted = TRUE;
  self->rest_source = g_timeout_add (LAB_LABORATORY_REST, on_rest, self);
  return NULL;
}
