/* From the numbers of a file to what a network trains on. */
#include "points/point-set.h"

#include "core/error.h"
#include "core/memory.h"
#include "dimension/dimension.h"
#include "dimension/distinct.h"
#include "points/points-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MOST_TEST_POINTS       2048
#define MOST_VALIDATION_POINTS 1024

/* Of the progress; preparing takes the rest. */
#define READING_SHARE 0.8

/* What is estimated on does not depend on an experiment. */
#define ESTIMATE_SEED 0

const char *const lab_scaling_names[] =
    {[LAB_SCALING_COMMON] = "common", [LAB_SCALING_COLUMNS] = "columns", NULL};

/* The file's columns: coordinates and target in their old places. */
typedef struct
{
  const char *path;
  const LabPoints *points;
  guint count;
  guint label;   /* column of the labels; count where there are none */
  guint ignored; /* neither label nor coordinate; likewise */
} Columns;

/* FALSE where column is the reader's target; else *index is its place among the coordinates. */
static gboolean
is_coordinate (const Columns *columns, guint column, guint *index)
{
  const LabPoints *points = columns->points;
  gboolean has_target = points->target != NULL;

  *index = column - (has_target && column > points->target_column ? 1 : 0);
  return !has_target || column != points->target_column;
}

static double
value_at (const Columns *columns, gsize row, guint column)
{
  const LabPoints *points = columns->points;
  guint index;

  return is_coordinate (columns, column, &index) ? points->x[row * points->dimensions + index]
                                                 : points->target[row];
}

/* "price", or "column 3" where there is no header. */
static char *
name_of (const Columns *columns, guint column)
{
  const LabPoints *points = columns->points;
  guint index;

  if (!is_coordinate (columns, column, &index))
    return g_strdup (points->target_name);
  return points->names != NULL ? g_strdup (points->names[index])
                               : g_strdup_printf ("column %u", column + 1);
}

static gboolean
find_labels (Columns *columns, const char *asked, GError **error)
{
  const LabPoints *points = columns->points;
  guint64 number;

  columns->label = columns->ignored = columns->count;
  if (g_str_equal (asked, "none")) {
    if (points->target != NULL)
      columns->ignored = points->target_column;
    return TRUE;
  }
  if (g_str_equal (asked, "auto")) {
    if (points->target != NULL)
      columns->label = points->target_column;
    return TRUE;
  }
  for (guint c = 0; points->names != NULL && c < columns->count; c++) {
    g_autofree char *name = name_of (columns, c);

    if (g_str_equal (name, asked))
      columns->label = c;
  }
  if (columns->label == columns->count && g_str_equal (asked, "last"))
    columns->label = columns->count - 1;
  if (columns->label == columns->count &&
      g_ascii_string_to_unsigned (asked, 10, 1, columns->count, &number, NULL))
    columns->label = (guint)number - 1;
  if (columns->label < columns->count)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               "labels=%s: %s has no such column; allowed are a name of its header, a number from "
               "1 to %u, last, auto and none.",
               asked, columns->path, columns->count);
  return FALSE;
}

/* Mean and standard deviation of a column. Two passes, the first around the first value: numbers that
 * are large and nearly equal keep their difference. The deviation of a constant column is 0. */
static void
measure (const Columns *columns, guint column, double *mean, double *deviation)
{
  gsize n = columns->points->n;
  double first = value_at (columns, 0, column), sum = 0.0, squares = 0.0;
  gboolean differs = FALSE;

  for (gsize i = 0; i < n; i++) {
    double value = value_at (columns, i, column);

    differs = differs || value != first;
    sum += value / (double)n - first / (double)n;
  }
  *mean = first + sum;
  for (gsize i = 0; i < n; i++) {
    double distance = value_at (columns, i, column) - *mean;

    squares += distance * distance / (double)n;
  }
  *deviation = differs ? sqrt (squares) : 0.0;
}

static gboolean
take_labels (const Columns *columns, LabPointSet *set, GError **error)
{
  set->label_deviation = 1.0;
  if (columns->label == columns->count)
    return TRUE;
  set->label_name = name_of (columns, columns->label);
  measure (columns, columns->label, &set->label_mean, &set->label_deviation);
  if (!(set->label_deviation > 0.0) || !isfinite (set->label_deviation))
    return lab_points_refuse (
        error, "%s: the labels (%s) are %s; they must differ and be within 1e150.", columns->path,
        set->label_name, set->label_deviation > 0.0 ? "too large" : "all the same");
  set->label = lab_memory_new (set->n, sizeof (float), "the labels", error);
  for (gsize i = 0; i < set->n && set->label != NULL; i++)
    set->label[i] =
        (float)((value_at (columns, i, columns->label) - set->label_mean) / set->label_deviation);
  return set->label != NULL;
}

/* The coordinates that differ, with their means and deviations. */
typedef struct
{
  guint column[LAB_POINT_SET_MOST_DIMENSIONS];
  double mean[LAB_POINT_SET_MOST_DIMENSIONS];
  double deviation[LAB_POINT_SET_MOST_DIMENSIONS];
} Frame;

static gboolean
find_coordinates (const Columns *columns, LabPointSet *set, Frame *frame, GError **error)
{
  for (guint c = 0; c < columns->count; c++) {
    double mean, deviation;

    if (c == columns->label || c == columns->ignored)
      continue;
    measure (columns, c, &mean, &deviation);
    if (!isfinite (mean) || !isfinite (deviation))
      return lab_points_refuse (error,
                                "%s: the numbers in column %u are too large to train on; "
                                "they must be within 1e150.",
                                columns->path, c + 1);
    if (!(deviation > 0.0)) {
      set->constant++;
      continue;
    }
    if (set->dimensions < LAB_POINT_SET_MOST_DIMENSIONS) {
      frame->column[set->dimensions] = c;
      frame->mean[set->dimensions] = mean;
      frame->deviation[set->dimensions] = deviation;
    }
    set->dimensions++;
  }
  if (set->dimensions == 0)
    return lab_points_refuse (
        error, "%s: beside the labels there is no coordinate that differs between points.",
        columns->path);
  if (set->dimensions > LAB_POINT_SET_MOST_DIMENSIONS)
    return lab_points_refuse (error,
                              "%s has %u coordinates that differ; to train on, at most %d are "
                              "allowed, such as its first principal components.",
                              columns->path, set->dimensions, LAB_POINT_SET_MOST_DIMENSIONS);
  return TRUE;
}

static gboolean
take_coordinates (const Columns *columns, LabPointSet *set, GError **error)
{
  Frame frame;
  guint D;
  double variance = 0.0;

  if (!find_coordinates (columns, set, &frame, error))
    return FALSE;
  D = set->dimensions;
  for (guint k = 0; k < D; k++)
    variance += frame.deviation[k] * frame.deviation[k] / D;
  set->scale = set->scaling == LAB_SCALING_COMMON ? 1.0 / sqrt (variance) : 0.0;
  set->x = lab_memory_new (set->n, D * sizeof (float), "the points", error);
  if (set->x == NULL)
    return FALSE;
  for (guint k = 0; k < D; k++) {
    double scale = set->scale > 0.0 ? set->scale : 1.0 / frame.deviation[k];

    for (gsize i = 0; i < set->n; i++)
      set->x[i * D + k] = (float)((value_at (columns, i, frame.column[k]) - frame.mean[k]) * scale);
  }
  return TRUE;
}

/* rows (count) of the set as the estimators take them. */
static double *
to_double (const LabPointSet *set, const guint32 *rows, gsize count, GError **error)
{
  guint D = set->dimensions;
  double *x = lab_memory_new (count, D * sizeof *x, "the points", error);

  for (gsize i = 0; i < count && x != NULL; i++)
    for (guint k = 0; k < D; k++)
      x[i * D + k] = (double)set->x[(rows != NULL ? rows[i] : i) * D + k];
  return x;
}

static gboolean
count_duplicates (LabPointSet *set, GError **error)
{
  double *x = to_double (set, NULL, set->n, error);
  LabDistinctPoints *distinct =
      x != NULL ? lab_distinct_points_new (x, set->n, set->dimensions, LAB_METRIC_EUCLID, error)
                : NULL;

  gboolean counted = distinct != NULL;

  if (counted)
    set->duplicates = distinct->duplicates;
  lab_memory_free (x);
  g_clear_pointer (&distinct, lab_distinct_points_free);
  return counted;
}

/* Too few different points have no estimate, which is no error. FALSE where cancelled or out of
 * memory. */
static gboolean
estimate_dimension (LabPointSet *set, LabTask *task, GError **error)
{
  gsize count = MIN (set->n, LAB_POINT_SET_ESTIMATE_POINTS);
  g_autofree guint32 *rows = lab_point_set_order (set, ESTIMATE_SEED, 0);
  double *x = to_double (set, rows, count, error);
  LabDimensionRequest request = {.metric = LAB_METRIC_EUCLID};
  LabDimensionReport report;

  if (x == NULL)
    return FALSE;
  set->intrinsic_dimension = set->low = set->high = NAN;
  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, LAB_DIMENSION_NEIGHBOURS);
  if (lab_dimension_measure (&request, x, count, set->dimensions, NULL, &report, NULL)) {
    set->intrinsic_dimension = report.estimate[0].value;
    set->low = report.estimate[0].low;
    set->high = report.estimate[0].high;
  }
  lab_memory_free (x);
  return !lab_task_is_cancelled (task);
}

static LabPointSet *
prepare (const LabPointSource *source, const LabPoints *points, LabTask *task, GError **error)
{
  g_autoptr (LabPointSet) set = g_new0 (LabPointSet, 1);
  Columns columns = {.path = source->path,
                     .points = points,
                     .count = points->dimensions + (points->target != NULL ? 1 : 0)};

  set->references = 1;
  set->path = g_strdup (source->path);
  set->labels = g_strdup (source->labels);
  set->scaling = source->scaling;
  set->n = points->n;
  memcpy (set->checksum, points->checksum, sizeof set->checksum);
  if (points->n < LAB_POINT_SET_FEWEST) {
    lab_points_refuse (error,
                       "%s holds %" G_GSIZE_FORMAT " points; to train on, %d or more are needed.",
                       source->path, points->n, LAB_POINT_SET_FEWEST);
    return NULL;
  }
  if (!find_labels (&columns, source->labels, error) || !take_labels (&columns, set, error) ||
      !take_coordinates (&columns, set, error) || lab_task_is_cancelled (task))
    return NULL;
  lab_task_report (task, 0.5 * (1.0 + READING_SHARE));
  if (!count_duplicates (set, error) || !estimate_dimension (set, task, error))
    return NULL;
  lab_task_report (task, 1.0);
  return g_steal_pointer (&set);
}

LabPointSet *
lab_point_set_read (const LabPointSource *source, LabTask *task, GError **error)
{
  g_return_val_if_fail (source != NULL && source->path != NULL && source->labels != NULL, NULL);

  g_autoptr (LabPoints) points = lab_points_read (source->path, task, error);

  return points != NULL ? prepare (source, points, task, error) : NULL;
}

LabPointSet *
lab_point_set_ref (LabPointSet *set)
{
  if (set != NULL)
    g_atomic_int_inc (&set->references);
  return set;
}

void
lab_point_set_unref (LabPointSet *set)
{
  if (set == NULL || !g_atomic_int_dec_and_test (&set->references))
    return;
  lab_memory_free (set->x);
  lab_memory_free (set->label);
  g_free (set->path);
  g_free (set->labels);
  g_free (set->label_name);
  g_free (set);
}

gboolean
lab_point_set_equal (const LabPointSet *a, const LabPointSet *b)
{
  if (a == b || a == NULL || b == NULL)
    return a == b;
  return a->scaling == b->scaling && g_str_equal (a->checksum, b->checksum) &&
         g_str_equal (a->labels, b->labels) && g_str_equal (a->path, b->path);
}

const char *
lab_point_set_name (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, NULL);

  const char *slash = strrchr (set->path, G_DIR_SEPARATOR);

  return slash != NULL && slash[1] != '\0' ? slash + 1 : set->path;
}

gsize
lab_point_set_test_points (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, 0);

  return MIN (MOST_TEST_POINTS, set->n / 4);
}

gsize
lab_point_set_validation_points (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, 0);

  return MIN (MOST_VALIDATION_POINTS, set->n / 8);
}

guint32 *
lab_point_set_order (const LabPointSet *set, guint64 seed, guint32 repeat)
{
  g_return_val_if_fail (set != NULL, NULL);

  guint32 *rows = g_new (guint32, set->n);
  LabRandom random;

  for (gsize i = 0; i < set->n; i++)
    rows[i] = (guint32)i;
  lab_random_init (&random, seed, repeat, LAB_STREAM_SPLIT);
  lab_random_shuffle (&random, set->n, rows);
  return rows;
}
