/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers are kept for the slider's way back, in a ring of fixed size. */
#include "laboratory/own-kernel-service.h"

#include "core/latest.h"
#include "laboratory/laboratory.h"

/* Answers that are kept. */
#define KEPT 8

/* Cores for it: the runs train on the others. */
#define WORKERS 1

typedef struct
{
  LabExperiment *experiment; /* a copy, see question_of() */
  gsize most_points;
} Wish;

typedef struct
{
  LabExperiment *experiment; /* NULL: an empty place */
  gsize done;                /* most_points of what is whole; 0: nothing is */
  LabOwnKernelCurve curve;   /* count 0: nothing yet */
} Kept;

struct _LabOwnKernelService
{
  void (*changed) (gpointer user_data);
  gpointer user_data;
  Kept kept[KEPT];
  guint next;   /* place that is taken over next */
  Kept *wanted; /* one of kept, or NULL */
  LabLatest *latest;
};

/* The experiment without what its prediction does not depend on, so that such changes keep it. */
static LabExperiment *
question_of (const LabExperiment *experiment)
{
  LabExperiment *question = lab_experiment_copy (experiment);
  LabExperiment usual;

  lab_experiment_default (experiment->sweep, &usual);
  question->hidden_dimension = usual.hidden_dimension;
  question->optimizer = usual.optimizer;
  question->schedule = usual.schedule;
  question->learning_rate = usual.learning_rate;
  question->weight_decay = usual.weight_decay;
  question->warm_up = usual.warm_up;
  question->final_rate = usual.final_rate;
  question->stable = usual.stable;
  question->steps = usual.steps;
  question->batch = usual.batch;
  return question;
}

static gpointer
wish_copy (gconstpointer data)
{
  const Wish *wish = data;
  Wish *copy = g_new (Wish, 1);

  *copy = (Wish){lab_experiment_copy (wish->experiment), wish->most_points};
  return copy;
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  lab_experiment_free (wish->experiment);
  g_free (wish);
}

static gboolean
wish_equal (gconstpointer a, gconstpointer b)
{
  const Wish *left = a, *right = b;

  return left->most_points == right->most_points &&
         lab_experiment_equal (left->experiment, right->experiment);
}

static void
on_repeat (const LabOwnKernelCurve *curve, gpointer call)
{
  lab_latest_call_tell (call, g_memdup2 (curve, sizeof *curve));
}

static gpointer
compute (gpointer data, LabLatestCall *call, GError **error)
{
  const Wish *wish = data;
  g_autofree LabOwnKernelCurve *curve = g_new0 (LabOwnKernelCurve, 1);
  gboolean well =
      lab_own_kernel_curve_compute (wish->experiment, wish->most_points, TRUE, WORKERS,
                                    lab_latest_call_task (call), on_repeat, call, curve, error);

  return well ? g_steal_pointer (&curve) : NULL;
}

static Kept *
find (LabOwnKernelService *self, const LabExperiment *question)
{
  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i].experiment != NULL &&
        lab_experiment_equal (self->kept[i].experiment, question))
      return &self->kept[i];
  return NULL;
}

/* A prediction is what can be left out: where it cannot be had, nothing is shown. */
static void
arrived (gconstpointer data,
         gpointer answer,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabOwnKernelService *self = user_data;
  const Wish *wish = data;
  g_autofree LabOwnKernelCurve *curve = answer;
  Kept *kept = find (self, wish->experiment);

  if (kept == NULL)
    return;
  /* More sizes with fewer repeats do not take the place of what has all repeats. */
  if (curve != NULL && (final || kept->done == 0))
    kept->curve = *curve;
  if (final && (curve != NULL || error != NULL))
    kept->done = wish->most_points;
  self->changed (self->user_data);
}

static const LabLatestKind KIND = {
    wish_copy, wish_free, wish_equal, compute, g_free, NULL, arrived, "own-kernel",
};

LabOwnKernelService *
lab_own_kernel_service_new (void (*changed) (gpointer user_data), gpointer user_data)
{
  LabOwnKernelService *self = g_new0 (LabOwnKernelService, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->latest = lab_latest_new (&KIND, self);
  return self;
}

void
lab_own_kernel_service_free (LabOwnKernelService *self)
{
  g_return_if_fail (self != NULL);

  lab_latest_free (self->latest);
  for (guint i = 0; i < KEPT; i++)
    lab_experiment_free (self->kept[i].experiment);
  g_free (self);
}

/* Takes question over. */
static Kept *
make_room (LabOwnKernelService *self, LabExperiment *question)
{
  Kept *kept = &self->kept[self->next];

  self->next = (self->next + 1) % KEPT;
  lab_experiment_free (kept->experiment);
  *kept = (Kept){.experiment = question};
  return kept;
}

void
lab_own_kernel_service_want (LabOwnKernelService *self,
                             const LabExperiment *experiment,
                             gboolean first_only)
{
  const gsize most = first_only ? LAB_OWN_KERNEL_FIRST_POINTS : LAB_OWN_KERNEL_POINTS;
  LabExperiment *question;
  Kept *kept;

  g_return_if_fail (self != NULL);

  self->wanted = NULL;
  if (experiment == NULL || !lab_own_kernel_goes_over (experiment->sweep)) {
    lab_latest_forget (self->latest);
    return;
  }
  question = question_of (experiment);
  kept = find (self, question);
  if (kept == NULL)
    kept = make_room (self, question);
  else
    lab_experiment_free (question);
  self->wanted = kept;
  if (kept->done < most)
    lab_latest_want (self->latest, &(Wish){kept->experiment, most}, LAB_LABORATORY_REST);
  else
    lab_latest_forget (self->latest);
}

const LabOwnKernelCurve *
lab_own_kernel_service_get (LabOwnKernelService *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->wanted != NULL && self->wanted->curve.count + self->wanted->curve.pilot_count > 0
             ? &self->wanted->curve
             : NULL;
}

gboolean
lab_own_kernel_service_is_busy (LabOwnKernelService *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return lab_latest_is_busy (self->latest);
}
