/* The finite-size prediction on an experiment's axis. */
#include "experiment/prediction.h"

#include <math.h>

/* Points of a curve. */
#define POINTS_FIRST  60
#define POINTS_SECOND 48

/* A step of a real optimiser is worth between these many units of kernel time. */
#define LEAST_WORTH 1e-2
#define MOST_WORTH  1e3
#define SCANNED     141 /* shifts looked at: a twelfth of a decade apart */
#define REFINEMENTS 40
#define GOLDEN      0.6180339887498949

/* Fewer points calibrate nothing. */
#define FEWEST_POINTS 3

/* The theory's smallest n and N. */
#define SMALLEST 2.0

/* Points on which slopes over a range are taken. */
#define SLOPE_POINTS 16

static gboolean
is_trajectory (LabSweep axis)
{
  return axis == LAB_SWEEP_TIME || axis == LAB_SWEEP_COMPUTE;
}

static double
parameters_of (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  lab_experiment_model_shape (experiment, plan, &shape);
  return (double)lab_model_shape_parameters (&shape);
}

static double
flop_of_step (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  LabTrainingSettings training;
  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &training);
  return (double)lab_model_shape_training_flop (&shape) * training.batch;
}

LabTheorySetting
lab_experiment_theory_setting (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, (LabTheorySetting){.smoothness = NAN});

  guint tokens = experiment->task == LAB_TASK_SEQUENCES ? experiment->tokens : 1;
  return (LabTheorySetting){.smoothness = lab_experiment_smoothness (experiment),
                            .intrinsic_dimension = tokens * lab_experiment_dimension (experiment),
                            .nu = LAB_PREDICTION_NU};
}

void
lab_prediction_request_init (LabPredictionRequest *request, const LabExperiment *experiment)
{
  LabRunPlan first, last;
  g_return_if_fail (request != NULL && experiment != NULL);

  lab_experiment_plan (experiment, 0, &first);
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &last);
  double training = (double)lab_experiment_training_points (experiment, &last);
  *request = (LabPredictionRequest){
      .axis = experiment->sweep,
      .is_unknown = lab_experiment_measures_test_error (experiment) ||
                    lab_experiment_why_no_law (experiment) != NULL,
      .size =
          {
              .axis = LAB_THEORY_TIME,
              .smoothness = lab_experiment_smoothness (experiment),
              .intrinsic_dimension = lab_experiment_dimension (experiment),
              .nu = LAB_PREDICTION_NU,
              .noise = experiment->noise,
              .points = fmax (training, SMALLEST),
              .features = fmax (parameters_of (experiment, &last), SMALLEST),
              .time = experiment->steps,
              .stopping = experiment->validation == LAB_VALIDATION_NONE ? LAB_STOPPING_LAST
                                                                        : LAB_STOPPING_BEST,
          },
      .low = LEAST_WORTH,
      .high = MOST_WORTH * experiment->steps,
      .unit = 1.0,
  };
  if (experiment->sweep == LAB_SWEEP_COMPUTE)
    request->unit = flop_of_step (experiment, &last);
  if (experiment->sweep == LAB_SWEEP_DATA) {
    request->size.axis = LAB_THEORY_DATA;
    request->unit = (double)last.n / training;
    request->low = fmax ((double)first.n / request->unit, SMALLEST);
    request->high = training;
  }
  if (experiment->sweep == LAB_SWEEP_MODEL) {
    request->size.axis = LAB_THEORY_MODEL;
    request->low = fmax (parameters_of (experiment, &first), SMALLEST);
    request->high = request->size.features;
  }
  /* What the axis varies is not part of the question. */
  if (request->size.axis == LAB_THEORY_DATA)
    request->size.points = 0.0;
  if (request->size.axis == LAB_THEORY_MODEL)
    request->size.features = 0.0;
  if (!isfinite (request->size.smoothness))
    request->size.smoothness = 0.0; /* requests are compared */
}

gboolean
lab_prediction_request_equal (const LabPredictionRequest *a, const LabPredictionRequest *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->axis == b->axis && a->is_unknown == b->is_unknown && a->low == b->low &&
         a->high == b->high && a->unit == b->unit && a->size.axis == b->size.axis &&
         a->size.smoothness == b->size.smoothness &&
         a->size.intrinsic_dimension == b->size.intrinsic_dimension && a->size.nu == b->size.nu &&
         a->size.noise == b->size.noise && a->size.points == b->size.points &&
         a->size.features == b->size.features && a->size.time == b->size.time &&
         a->size.stopping == b->size.stopping;
}

gboolean
lab_prediction_compute (const LabPredictionRequest *request,
                        guint level,
                        LabKernelCurveStale stale,
                        gpointer user_data,
                        LabPrediction *prediction,
                        GError **error)
{
  g_return_val_if_fail (request != NULL && prediction != NULL, FALSE);
  g_return_val_if_fail (level == 1 || level == 2, FALSE);

  /* A grid of one value has no curve around it. */
  gboolean alone = !(request->high > request->low);
  guint count = level == 1 ? POINTS_FIRST : POINTS_SECOND;
  count = alone ? 1 : count;
  *prediction = (LabPrediction){.axis = request->axis};
  /* The kernel picture knows no depth, and needs the noise and a smoothness. */
  if (request->axis == LAB_SWEEP_DEPTH || request->is_unknown)
    return TRUE;
  for (guint i = 0; i < count; i++)
    prediction->x[i] =
        alone ? request->low
              : request->low * pow (request->high / request->low, (double)i / (count - 1));
  if (!lab_kernel_curve_compute (&request->size, level, count, prediction->x,
                                 prediction->excess_risk, prediction->train_risk, stale, user_data,
                                 error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    prediction->x[i] *= request->unit;
  prediction->level = level;
  prediction->count = count;
  return TRUE;
}

/* Cubic through the logarithms of four neighbours; linear at the ends. NaN outside. */
static double
interpolate (const LabPrediction *prediction, const double *risk, double x)
{
  guint last = prediction->count - 1;
  if (prediction->count < 2 || !(x >= prediction->x[0] * (1.0 - 1e-9)) ||
      !(x <= prediction->x[last] * (1.0 + 1e-9)))
    return NAN;
  double step = log (prediction->x[last] / prediction->x[0]) / last;
  double place = CLAMP (log (x / prediction->x[0]) / step, 0.0, last);
  guint i = MIN ((guint)place, last - 1);
  double t = place - i;
  double left = log (risk[i]), right = log (risk[i + 1]);
  double before = i > 0 ? log (risk[i - 1]) : 2.0 * left - right;
  double after = i + 2 <= last ? log (risk[i + 2]) : 2.0 * right - left;
  double left_slope = 0.5 * (right - before), right_slope = 0.5 * (after - left);
  double u = 1.0 - t;
  double value = left * (1.0 + 2.0 * t) * u * u + left_slope * t * u * u +
                 right * (3.0 - 2.0 * t) * t * t - right_slope * t * t * u;
  return exp (isfinite (value) ? value : u * left + t * right);
}

static double
shifted (const LabPrediction *prediction, const double *risk, double shift, double x)
{
  if (is_trajectory (prediction->axis))
    return interpolate (prediction, risk, x * exp (shift));
  return exp (shift) * interpolate (prediction, risk, x);
}

double
lab_prediction_value (const LabPrediction *prediction, const LabCalibration *calibration, double x)
{
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);
  return shifted (prediction, prediction->excess_risk, calibration->shift, x);
}

double
lab_prediction_train_value (const LabPrediction *prediction,
                            const LabCalibration *calibration,
                            double x)
{
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);
  /* The height belongs to the excess risk; the training error is told as it is. */
  return shifted (prediction, prediction->train_risk,
                  is_trajectory (prediction->axis) ? calibration->shift : 0.0, x);
}

static gboolean
is_compared (const LabCurve *curve, const LabCurveFit *fit, const LabCurvePoint *point)
{
  guint group = fit != NULL              ? fit->group
                : curve->point_count > 0 ? curve->points[curve->point_count - 1].group
                                         : 0;
  gboolean windowed = fit != NULL && fit->power.valid;
  if (point->group != group || point->warm_up || point->floor_limited || !(point->mean > 0.0))
    return FALSE;
  return !windowed || (point->x >= fit->power.x_minimum && point->x <= fit->power.x_maximum);
}

/* Sum and sum of squares of ln (measured / predicted) over the compared points. */
static guint
compare (const LabPrediction *prediction,
         const LabCurve *curve,
         const LabCurveFit *fit,
         double shift,
         double *sum,
         double *squares)
{
  guint count = 0;
  *sum = *squares = 0.0;
  for (guint i = 0; curve != NULL && i < curve->point_count; i++) {
    const LabCurvePoint *point = &curve->points[i];
    if (!is_compared (curve, fit, point))
      continue;
    double expected = shifted (prediction, prediction->excess_risk, shift, point->x);
    if (!(expected > 0.0) || !isfinite (expected))
      continue;
    double difference = log (point->mean / expected);
    *sum += difference;
    *squares += difference * difference;
    count++;
  }
  return count;
}

static double
mean_square (const LabPrediction *prediction,
             const LabCurve *curve,
             const LabCurveFit *fit,
             double shift)
{
  double sum, squares;
  guint count = compare (prediction, curve, fit, shift, &sum, &squares);
  return count > 0 ? squares / count : INFINITY;
}

/* The shift in time with the least squares: a scan, then golden section around its best. */
static double
best_time_shift (const LabPrediction *prediction, const LabCurve *curve, const LabCurveFit *fit)
{
  double step = log (MOST_WORTH / LEAST_WORTH) / (SCANNED - 1);
  double best = 0.0, least = INFINITY;
  for (guint i = 0; i < SCANNED; i++) {
    double shift = log (LEAST_WORTH) + i * step;
    double square = mean_square (prediction, curve, fit, shift);
    if (square < least) {
      least = square;
      best = shift;
    }
  }
  double low = best - step, high = best + step;
  for (guint i = 0; i < REFINEMENTS; i++) {
    double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
    if (mean_square (prediction, curve, fit, left) <= mean_square (prediction, curve, fit, right))
      high = right;
    else
      low = left;
  }
  return 0.5 * (low + high);
}

void
lab_prediction_calibrate (const LabPrediction *prediction,
                          const LabCurve *curve,
                          const LabCurveFit *fit,
                          LabCalibration *calibration)
{
  double sum, squares;
  g_return_if_fail (prediction != NULL && calibration != NULL);

  *calibration = (LabCalibration){.error = NAN};
  guint count = compare (prediction, curve, fit, 0.0, &sum, &squares);
  if (count < FEWEST_POINTS)
    return;
  calibration->shift =
      is_trajectory (prediction->axis) ? best_time_shift (prediction, curve, fit) : sum / count;
  calibration->points = count;
  calibration->fitted = TRUE;
  calibration->error = lab_prediction_error (prediction, curve, fit, calibration);
}

double
lab_prediction_error (const LabPrediction *prediction,
                      const LabCurve *curve,
                      const LabCurveFit *fit,
                      const LabCalibration *calibration)
{
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);

  double square = mean_square (prediction, curve, fit, calibration->shift);
  return isfinite (square) ? sqrt (square) : NAN;
}

/* Least squares of ln risk on ln x. */
typedef struct
{
  double count, x, y, xx, xy;
} Line;

static void
add_to_line (Line *line, double x, double risk)
{
  if (!(risk > 0.0) || !isfinite (risk))
    return;
  line->count += 1.0;
  line->x += log (x);
  line->y += log (risk);
  line->xx += log (x) * log (x);
  line->xy += log (x) * log (risk);
}

static double
slope_of (const Line *line)
{
  double spread = line->xx - line->x * line->x / line->count;
  return line->count >= 2.0 && spread > 1e-12
             ? (line->xy - line->x * line->y / line->count) / spread
             : NAN;
}

double
lab_prediction_slope (const LabPrediction *prediction,
                      const LabCalibration *calibration,
                      const LabCurve *curve,
                      const LabCurveFit *fit,
                      double low,
                      double high)
{
  Line line = {0};
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);

  for (guint i = 0; curve != NULL && i < curve->point_count; i++)
    if (is_compared (curve, fit, &curve->points[i]))
      add_to_line (&line, curve->points[i].x,
                   lab_prediction_value (prediction, calibration, curve->points[i].x));
  if (isfinite (slope_of (&line)) || !(low > 0.0) || !(high > low))
    return slope_of (&line);
  line = (Line){0};
  for (guint i = 0; i < SLOPE_POINTS; i++) {
    double x = low * pow (high / low, (double)i / (SLOPE_POINTS - 1));
    add_to_line (&line, x, lab_prediction_value (prediction, calibration, x));
  }
  return slope_of (&line);
}
