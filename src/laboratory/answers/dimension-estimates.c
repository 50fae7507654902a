/* Estimates of the dimension of the controls' data, from a thread. */
#include "laboratory/answers/dimension-estimates.h"

#include "chart/dimension/dimension-plot.h"
#include "laboratory/laboratory.h"

/* Enough up to d = 4 or so; a second of one core. */
#define POINTS 4096

/* One computation, shared with its thread. */
typedef struct
{
  LabDataSource source;
  LabTask task;
} Work;

struct _LabDimensionEstimates
{
  GObject parent_instance;

  LabDataSource known; /* what report is of */
  LabDimensionReport *report;
  LabDataSource wanted;
  gboolean has_wanted;
  gboolean failed; /* wanted allows no estimates */
  guint rest_source;
  GTask *task; /* under way, or NULL */
};

enum
{
  ESTIMATED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabDimensionEstimates, lab_dimension_estimates, G_TYPE_OBJECT)

static void
source_of (const LabExperiment *experiment, LabDataSource *source)
{
  LabRunPlan plan;

  lab_experiment_plan (experiment, 0, &plan);
  lab_experiment_data_source (experiment, &plan, source);
}

static void
compute (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (&work->source, &error);
  g_autoptr (LabDataset) dataset = NULL;
  g_autofree LabDimensionReport *report = g_new0 (LabDimensionReport, 1);
  g_autofree double *x = NULL;
  LabDimensionRequest request;
  gsize points = POINTS, count;

  if (work->source.points != NULL)
    points = MIN (points, work->source.points->n);
  if (sampler != NULL)
    dataset = lab_data_sampler_draw (sampler, LAB_DATA_TEST, points, &work->task.cancelled, &error);
  if (dataset == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  count = dataset->n * dataset->ambient_dimension;
  x = g_new (double, count);
  for (gsize i = 0; i < count; i++)
    x[i] = (double)dataset->x[i];
  lab_dimension_plot_request (&request);
  if (lab_dimension_measure (&request, x, dataset->n, dataset->ambient_dimension, &work->task,
                             report, &error))
    g_task_return_pointer (task, g_steal_pointer (&report), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void begin (LabDimensionEstimates *self);

static void
on_computed (GObject *object, GAsyncResult *result, gpointer data)
{
  LabDimensionEstimates *self = LAB_DIMENSION_ESTIMATES (object);
  LabDimensionReport *report = g_task_propagate_pointer (G_TASK (result), NULL);
  const Work *work = g_task_get_task_data (G_TASK (result));
  gboolean wanted = self->has_wanted && lab_data_source_equal (&work->source, &self->wanted);

  g_clear_object (&self->task);
  if (wanted && (report != NULL || !lab_task_is_cancelled (&work->task))) {
    self->has_wanted = FALSE;
    self->failed = report == NULL;
  }
  if (report != NULL) {
    g_free (self->report);
    self->report = report;
    self->known = work->source;
    g_signal_emit (self, signals[ESTIMATED], 0);
  }
  if (self->has_wanted && self->rest_source == 0)
    begin (self);
}

static void
work_free (gpointer data)
{
  lab_point_set_unref (((Work *)data)->source.points);
  g_free (data);
}

static void
begin (LabDimensionEstimates *self)
{
  Work *work = g_new0 (Work, 1);

  work->source = self->wanted;
  lab_point_set_ref (work->source.points);
  self->task = g_task_new (self, NULL, on_computed, NULL);
  g_task_set_task_data (self->task, work, work_free);
  g_task_run_in_thread (self->task, compute);
}

static gboolean
on_rest (gpointer data)
{
  LabDimensionEstimates *self = data;

  self->rest_source = 0;
  if (self->task == NULL && self->has_wanted)
    begin (self);
  return G_SOURCE_REMOVE;
}

static void
cancel_task (LabDimensionEstimates *self)
{
  if (self->task != NULL)
    lab_task_cancel (&((Work *)g_task_get_task_data (self->task))->task);
}

void
lab_dimension_estimates_stop (LabDimensionEstimates *self)
{
  g_return_if_fail (LAB_IS_DIMENSION_ESTIMATES (self));

  self->has_wanted = FALSE;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  cancel_task (self);
}

const LabDimensionReport *
lab_dimension_estimates_get (LabDimensionEstimates *self, const LabExperiment *experiment)
{
  LabDataSource source;

  g_return_val_if_fail (LAB_IS_DIMENSION_ESTIMATES (self) && experiment != NULL, NULL);

  source_of (experiment, &source);
  if (self->report != NULL && lab_data_source_equal (&source, &self->known))
    return self->report;
  if (lab_data_source_equal (&source, &self->wanted) && (self->has_wanted || self->failed))
    return NULL;
  cancel_task (self);
  self->wanted = source;
  self->has_wanted = TRUE;
  self->failed = FALSE;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (LAB_LABORATORY_REST, on_rest, self);
  return NULL;
}

static void
lab_dimension_estimates_finalize (GObject *object)
{
  LabDimensionEstimates *self = LAB_DIMENSION_ESTIMATES (object);

  g_free (self->report);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  G_OBJECT_CLASS (lab_dimension_estimates_parent_class)->finalize (object);
}

static void
lab_dimension_estimates_class_init (LabDimensionEstimatesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_dimension_estimates_finalize;
  signals[ESTIMATED] = g_signal_new ("estimated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_dimension_estimates_init (LabDimensionEstimates *self)
{
}

LabDimensionEstimates *
lab_dimension_estimates_new (void)
{
  return g_object_new (LAB_TYPE_DIMENSION_ESTIMATES, NULL);
}
