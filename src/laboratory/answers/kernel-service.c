#include "laboratory/answers/kernel-service.h"

#include <math.h>

#include "laboratory/laboratory.h"

/* Kept small: a prediction is to come within seconds while runs train on all cores. */
#define POINTS      1024
#define TEST_POINTS 512
#define LAST_STEP   1000
#define MOMENTS     28

/* One computation, shared with its thread. */
typedef struct
{
  LabExperiment experiment;
  double head_scale;
  double floor;
  gboolean train;
  LabTask task;
} Work;

/* What a computation gives. */
typedef struct
{
  LabKernelStudy *study;
  LabKernelFindings findings;
} Result;

struct _LabKernelService
{
  GObject parent_instance;

  Result *result; /* NULL before the first */
  char *failure;
  gboolean has_wanted;
  LabExperiment wanted;
  double wanted_scale, wanted_floor;
  gboolean wanted_train; /* the next stage */
  guint rest_source;
  GTask *task; /* under way, or NULL */
};

enum
{
  CHANGED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabKernelService, lab_kernel_service, G_TYPE_OBJECT)

static void
result_free (gpointer data)
{
  Result *result = data;

  lab_kernel_study_free (result->study);
  g_free (result);
}

static void
choose_settings (const Work *work, LabKernelStudySettings *settings)
{
  lab_kernel_study_default (settings);
  settings->most_points = POINTS;
  settings->test_points = TEST_POINTS;
  settings->head_scale = work->head_scale;
  settings->floor = work->floor;
  settings->train = work->train;
  settings->step_count = 0;
  for (guint i = 0; i < MOMENTS; i++) {
    const guint step = (guint)lround (pow (LAST_STEP, i / (MOMENTS - 1.0)));

    if (i == 0 || step > settings->steps[settings->step_count - 1])
      settings->steps[settings->step_count++] = step;
  }
}

static void
compute (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  LabKernelStudySettings settings;
  LabKernelStudy *study;
  LabRunPlan plan;
  GError *error = NULL;

  choose_settings (work, &settings);
  lab_experiment_plan (&work->experiment,
                       lab_experiment_run_count (&work->experiment) - work->experiment.repeats,
                       &plan);
  study = lab_kernel_study_new (&work->experiment, &plan, &settings, NULL, 1, &work->task, &error);
  if (study != NULL) {
    Result *result = g_new0 (Result, 1);

    result->study = study;
    lab_kernel_findings (&work->experiment, &settings, study, &result->findings);
    g_task_return_pointer (task, result, result_free);
  } else if (error != NULL) {
    g_task_return_error (task, error);
  } else {
    g_task_return_pointer (task, NULL, NULL); /* stopped */
  }
}

static void begin (LabKernelService *self);

static gboolean
is_wanted (LabKernelService *self, const Work *work)
{
  return self->has_wanted && work->head_scale == self->wanted_scale &&
         work->floor == self->wanted_floor &&
         lab_experiment_equal (&work->experiment, &self->wanted);
}

static void
on_computed (GObject *source, GAsyncResult *result, gpointer data)
{
  LabKernelService *self = LAB_KERNEL_SERVICE (source);
  g_autoptr (GError) error = NULL;
  Result *come = g_task_propagate_pointer (G_TASK (result), &error);
  const Work *work = g_task_get_task_data (G_TASK (result));
  const gboolean wanted = is_wanted (self, work);

  g_clear_object (&self->task);
  g_clear_pointer (&self->failure, g_free);
  if (error != NULL)
    self->failure = g_strdup (error->message);
  /* Here, or not to be had: the next stage, or nothing more. */
  if (wanted && (error != NULL || (come != NULL && (work->train || work->floor > 0))))
    self->has_wanted = FALSE;
  if (wanted && come != NULL)
    self->wanted_train = TRUE;
  if (come != NULL) {
    g_clear_pointer (&self->result, result_free);
    self->result = come;
  }
  if (self->has_wanted && self->rest_source == 0)
    begin (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  lab_point_set_unref (work->experiment.points);
  g_free (work);
}

static void
begin (LabKernelService *self)
{
  Work *work = g_new0 (Work, 1);

  work->experiment = self->wanted;
  lab_point_set_ref (work->experiment.points);
  work->head_scale = self->wanted_scale;
  work->floor = self->wanted_floor;
  work->train = self->wanted_train;
  self->task = g_task_new (self, NULL, on_computed, NULL);
  g_task_set_task_data (self->task, work, work_free);
  g_task_run_in_thread (self->task, compute);
}

static gboolean
on_rest (gpointer data)
{
  LabKernelService *self = data;

  self->rest_source = 0;
  if (self->task == NULL && self->has_wanted)
    begin (self);
  return G_SOURCE_REMOVE;
}

void
lab_kernel_service_stop (LabKernelService *self)
{
  g_return_if_fail (LAB_IS_KERNEL_SERVICE (self));

  self->has_wanted = FALSE;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->task != NULL)
    lab_task_cancel (&((Work *)g_task_get_task_data (self->task))->task);
}

void
lab_kernel_service_want (LabKernelService *self,
                         const LabExperiment *experiment,
                         double head_scale,
                         double floor)
{
  g_return_if_fail (LAB_IS_KERNEL_SERVICE (self) && experiment != NULL);

  lab_kernel_service_stop (self);
  self->wanted = *experiment;
  self->wanted_scale = head_scale;
  self->wanted_floor = floor;
  self->wanted_train = FALSE;
  self->has_wanted = TRUE;
  self->rest_source = g_timeout_add (LAB_LABORATORY_REST, on_rest, self);
}

static void
lab_kernel_service_finalize (GObject *object)
{
  LabKernelService *self = LAB_KERNEL_SERVICE (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->result, result_free);
  g_free (self->failure);
  G_OBJECT_CLASS (lab_kernel_service_parent_class)->finalize (object);
}

static void
lab_kernel_service_class_init (LabKernelServiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_kernel_service_finalize;
  signals[CHANGED] = g_signal_new ("changed", LAB_TYPE_KERNEL_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_kernel_service_init (LabKernelService *self)
{
}

LabKernelService *
lab_kernel_service_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_SERVICE, NULL);
}

const LabKernelStudy *
lab_kernel_service_get (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), NULL);

  return self->result != NULL ? self->result->study : NULL;
}

const LabKernelFindings *
lab_kernel_service_get_findings (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), NULL);

  return self->result != NULL ? &self->result->findings : NULL;
}

const char *
lab_kernel_service_get_failure (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), NULL);

  return self->failure;
}

gboolean
lab_kernel_service_is_busy (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), FALSE);

  return self->has_wanted || self->task != NULL;
}
