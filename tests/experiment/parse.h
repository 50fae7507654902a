/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment from the words of a command line, for tests. */
#pragma once

#include "experiment/experiment-keys.h"

/* "KEY=VALUE KEY=VALUE": must be understood. */
static inline LabExperiment
parse (const char *text)
{
  LabExperiment experiment = {0};
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;

  lab_experiment_parse ((const char *const *) words, NULL, &experiment, &error);
  g_assert_no_error (error);
  return experiment;
}
