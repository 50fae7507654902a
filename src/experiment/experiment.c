/* The experiment as a value: measured defaults, grid, plan of runs, and the pieces of a run. */
#include "experiment/experiment.h"

#include <glib/gi18n.h>
#include <math.h>

#include "experiment/depth-width.h"

/* D where none is given and the manifold fits (science.md, "The task"). */
#define CHOSEN_AMBIENT_DIMENSION 16

/* Doublings from the smallest to the largest n of a chosen data grid. */
#define DATA_GRID_DOUBLINGS 7

/* Below this a training set holds less than the smallest batch worth the name. */
#define SMALLEST_DATA 16

/* Share of n that LAB_VALIDATION_SPLIT takes. */
#define SPLIT_DENOMINATOR 8

/* AdamW as measured in science.md. */
#define WARM_UP_FRACTION 0.05
#define WEIGHT_DECAY     0.1
#define CLIP_NORM        1.0

static void
default_model (LabExperiment *experiment)
{
  /* At d <= 2 the optimisation floor hides the model law (science.md, "Model law"). */
  experiment->intrinsic_dimension = 4;
  experiment->noise = 0.0;
  experiment->n = 65536;
  experiment->width = 16;
  experiment->batch = 128;
  experiment->learning_rate = 6e-3;
  experiment->steps = 6000;
  experiment->validation = LAB_VALIDATION_NONE;
  experiment->repeats = 2;
}

static void
default_trajectory (LabExperiment *experiment)
{
  experiment->noise = 0.0;
  experiment->n = 65536;
  experiment->batch = 128;
  experiment->schedule = LAB_SCHEDULE_CONSTANT;
  experiment->learning_rate = 1e-3;
  experiment->steps = 4000;
  experiment->validation = LAB_VALIDATION_NONE;
}

/* The model sweep's training, with what a depth of 1 to 6 blocks and five targets leave of a minute
 * on two cores. */
static void
default_depth (LabExperiment *experiment)
{
  default_model (experiment);
  experiment->depth = 6;
  experiment->steps = 3000;
  experiment->repeats = 5;
}

void
lab_experiment_default (LabSweep sweep, LabExperiment *experiment)
{
  g_return_if_fail (sweep < LAB_SWEEP_COUNT);
  g_return_if_fail (experiment != NULL);

  *experiment = (LabExperiment){
      .task = LAB_TASK_POINTS,
      .sequence_inputs = LAB_SEQUENCE_MANIFOLD,
      .correlation = 0.8,
      .degrees_of_freedom = 4.0,
      .manifold = LAB_MANIFOLD_TORUS,
      .intrinsic_dimension = 2,
      .smoothness = 1.0,
      .noise = 0.5,
      .n = 8192,
      .validation = LAB_VALIDATION_EXTRA,
      .width = 32,
      .depth = 2,
      .heads = 2,
      .tokens = 4,
      .attention = LAB_ATTENTION_FULL,
      .feed_forward = 2,
      .optimizer = LAB_OPTIMIZER_ADAMW,
      .schedule = LAB_SCHEDULE_COSINE,
      .learning_rate = 4e-3,
      .steps = 1000,
      .batch = 64,
      .sweep = sweep,
      .repeats = 3,
      .seed = 1,
  };
  if (sweep == LAB_SWEEP_MODEL)
    default_model (experiment);
  else if (sweep == LAB_SWEEP_DEPTH)
    default_depth (experiment);
  else if (sweep != LAB_SWEEP_DATA)
    default_trajectory (experiment);
}

static gboolean
grids_equal (const LabExperiment *a, const LabExperiment *b)
{
  if (a->grid_length != b->grid_length)
    return FALSE;
  for (guint i = 0; i < a->grid_length; i++)
    if (a->grid[i] != b->grid[i])
      return FALSE;
  return TRUE;
}

gboolean
lab_experiment_equal (const LabExperiment *a, const LabExperiment *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return lab_point_set_equal (a->points, b->points) && a->task == b->task &&
         a->sequence_inputs == b->sequence_inputs && a->correlation == b->correlation &&
         a->degrees_of_freedom == b->degrees_of_freedom && a->attention == b->attention &&
         a->manifold == b->manifold && a->intrinsic_dimension == b->intrinsic_dimension &&
         a->ambient_dimension == b->ambient_dimension && a->density == b->density &&
         a->ambient_noise == b->ambient_noise && a->target == b->target &&
         a->smoothness == b->smoothness && a->noise == b->noise && a->n == b->n &&
         a->validation == b->validation && a->width == b->width && a->depth == b->depth &&
         a->fixed == b->fixed && a->heads == b->heads && a->tokens == b->tokens &&
         a->feed_forward == b->feed_forward && a->optimizer == b->optimizer &&
         a->schedule == b->schedule && a->learning_rate == b->learning_rate &&
         a->steps == b->steps && a->batch == b->batch &&
         a->hidden_dimension == b->hidden_dimension && a->sweep == b->sweep &&
         a->repeats == b->repeats && a->seed == b->seed && grids_equal (a, b);
}

gboolean
lab_experiment_has_manifold (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return experiment->points == NULL && (experiment->task == LAB_TASK_POINTS ||
                                        experiment->sequence_inputs == LAB_SEQUENCE_MANIFOLD);
}

guint
lab_experiment_canonical_dimension (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  if (experiment->points != NULL)
    return experiment->points->dimensions;
  return lab_experiment_has_manifold (experiment)
             ? lab_manifold_canonical_dimension (experiment->manifold,
                                                 experiment->intrinsic_dimension)
             : experiment->intrinsic_dimension;
}

guint
lab_experiment_ambient_dimension (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL && experiment->tokens > 0, 0);

  if (experiment->ambient_dimension != 0)
    return experiment->ambient_dimension;

  guint needed = lab_experiment_canonical_dimension (experiment);
  if (experiment->points == NULL)
    needed = MAX (CHOSEN_AMBIENT_DIMENSION, needed);
  if (experiment->task == LAB_TASK_SEQUENCES)
    return needed;
  return (needed + experiment->tokens - 1) / experiment->tokens * experiment->tokens;
}

double
lab_experiment_smoothness (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0.0);

  if (experiment->task == LAB_TASK_SEQUENCES)
    return NAN;
  return lab_experiment_has_labels (experiment)
             ? experiment->smoothness
             : lab_target_effective_smoothness (experiment->target,
                                                lab_experiment_dimension (experiment),
                                                experiment->smoothness);
}

const char *
lab_experiment_why_no_law (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  if (experiment->task != LAB_TASK_SEQUENCES)
    return NULL;
  return _ ("For sequences no theory states a slope in d and β: their teacher is a transformer, "
            "smoother than any β.");
}

static guint
choose_data_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = 0;
  for (int halvings = DATA_GRID_DOUBLINGS; halvings >= 0; halvings--) {
    guint64 n = experiment->n >> halvings;
    if (n >= SMALLEST_DATA || halvings == 0)
      grid[length++] = n;
  }
  return length;
}

/* 4, 8, 16 ... and 6, 12, 24 ... interleaved: steps of 3/2 and 4/3. */
static guint
choose_model_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = 0;
  for (guint64 width = 4; width < experiment->width && length < LAB_GRID_MAX - 1;) {
    if (width % experiment->heads == 0)
      grid[length++] = width;
    gboolean power_of_two = (width & (width - 1)) == 0;
    width += power_of_two ? width / 2 : width / 3;
  }
  grid[length++] = experiment->width;
  return length;
}

static guint
choose_compute_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = 0;
  for (guint divisor = 4; divisor > 1; divisor /= 2) {
    guint64 width = experiment->width / divisor / experiment->heads * experiment->heads;
    if (width >= 2 && width < experiment->width && (length == 0 || grid[length - 1] != width))
      grid[length++] = width;
  }
  grid[length++] = experiment->width;
  return length;
}

static guint
choose_depth_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = MIN (experiment->depth, LAB_GRID_MAX);
  for (guint i = 0; i < length; i++)
    grid[i] = i + 1;
  return length;
}

guint
lab_experiment_grid (const LabExperiment *experiment, guint64 grid[LAB_GRID_MAX])
{
  g_return_val_if_fail (experiment != NULL && experiment->heads > 0, 0);
  g_return_val_if_fail (experiment->grid_length <= LAB_GRID_MAX, 0);

  if (experiment->grid_length > 0) {
    for (guint i = 0; i < experiment->grid_length; i++)
      grid[i] = experiment->grid[i];
    return experiment->grid_length;
  }
  switch (experiment->sweep) {
  case LAB_SWEEP_DATA:
    return choose_data_grid (experiment, grid);
  case LAB_SWEEP_MODEL:
    return choose_model_grid (experiment, grid);
  case LAB_SWEEP_COMPUTE:
    return choose_compute_grid (experiment, grid);
  case LAB_SWEEP_DEPTH:
    return choose_depth_grid (experiment, grid);
  case LAB_SWEEP_TIME:
  case LAB_SWEEP_COUNT:
    break;
  }
  grid[0] = experiment->width;
  return 1;
}

guint
lab_experiment_run_count (const LabExperiment *experiment)
{
  guint64 grid[LAB_GRID_MAX];
  return lab_experiment_grid (experiment, grid) * experiment->repeats;
}

void
lab_experiment_plan (const LabExperiment *experiment, guint run_index, LabRunPlan *plan)
{
  g_return_if_fail (experiment != NULL && plan != NULL);
  g_return_if_fail (run_index < lab_experiment_run_count (experiment));

  guint64 grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (experiment, grid);
  plan->index = run_index;
  plan->grid_index = run_index / experiment->repeats;
  plan->repeat = run_index % experiment->repeats;
  plan->n = experiment->n;
  plan->width = experiment->width;
  plan->depth = experiment->depth;
  if (experiment->sweep == LAB_SWEEP_DATA) {
    plan->n = grid[plan->grid_index];
  } else if (experiment->sweep == LAB_SWEEP_DEPTH) {
    plan->depth = (guint)grid[plan->grid_index];
    plan->width = lab_depth_width (experiment, plan->depth, (guint)grid[length - 1]);
  } else {
    plan->width = (guint)grid[plan->grid_index];
  }
}

gsize
lab_experiment_training_points (const LabExperiment *experiment, const LabRunPlan *plan)
{
  gsize n = (gsize)plan->n;
  return experiment->validation == LAB_VALIDATION_SPLIT ? n - n / SPLIT_DENOMINATOR : n;
}

gsize
lab_experiment_validation_labels (const LabExperiment *experiment, const LabRunPlan *plan)
{
  switch (experiment->validation) {
  case LAB_VALIDATION_EXTRA:
    return experiment->points != NULL ? lab_point_set_validation_points (experiment->points)
                                      : LAB_VALIDATION_EXTRA_LABELS;
  case LAB_VALIDATION_SPLIT:
    return (gsize)plan->n / SPLIT_DENOMINATOR;
  case LAB_VALIDATION_NONE:
    break;
  }
  return 0;
}

void
lab_experiment_model_shape (const LabExperiment *experiment,
                            const LabRunPlan *plan,
                            LabModelShape *shape)
{
  g_return_if_fail (experiment != NULL && plan != NULL && shape != NULL);

  gboolean sequences = experiment->task == LAB_TASK_SEQUENCES;
  *shape = (LabModelShape){
      .input_dimension =
          lab_experiment_ambient_dimension (experiment) * (sequences ? experiment->tokens : 1),
      .tokens = experiment->tokens,
      .width = plan->width,
      .heads = experiment->heads,
      .depth = plan->depth,
      .feed_forward = experiment->feed_forward,
      .causal = experiment->attention == LAB_ATTENTION_CAUSAL,
      .per_token = sequences,
  };
}

void
lab_experiment_training (const LabExperiment *experiment,
                         const LabRunPlan *plan,
                         LabTrainingSettings *settings)
{
  g_return_if_fail (experiment != NULL && plan != NULL && settings != NULL);

  gsize points = lab_experiment_training_points (experiment, plan);
  gboolean adamw = experiment->optimizer == LAB_OPTIMIZER_ADAMW;
  gboolean noisy_data = experiment->sweep == LAB_SWEEP_DATA && lab_experiment_is_noisy (experiment);
  gboolean whole = experiment->optimizer == LAB_OPTIMIZER_GD;
  *settings = (LabTrainingSettings){
      .optimizer = experiment->optimizer,
      .schedule = experiment->schedule,
      .learning_rate = experiment->learning_rate,
      .warm_up = experiment->schedule == LAB_SCHEDULE_COSINE ? WARM_UP_FRACTION : 0.0,
      .weight_decay = adamw && noisy_data ? WEIGHT_DECAY : 0.0,
      .clip = adamw ? CLIP_NORM : 0.0,
      .steps = experiment->steps,
      .batch = whole ? (guint)points : (guint)MIN (points, experiment->batch),
  };
}

void
lab_experiment_data_source (const LabExperiment *experiment,
                            const LabRunPlan *plan,
                            LabDataSource *source)
{
  g_return_if_fail (experiment != NULL && plan != NULL && source != NULL);

  *source = (LabDataSource){
      .points = experiment->points,
      .manifold = experiment->manifold,
      .intrinsic_dimension = (guint)MAX (lround (lab_experiment_dimension (experiment)), 1),
      .ambient_dimension = lab_experiment_ambient_dimension (experiment),
      .density = experiment->density,
      .ambient_noise = experiment->ambient_noise,
      .target = experiment->target,
      .smoothness = experiment->smoothness,
      .noise = experiment->noise,
      .seed = experiment->seed,
      .repeat = plan->repeat,
  };
}

static void
sequence_source (const LabExperiment *experiment, const LabRunPlan *plan, LabSequenceSource *source)
{
  *source = (LabSequenceSource){
      .inputs = experiment->sequence_inputs,
      .manifold = experiment->manifold,
      .density = experiment->density,
      .intrinsic_dimension = experiment->intrinsic_dimension,
      .ambient_dimension = lab_experiment_ambient_dimension (experiment),
      .ambient_noise = experiment->ambient_noise,
      .correlation = experiment->correlation,
      .degrees_of_freedom = experiment->degrees_of_freedom,
      .tokens = experiment->tokens,
      .causal = experiment->attention == LAB_ATTENTION_CAUSAL,
      .noise = experiment->noise,
      .seed = experiment->seed,
      .repeat = plan->repeat,
  };
}

void
lab_experiment_run_source (const LabExperiment *experiment,
                           const LabRunPlan *plan,
                           LabRunSource *source)
{
  g_return_if_fail (experiment != NULL && plan != NULL && source != NULL);

  *source = (LabRunSource){.task = experiment->task};
  if (experiment->task == LAB_TASK_SEQUENCES)
    sequence_source (experiment, plan, &source->sequences);
  else
    lab_experiment_data_source (experiment, plan, &source->points);
}
