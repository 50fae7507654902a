/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of the dimension of the controls' data, from a thread. */
#include "laboratory/answers/dimension-estimates.h"

#include "chart/dimension/dimension-plot.h"
#include "core/latest.h"
#include "laboratory/laboratory.h"

/* Enough up to d = 4 or so; a second of one core. */
#define POINTS 4096

struct _LabDimensionEstimates
{
  GObject parent_instance;

  LabDataSource known; /* what report is of */
  LabDimensionReport *report;
  LabLatest *latest; /* of LabDataSource, answered by LabDimensionReport */
};

enum
{
  ESTIMATED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabDimensionEstimates, lab_dimension_estimates, G_TYPE_OBJECT)

static void
source_of (const LabExperiment *experiment, LabDataSource *source)
{
  LabRunPlan plan;

  lab_experiment_plan (experiment, 0, &plan);
  lab_experiment_data_source (experiment, &plan, source);
}

static gpointer
source_copy (gconstpointer data)
{
  LabDataSource *source = g_memdup2 (data, sizeof (LabDataSource));

  lab_point_set_ref (source->points);
  return source;
}

static void
source_free (gpointer data)
{
  lab_point_set_unref (((LabDataSource *)data)->points);
  g_free (data);
}

static gboolean
source_equal (gconstpointer a, gconstpointer b)
{
  return lab_data_source_equal (a, b);
}

static LabDataset *
draw (const LabDataSource *source, LabTask *task, GError **error)
{
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (source, error);
  gsize points = POINTS;

  if (source->points != NULL)
    points = MIN (points, source->points->n);
  if (sampler == NULL)
    return NULL;
  return lab_data_sampler_draw (sampler, LAB_DATA_TEST, points, &task->cancelled, error);
}

static gpointer
compute (gpointer source, LabLatestCall *call, GError **error)
{
  LabTask *task = lab_latest_call_task (call);
  g_autoptr (LabDataset) dataset = draw (source, task, error);
  g_autofree LabDimensionReport *report = g_new0 (LabDimensionReport, 1);
  g_autofree double *x = NULL;
  LabDimensionRequest request;
  gsize count;

  if (dataset == NULL)
    return NULL;
  count = dataset->n * dataset->ambient_dimension;
  x = g_new (double, count);
  for (gsize i = 0; i < count; i++)
    x[i] = (double)dataset->x[i];
  lab_dimension_plot_request (&request);
  if (!lab_dimension_measure (&request, x, dataset->n, dataset->ambient_dimension, task, report,
                              error))
    return NULL;
  return g_steal_pointer (&report);
}

static void
arrived (gconstpointer source,
         gpointer report,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabDimensionEstimates *self = user_data;

  if (report == NULL)
    return;
  g_free (self->report);
  self->report = report;
  self->known = *(const LabDataSource *)source;
  g_signal_emit (self, signals[ESTIMATED], 0);
}

static const LabLatestKind KIND = {
    source_copy, source_free, source_equal, compute, g_free, NULL, arrived, "dimension",
};

void
lab_dimension_estimates_stop (LabDimensionEstimates *self)
{
  g_return_if_fail (LAB_IS_DIMENSION_ESTIMATES (self));

  lab_latest_forget (self->latest);
}

const LabDimensionReport *
lab_dimension_estimates_get (LabDimensionEstimates *self, const LabExperiment *experiment)
{
  LabDataSource source;

  g_return_val_if_fail (LAB_IS_DIMENSION_ESTIMATES (self) && experiment != NULL, NULL);

  source_of (experiment, &source);
  if (self->report != NULL && lab_data_source_equal (&source, &self->known))
    return self->report;
  lab_latest_want (self->latest, &source, LAB_LABORATORY_REST);
  return NULL;
}

static void
lab_dimension_estimates_finalize (GObject *object)
{
  LabDimensionEstimates *self = LAB_DIMENSION_ESTIMATES (object);

  lab_latest_free (self->latest);
  g_free (self->report);
  G_OBJECT_CLASS (lab_dimension_estimates_parent_class)->finalize (object);
}

static void
lab_dimension_estimates_class_init (LabDimensionEstimatesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_dimension_estimates_finalize;
  signals[ESTIMATED] = g_signal_new ("estimated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_dimension_estimates_init (LabDimensionEstimates *self)
{
  self->latest = lab_latest_new (&KIND, self);
}

LabDimensionEstimates *
lab_dimension_estimates_new (void)
{
  return g_object_new (LAB_TYPE_DIMENSION_ESTIMATES, NULL);
}
