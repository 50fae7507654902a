/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab dimension: the intrinsic dimension of the points of a file. */
#include "cli/command.h"

#include "cli/memory.h"
#include "cli/print/dimension-words.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "core/error.h"

#include <math.h>

/* What the words ask for, and what becomes of it. */
typedef struct
{
  const char *file;
  gboolean takes_tokens; /* of an array of three axes */
  LabDimensionRequest request;
  LabPoints *points;
  LabDimensionReport report;
  GError *error;
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->points, lab_points_free);
  g_clear_error (&job->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static char *
estimator_names (void)
{
  GString *names = g_string_new ("all");

  for (guint e = 0; e < LAB_ESTIMATOR_COUNT; e++)
    g_string_append_printf (names, ", %s", lab_estimator_name ((LabEstimator)e));
  return g_string_free (names, FALSE);
}

static gboolean
add_estimator (LabDimensionRequest *request, LabEstimator estimator, guint k, GError **error)
{
  if (lab_estimator_neighbours (estimator, k) == 0)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "--k %u: %s needs more neighbours; at least 3 serve all estimators.", k,
                       lab_estimator_name (estimator));
  if (!lab_dimension_request_add (request, estimator, k) &&
      request->asks == LAB_DIMENSION_ESTIMATES_MAX)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "Too many estimates are asked for; at most %d are allowed.",
                       LAB_DIMENSION_ESTIMATES_MAX);
  return TRUE;
}

static gboolean
add_estimators (LabDimensionRequest *request, const char *words, guint k, GError **error)
{
  g_auto (GStrv) list = g_strsplit (words, ",", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    LabEstimator estimator;
    gboolean all = g_str_equal (list[i], "all");

    if (!all && !lab_estimator_from_name (list[i], &estimator)) {
      g_autofree char *names = estimator_names ();

      return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                         "--estimator %s: there is no such estimator; allowed are %s.", list[i],
                         names);
    }
    for (guint e = 0; e < LAB_ESTIMATOR_COUNT; e++)
      if ((all || e == estimator) && !add_estimator (request, (LabEstimator)e, k, error))
        return FALSE;
  }
  return TRUE;
}

static gboolean
read_neighbours (LabDimensionRequest *request,
                 const char *estimators,
                 const char *words,
                 GError **error)
{
  g_auto (GStrv) list = g_strsplit (words, ",", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    guint64 k;

    if (!g_ascii_string_to_unsigned (list[i], 10, 2, LAB_DIMENSION_NEIGHBOURS_MAX, &k, NULL))
      return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                         "--k %s: the neighbours must be whole numbers from 2 to %d, separated by "
                         "commas.",
                         words, LAB_DIMENSION_NEIGHBOURS_MAX);
    if (!add_estimators (request, estimators, (guint)k, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_words (const LabArguments *words, LabDimensionRequest *request, GError **error)
{
  g_autofree char *neighbours = g_strdup_printf ("%d", LAB_DIMENSION_NEIGHBOURS);
  char *end = NULL;

  *request = (LabDimensionRequest){.discard = LAB_DIMENSION_DISCARD};
  if (words->metric != NULL && !lab_metric_from_name (words->metric, &request->metric))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "--metric %s: the metric must be euclid, angle, chord or 1-cos.",
                       words->metric);
  if (words->discard != NULL) {
    request->discard = g_ascii_strtod (words->discard, &end);
    if (end == words->discard || *end != '\0' || !(request->discard >= 0.0) ||
        request->discard >= 1.0)
      return lab_refuse (
          error, LAB_ERROR_INVALID_VALUE,
          "--discard %s: the fraction left out must be a number of at least 0 and below "
          "1.",
          words->discard);
  }
  return read_neighbours (request, words->estimator != NULL ? words->estimator : "all",
                          words->k != NULL ? words->k : neighbours, error);
}

/* A LabWatched: points to the job where all went well. */
static gpointer
read_and_measure (LabTask *task, gpointer data)
{
  Job *job = data;

  job->points = job->takes_tokens ? lab_points_read_tokens (job->file, task, &job->error)
                                  : lab_points_read (job->file, task, &job->error);
  return job->points != NULL &&
                 lab_dimension_measure (&job->request, job->points->x, job->points->n,
                                        job->points->dimensions, task, &job->report, &job->error)
             ? job
             : NULL;
}

/* What a file of points takes: first its bytes beside its numbers, then these beside what is measured. */
typedef struct
{
  const LabDimensionRequest *request;
  guint64 bytes_per_point, dimensions;
} File;

/* A LabBytesWith. */
static guint64
bytes_with (guint64 n, gpointer data)
{
  const File *file = data;
  const guint64 values = n * file->dimensions * sizeof (double);

  return values +
         MAX (n * file->bytes_per_point, lab_dimension_bytes (file->request, n, file->dimensions));
}

static gboolean
check_file (const Job *job, GError **error)
{
  File file = {.request = &job->request};
  guint64 bytes, n;

  if (!lab_points_foresee (job->file, &bytes, &n, &file.dimensions))
    return TRUE;
  file.bytes_per_point = bytes / MAX (n, 1) + 1;
  return lab_check_memory ("points", n, bytes_with, &file, error);
}

static int
run (const LabArguments *words)
{
  g_auto (Job) job = {.file = words->file, .takes_tokens = words->tokens};
  g_autofree char *text = NULL;
  gboolean well;
  int signal;

  if (!read_words (words, &job.request, &job.error))
    return lab_exit_with (job.error);
  if (!check_file (&job, &job.error))
    return lab_exit_with (job.error);
  if (lab_watch (read_and_measure, &job, "Estimating the dimension", &signal) == NULL) {
    const int status = lab_exit_after (signal, job.error);

    /* What the points do not allow is no fault of the words. */
    return g_error_matches (job.error, LAB_ERROR, LAB_ERROR_INVALID_VALUE) ? LAB_EXIT_FAILED
                                                                           : status;
  }
  text = words->json ? lab_dimension_json (job.points, &job.report)
                     : lab_dimension_text (job.points, &job.report);
  well = words->json ? lab_print_utf8 (text) : lab_print (text);
  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_dimension = {
    .name = "dimension",
    .usage = "FILE [--estimator LIST] [--k LIST] [--metric METRIC] [--discard SHARE] [--tokens] "
             "[--json]",
    .summary = "Estimate the intrinsic dimension of the points of a file.",
    .details = "FILE may also be a pipe, or - for standard input.\n"
               "The file is a table of text (one point per line; fields separated by commas,\n"
               "semicolons, tabs or blanks; with a header line or without; a column named\n"
               "target, or y where there is no z, is no coordinate) or a NumPy array (.npy,\n"
               "float32 or float64, shape (n, D)).\n"
               "\n"
               "Estimators: mle (Levina & Bickel, inverse mean of the points' inverses),\n"
               "mle-mean (their arithmetic mean), mle-unbiased (k - 2 in place of k - 1),\n"
               "twonn (Facco et al.; F of the i-th ratio i/N), twonn-shifted ((i - 1)/N, of\n"
               "older programs), twonn-mle ((N - 1) / sum ln mu), gride (Denti et al., T_k\n"
               "against T_k/2), local-pca (eigenvalues of at least 5 % of the largest; cannot\n"
               "exceed k), all. Several, and several k, are separated by commas.\n"
               "\n"
               "Metrics: euclid, angle (between the vectors from the origin), chord (distance\n"
               "of the vectors scaled to length 1), 1-cos (half the squared chord, as some\n"
               "programs call cosine: values are half of the dimension).\n"
               "\n"
               "Equal points are left out but for one, and counted. low and high: 95 %\n"
               "interval of the sample's scatter (without the estimator's bias), null where\n"
               "there is none; scale: the mean distance to neighbour number k. state: told,\n"
               "saturated (local-pca near k: that or more, no interval), tied (neighbours equally\n"
               "far, as on a grid: cannot tell) or no value.\n"
               "\n"
               "Example: scaling-lab dimension points.csv --estimator mle,twonn --k 10,20,40\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_ESTIMATOR | LAB_COMMAND_TAKES_JSON |
             LAB_COMMAND_USES_BLAS,
    .run = run,
};
