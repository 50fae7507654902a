/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab kernel: the tangent kernel of the transformer that an experiment would train, the
 * curve its ODE predicts, and, where asked, the real one. */
#include "cli/command.h"

#include "cli/print/kernel-print.h"
#include "cli/out.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "experiment/experiment-keys.h"
#include "session/json-text.h"
#include "session/results.h"
#include "transformer/simd-level.h"

#define MOST_STEPS 1000000

static const LabNumberKey keys[] = {
    {"train", "1: train the transformer as well, by the descent that the ODE describes.", 0, 1,
     LAB_NUMBER_WHOLE, "0"},
    {"ridge",
     "1: kernel ridge regression on the same data as well, the ridge chosen on the validation "
     "labels.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {"points", "Most training points of the kernel; of more the first ones are taken.", 2, 16384,
     LAB_NUMBER_WHOLE, "2048"},
    {"test_points", "Fresh points that the test risk is taken on.", 1, LAB_TEST_POINTS,
     LAB_NUMBER_WHOLE, "1024"},
    {"memory",
     "Most memory of the kernel in MiB; of training points that need more the first ones "
     "are taken.",
     1, 1048576, LAB_NUMBER_WHOLE, "1024"},
    {"relative_rate", "Learning rate in units of 1/mu_max; less than 2.", 0, 2,
     LAB_NUMBER_MINIMUM_EXCLUDED, "1"},
    {"head_scale",
     "Factor on the head's weights before training; 1 is as a run begins. The larger, the lazier "
     "the training and the better the prediction holds.",
     0, 100, LAB_NUMBER_MINIMUM_EXCLUDED, G_STRINGIFY (LAB_KERNEL_STUDY_HEAD_SCALE)},
    {"start",
     "centred: what the network says before training is taken off, so that it begins at 0 and "
     "single "
     "seeds keep to the prediction; plain: as a run begins.",
     0, 0, LAB_NUMBER_CHOICE, "centred,plain"},
    {"floor",
     "Raises the eigenvalues that drive the ODE to this part of the largest: a finite condition "
     "number. For the prediction only.",
     0, 1, 0, "0"},
    {"modes", "Lets the ODE learn so many modes only; 0 is all. For the prediction only.", 0, 16384,
     LAB_NUMBER_WHOLE, "0"},
    {0},
};

/* Steps are read by the rules of such keys. */
static const LabNumberKey times_key[] = {
    {"--times", "", 0, MOST_STEPS, LAB_NUMBER_WHOLE | LAB_NUMBER_LIST, NULL},
    {0},
};

static gboolean
read_times (const char *text, LabKernelStudySettings *settings)
{
  g_autofree char *word = g_strconcat ("--times=", text, NULL);
  const char *const words[] = {word, NULL};
  g_auto (LabNumbers) numbers = {NULL};
  g_autoptr (GError) error = NULL;
  const GArray *values;

  if (!lab_numbers_parse (times_key, words, &numbers, &error)) {
    lab_complain ("%s", error->message);
    return FALSE;
  }
  values = lab_numbers_list (&numbers, "--times");
  if (values->len > LAB_KERNEL_STUDY_MOMENTS) {
    lab_complain ("%s: at most %d steps are allowed.", word, LAB_KERNEL_STUDY_MOMENTS);
    return FALSE;
  }
  for (guint i = 0; i < values->len; i++) {
    settings->steps[i] = (guint)g_array_index (values, double, i);
    if (i > 0 && settings->steps[i] <= settings->steps[i - 1]) {
      lab_complain ("%s: the steps must be ascending; %u follows %u.", word, settings->steps[i],
                    settings->steps[i - 1]);
      return FALSE;
    }
  }
  settings->step_count = values->len;
  return TRUE;
}

static gboolean
read_settings (const LabArguments *words, LabKernelStudySettings *settings)
{
  const LabNumbers *numbers = &words->numbers;

  lab_kernel_study_default (settings);
  settings->widths = TRUE;
  settings->train = lab_numbers_get (numbers, "train") > 0;
  settings->ridge = lab_numbers_get (numbers, "ridge") > 0;
  settings->most_points = (gsize)lab_numbers_get (numbers, "points");
  settings->test_points = (gsize)lab_numbers_get (numbers, "test_points");
  settings->memory = (guint64)lab_numbers_get (numbers, "memory") << 20;
  settings->relative_rate = lab_numbers_get (numbers, "relative_rate");
  settings->head_scale = lab_numbers_get (numbers, "head_scale");
  settings->centred = lab_numbers_get (numbers, "start") == 0;
  settings->floor = lab_numbers_get (numbers, "floor");
  settings->most_modes = (gsize)lab_numbers_get (numbers, "modes");
  return words->times == NULL || read_times (words->times, settings);
}

typedef struct
{
  const LabArguments *words;
  const LabKernelStudySettings *settings;
  LabHold *hold; /* from within the watch, which stops for a signal, to the files */
  GError *error;
} Errand;

static gpointer
compute (LabTask *task, gpointer data)
{
  Errand *errand = data;

  errand->hold = lab_hold_new ();
  return lab_kernel_batch_new (&errand->words->experiment, errand->settings, errand->words->workers,
                               task, &errand->error);
}

/* The command's own keys, then those of the experiment. */
static char *
describe (const LabNumbers *numbers, const char *times, const char *experiment)
{
  g_autofree char *own = lab_numbers_to_text (numbers);

  return g_strconcat (own, times != NULL ? " times=" : "", times != NULL ? times : "", " ",
                      experiment, NULL);
}

static LabOut *
open_out (const LabArguments *words, int *status)
{
  static const char *const files[] = {"kernel.json", "kernel.csv", NULL};
  static const char *const none[] = {NULL};
  g_auto (LabNumbers) preset = {NULL};
  g_autofree char *experiment = lab_experiment_to_text (&words->experiment);
  g_autofree char *experiment_presets = lab_results_presets (&words->experiment);
  g_autofree char *line = describe (&words->numbers, words->times, experiment);
  g_autofree char *presets = NULL;

  lab_numbers_parse (keys, none, &preset, NULL);
  presets = describe (&preset, NULL, experiment_presets);
  return lab_out_open (words,
                       &(LabResultOrigin){
                           .command = "kernel",
                           .words = line,
                           .presets = presets,
                           .input = words->points != NULL ? words->points->checksum : NULL,
                           .index = "kernel.json",
                           .files = files,
                       },
                       status);
}

/* out: where files are asked for, else NULL. */
static gboolean
print_batch (const LabArguments *words, const LabKernelBatch *batch, LabOut *out, LabHold *hold)
{
  g_autoptr (JsonNode) object = lab_kernel_batch_json (batch);
  g_autofree char *json = words->json ? lab_json_text (object) : NULL;
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;
  g_autofree char *both = NULL;
  gboolean written = TRUE;

  if (out != NULL) {
    g_autofree char *csv = lab_kernel_batch_csv (batch);

    lab_out_add_text (out, "kernel.csv", csv);
    written = lab_out_commit (out, hold, object, lab_kernel_batch_is_whole (batch));
    place = lab_out_words (out);
  }
  if (words->json)
    return lab_print_utf8 (json) && written;
  text = lab_kernel_batch_text (batch);
  both = g_strconcat (text, place != NULL && *place != '\0' ? "\n" : "", place, NULL);
  return lab_print (both) && written;
}

/* Before anything is computed. */
static gboolean
check (const LabArguments *words, LabKernelStudySettings *settings)
{
  g_autoptr (GError) error = NULL;

  if (words->simd != NULL && !lab_simd_level_force (words->simd, &error)) {
    lab_complain ("%s", error->message);
    return FALSE;
  }
  return read_settings (words, settings);
}

static int
run (const LabArguments *words)
{
  LabKernelStudySettings settings;
  g_autoptr (LabKernelBatch) batch = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (LabHold) hold = NULL;
  gboolean printed = TRUE;
  Errand errand;
  int signal, status;

  if (!check (words, &settings))
    return LAB_EXIT_NOT_UNDERSTOOD;
  if (words->out != NULL) {
    out = open_out (words, &status);
    if (out == NULL)
      return status;
  }
  errand = (Errand){.words = words, .settings = &settings};
  batch = lab_watch (compute, &errand, "Studying the kernel", &signal);
  hold = errand.hold;
  if (batch->count > 0)
    printed = print_batch (words, batch, out, hold);
  signal = lab_hold_signal (hold);
  if (signal != 0 || errand.error != NULL) {
    status = lab_exit_after (signal, errand.error);
    g_clear_error (&errand.error);
    return status;
  }
  return printed ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_kernel = {
    .name = "kernel",
    .usage = "[KEY=VALUE]... [--times LIST] [--out DIR] [--replace] [--simd LEVEL] [--json]",
    .summary = "Predict a training curve from the transformer's own tangent kernel.",
    .details = "Takes the neural tangent kernel of the transformer that the experiment would\n"
               "train, at its initialisation and on its data, and solves gradient descent in\n"
               "the kernel's eigenmodes: test and train risk after each of the steps, before\n"
               "anything is trained. With train=1 the transformer is trained beside it. What\n"
               "they differ by is feature learning. So that the prediction holds, the head's\n"
               "weights are scaled before (key head_scale) and what the network says before\n"
               "training is taken off (key start); head_scale=1 start=plain studies the\n"
               "network just as a run begins with it. The optimiser is full-batch gradient\n"
               "descent at 1/mu_max, or mini-batches with optimizer=sgd; AdamW has no such ODE.\n"
               "\n"
               "Without a grid one kernel is taken, at n and width. With grid= and sweep=model\n"
               "the gap between prediction and training is fitted over width; with sweep=data\n"
               "and ridge=1 the risk of kernel ridge regression over n.\n"
               "Writes kernel.json and kernel.csv into DIR, by the rules of scaling-lab run.\n"
               "\n"
               "Example: scaling-lab kernel n=256 width=64 sigma=0.3 train=1 --times 1,10,100\n",
    .flags = LAB_COMMAND_TAKES_OUT | LAB_COMMAND_REPLACES | LAB_COMMAND_TAKES_SIMD |
             LAB_COMMAND_TAKES_JSON | LAB_COMMAND_TAKES_TIMES | LAB_COMMAND_USES_BLAS,
    .keys_beside = keys,
    .run = run,
};
