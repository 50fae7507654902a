/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laboratory/answers/kernel-service.h"

#include <math.h>

#include "core/latest.h"
#include "laboratory/laboratory.h"

/* Kept small: a prediction is to come within seconds while runs train on all cores. */
#define POINTS      1024
#define TEST_POINTS 512
#define LAST_STEP   1000
#define MOMENTS     28

typedef struct
{
  LabExperiment *experiment; /* a copy that holds its points */
  double head_scale;
  double floor;
  gboolean train; /* the second stage */
} Wish;

/* What a computation gives. */
typedef struct
{
  LabKernelStudy *study;
  LabKernelFindings findings;
} Result;

struct _LabKernelService
{
  GObject parent_instance;

  Result *result; /* NULL before the first */
  char *failure;
  LabLatest *latest; /* of Wish, answered by Result */
};

enum
{
  CHANGED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabKernelService, lab_kernel_service, G_TYPE_OBJECT)

static void
result_free (gpointer data)
{
  Result *result = data;

  lab_kernel_study_free (result->study);
  lab_kernel_findings_clear (&result->findings);
  g_free (result);
}

static void
choose_settings (const Wish *wish, LabKernelStudySettings *settings)
{
  lab_kernel_study_default (settings);
  settings->most_points = POINTS;
  settings->test_points = TEST_POINTS;
  settings->head_scale = wish->head_scale;
  settings->centred =
      wish->head_scale > 1; /* else the chart's own runs are studied as they begin */
  settings->floor = wish->floor;
  settings->train = wish->train;
  settings->step_count = 0;
  for (guint i = 0; i < MOMENTS; i++) {
    const guint step = (guint)lround (pow (LAST_STEP, i / (MOMENTS - 1.0)));

    if (i == 0 || step > settings->steps[settings->step_count - 1])
      settings->steps[settings->step_count++] = step;
  }
}

static gpointer
wish_copy (gconstpointer data)
{
  Wish *wish = g_memdup2 (data, sizeof (Wish));

  wish->experiment = lab_experiment_copy (wish->experiment);
  return wish;
}

static void
wish_free (gpointer data)
{
  lab_experiment_free (((Wish *)data)->experiment);
  g_free (data);
}

static gboolean
wish_equal (gconstpointer a, gconstpointer b)
{
  const Wish *left = a, *right = b;

  return left->head_scale == right->head_scale && left->floor == right->floor &&
         left->train == right->train && lab_experiment_equal (left->experiment, right->experiment);
}

static gpointer
compute (gpointer data, LabLatestCall *call, GError **error)
{
  const Wish *wish = data;
  LabKernelStudySettings settings;
  LabKernelStudy *study;
  LabRunPlan plan;
  Result *result;

  choose_settings (wish, &settings);
  lab_experiment_plan (wish->experiment,
                       lab_experiment_run_count (wish->experiment) - wish->experiment->repeats,
                       &plan);
  study = lab_kernel_study_new (wish->experiment, &plan, &settings, NULL, 1,
                                lab_latest_call_task (call), error);
  if (study == NULL)
    return NULL;
  result = g_new0 (Result, 1);
  result->study = study;
  lab_kernel_findings (wish->experiment, &settings, study, &result->findings);
  return result;
}

/* After the prediction comes the training beside it; under a floor nothing is trained. */
static void
arrived (gconstpointer data,
         gpointer result,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabKernelService *self = user_data;
  Wish wish = *(const Wish *)data;

  g_clear_pointer (&self->failure, g_free);
  if (error != NULL)
    self->failure = g_strdup (error->message);
  if (result != NULL) {
    g_clear_pointer (&self->result, result_free);
    self->result = result;
  }
  if (result != NULL && !wish.train && !(wish.floor > 0)) {
    wish.train = TRUE;
    lab_latest_want (self->latest, &wish, 0);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static const LabLatestKind KIND = {
    wish_copy, wish_free, wish_equal, compute, result_free, NULL, arrived, "kernel-study",
};

void
lab_kernel_service_stop (LabKernelService *self)
{
  g_return_if_fail (LAB_IS_KERNEL_SERVICE (self));

  lab_latest_forget (self->latest);
}

void
lab_kernel_service_want (LabKernelService *self,
                         const LabExperiment *experiment,
                         double head_scale,
                         double floor)
{
  Wish wish = {(LabExperiment *)experiment, head_scale, floor, FALSE};
  const Wish *now;

  g_return_if_fail (LAB_IS_KERNEL_SERVICE (self) && experiment != NULL);

  now = lab_latest_get_wish (self->latest);
  /* The second stage of the same study goes on. */
  wish.train = now != NULL && now->train;
  if (now != NULL && wish_equal (now, &wish))
    return;
  wish.train = FALSE;
  lab_latest_want (self->latest, &wish, LAB_LABORATORY_REST);
}

static void
lab_kernel_service_finalize (GObject *object)
{
  LabKernelService *self = LAB_KERNEL_SERVICE (object);

  lab_latest_free (self->latest);
  g_clear_pointer (&self->result, result_free);
  g_free (self->failure);
  G_OBJECT_CLASS (lab_kernel_service_parent_class)->finalize (object);
}

static void
lab_kernel_service_class_init (LabKernelServiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_kernel_service_finalize;
  signals[CHANGED] = g_signal_new ("changed", LAB_TYPE_KERNEL_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_kernel_service_init (LabKernelService *self)
{
  self->latest = lab_latest_new (&KIND, self);
}

LabKernelService *
lab_kernel_service_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_SERVICE, NULL);
}

const LabKernelStudy *
lab_kernel_service_get (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), NULL);

  return self->result != NULL ? self->result->study : NULL;
}

const LabKernelFindings *
lab_kernel_service_get_findings (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), NULL);

  return self->result != NULL ? &self->result->findings : NULL;
}

const char *
lab_kernel_service_get_failure (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), NULL);

  return self->failure;
}

gboolean
lab_kernel_service_is_busy (LabKernelService *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_SERVICE (self), FALSE);

  return lab_latest_is_busy (self->latest);
}
