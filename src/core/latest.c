/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest wish wins. */
#include "core/latest.h"

#include "core/queue.h"

/* How often answers are looked for while one is expected, in milliseconds. */
#define LOOK_INTERVAL 15

/* One wish. Owner and thread hold it; the thread's reference travels home with the final answer, so
 * that the wish is freed on the owner's thread. */
struct _LabLatestCall
{
  gint references; /* atomic */
  const LabLatestKind *kind;
  gpointer wish; /* NULL: the thread ends */
  LabTask task;
  LabQueue *answers; /* the owner's, which joins the thread before it goes */
};

typedef struct
{
  LabLatestCall *call;
  gpointer value;
  GError *error;
  gboolean final;
} Answer;

struct _LabLatest
{
  const LabLatestKind *kind;
  gpointer user_data;
  GThread *thread; /* NULL before the first computation */
  LabQueue *questions;
  LabQueue *answers;
  LabLatestCall *wanted; /* the one that counts, or NULL */
  gboolean answered;     /* finally */
  guint under_way;       /* begun, whose final answer has not been taken */
  guint rest_source;     /* wanted has not been begun yet */
  guint look_source;
};

static LabLatestCall *
call_new (LabLatest *self, gconstpointer wish)
{
  LabLatestCall *call = g_new0 (LabLatestCall, 1);

  call->references = 1;
  call->kind = self->kind;
  call->wish = wish != NULL ? self->kind->copy (wish) : NULL;
  call->answers = self->answers;
  return call;
}

static LabLatestCall *
call_ref (LabLatestCall *call)
{
  g_atomic_int_inc (&call->references);
  return call;
}

static void
call_unref (gpointer data)
{
  LabLatestCall *call = data;

  if (!g_atomic_int_dec_and_test (&call->references))
    return;
  if (call->wish != NULL)
    call->kind->free_wish (call->wish);
  g_free (call);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  if (answer->value != NULL)
    answer->call->kind->free_answer (answer->value);
  g_clear_error (&answer->error);
  call_unref (answer->call);
  g_free (answer);
}

/* Takes over the reference, the value and the error. */
static void
tell (LabLatestCall *call, gpointer value, GError *error, gboolean final)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer){call, value, error, final};
  lab_queue_push (call->answers, answer);
}

LabTask *
lab_latest_call_task (LabLatestCall *call)
{
  return &call->task;
}

void
lab_latest_call_tell (LabLatestCall *call, gpointer answer)
{
  tell (call_ref (call), answer, NULL, FALSE);
}

static gpointer
work (gpointer data)
{
  LabQueue *questions = data;

  for (;;) {
    LabLatestCall *call = lab_queue_pop (questions);
    GError *error = NULL;
    gpointer value = NULL;

    if (call->wish == NULL) {
      call_unref (call);
      break;
    }
    if (!lab_task_is_cancelled (&call->task))
      value = call->kind->compute (call->wish, call, &error);
    tell (call, value, error, TRUE);
  }
  lab_queue_unref (questions);
  return NULL;
}

LabLatest *
lab_latest_new (const LabLatestKind *kind, gpointer user_data)
{
  g_return_val_if_fail (kind != NULL, NULL);
  LabLatest *self = g_new0 (LabLatest, 1);

  self->kind = kind;
  self->user_data = user_data;
  self->questions = lab_queue_new (call_unref);
  self->answers = lab_queue_new (answer_free);
  return self;
}

void
lab_latest_forget (LabLatest *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->wanted == NULL)
    return;
  lab_task_cancel (&self->wanted->task);
  if (self->kind->cancel != NULL && !self->answered)
    self->kind->cancel (self->wanted->wish);
  g_clear_pointer (&self->wanted, call_unref);
}

void
lab_latest_free (LabLatest *self)
{
  g_return_if_fail (self != NULL);

  lab_latest_forget (self);
  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->thread != NULL) {
    lab_queue_push (self->questions, call_new (self, NULL));
    g_thread_join (self->thread);
  }
  lab_queue_unref (self->questions);
  lab_queue_unref (self->answers);
  g_free (self);
}

static void
take (LabLatest *self, Answer *answer)
{
  g_autoptr (GError) error = g_steal_pointer (&answer->error);
  gpointer value;

  self->under_way -= answer->final ? 1 : 0;
  if (answer->call != self->wanted)
    return;
  value = g_steal_pointer (&answer->value);
  if (answer->final)
    self->answered = TRUE;
  self->kind->arrived (answer->call->wish, value, error, answer->final, self->user_data);
}

static gboolean
on_look (gpointer data)
{
  LabLatest *self = data;
  Answer *answer;

  while ((answer = lab_queue_try_pop (self->answers)) != NULL) {
    take (self, answer);
    answer_free (answer);
  }
  if (self->under_way > 0)
    return G_SOURCE_CONTINUE;
  self->look_source = 0;
  return G_SOURCE_REMOVE;
}

static void
begin (LabLatest *self)
{
  if (self->thread == NULL)
    self->thread = g_thread_new (self->kind->name, work, lab_queue_ref (self->questions));
  lab_queue_push (self->questions, call_ref (self->wanted));
  self->under_way++;
  if (self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_INTERVAL, on_look, self);
}

static gboolean
on_rest (gpointer data)
{
  LabLatest *self = data;

  self->rest_source = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

void
lab_latest_want (LabLatest *self, gconstpointer wish, guint rest)
{
  g_return_if_fail (self != NULL && wish != NULL);

  if (self->wanted != NULL && self->kind->equal (self->wanted->wish, wish))
    return;
  lab_latest_forget (self);
  self->wanted = call_new (self, wish);
  self->answered = FALSE;
  if (rest > 0)
    self->rest_source = g_timeout_add (rest, on_rest, self);
  else
    begin (self);
}

gconstpointer
lab_latest_get_wish (LabLatest *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->wanted != NULL ? self->wanted->wish : NULL;
}

gboolean
lab_latest_is_busy (LabLatest *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->wanted != NULL && !self->answered;
}
