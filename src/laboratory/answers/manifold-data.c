/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws points and trains the one network of the manifold view, on threads of their own. */
#include "laboratory/answers/manifold-data.h"
#include "laboratory/answers/manifold-data-testing.h"

#include "core/latest.h"
#include "core/queue.h"

typedef struct
{
  LabRunSource source; /* holds its points */
  guint n;
} Drawing;

typedef struct
{
  LabExperiment *experiment; /* a copy that holds its points */
  LabRunControl control;     /* of this copy's training */
} Learning;

struct _LabManifoldData
{
  GObject parent_instance;

  LabManifoldPoints *points;
  LabLatest *drawing;    /* of Drawing, answered by LabManifoldPoints */
  LabLatest *learning;   /* of Learning, answered by LabRunOutput */
  LabExperiment *learnt; /* whose predictions are here or under way; NULL: none */
  GPtrArray *predictions;
};

enum
{
  POINTS,
  PREDICTION,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabManifoldData, lab_manifold_data, G_TYPE_OBJECT)

static gpointer
drawing_copy (gconstpointer data)
{
  Drawing *drawing = g_memdup2 (data, sizeof (Drawing));

  lab_point_set_ref (drawing->source.points.points);
  return drawing;
}

static void
drawing_free (gpointer data)
{
  lab_point_set_unref (((Drawing *)data)->source.points.points);
  g_free (data);
}

static gboolean
drawing_equal (gconstpointer a, gconstpointer b)
{
  const Drawing *left = a, *right = b;

  return left->n == right->n && lab_run_source_equal (&left->source, &right->source);
}

static gpointer
draw (gpointer data, LabLatestCall *call, GError **error)
{
  const Drawing *drawing = data;

  return lab_manifold_points_new (&drawing->source, drawing->n,
                                  &lab_latest_call_task (call)->cancelled, error);
}

static void
points_free (gpointer points)
{
  lab_manifold_points_unref (points);
}

static void
on_drawn (gconstpointer wish,
          gpointer points,
          const GError *error,
          gboolean final,
          gpointer user_data)
{
  LabManifoldData *self = user_data;

  if (error != NULL)
    g_warning ("%s", error->message);
  if (points == NULL)
    return;
  g_clear_pointer (&self->points, lab_manifold_points_unref);
  self->points = points;
  g_signal_emit (self, signals[POINTS], 0);
}

static const LabLatestKind DRAWING = {
    drawing_copy, drawing_free, drawing_equal, draw, points_free, NULL, on_drawn, "manifold-points",
};

static gpointer
learning_copy (gconstpointer data)
{
  const Learning *learning = data;
  Learning *copy = g_new0 (Learning, 1);

  copy->experiment = lab_experiment_copy (learning->experiment);
  return copy;
}

static void
learning_free (gpointer data)
{
  lab_experiment_free (((Learning *)data)->experiment);
  g_free (data);
}

static gboolean
learning_equal (gconstpointer a, gconstpointer b)
{
  return lab_experiment_equal (((const Learning *)a)->experiment,
                               ((const Learning *)b)->experiment);
}

static void
stop_learning (gpointer data)
{
  g_atomic_int_set (&((Learning *)data)->control.stop, 1);
}

/* Of one training, on its thread. */
typedef struct
{
  LabLatestCall *call;
  LabQueue *outputs;
} Lesson;

static void
tell_outputs (const LabEvaluation *evaluations, guint count, guint steps_done, gpointer data)
{
  Lesson *lesson = data;
  LabRunOutput *output;

  while ((output = lab_queue_try_pop (lesson->outputs)) != NULL)
    lab_latest_call_tell (lesson->call, output);
}

/* Every answer is told on the way: the final one is none. */
static gpointer
learn (gpointer data, LabLatestCall *call, GError **error)
{
  Learning *learning = data;
  const LabExperiment *experiment = learning->experiment;
  g_autoptr (LabQueue) outputs = lab_queue_new ((GDestroyNotify)lab_run_output_free);
  g_autoptr (LabRun) run = NULL;
  Lesson lesson = {call, outputs};
  LabRunPlan plan;

  learning->control.outputs = outputs;
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - experiment->repeats,
                       &plan);
  run = lab_run_train (experiment, &plan, NULL, &learning->control, tell_outputs, &lesson, error);
  tell_outputs (NULL, 0, 0, &lesson);
  return NULL;
}

static void
output_free (gpointer output)
{
  lab_run_output_free (output);
}

static void
on_learnt (gconstpointer wish,
           gpointer output,
           const GError *error,
           gboolean final,
           gpointer user_data)
{
  LabManifoldData *self = user_data;

  if (error != NULL)
    g_warning ("%s", error->message);
  if (output == NULL)
    return;
  g_ptr_array_add (self->predictions, output);
  g_signal_emit (self, signals[PREDICTION], 0);
}

static const LabLatestKind LEARNING = {
    learning_copy, learning_free, learning_equal, learn,
    output_free,   stop_learning, on_learnt,      "manifold-learn",
};

static void
ask_predictions (LabManifoldData *self, const LabExperiment *experiment)
{
  Learning learning = {.experiment = (LabExperiment *)experiment};

  if (self->learnt != NULL && lab_experiment_equal (self->learnt, experiment))
    return;
  lab_experiment_free (self->learnt);
  self->learnt = lab_experiment_copy (experiment);
  g_ptr_array_set_size (self->predictions, 0);
  lab_latest_want (self->learning, &learning, 0);
  g_signal_emit (self, signals[PREDICTION], 0);
}

void
lab_manifold_data_ask (LabManifoldData *self,
                       const LabExperiment *experiment,
                       guint n,
                       gboolean predictions)
{
  Drawing drawing = {.n = n};
  g_return_if_fail (LAB_IS_MANIFOLD_DATA (self) && experiment != NULL);

  lab_manifold_points_source (experiment, &drawing.source);
  lab_latest_want (self->drawing, &drawing, 0);
  if (predictions)
    ask_predictions (self, experiment);
}

void
lab_manifold_data_stop (LabManifoldData *self)
{
  g_return_if_fail (LAB_IS_MANIFOLD_DATA (self));
  lab_latest_forget (self->drawing);
  if (lab_latest_is_busy (self->learning))
    g_clear_pointer (&self->learnt, lab_experiment_free);
  lab_latest_forget (self->learning);
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

  if (self->points == NULL || self->learnt == NULL || self->predictions->len == 0)
    return FALSE;
  lab_manifold_points_source (self->learnt, &source);
  return lab_run_source_equal (&self->points->source, &source);
}

gboolean
lab_manifold_data_is_busy (LabManifoldData *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_DATA (self), FALSE);
  return lab_latest_is_busy (self->drawing) || lab_latest_is_busy (self->learning);
}

static void
lab_manifold_data_finalize (GObject *object)
{
  LabManifoldData *self = LAB_MANIFOLD_DATA (object);
  lab_latest_free (self->drawing);
  lab_latest_free (self->learning);
  lab_experiment_free (self->learnt);
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
  self->drawing = lab_latest_new (&DRAWING, self);
  self->learning = lab_latest_new (&LEARNING, self);
  self->predictions = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_output_free);
}

LabManifoldData *
lab_manifold_data_new (void)
{
  return g_object_new (LAB_TYPE_MANIFOLD_DATA, NULL);
}
