/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was computed is kept for the slider's way back. */
#include "laboratory/kernel-curves.h"

#include "core/latest.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "laboratory/laboratory.h"

/* Results that are kept. */
#define KEPT 12

/* Cores for it: the runs train on the others. */
#define WORKERS 1

typedef struct
{
  LabExperiment experiment; /* as in question_of(); holds its points */
  gsize done;               /* most labels of a kernel in what is whole; 0: nothing is */
  LabRidgeCurve ridge;
  LabTangentCurve tangent;
  char *failure;
  guint64 used; /* when it was last wanted; 0: an empty place */
} Kept;

typedef struct
{
  LabExperiment *experiment; /* a copy, see question_of() */
  gsize most_points;
} Wish;

/* What there is of a curve so far. */
typedef struct
{
  gboolean final;
  LabRidgeCurve ridge;
  LabTangentCurve tangent;
} Answer;

struct _LabKernelCurves
{
  void (*changed) (gpointer user_data);
  gpointer user_data;
  Kept kept[KEPT];
  Kept *wanted;      /* one of kept, or NULL */
  guint64 clock;     /* counts wishes */
  LabLatest *latest; /* of Wish, answered by Answer */
};

/* The experiment without what its curve does not depend on, so that such changes keep it. */
static LabExperiment
question_of (const LabExperiment *experiment)
{
  LabExperiment question = *experiment, usual;

  lab_experiment_default (experiment->sweep, &usual);
  question.hidden_dimension = usual.hidden_dimension;
  if (lab_axis (experiment->sweep)->kernel != LAB_AXIS_KERNEL_RIDGE)
    return question;
  question.optimizer = usual.optimizer;
  question.schedule = usual.schedule;
  question.warm_up = usual.warm_up;
  question.final_rate = usual.final_rate;
  question.stable = usual.stable;
  question.weight_decay = usual.weight_decay;
  question.learning_rate = usual.learning_rate;
  question.steps = usual.steps;
  question.batch = usual.batch;
  return question;
}

typedef struct
{
  LabLatestCall *call;
  Answer *answer;
} Teller;

static void
on_ridge_point (const LabRidgeCurve *curve, gpointer data)
{
  Teller *teller = data;

  teller->answer->ridge = *curve;
  lab_latest_call_tell (teller->call, g_memdup2 (teller->answer, sizeof (Answer)));
}

static gpointer
compute (gpointer data, LabLatestCall *call, GError **error)
{
  const Wish *wish = data;
  const LabExperiment *experiment = wish->experiment;
  g_autofree Answer *answer = g_new0 (Answer, 1);
  Teller teller = {call, answer};
  gboolean well;

  if (lab_axis (experiment->sweep)->kernel == LAB_AXIS_KERNEL_RIDGE)
    well = lab_ridge_curve_compute (experiment, WORKERS, lab_latest_call_task (call),
                                    on_ridge_point, &teller, &answer->ridge, error);
  else
    well = lab_tangent_curve_compute (experiment, wish->most_points, WORKERS,
                                      lab_latest_call_task (call), &answer->tangent, error);
  return well ? g_steal_pointer (&answer) : NULL;
}

static Kept *
find (LabKernelCurves *self, const LabExperiment *question)
{
  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i].used > 0 && lab_experiment_equal (&self->kept[i].experiment, question))
      return &self->kept[i];
  return NULL;
}

static void
arrived (gconstpointer data,
         gpointer found,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabKernelCurves *self = user_data;
  const Wish *wish = data;
  g_autofree Answer *answer = found;
  Kept *kept = find (self, wish->experiment);

  if (kept == NULL)
    return;
  if (final)
    kept->done = wish->most_points;
  if (answer != NULL) {
    kept->ridge = answer->ridge;
    kept->tangent = answer->tangent;
  }
  if (error != NULL) {
    g_free (kept->failure);
    kept->failure = g_strdup (error->message);
  }
  self->changed (self->user_data);
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

static const LabLatestKind KIND = {
    wish_copy, wish_free, wish_equal, compute, g_free, NULL, arrived, "kernel-curves",
};

LabKernelCurves *
lab_kernel_curves_new (void (*changed) (gpointer user_data), gpointer user_data)
{
  LabKernelCurves *self = g_new0 (LabKernelCurves, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->latest = lab_latest_new (&KIND, self);
  return self;
}

static void
empty (Kept *kept)
{
  lab_point_set_unref (kept->experiment.points);
  g_free (kept->failure);
  *kept = (Kept){0};
}

void
lab_kernel_curves_free (LabKernelCurves *self)
{
  g_return_if_fail (self != NULL);

  lab_latest_free (self->latest);
  for (guint i = 0; i < KEPT; i++)
    empty (&self->kept[i]);
  g_free (self);
}

static Kept *
make_room (LabKernelCurves *self, const LabExperiment *question)
{
  Kept *oldest = &self->kept[0];
  for (guint i = 1; i < KEPT; i++)
    if (self->kept[i].used < oldest->used)
      oldest = &self->kept[i];
  empty (oldest);
  oldest->experiment = *question;
  lab_point_set_ref (oldest->experiment.points);
  return oldest;
}

void
lab_kernel_curves_want (LabKernelCurves *self, const LabExperiment *experiment, gboolean first_only)
{
  const gsize most = first_only ? LAB_OWN_KERNEL_FIRST_POINTS : LAB_TANGENT_CURVE_POINTS;
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
  self->wanted = kept;
  if (kept != NULL && kept->done < most)
    lab_latest_want (self->latest, &(Wish){&kept->experiment, most}, LAB_LABORATORY_REST);
  else
    lab_latest_forget (self->latest);
}

const LabRidgeCurve *
lab_kernel_curves_get_ridge (LabKernelCurves *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->wanted == NULL ||
      lab_axis (self->wanted->experiment.sweep)->kernel != LAB_AXIS_KERNEL_RIDGE ||
      self->wanted->ridge.count[0] == 0)
    return NULL;
  return &self->wanted->ridge;
}

const LabTangentCurve *
lab_kernel_curves_get_tangent (LabKernelCurves *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->wanted == NULL ||
      lab_axis (self->wanted->experiment.sweep)->kernel == LAB_AXIS_KERNEL_RIDGE ||
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

  return lab_latest_is_busy (self->latest);
}
