/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest wish wins: one computation at a time on a thread of its own, for an owner that changes
 * its mind.
 *
 * The owner wants something; once it has wanted nothing else for a while, a copy of the wish goes to
 * the thread. A newer wish ends the older computation within its next look at the task, and what the
 * older one still says is dropped. Answers arrive on the owner's thread (that of the default main
 * context, which all calls here belong to), in the order in which they were told, and only while
 * their wish is the one that counts. Nothing outlives the owner: lab_latest_free() ends the
 * computation and joins the thread. A wish is copied on its way in and freed on the owner's thread,
 * so that it may hold references. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

typedef struct _LabLatest LabLatest;

/* The computation under way, as its function sees it. */
typedef struct _LabLatestCall LabLatestCall;

/* What kind of wishes and answers these are. Static; functions marked (thread) run on the thread. */
typedef struct
{
  /* A deep copy, with references of its own; and its end. */
  gpointer (*copy) (gconstpointer wish);
  void (*free_wish) (gpointer wish);
  /* Whether two wishes have the same answer. */
  gboolean (*equal) (gconstpointer a, gconstpointer b);

  /* (thread) Returns the final answer. NULL with an error: it cannot be had; NULL without one: there
   * is none, or the task was cancelled, which is to be looked at at every step. */
  gpointer (*compute) (gpointer wish, LabLatestCall *call, GError **error);
  void (*free_answer) (gpointer answer);

  /* Nullable: tells a computation that does not look at the task that it is to end. On the owner's
   * thread, while compute may be running on the same wish. */
  void (*cancel) (gpointer wish);

  /* Takes over answer (NULL: see compute; error is its reason, valid during the call). final: no more
   * comes for this wish, which stays the one that counts. May want something new, but not free. */
  void (*arrived) (gconstpointer wish,
                   gpointer answer,
                   const GError *error,
                   gboolean final,
                   gpointer user_data);

  const char *name; /* of the thread, at most 15 characters */
} LabLatestKind;

/* The thread begins with the first computation and sleeps between them. */
LabLatest     *lab_latest_new       (const LabLatestKind *kind,
                                     gpointer             user_data);
/* Waits for the thread: within one step of the computation. */
void           lab_latest_free      (LabLatest           *latest);

/* Wants an answer to wish. Nothing happens where that is the wish that counts already: resting, under
 * way or answered. Else it is begun once nothing else was wanted for rest milliseconds (0: at once). */
void           lab_latest_want      (LabLatest           *latest,
                                     gconstpointer        wish,
                                     guint                rest);
/* No wish counts any more: what is under way ends, its answers are dropped. */
void           lab_latest_forget    (LabLatest           *latest);

/* The wish that counts, or NULL; borrowed until the next want or forget. */
gconstpointer  lab_latest_get_wish  (LabLatest           *latest);
/* Whether an answer to it is still to come. */
gboolean       lab_latest_is_busy   (LabLatest           *latest);

/* (thread) The task to look at, valid during compute. */
LabTask       *lab_latest_call_task (LabLatestCall       *call);
/* (thread) An answer on the way to the final one; takes it over. */
void           lab_latest_call_tell (LabLatestCall       *call,
                                     gpointer             answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabLatest, lab_latest_free)

G_END_DECLS
