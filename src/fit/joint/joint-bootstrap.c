/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refits of resampled points. */
#include "fit/joint/joint-bootstrap.h"

#include "core/parallel.h"
#include "core/random.h"
#include "fit/joint/joint-solver.h"

#include <math.h>
#include <string.h>

#define TAIL 0.025

typedef struct
{
  const LabJointTable *table;
  LabJointSolution from;
  guint64 seed;
  LabJointSolver **solver; /* of each worker */
  double **weight;         /* (count) of each worker */
  LabJointLaw *laws;
  gboolean *fitted;
} Refits;

static void
refit (gsize piece, guint worker, gpointer data)
{
  Refits *refits = data;
  const LabJointTable *table = refits->table;
  double *weight = refits->weight[worker];
  LabJointSolution solution;
  LabRandom random;

  lab_random_init (&random, refits->seed, (guint32)piece, LAB_STREAM_BOOTSTRAP);
  memset (weight, 0, sizeof *weight * table->count);
  for (guint i = 0; i < table->count; i++) {
    guint drawn = lab_random_below (&random, table->count);
    weight[drawn] += table->weight[drawn];
  }
  lab_joint_solver_weigh (refits->solver[worker], weight);
  refits->fitted[piece] = lab_joint_solver_near (refits->solver[worker], &refits->from, &solution);
  if (refits->fitted[piece])
    lab_joint_solution_law (table, &solution, &refits->laws[piece]);
}

LabJointBootstrap *
lab_joint_bootstrap_new (const LabJointTable *table,
                         const LabJointFit *fit,
                         guint count,
                         guint64 seed,
                         guint workers,
                         LabTask *task)
{
  guint hands = lab_parallel_workers (workers, count);
  guint parameters = lab_joint_form_parameters (fit->law.form);
  g_autofree gboolean *fitted = g_new0 (gboolean, count);
  g_autofree LabJointSolver **solver = g_new (LabJointSolver *, hands);
  g_autofree double **weight = g_new (double *, hands);
  LabJointBootstrap *bootstrap = g_new0 (LabJointBootstrap, 1);
  Refits refits = {
      .table = table, .seed = seed, .solver = solver, .weight = weight, .fitted = fitted};

  bootstrap->law = fit->law;
  bootstrap->laws = refits.laws = g_new (LabJointLaw, MAX (count, 1));
  bootstrap->widening = sqrt ((double)table->count / (table->count - parameters));
  lab_joint_solution_from_law (table, &fit->law, &refits.from);
  for (guint h = 0; h < hands; h++) {
    solver[h] =
        lab_joint_solver_new (table, fit->law.form, fit->robust ? LAB_JOINT_HUBER : INFINITY);
    weight[h] = g_new (double, table->count);
  }
  gboolean whole = lab_parallel_for (hands, count, refit, &refits, task, 0.0, 1.0);
  for (guint h = 0; h < hands; h++) {
    lab_joint_solver_free (solver[h]);
    g_free (weight[h]);
  }
  for (guint r = 0; r < count; r++)
    if (fitted[r])
      bootstrap->laws[bootstrap->count++] = bootstrap->laws[r];
  if (!whole)
    g_clear_pointer (&bootstrap, lab_joint_bootstrap_free);
  return bootstrap;
}

void
lab_joint_bootstrap_free (LabJointBootstrap *bootstrap)
{
  if (bootstrap == NULL)
    return;
  g_free (bootstrap->laws);
  g_free (bootstrap);
}

void
lab_joint_bootstrap_interval (const LabJointBootstrap *bootstrap,
                              LabJointQuantity quantity,
                              gpointer data,
                              double *low,
                              double *high)
{
  g_autofree double *value = g_new (double, MAX (bootstrap->count, 1));
  double middle = quantity (&bootstrap->law, data);
  guint count = 0;

  *low = *high = middle;
  if (isnan (middle))
    return;
  for (guint r = 0; r < bootstrap->count; r++) {
    double one = quantity (&bootstrap->laws[r], data);
    if (!isnan (one))
      value[count++] = one;
  }
  if (count == 0)
    return;
  lab_joint_sort_values (value, count);
  double below = value[(guint)(TAIL * (count - 1))];
  double above = value[(guint)ceil ((1.0 - TAIL) * (count - 1))];
  *low = isfinite (below) && isfinite (middle) ? middle + bootstrap->widening * (below - middle)
                                               : below;
  *high = isfinite (above) && isfinite (middle) ? middle + bootstrap->widening * (above - middle)
                                                : above;
}

static double
take_number (const LabJointLaw *law, gpointer data)
{
  return law->number[*(const LabJointNumber *)data];
}

/* A and B span decades: their deviations are those of logarithms. */
static double
take_logarithm (const LabJointLaw *law, gpointer data)
{
  double value = take_number (law, data);
  return value > 0.0 ? log (value) : NAN;
}

void
lab_joint_bootstrap_number (const LabJointBootstrap *bootstrap,
                            LabJointNumber number,
                            double *low,
                            double *high)
{
  gboolean logarithmic = number == LAB_JOINT_A || number == LAB_JOINT_B;

  lab_joint_bootstrap_interval (bootstrap, logarithmic ? take_logarithm : take_number, &number, low,
                                high);
  if (logarithmic) {
    *low = exp (*low);
    *high = exp (*high);
  }
  *low = fmax (*low, 0.0);
}
