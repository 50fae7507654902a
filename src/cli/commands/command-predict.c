/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab predict: the kernel picture's risk at finite size, over time. */
#include "cli/command.h"

#include "cli/commands/predict-descent.h"
#include "cli/print/kernel-picture-keys.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "core/error.h"
#include "session/json-values.h"
#include "theory/deterministic-equivalent.h"
#include "theory/sequence-model.h"

#include <math.h>

#define LONGEST_TIME 1e12

static const LabNumberKey keys[] = {
    LAB_KERNEL_PICTURE_KEYS,
    {"level",
     "1: the sequence model (instant, infinite width, no training risk); 2: the deterministic "
     "equivalent for finite n and N; 3: one pass of stochastic gradient descent.",
     1.0, 3.0, LAB_NUMBER_WHOLE, "2"},
    {"times", "Times of gradient flow: learning rate times steps.", 0.0, LONGEST_TIME,
     LAB_NUMBER_LIST, "1,10,100,1000,10000,100000"},
    LAB_PREDICT_DESCENT_KEYS,
    {0},
};

typedef struct
{
  const GArray *times; /* borrowed from the words */
  double *excess_risk; /* one per time */
  double *train_risk;  /* NULL at level 1, which has none */
} Prediction;

static void
prediction_clear (Prediction *prediction)
{
  g_clear_pointer (&prediction->excess_risk, g_free);
  g_clear_pointer (&prediction->train_risk, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Prediction, prediction_clear)

static gboolean
predict_level_1 (const LabNumbers *numbers,
                 const LabSpectrum *spectrum,
                 Prediction *prediction,
                 LabTask *task,
                 GError **error)
{
  if (isfinite (lab_numbers_get (numbers, "N"))) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "level=1 knows infinite width only: leave N out or set N=inf, or take "
                         "level=2.");
    return FALSE;
  }
  for (guint i = 0; i < prediction->times->len; i++) {
    LabSequenceRisk risk = lab_sequence_risk (spectrum, lab_numbers_get (numbers, "n"),
                                              lab_numbers_get (numbers, "sigma"),
                                              g_array_index (prediction->times, double, i));
    prediction->excess_risk[i] = risk.bias + risk.variance;
    lab_task_report (task, (i + 1.0) / prediction->times->len);
  }
  return TRUE;
}

static gboolean
predict_level_2 (const LabNumbers *numbers,
                 const LabSpectrum *spectrum,
                 Prediction *prediction,
                 LabTask *task,
                 GError **error)
{
  g_autoptr (LabDeterministicEquivalent) equivalent = lab_deterministic_equivalent_new (
      spectrum, lab_numbers_get (numbers, "n"), lab_numbers_get (numbers, "N"),
      lab_numbers_get (numbers, "sigma"), error);

  if (equivalent == NULL)
    return FALSE;
  prediction->train_risk = g_new (double, prediction->times->len);
  for (guint i = 0; i < prediction->times->len; i++) {
    double time = g_array_index (prediction->times, double, i);

    if (!lab_deterministic_equivalent_excess_risk (equivalent, time, &prediction->excess_risk[i],
                                                   error) ||
        !lab_deterministic_equivalent_train_risk (equivalent, time, &prediction->train_risk[i],
                                                  error)) {
      g_prefix_error (error, "times=%.10g: ", time);
      return FALSE;
    }
    lab_task_report (task, (i + 1.0) / prediction->times->len);
  }
  return TRUE;
}

static void
add_values (JsonBuilder *builder, const char *name, const double *values, guint count)
{
  json_builder_set_member_name (builder, name);
  if (values == NULL) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

static char *
to_json (const LabNumbers *numbers, const Prediction *prediction)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint count = prediction->times->len;

  json_builder_begin_object (builder);
  for (guint i = 0; i < LAB_KERNEL_PICTURE_KEY_COUNT; i++)
    lab_json_add_real (builder, keys[i].key, lab_numbers_get (numbers, keys[i].key));
  lab_json_add_real (builder, "level", lab_numbers_get (numbers, "level"));
  add_values (builder, "times", (const double *)(const void *)prediction->times->data, count);
  add_values (builder, "excess_risk", prediction->excess_risk, count);
  add_values (builder, "train_risk", prediction->train_risk, count);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static char *
to_text (const LabNumbers *numbers, const Prediction *prediction)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *asked = lab_kernel_picture_text (numbers, TRUE);
  g_autofree char *table = NULL;

  g_ptr_array_add (cells, g_strdup ("time"));
  g_ptr_array_add (cells, g_strdup ("excess risk"));
  g_ptr_array_add (cells, g_strdup ("train risk"));
  for (guint i = 0; i < prediction->times->len; i++) {
    g_ptr_array_add (cells, g_strdup_printf ("%.6g", g_array_index (prediction->times, double, i)));
    g_ptr_array_add (cells, g_strdup_printf ("%.8g", prediction->excess_risk[i]));
    g_ptr_array_add (cells, prediction->train_risk != NULL
                                ? g_strdup_printf ("%.8g", prediction->train_risk[i])
                                : g_strdup ("-"));
  }
  g_ptr_array_add (cells, NULL);
  table = lab_columns ("rrr", (const char *const *)cells->pdata);
  return g_strdup_printf ("%s, level %g\nA prediction of the kernel picture (derived for this "
                          "project), not a measurement.\n\n%s",
                          asked, lab_numbers_get (numbers, "level"), table);
}

/* At level 1 or 2: over time. */
static char *
predict_flow (const LabArguments *words, const LabSpectrum *spectrum, LabTask *task, GError **error)
{
  const LabNumbers *numbers = &words->numbers;
  g_auto (Prediction) prediction = {.times = lab_numbers_list (numbers, "times")};
  gboolean first = lab_numbers_get (numbers, "level") < 2.0;

  prediction.excess_risk = g_new (double, prediction.times->len);
  if (first ? !predict_level_1 (numbers, spectrum, &prediction, task, error)
            : !predict_level_2 (numbers, spectrum, &prediction, task, error))
    return NULL;
  return words->json ? to_json (numbers, &prediction) : to_text (numbers, &prediction);
}

/* What is computed while the terminal is watched. */
typedef struct
{
  const LabArguments *words;
  GError *error;
} Job;

/* A LabWatched: the text where all went well. */
static gpointer
predict (LabTask *task, gpointer data)
{
  Job *job = data;
  const LabNumbers *numbers = &job->words->numbers;
  const gboolean descends = lab_numbers_get (numbers, "level") > 2.0;
  g_autoptr (LabSpectrum) spectrum = NULL;
  g_autofree char *text = NULL;

  if (lab_predict_descent_check (numbers, descends, &job->error))
    spectrum = lab_kernel_picture_spectrum (numbers, &job->error);
  if (spectrum == NULL)
    return NULL;
  spectrum->stop = &task->cancelled;
  text = descends ? lab_predict_descent (job->words, spectrum, task, &job->error)
                  : predict_flow (job->words, spectrum, task, &job->error);
  return lab_task_is_cancelled (task) ? NULL : g_steal_pointer (&text);
}

static int
run (const LabArguments *words)
{
  Job job = {.words = words};
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean printed;
  int signal;

  text = lab_watch (predict, &job, "Predicting", &signal);
  error = job.error;
  if (text == NULL)
    return lab_exit_after (signal, error);
  printed = words->json ? lab_print_utf8 (text) : lab_print (text);
  return printed ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_predict = {
    .name = "predict",
    .usage = "[KEY=VALUE]... [--json]",
    .summary = "Predict the risk at finite n, N and time in the kernel picture.",
    .details = "Gradient flow on a kernel with eigenvalues k^-(1 + 2 nu / d), for a target of\n"
               "powers k^-(1 + 2 beta / d); risks are in units of the first mode's\n"
               "power. The excess risk is the mean squared distance to the target on\n"
               "fresh points, the train risk that to the noisy labels. Level 2 agrees with\n"
               "real kernel gradient flow within 1-4 % for n, N >= 400, up to 17 % at n = 100.\n"
               "It is no prediction for a network that learns features.\n"
               "\n"
               "Level 3 follows one pass of mini-batches under any schedule, exactly for\n"
               "Gaussian features, at the steps 1, 2, 5, 10 ... and the last; beside a\n"
               "schedule that decays it says what the decay buys, and\n"
               "what the multi-power law, fitted to the other schedules, foretells.\n"
               "\n"
               "In JSON an infinite N and what a level does not have are null.\n"
               "\n"
               "Example: scaling-lab predict d=2 n=400 N=200 sigma=0.3 times=10,100,1000\n"
               "         scaling-lab predict level=3 schedule=wsd steps=2000\n",
    .flags = LAB_COMMAND_TAKES_JSON,
    .keys = keys,
    .run = run,
};
