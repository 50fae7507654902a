/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures a run: all along where the trajectory is the result, as little as settles the choice where
 * one point counts.
 *
 * A knock-out: each candidate is screened on a few labels, the best are kept with their parameters,
 * and after the last step fewer and fewer of them meet more and more labels. The last step has a seat
 * in every round: where nothing was over-fitted it is the best by far, and few labels might lose it
 * to a step whose error is several times as large. On the default experiment (d = 1, 2, 4; five
 * seeds; before the last step had its seat) the risk of the step so chosen is 1.07, 1.02 and 1.02 times
 * that of the best step; 1.02, 1.01 and 1.01 times when every step meets all labels, at eight times
 * the cost. */
#include "experiment/run/evaluator.h"

#include <math.h>

#include "core/memory.h"
#include "experiment/run/optimisation-floor.h"
#include "experiment/run/row-errors.h"

/* Test points of an evaluation that is only to show where a run stands. */
#define GLANCE_POINTS 256

/* After so many labels so many candidates are left; in the last round all labels. */
static const struct
{
  guint labels;
  guint left;
} ROUNDS[] = {{64, 5}, {128, 3}, {256, 2}, {G_MAXUINT, 1}};

#define KEPT_MAX 5

/* A candidate and the network it was. */
typedef struct
{
  guint index;     /* of its evaluation */
  gboolean seated; /* stays until the last round: the last step */
  LabErrorSums errors;
  float *parameters; /* (N) */
} Kept;

struct _LabEvaluator
{
  const LabExperiment *experiment;
  LabTrainer *trainer;
  const gint *stop; /* nullable */
  gboolean language;
  gsize parameters; /* N */
  gboolean trajectory;
  double irreducible; /* lab_experiment_irreducible() */
  LabErrorRows test, validation;

  float *memory; /* of all kept parameters; NULL where nothing is kept */
  Kept kept[KEPT_MAX];
  guint kept_count;
  LabRowErrors *errors;
};

/* To whole cache lines. */
static gsize
padded_count (gsize parameters)
{
  const gsize line = LAB_MEMORY_ALIGNMENT / sizeof (float);

  return (parameters + line - 1) / line * line;
}

guint64
lab_evaluator_bytes (const LabExperiment *experiment, const LabRunPlan *plan, gsize parameters)
{
  g_return_val_if_fail (experiment != NULL && plan != NULL, 0);

  if (lab_axis (experiment->sweep)->is_trajectory ||
      lab_experiment_validation_labels (experiment, plan) == 0)
    return sizeof (LabEvaluator);
  return sizeof (LabEvaluator) + KEPT_MAX * padded_count (parameters) * sizeof (float);
}

static gboolean
prepare_to_keep (LabEvaluator *evaluator, GError **error)
{
  const gsize padded = padded_count (evaluator->parameters);

  evaluator->memory = lab_memory_new_untouched (KEPT_MAX * padded, sizeof (float),
                                                "the candidates' parameters", error);
  if (evaluator->memory == NULL)
    return FALSE;
  for (guint i = 0; i < KEPT_MAX; i++)
    evaluator->kept[i].parameters = evaluator->memory + i * padded;
  return TRUE;
}

LabEvaluator *
lab_evaluator_new (const LabExperiment *experiment,
                   const LabRun *run,
                   const LabRunData *data,
                   LabTrainer *trainer,
                   const gint *stop,
                   GError **error)
{
  g_return_val_if_fail (experiment != NULL && run != NULL && data != NULL, NULL);
  g_return_val_if_fail (trainer != NULL, NULL);

  g_autoptr (LabEvaluator) evaluator = g_new0 (LabEvaluator, 1);
  gboolean split = experiment->validation == LAB_VALIDATION_SPLIT;
  evaluator->experiment = experiment;
  evaluator->trainer = trainer;
  evaluator->stop = stop;
  evaluator->errors = lab_row_errors_new (trainer, data->test);
  evaluator->language = lab_trainer_loss (trainer)->of_logits;
  evaluator->parameters = run->parameters;
  evaluator->trajectory = lab_axis (experiment->sweep)->is_trajectory;
  evaluator->irreducible = lab_experiment_irreducible (experiment);
  evaluator->test = lab_error_rows (data->test, 0, data->test->n);
  if (run->validation_labels > 0)
    evaluator->validation =
        lab_error_rows (split ? data->training : data->validation, split ? run->training_points : 0,
                        run->validation_labels);
  if (!evaluator->trajectory && run->validation_labels > 0 && !prepare_to_keep (evaluator, error))
    return NULL;
  return g_steal_pointer (&evaluator);
}

void
lab_evaluator_free (LabEvaluator *evaluator)
{
  if (evaluator == NULL)
    return;
  lab_memory_free (evaluator->memory);
  g_clear_pointer (&evaluator->errors, lab_row_errors_free);
  g_free (evaluator);
}

/* Extends errors to the first `count` of rows; FALSE when stopped. */
static gboolean
extend (LabEvaluator *evaluator, const LabErrorRows *rows, gsize count, LabErrorSums *errors)
{
  return lab_row_errors_extend (evaluator->errors, rows, count, errors);
}

static void
write_validation (const LabErrorSums *errors, LabEvaluation *evaluation)
{
  evaluation->labels = (guint)errors->rows;
  evaluation->validation_loss = errors->label / (double)errors->rows;
}

static void
write_risk (const LabEvaluator *evaluator, const LabErrorSums *errors, LabEvaluation *evaluation)
{
  evaluation->points = (guint)errors->rows;
  evaluation->excess_risk = errors->target / (double)errors->rows - evaluator->irreducible;
}

/* The test points this step meets: all where its risk is read by more than the eye, that is at the end
 * and where the rule of the optimisation floor looks. */
static gsize
test_points (const LabEvaluator *evaluator, guint step)
{
  const LabExperiment *experiment = evaluator->experiment;
  gsize all = evaluator->test.n;
  if (evaluator->trajectory)
    return step == experiment->steps
               ? all
               : MIN (all, evaluator->language ? LAB_WINDOWS_TRAJECTORY : LAB_TRAJECTORY_POINTS);
  if (evaluator->validation.n == 0 && step == experiment->steps)
    return all;
  if (!lab_axis_has_key (experiment->sweep, "n") &&
      step >= lab_optimisation_floor_first_step (experiment))
    return all;
  return evaluator->validation.n > 0 ? 0 : MIN (all, GLANCE_POINTS);
}

/* Keeps the network as it is, unless as many better ones are kept already (the last step pays no heed
 * to them); the earlier goes before an equal one. FALSE when stopped: what was kept is lost then. */
static gboolean
keep (LabEvaluator *evaluator, guint index, gboolean seated, const LabErrorSums *errors)
{
  Kept *place = &evaluator->kept[evaluator->kept_count];
  if (evaluator->kept_count < ROUNDS[0].left) {
    evaluator->kept_count++;
  } else {
    place = &evaluator->kept[0];
    for (guint i = 1; i < evaluator->kept_count; i++)
      if (evaluator->kept[i].errors.label >= place->errors.label)
        place = &evaluator->kept[i];
    if (!seated && !(errors->label < place->errors.label))
      return TRUE;
  }
  place->index = index;
  place->seated = seated;
  place->errors = *errors;
  return lab_memory_copy (place->parameters, lab_trainer_parameters (evaluator->trainer),
                          evaluator->parameters * sizeof (float), evaluator->stop);
}

gboolean
lab_evaluator_measure (LabEvaluator *evaluator, guint index, LabEvaluation *evaluation)
{
  g_return_val_if_fail (evaluator != NULL && evaluation != NULL, FALSE);

  const LabErrorRows *validation = &evaluator->validation;
  LabErrorSums by_label = {0}, by_test = {0};
  gsize labels = evaluator->trajectory ? validation->n : MIN (validation->n, ROUNDS[0].labels);
  gsize points = test_points (evaluator, evaluation->step);
  if (!extend (evaluator, validation, labels, &by_label) ||
      !extend (evaluator, &evaluator->test, points, &by_test))
    return FALSE;

  evaluation->labels = 0;
  evaluation->validation_loss = NAN;
  if (labels > 0)
    write_validation (&by_label, evaluation);
  write_risk (evaluator, points > 0 ? &by_test : &by_label, evaluation);
  if (evaluator->memory != NULL && isfinite (evaluation->validation_loss))
    return keep (evaluator, index, evaluation->step == evaluator->experiment->steps, &by_label);
  return TRUE;
}

/* FALSE when stopped. */
static gboolean
put_back (LabEvaluator *evaluator, const Kept *kept)
{
  return lab_memory_copy (lab_trainer_parameters (evaluator->trainer), kept->parameters,
                          evaluator->parameters * sizeof (float), evaluator->stop);
}

/* A loss that is not finite comes last. */
static int
compare_kept (gconstpointer a, gconstpointer b)
{
  const Kept *first = a, *second = b;
  double loss[2] = {first->errors.label, second->errors.label};
  for (guint i = 0; i < 2; i++)
    if (!isfinite (loss[i]))
      loss[i] = G_MAXDOUBLE;
  if (loss[0] != loss[1])
    return loss[0] < loss[1] ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

/* Moves the seated candidate to the last place that stays; kept is in order of loss. */
static void
give_seat (LabEvaluator *evaluator, guint left)
{
  for (guint i = left; i < evaluator->kept_count; i++)
    if (evaluator->kept[i].seated) {
      Kept seated = evaluator->kept[i];
      evaluator->kept[i] = evaluator->kept[left - 1];
      evaluator->kept[left - 1] = seated;
    }
}

/* One round of the knock-out; FALSE when stopped. */
static gboolean
play (LabEvaluator *evaluator, gsize labels, guint left, LabRun *run)
{
  for (guint i = 0; i < evaluator->kept_count; i++) {
    Kept *kept = &evaluator->kept[i];
    if (kept->errors.rows < labels) {
      if (!put_back (evaluator, kept) ||
          !extend (evaluator, &evaluator->validation, labels, &kept->errors))
        return FALSE;
    }
  }
  qsort (evaluator->kept, evaluator->kept_count, sizeof (Kept), compare_kept);
  for (guint i = 0; i < evaluator->kept_count; i++) {
    const Kept *kept = &evaluator->kept[i];
    LabEvaluation *evaluation = &run->evaluations[kept->index];
    if (!isfinite (kept->errors.label))
      continue;
    write_validation (&kept->errors, evaluation);
    if (evaluation->points < kept->errors.rows)
      write_risk (evaluator, &kept->errors, evaluation);
  }
  if (left > 1)
    give_seat (evaluator, left);
  evaluator->kept_count = MIN (evaluator->kept_count, left);
  return TRUE;
}

gboolean
lab_evaluator_settle (LabEvaluator *evaluator, LabRun *run, gboolean *finite)
{
  g_return_val_if_fail (evaluator != NULL && run != NULL && finite != NULL, FALSE);

  *finite = TRUE;
  if (evaluator->kept_count == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ROUNDS); i++)
    if (!play (evaluator, MIN (evaluator->validation.n, ROUNDS[i].labels), ROUNDS[i].left, run))
      return FALSE;
  const Kept *winner = &evaluator->kept[0];
  LabErrorSums by_test = {0};
  if (!put_back (evaluator, winner) ||
      !extend (evaluator, &evaluator->test, evaluator->test.n, &by_test))
    return FALSE;
  run->chosen = (int)winner->index;
  *finite = isfinite (winner->errors.label) && isfinite (by_test.target);
  if (*finite)
    write_risk (evaluator, &by_test, &run->evaluations[winner->index]);
  return TRUE;
}
