/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments, waiting and comparing for the tests of the runner. */
#pragma once

#include "experiment/experiment-keys.h"
#include "experiment/runner/runner.h"
#include "experiment/runner/sweep.h"
#include "parse.h"

/* 8 runs of some milliseconds each. */
#define SMALL "width=8 depth=1 tokens=2 d=1 D=4 n=128 batch=16 steps=40 repeats=2 grid=16,32,64,128"

/* Far more steps than a test waits for. */
#define ENDLESS                                                                                    \
  "width=8 depth=1 tokens=2 d=1 D=4 n=128 batch=16 steps=1000000 repeats=2 grid=16,32,64,128 "     \
  "validation=none"

/* Generous: a step takes less than a millisecond, a machine may be busy. */
#define PATIENCE (20 * G_TIME_SPAN_SECOND)

/* Reads events until one of this kind, which is returned; counts runs finished on the way. */
static inline LabEvent *
wait_for (LabRunner *runner, LabEventKind kind, guint *runs_finished)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  while (g_get_monotonic_time () < deadline) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, G_TIME_SPAN_SECOND);
    if (event == NULL)
      continue;
    if (event->kind == LAB_EVENT_RUN_FINISHED && runs_finished != NULL)
      (*runs_finished)++;
    if (event->kind == kind)
      return g_steal_pointer (&event);
  }
  g_error ("no event of kind %d came", kind);
}

static inline void
assert_same_runs (const GPtrArray *a, const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++) {
    const LabRun *first = a->pdata[i], *second = b->pdata[i];
    g_assert_cmpuint (first->evaluation_count, ==, second->evaluation_count);
    g_assert_cmpint (first->chosen, ==, second->chosen);
    for (guint k = 0; k < first->evaluation_count; k++) {
      g_assert_true (first->evaluations[k].excess_risk == second->evaluations[k].excess_risk);
      g_assert_true (first->evaluations[k].training_loss == second->evaluations[k].training_loss);
      g_assert_true (first->evaluations[k].validation_loss ==
                     second->evaluations[k].validation_loss);
    }
  }
}
