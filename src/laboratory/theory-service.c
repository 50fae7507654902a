/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that computes level 2, and the shelf of what is known. */
#include "laboratory/theory-service.h"

#include "core/latest.h"

/* Experiments whose predictions are kept: a slider's travel and back. */
#define KEPT 48

typedef struct
{
  LabPredictionRequest request;
  LabPrediction prediction; /* count 0: theory has no answer */
  gboolean final;           /* level 2, or it was tried */
  guint64 used;             /* when it was last asked for */
} Kept;

struct _LabTheoryService
{
  void (*ready) (gpointer user_data);
  gpointer user_data;
  Kept *kept; /* (KEPT) */
  guint64 clock;
  LabLatest *latest; /* of LabPredictionRequest, answered by LabPrediction */
};

static gpointer
request_copy (gconstpointer request)
{
  return g_memdup2 (request, sizeof (LabPredictionRequest));
}

static gboolean
request_equal (gconstpointer a, gconstpointer b)
{
  return lab_prediction_request_equal (a, b);
}

static gboolean
is_stale (gpointer task)
{
  return lab_task_is_cancelled (task);
}

static gpointer
compute (gpointer request, LabLatestCall *call, GError **error)
{
  g_autofree LabPrediction *prediction = g_new0 (LabPrediction, 1);

  if (!lab_prediction_compute (request, 2, is_stale, lab_latest_call_task (call), prediction,
                               error))
    return NULL;
  return g_steal_pointer (&prediction);
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

/* Level 1 stays where there is no level 2. */
static void
arrived (gconstpointer request,
         gpointer answer,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabTheoryService *self = user_data;
  g_autofree LabPrediction *prediction = answer;
  Kept *kept = find (self, request);

  if (kept != NULL && prediction != NULL)
    kept->prediction = *prediction;
  if (kept != NULL)
    kept->final = TRUE;
  self->ready (self->user_data);
}

static const LabLatestKind KIND = {
    request_copy, g_free, request_equal, compute, g_free, NULL, arrived, "theory",
};

LabTheoryService *
lab_theory_service_new (void (*ready) (gpointer user_data), gpointer user_data)
{
  LabTheoryService *self = g_new0 (LabTheoryService, 1);
  self->ready = ready;
  self->user_data = user_data;
  self->kept = g_new0 (Kept, KEPT);
  self->latest = lab_latest_new (&KIND, self);
  return self;
}

void
lab_theory_service_free (LabTheoryService *self)
{
  g_return_if_fail (self != NULL);

  lab_latest_free (self->latest);
  g_free (self->kept);
  g_free (self);
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
    lab_latest_want (self->latest, &request, 0);
  return kept->prediction.count > 0 ? &kept->prediction : NULL;
}

gboolean
lab_theory_service_is_busy (LabTheoryService *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return lab_latest_is_busy (self->latest);
}
