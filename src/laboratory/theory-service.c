/* The thread that computes level 2, and the shelf of what is known. */
#include "laboratory/theory-service.h"

#include "core/queue.h"

/* Experiments whose predictions are kept: a slider's travel and back. */
#define KEPT 48

/* How often an answer is looked for while one is expected, in milliseconds. */
#define LOOK_INTERVAL 15

typedef struct
{
  LabPredictionRequest request;
  LabPrediction prediction; /* count 0: theory has no answer */
  gboolean final;           /* level 2, or it was tried */
  guint64 used;             /* when it was last asked for */
} Kept;

/* A question on its way to the thread, and its answer on the way back. */
typedef struct
{
  LabPredictionRequest request;
  gint serial; /* 0: the thread ends */
  const gint *wanted;
  gboolean computed;
  LabPrediction prediction;
} Message;

struct _LabTheoryService
{
  void (*ready) (gpointer user_data);
  gpointer user_data;
  Kept *kept; /* (KEPT) */
  guint64 clock;
  GThread *thread; /* NULL before the first request */
  LabQueue *questions;
  LabQueue *answers;
  gint wanted; /* serial of the question that counts; atomic, read by the thread */
  gboolean busy;
  LabPredictionRequest asked; /* while busy */
  guint look_source;
};

static gboolean
is_stale (gpointer data)
{
  const Message *message = data;
  return g_atomic_int_get (message->wanted) != message->serial;
}

/* What both ends share of the service. */
typedef struct
{
  LabQueue *questions;
  LabQueue *answers;
} Ends;

static gpointer
work (gpointer data)
{
  Ends *ends = data;
  gboolean ended = FALSE;

  while (!ended) {
    Message *message = lab_queue_pop (ends->questions);
    ended = message->serial == 0;
    message->computed = !ended && !is_stale (message) &&
                        lab_prediction_compute (&message->request, 2, is_stale, message,
                                                &message->prediction, NULL);
    lab_queue_push (ends->answers, message);
  }
  lab_queue_unref (ends->questions);
  lab_queue_unref (ends->answers);
  g_free (ends);
  return NULL;
}

LabTheoryService *
lab_theory_service_new (void (*ready) (gpointer user_data), gpointer user_data)
{
  LabTheoryService *self = g_new0 (LabTheoryService, 1);
  self->ready = ready;
  self->user_data = user_data;
  self->kept = g_new0 (Kept, KEPT);
  self->questions = lab_queue_new (g_free);
  self->answers = lab_queue_new (g_free);
  return self;
}

static void
ask (LabTheoryService *self, const LabPredictionRequest *request, gint serial)
{
  Message *message = g_new0 (Message, 1);
  if (request != NULL)
    message->request = *request;
  message->serial = serial;
  message->wanted = &self->wanted;
  g_atomic_int_set (&self->wanted, serial);
  lab_queue_push (self->questions, message);
}

void
lab_theory_service_free (LabTheoryService *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->thread != NULL) {
    ask (self, NULL, 0);
    g_thread_join (self->thread);
  }
  lab_queue_unref (self->questions);
  lab_queue_unref (self->answers);
  g_free (self->kept);
  g_free (self);
}

static Kept *
find (LabTheoryService *self, const LabPredictionRequest *request)
{
  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i].used > 0 && lab_prediction_request_equal (&self->kept[i].request, request))
      return &self->kept[i];
  return NULL;
}

/* An empty place, or that of the one not asked for the longest. */
static Kept *
make_room (LabTheoryService *self)
{
  Kept *oldest = &self->kept[0];
  for (guint i = 1; i < KEPT; i++)
    if (self->kept[i].used < oldest->used)
      oldest = &self->kept[i];
  return oldest;
}

/* TRUE when the answer is to the question that counts. */
static gboolean
take (LabTheoryService *self, const Message *message)
{
  Kept *kept = find (self, &message->request);
  gboolean wanted = message->serial == g_atomic_int_get (&self->wanted);

  if (kept != NULL && message->computed)
    kept->prediction = message->prediction;
  if (kept != NULL && (message->computed || wanted))
    kept->final = TRUE;
  if (wanted)
    self->busy = FALSE;
  return wanted;
}

static gboolean
look (gpointer data)
{
  LabTheoryService *self = data;
  gboolean arrived = FALSE;
  Message *message;

  while ((message = lab_queue_try_pop (self->answers)) != NULL) {
    arrived |= take (self, message);
    g_free (message);
  }
  if (self->busy)
    return G_SOURCE_CONTINUE;
  self->look_source = 0;
  if (arrived)
    self->ready (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
ask_for_second (LabTheoryService *self, const LabPredictionRequest *request)
{
  if (self->busy && lab_prediction_request_equal (&self->asked, request))
    return;
  if (self->thread == NULL) {
    Ends *ends = g_new0 (Ends, 1);
    ends->questions = lab_queue_ref (self->questions);
    ends->answers = lab_queue_ref (self->answers);
    self->thread = g_thread_new ("theory", work, ends);
  }
  self->busy = TRUE;
  self->asked = *request;
  ask (self, request, self->wanted % G_MAXINT + 1);
  if (self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_INTERVAL, look, self);
}

const LabPrediction *
lab_theory_service_predict (LabTheoryService *self, const LabExperiment *experiment)
{
  LabPredictionRequest request;
  g_return_val_if_fail (self != NULL && experiment != NULL, NULL);

  lab_prediction_request_init (&request, experiment);
  Kept *kept = find (self, &request);
  if (kept == NULL) {
    kept = make_room (self);
    *kept = (Kept){.request = request};
    if (!lab_prediction_compute (&request, 1, NULL, NULL, &kept->prediction, NULL)) {
      kept->prediction.count = 0;
      kept->final = TRUE;
    }
  }
  kept->used = ++self->clock;
  if (!kept->final)
    ask_for_second (self, &request);
  return kept->prediction.count > 0 ? &kept->prediction : NULL;
}

gboolean
lab_theory_service_is_busy (LabTheoryService *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->busy;
}
