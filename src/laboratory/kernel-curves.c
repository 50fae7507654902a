/* One thread, one computation at a time, the newest wish wins; results are kept for the slider's way
 * back. */
#include "laboratory/kernel-curves.h"

#include "core/queue.h"
#include "laboratory/laboratory.h"

/* Results that are kept. */
#define KEPT 12

/* How often answers are looked for while a computation is under way, in milliseconds. */
#define LOOK_INTERVAL 30

/* Cores for it: the runs train on the others. */
#define WORKERS 1

typedef struct
{
  LabExperiment experiment; /* as in question_of() */
  gboolean final;
  LabRidgeCurve ridge;
  LabTangentCurve tangent;
  char *failure;
  guint64 used; /* when it was last wanted; 0: an empty place */
} Kept;

/* A question on its way to the thread: one computation, which both sides hold. */
typedef struct
{
  gint references; /* atomic */
  guint64 serial;
  LabExperiment experiment;
  gboolean quit;
  LabTask task;
  LabQueue *answers;
} Question;

/* What there is of it so far. */
typedef struct
{
  guint64 serial; /* of the question */
  LabExperiment experiment;
  gboolean final;
  LabRidgeCurve ridge;
  LabTangentCurve tangent;
  char *failure;
} Answer;

struct _LabKernelCurves
{
  void (*changed) (gpointer user_data);
  gpointer user_data;
  Kept kept[KEPT];
  Kept *wanted;    /* one of kept, or NULL */
  guint64 clock;   /* counts wishes and questions */
  Question *asked; /* under way, or NULL */
  GThread *thread; /* NULL before the first question */
  LabQueue *questions;
  LabQueue *answers;
  guint rest_source;
  guint look_source;
};

static void
question_unref (gpointer data)
{
  Question *question = data;

  if (!g_atomic_int_dec_and_test (&question->references))
    return;
  lab_queue_unref (question->answers);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->failure);
  g_free (answer);
}

/* The experiment without what its curve does not depend on, so that such changes keep it. */
static LabExperiment
question_of (const LabExperiment *experiment)
{
  LabExperiment question = *experiment, usual;

  lab_experiment_default (experiment->sweep, &usual);
  question.hidden_dimension = usual.hidden_dimension;
  if (experiment->sweep != LAB_SWEEP_DATA)
    return question;
  question.optimizer = usual.optimizer;
  question.schedule = usual.schedule;
  question.learning_rate = usual.learning_rate;
  question.steps = usual.steps;
  question.batch = usual.batch;
  return question;
}

static void
tell (const Question *question, const Answer *so_far)
{
  lab_queue_push (question->answers, g_memdup2 (so_far, sizeof (Answer)));
}

typedef struct
{
  const Question *question;
  Answer *answer;
} Teller;

static void
on_ridge_point (const LabRidgeCurve *curve, gpointer data)
{
  Teller *teller = data;

  teller->answer->ridge = *curve;
  tell (teller->question, teller->answer);
}

static void
compute (Question *question)
{
  Answer answer = {.serial = question->serial, .experiment = question->experiment};
  Teller teller = {question, &answer};
  g_autoptr (GError) error = NULL;

  if (question->experiment.sweep == LAB_SWEEP_DATA)
    lab_ridge_curve_compute (&question->experiment, WORKERS, &question->task, on_ridge_point,
                             &teller, &answer.ridge, &error);
  else
    lab_tangent_curve_compute (&question->experiment, LAB_TANGENT_CURVE_POINTS, WORKERS,
                               &question->task, &answer.tangent, &error);
  answer.final = TRUE;
  answer.failure = error != NULL ? g_strdup (error->message) : NULL;
  tell (question, &answer);
}

static gpointer
work (gpointer data)
{
  LabQueue *questions = data;
  gboolean quit = FALSE;

  while (!quit) {
    Question *question = lab_queue_pop (questions);

    quit = question->quit;
    if (!quit && !lab_task_is_cancelled (&question->task))
      compute (question);
    question_unref (question);
  }
  lab_queue_unref (questions);
  return NULL;
}

static void
push_question (LabKernelCurves *self, const LabExperiment *experiment)
{
  Question *question = g_new0 (Question, 1);

  question->references = 2;
  question->serial = ++self->clock;
  question->answers = lab_queue_ref (self->answers);
  question->quit = experiment == NULL;
  if (experiment != NULL)
    question->experiment = *experiment;
  self->asked = question;
  lab_queue_push (self->questions, question);
}

/* The computation under way counts no more. */
static void
drop_question (LabKernelCurves *self)
{
  if (self->asked == NULL)
    return;
  lab_task_cancel (&self->asked->task);
  g_clear_pointer (&self->asked, question_unref);
}

LabKernelCurves *
lab_kernel_curves_new (void (*changed) (gpointer user_data), gpointer user_data)
{
  LabKernelCurves *self = g_new0 (LabKernelCurves, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->questions = lab_queue_new (question_unref);
  self->answers = lab_queue_new (answer_free);
  return self;
}

void
lab_kernel_curves_free (LabKernelCurves *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  drop_question (self);
  if (self->thread != NULL) {
    push_question (self, NULL);
    g_thread_join (self->thread);
    drop_question (self);
  }
  for (guint i = 0; i < KEPT; i++)
    g_free (self->kept[i].failure);
  lab_queue_unref (self->questions);
  lab_queue_unref (self->answers);
  g_free (self);
}

static Kept *
find (LabKernelCurves *self, const LabExperiment *question)
{
  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i].used > 0 && lab_experiment_equal (&self->kept[i].experiment, question))
      return &self->kept[i];
  return NULL;
}

static Kept *
make_room (LabKernelCurves *self, const LabExperiment *question)
{
  Kept *oldest = &self->kept[0];
  for (guint i = 1; i < KEPT; i++)
    if (self->kept[i].used < oldest->used)
      oldest = &self->kept[i];
  g_free (oldest->failure);
  *oldest = (Kept){.experiment = *question};
  return oldest;
}

/* Answers of computations that were dropped are dropped too. */
static gboolean
take (LabKernelCurves *self, Answer *answer)
{
  Kept *kept = find (self, &answer->experiment);

  if (self->asked == NULL || answer->serial != self->asked->serial)
    return FALSE;
  if (kept != NULL) {
    kept->final = answer->final;
    kept->ridge = answer->ridge;
    kept->tangent = answer->tangent;
    g_free (kept->failure);
    kept->failure = g_steal_pointer (&answer->failure);
  }
  if (answer->final)
    g_clear_pointer (&self->asked, question_unref);
  return TRUE;
}

static gboolean
on_look (gpointer data)
{
  LabKernelCurves *self = data;
  gboolean arrived = FALSE;
  Answer *answer;

  while ((answer = lab_queue_try_pop (self->answers)) != NULL) {
    arrived |= take (self, answer);
    answer_free (answer);
  }
  if (self->asked == NULL)
    self->look_source = 0;
  if (arrived)
    self->changed (self->user_data);
  return self->asked != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
on_rest (gpointer data)
{
  LabKernelCurves *self = data;

  self->rest_source = 0;
  if (self->thread == NULL)
    self->thread = g_thread_new ("kernel-curves", work, lab_queue_ref (self->questions));
  push_question (self, &self->wanted->experiment);
  if (self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_INTERVAL, on_look, self);
  return G_SOURCE_REMOVE;
}

void
lab_kernel_curves_want (LabKernelCurves *self, const LabExperiment *experiment)
{
  LabExperiment question;
  Kept *kept = NULL;

  g_return_if_fail (self != NULL);
  if (experiment != NULL) {
    question = question_of (experiment);
    kept = find (self, &question);
  }
  if (experiment != NULL && kept == NULL)
    kept = make_room (self, &question);
  if (kept != NULL)
    kept->used = ++self->clock;
  if (kept == self->wanted &&
      (kept == NULL || kept->final || self->asked != NULL || self->rest_source != 0))
    return;
  self->wanted = kept;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  drop_question (self);
  if (kept != NULL && !kept->final)
    self->rest_source = g_timeout_add (LAB_LABORATORY_REST, on_rest, self);
}

const LabRidgeCurve *
lab_kernel_curves_get_ridge (LabKernelCurves *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->wanted == NULL || self->wanted->experiment.sweep != LAB_SWEEP_DATA ||
      self->wanted->ridge.count[0] == 0)
    return NULL;
  return &self->wanted->ridge;
}

const LabTangentCurve *
lab_kernel_curves_get_tangent (LabKernelCurves *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->wanted == NULL || self->wanted->experiment.sweep == LAB_SWEEP_DATA ||
      !(self->wanted->tangent.rate > 0))
    return NULL;
  return &self->wanted->tangent;
}

const char *
lab_kernel_curves_get_failure (LabKernelCurves *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->wanted != NULL ? self->wanted->failure : NULL;
}

gboolean
lab_kernel_curves_is_busy (LabKernelCurves *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->rest_source != 0 || self->asked != NULL;
}
