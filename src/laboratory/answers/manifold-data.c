/* Draws points and trains the one network of the manifold view, on threads of the pool. */
#include "laboratory/answers/manifold-data.h"

/* How often predictions are fetched, in milliseconds. */
#define FETCH_INTERVAL 40

/* Shared with the thread that draws. */
typedef struct
{
  LabRunSource source;
  guint n;
  gint stop; /* atomic */
} Drawing;

/* Shared with the thread that trains. */
typedef struct
{
  LabExperiment experiment;
  LabRunPlan plan;
  LabRunControl control;
} Learning;

struct _LabManifoldData
{
  GObject parent_instance;

  LabManifoldPoints *points;
  GTask *drawing; /* under way, or NULL */
  LabRunSource wanted;
  guint wanted_n;
  gboolean has_wanted;

  LabExperiment learnt; /* whose predictions are here or under way */
  gboolean has_learnt;
  GTask *learning; /* under way, or NULL */
  GPtrArray *predictions;
  guint fetch_source;
};

enum
{
  POINTS,
  PREDICTION,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabManifoldData, lab_manifold_data, G_TYPE_OBJECT)

static void
draw_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Drawing *drawing = data;
  GError *error = NULL;
  LabManifoldPoints *points =
      lab_manifold_points_new (&drawing->source, drawing->n, &drawing->stop, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, points, (GDestroyNotify)lab_manifold_points_unref);
}

static void begin_drawing (LabManifoldData *self);

static void
on_drawn (GObject *object, GAsyncResult *result, gpointer data)
{
  LabManifoldData *self = LAB_MANIFOLD_DATA (object);
  g_autoptr (GError) error = NULL;
  LabManifoldPoints *points = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->drawing);
  if (error != NULL)
    g_warning ("%s", error->message);
  if (points != NULL) {
    g_clear_pointer (&self->points, lab_manifold_points_unref);
    self->points = points;
    if (points->asked == self->wanted_n && lab_run_source_equal (&points->source, &self->wanted))
      self->has_wanted = FALSE;
    g_signal_emit (self, signals[POINTS], 0);
  }
  if (self->has_wanted && error == NULL)
    begin_drawing (self);
}

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;
  lab_point_set_unref (drawing->source.points.points);
  g_free (drawing);
}

static void
begin_drawing (LabManifoldData *self)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  drawing->source = self->wanted;
  drawing->n = self->wanted_n;
  self->drawing = g_task_new (self, NULL, on_drawn, NULL);
  lab_point_set_ref (drawing->source.points.points);
  g_task_set_task_data (self->drawing, drawing, drawing_free);
  g_task_run_in_thread (self->drawing, draw_in_thread);
}

static void
ask_points (LabManifoldData *self, const LabRunSource *source, guint n)
{
  gboolean under_way =
      self->has_wanted && self->wanted_n == n && lab_run_source_equal (&self->wanted, source);
  gboolean here = self->points != NULL && self->points->asked == n &&
                  lab_run_source_equal (&self->points->source, source);

  if (under_way || (here && !self->has_wanted))
    return;
  self->wanted = *source;
  self->wanted_n = n;
  self->has_wanted = TRUE;
  if (self->drawing == NULL)
    begin_drawing (self);
  else
    g_atomic_int_set (&((Drawing *)g_task_get_task_data (self->drawing))->stop, 1);
}

static void
learning_free (gpointer data)
{
  Learning *learning = data;
  lab_queue_unref (learning->control.outputs);
  lab_point_set_unref (learning->experiment.points);
  g_free (learning);
}

static void
learn_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Learning *learning = data;
  GError *error = NULL;
  LabRun *run = lab_run_train (&learning->experiment, &learning->plan, NULL, &learning->control,
                               NULL, NULL, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, run, (GDestroyNotify)lab_run_unref);
}

static void
fetch (LabManifoldData *self)
{
  Learning *learning = self->learning != NULL ? g_task_get_task_data (self->learning) : NULL;
  LabRunOutput *prediction;
  gboolean any = FALSE;

  /* Of an experiment that is no longer the one: not even looked at. */
  if (learning == NULL || g_atomic_int_get (&learning->control.stop) != 0)
    return;
  while ((prediction = lab_queue_try_pop (learning->control.outputs)) != NULL) {
    g_ptr_array_add (self->predictions, prediction);
    any = TRUE;
  }
  if (any)
    g_signal_emit (self, signals[PREDICTION], 0);
}

static gboolean
on_fetch (gpointer data)
{
  fetch (data);
  return G_SOURCE_CONTINUE;
}

static void begin_learning (LabManifoldData *self);

static void
on_learnt (GObject *object, GAsyncResult *result, gpointer data)
{
  LabManifoldData *self = LAB_MANIFOLD_DATA (object);
  const Learning *learning = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (LabRun) run = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean same = self->has_learnt && lab_experiment_equal (&learning->experiment, &self->learnt);

  if (error != NULL)
    g_warning ("%s", error->message);
  fetch (self);
  g_clear_object (&self->learning);
  g_clear_handle_id (&self->fetch_source, g_source_remove);
  if (self->has_learnt && (!same || (run != NULL && run->status == LAB_RUN_STOPPED)))
    begin_learning (self);
}

static void
begin_learning (LabManifoldData *self)
{
  Learning *learning = g_new0 (Learning, 1);
  guint runs = lab_experiment_run_count (&self->learnt);
  learning->experiment = self->learnt;
  lab_point_set_ref (learning->experiment.points);
  lab_experiment_plan (&self->learnt, runs - self->learnt.repeats, &learning->plan);
  learning->control.outputs = lab_queue_new ((GDestroyNotify)lab_run_output_free);
  self->learning = g_task_new (self, NULL, on_learnt, NULL);
  g_task_set_task_data (self->learning, learning, learning_free);
  g_task_run_in_thread (self->learning, learn_in_thread);
  self->fetch_source = g_timeout_add (FETCH_INTERVAL, on_fetch, self);
}

static void
stop_learning (LabManifoldData *self)
{
  if (self->learning != NULL)
    g_atomic_int_set (&((Learning *)g_task_get_task_data (self->learning))->control.stop, 1);
}

static void
ask_predictions (LabManifoldData *self, const LabExperiment *experiment)
{
  if (self->has_learnt && lab_experiment_equal (&self->learnt, experiment))
    return;
  self->learnt = *experiment;
  self->has_learnt = TRUE;
  g_ptr_array_set_size (self->predictions, 0);
  if (self->learning == NULL)
    begin_learning (self);
  else
    stop_learning (self);
  g_signal_emit (self, signals[PREDICTION], 0);
}

void
lab_manifold_data_ask (LabManifoldData *self,
                       const LabExperiment *experiment,
                       guint n,
                       gboolean predictions)
{
  LabRunSource source;
  g_return_if_fail (LAB_IS_MANIFOLD_DATA (self) && experiment != NULL);

  lab_manifold_points_source (experiment, &source);
  ask_points (self, &source, n);
  if (predictions)
    ask_predictions (self, experiment);
}

void
lab_manifold_data_stop (LabManifoldData *self)
{
  g_return_if_fail (LAB_IS_MANIFOLD_DATA (self));
  self->has_wanted = FALSE;
  if (self->drawing != NULL)
    g_atomic_int_set (&((Drawing *)g_task_get_task_data (self->drawing))->stop, 1);
  if (self->learning != NULL)
    self->has_learnt = FALSE;
  stop_learning (self);
}

const LabManifoldPoints *
lab_manifold_data_get_points (LabManifoldData *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_DATA (self), NULL);
  return self->points;
}

guint
lab_manifold_data_prediction_count (LabManifoldData *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_DATA (self), 0);
  return self->predictions->len;
}

const LabRunOutput *
lab_manifold_data_get_prediction (LabManifoldData *self, guint index)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_DATA (self) && index < self->predictions->len, NULL);
  return g_ptr_array_index (self->predictions, index);
}

gboolean
lab_manifold_data_predicts_points (LabManifoldData *self)
{
  LabRunSource source;
  g_return_val_if_fail (LAB_IS_MANIFOLD_DATA (self), FALSE);

  if (self->points == NULL || self->predictions->len == 0)
    return FALSE;
  lab_manifold_points_source (&self->learnt, &source);
  return lab_run_source_equal (&self->points->source, &source);
}

gboolean
lab_manifold_data_is_busy (LabManifoldData *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_DATA (self), FALSE);
  return self->drawing != NULL || self->learning != NULL;
}

static void
lab_manifold_data_finalize (GObject *object)
{
  LabManifoldData *self = LAB_MANIFOLD_DATA (object);
  g_clear_handle_id (&self->fetch_source, g_source_remove);
  g_clear_pointer (&self->points, lab_manifold_points_unref);
  g_ptr_array_unref (self->predictions);
  G_OBJECT_CLASS (lab_manifold_data_parent_class)->finalize (object);
}

static void
lab_manifold_data_class_init (LabManifoldDataClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_manifold_data_finalize;
  signals[POINTS] = g_signal_new ("points", LAB_TYPE_MANIFOLD_DATA, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[PREDICTION] = g_signal_new ("prediction", LAB_TYPE_MANIFOLD_DATA, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_manifold_data_init (LabManifoldData *self)
{
  self->predictions = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_output_free);
}

LabManifoldData *
lab_manifold_data_new (void)
{
  return g_object_new (LAB_TYPE_MANIFOLD_DATA, NULL);
}
