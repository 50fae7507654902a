/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/width-gap.h"

#include <math.h>
#include <string.h>

/* In units of the heads, which must divide a width. */
static const guint factors[LAB_WIDTH_GAP_WIDTHS] = {4, 8, 16, 32, 64};

#define TEST_POINTS 512

static void
choose_settings (double head_scale, LabKernelStudySettings *settings)
{
  static const guint steps[] = {1, 2, 4, 8, 15, LAB_WIDTH_GAP_STEPS};

  lab_kernel_study_default (settings);
  settings->most_points = LAB_WIDTH_GAP_POINTS;
  settings->test_points = TEST_POINTS;
  settings->head_scale = head_scale;
  settings->centred = head_scale > 1; /* as the kernel view's study */
  settings->train = TRUE;
  settings->step_count = G_N_ELEMENTS (steps);
  memcpy (settings->steps, steps, sizeof steps);
}

static void
fit_gap (const LabExperiment *experiment, LabWidthGap *gap)
{
  LabFitSample samples[LAB_WIDTH_GAP_WIDTHS * LAB_WIDTH_GAP_REPEATS];
  guint count = 0;

  for (guint i = 0; i < gap->count; i++)
    for (guint repeat = 0; repeat < LAB_WIDTH_GAP_REPEATS; repeat++)
      samples[count++] = (LabFitSample){gap->width[i], gap->gap[i][repeat], repeat, 0.0};
  lab_power_law_fit (samples, count, experiment->seed, &gap->fit, NULL);
}

gboolean
lab_width_gap_compute (const LabExperiment *experiment,
                       double head_scale,
                       guint workers,
                       LabTask *task,
                       LabWidthGap *gap,
                       GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  LabExperiment wide = *experiment;
  LabKernelStudySettings settings;

  g_return_val_if_fail (experiment != NULL && gap != NULL, FALSE);

  *gap = (LabWidthGap){.count = 0};
  choose_settings (head_scale, &settings);
  wide.optimizer = LAB_OPTIMIZER_GD;
  for (; gap->count < LAB_WIDTH_GAP_WIDTHS; gap->count++) {
    wide.width = gap->width[gap->count] = factors[gap->count] * experiment->heads;
    for (guint repeat = 0; repeat < LAB_WIDTH_GAP_REPEATS; repeat++) {
      const LabRunPlan plan = {.grid_index = gap->count,
                               .repeat = repeat,
                               .n = MIN (experiment->n, LAB_WIDTH_GAP_POINTS),
                               .width = wide.width,
                               .depth = experiment->depth};
      g_autoptr (LabKernelStudy) study =
          lab_kernel_study_new (&wide, &plan, &settings, shelf, workers, task, error);

      if (study == NULL)
        return FALSE;
      gap->n = study->n;
      gap->gap[gap->count][repeat] = lab_kernel_study_gap (study);
    }
  }
  fit_gap (experiment, gap);
  return TRUE;
}
