#include "laboratory/answers/kernel-widths.h"

#include "laboratory/laboratory.h"

/* One computation, shared with its thread. */
typedef struct
{
  LabExperiment experiment;
  double head_scale;
  LabTask task;
  LabWidthGap gap;
} Work;

struct _LabKernelWidths
{
  GObject parent_instance;

  gboolean has_wanted;
  LabExperiment wanted;
  double wanted_scale;
  gboolean known; /* gap is that of wanted */
  LabWidthGap gap;
  char *failure;
  guint rest_source;
  GTask *task; /* under way, or NULL */
};

enum
{
  CHANGED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabKernelWidths, lab_kernel_widths, G_TYPE_OBJECT)

static void
compute (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  const gboolean finished = lab_width_gap_compute (&work->experiment, work->head_scale, 1,
                                                   &work->task, &work->gap, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, finished);
}

static gboolean
is_wanted (LabKernelWidths *self, const LabExperiment *experiment, double head_scale)
{
  return self->has_wanted && head_scale == self->wanted_scale &&
         lab_experiment_equal (experiment, &self->wanted);
}

static void begin (LabKernelWidths *self);

static void
on_computed (GObject *source, GAsyncResult *result, gpointer data)
{
  LabKernelWidths *self = LAB_KERNEL_WIDTHS (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  const gboolean finished = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_object (&self->task);
  if (is_wanted (self, &work->experiment, work->head_scale) && (finished || error != NULL)) {
    self->known = finished;
    self->gap = work->gap;
    self->failure = error != NULL ? g_strdup (error->message) : NULL;
  } else if (self->has_wanted && self->rest_source == 0) {
    begin (self);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin (LabKernelWidths *self)
{
  Work *work = g_new0 (Work, 1);

  work->experiment = self->wanted;
  work->head_scale = self->wanted_scale;
  self->task = g_task_new (self, NULL, on_computed, NULL);
  g_task_set_task_data (self->task, work, g_free);
  g_task_run_in_thread (self->task, compute);
}

static gboolean
on_rest (gpointer data)
{
  LabKernelWidths *self = data;

  self->rest_source = 0;
  if (self->task == NULL && self->has_wanted)
    begin (self);
  return G_SOURCE_REMOVE;
}

void
lab_kernel_widths_stop (LabKernelWidths *self)
{
  g_return_if_fail (LAB_IS_KERNEL_WIDTHS (self));

  self->has_wanted = self->known = FALSE;
  g_clear_pointer (&self->failure, g_free);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->task != NULL)
    lab_task_cancel (&((Work *)g_task_get_task_data (self->task))->task);
}

void
lab_kernel_widths_want (LabKernelWidths *self, const LabExperiment *experiment, double head_scale)
{
  g_return_if_fail (LAB_IS_KERNEL_WIDTHS (self) && experiment != NULL);

  if (is_wanted (self, experiment, head_scale))
    return;
  lab_kernel_widths_stop (self);
  self->wanted = *experiment;
  self->wanted_scale = head_scale;
  self->has_wanted = TRUE;
  self->rest_source = g_timeout_add (LAB_LABORATORY_REST, on_rest, self);
}

static void
lab_kernel_widths_finalize (GObject *object)
{
  LabKernelWidths *self = LAB_KERNEL_WIDTHS (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_free (self->failure);
  G_OBJECT_CLASS (lab_kernel_widths_parent_class)->finalize (object);
}

static void
lab_kernel_widths_class_init (LabKernelWidthsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_kernel_widths_finalize;
  signals[CHANGED] = g_signal_new ("changed", LAB_TYPE_KERNEL_WIDTHS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_kernel_widths_init (LabKernelWidths *self)
{
}

LabKernelWidths *
lab_kernel_widths_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_WIDTHS, NULL);
}

const LabWidthGap *
lab_kernel_widths_get (LabKernelWidths *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_WIDTHS (self), NULL);

  return self->known ? &self->gap : NULL;
}

const char *
lab_kernel_widths_get_failure (LabKernelWidths *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_WIDTHS (self), NULL);

  return self->failure;
}

gboolean
lab_kernel_widths_is_busy (LabKernelWidths *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_WIDTHS (self), FALSE);

  return self->rest_source != 0 || self->task != NULL;
}
