/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map: its values, lines and words are the theory's. */
#include "chart/phase-map/phase-map-plan.h"
#include "phase-map-fixture.h"
#include "theory/compute-law.h"
#include "theory/phase-boundary.h"

#include <math.h>
#include <string.h>

static double
between (double low, double high, guint i, guint count)
{
  return low * pow (high / low, (double)i / (count - 1));
}

static void
test_values (PhaseMapFixture *fixture, gconstpointer data)
{
  for (int plane = LAB_PLANE_TIME; plane <= LAB_PLANE_COMPUTE; plane++) {
    fixture->input.plane = (LabPlane)plane;
    if (plane == LAB_PLANE_COMPUTE)
      fixture->input.range = (LabChartRange){30.0, 1e5, 1e4, 1e9};
    g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
    const LabChartRange *range = &map->range;
    for (guint row = 0; row < LAB_PHASE_MAP_ROWS; row += 7)
      for (guint column = 0; column < LAB_PHASE_MAP_COLUMNS; column += 9) {
        double n = between (range->x_minimum, range->x_maximum, column, LAB_PHASE_MAP_COLUMNS);
        double y = between (range->y_minimum, range->y_maximum, row, LAB_PHASE_MAP_ROWS);
        double steps = plane == LAB_PLANE_TIME ? y : y / (100.0 * fmin (n, 128.0));
        double expected = lab_phase_field_risk (fixture->field, n, PHASE_MAP_SCALE * steps);
        g_assert_cmpfloat_with_epsilon (map->risk[row * LAB_PHASE_MAP_COLUMNS + column] / expected,
                                        1.0, 1e-9);
        g_assert_cmpfloat_with_epsilon (lab_phase_map_predict (map, n, y) / expected, 1.0, 1e-9);
      }
    g_assert_cmpuint (map->dot_count, ==, PHASE_MAP_DOTS);
    for (guint i = 0; i < PHASE_MAP_DOTS; i++) {
      g_assert_cmpfloat_with_epsilon (map->dots[i].predicted / map->dots[i].dot.excess_risk, 1.0,
                                      1e-9);
      g_assert_cmpfloat_with_epsilon (
          lab_phase_map_predict (map, map->dots[i].dot.points, map->dots[i].y) /
              map->dots[i].dot.excess_risk,
          1.0, 1e-9);
    }
  }
}

static void
test_calibrates (PhaseMapFixture *fixture, gconstpointer data)
{
  LabPhaseCalibration calibration;
  lab_phase_map_calibrate (fixture->field, fixture->dots, PHASE_MAP_DOTS, &calibration);
  g_assert_true (calibration.fitted);
  g_assert_cmpuint (calibration.points, ==, PHASE_MAP_DOTS);
  g_assert_cmpfloat_with_epsilon (calibration.scale, PHASE_MAP_SCALE, 1e-3 * PHASE_MAP_SCALE);
  g_assert_cmpfloat (calibration.misfit, <, 1e-3);
  /* Runs in training do not count. */
  for (guint i = 3; i < PHASE_MAP_DOTS; i++)
    fixture->dots[i].provisional = TRUE;
  lab_phase_map_calibrate (fixture->field, fixture->dots, PHASE_MAP_DOTS, &calibration);
  g_assert_false (calibration.fitted);
  g_assert_cmpfloat (calibration.scale, ==, 1.0);
  g_assert_cmpuint (calibration.points, ==, 3);
}

/* A contour goes where its level is. */
static void
test_contours (PhaseMapFixture *fixture, gconstpointer data)
{
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  gboolean found[3] = {FALSE};
  g_assert_cmpuint (map->contours->len, >=, 3);
  for (guint i = 0; i < map->contours->len; i++) {
    const LabPhaseContour *contour = &g_array_index (map->contours, LabPhaseContour, i);
    g_assert_cmpuint (contour->count, >=, 2);
    for (guint k = 0; k < contour->count; k++)
      g_assert_cmpfloat_with_epsilon (
          lab_phase_map_predict (map, contour->x[k], contour->y[k]) / contour->level, 1.0, 0.02);
    for (guint k = 1; k < contour->count; k++) /* neighbours are one cell apart at most */
      g_assert_cmpfloat (fabs (log (contour->x[k] / contour->x[k - 1])), <, 0.13);
    found[0] |= fabs (contour->level / 0.1 - 1.0) < 1e-9;
    found[1] |= fabs (contour->level / 0.3 - 1.0) < 1e-9;
    found[2] |= fabs (contour->level / 0.03 - 1.0) < 1e-9;
  }
  g_assert_true (found[0] && found[1] && found[2]);
}

static const LabChartLine *
line_of (const LabPhaseMap *map, LabLineKind kind, gboolean with_band)
{
  for (guint i = 0; i < map->frame->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (map->frame->lines, i);
    if (line->kind == kind && (line->band_low != NULL) == with_band)
      return line;
  }
  g_assert_not_reached ();
}

static void
test_lines (PhaseMapFixture *fixture, gconstpointer data)
{
  fixture->input.condition_number = 1000.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  const LabChartLine *crossing = line_of (map, LAB_LINE_PREDICTION, FALSE);
  const LabChartLine *stopping = line_of (map, LAB_LINE_FIT, FALSE);
  const LabChartLine *asymptote = line_of (map, LAB_LINE_REFERENCE, FALSE);
  const LabChartLine *condition = line_of (map, LAB_LINE_FIT, TRUE);
  double bias, variance, lower, upper;

  for (guint i = 0; i < crossing->vertex_count; i++) {
    lab_phase_field_terms (fixture->field, PHASE_MAP_SCALE * crossing->y[i], &bias, &variance);
    g_assert_cmpfloat_with_epsilon (variance / crossing->x[i] / bias, 1.0, 1e-6);
  }
  guint last = asymptote->vertex_count - 1;
  g_assert_cmpfloat_with_epsilon (log (asymptote->y[last] / asymptote->y[0]) /
                                      log (asymptote->x[last] / asymptote->x[0]),
                                  lab_boundary_exponent (1.0, 2.0, 0.5), 1e-9);
  /* The slow end is where exp (-2 t / kappa), the fast end where exp (-4 t / sqrt (kappa)), has come
   * down to the least risk. */
  for (guint i = 0; i < condition->vertex_count; i += 10) {
    double least =
        lab_phase_field_risk (fixture->field, stopping->x[i], PHASE_MAP_SCALE * stopping->y[i]);
    if (least >= 0.9)
      continue;
    lab_condition_gap (PHASE_MAP_SCALE * condition->y[i], 1000.0, &lower, &upper);
    g_assert_cmpfloat_with_epsilon (upper / least, 1.0, 1e-3);
    lab_condition_gap (PHASE_MAP_SCALE * condition->band_low[i], 1000.0, &lower, &upper);
    g_assert_cmpfloat_with_epsilon (lower / least, 1.0, 1e-3);
  }
}

/* Labels of unknown noise: the dots are no excess risks, and nothing is said of a phase. */
static void
test_unknown_noise (PhaseMapFixture *fixture, gconstpointer data)
{
  LabPhaseSetting setting = *lab_phase_field_setting (fixture->field);
  LabPhaseCursor cursor = {0};
  setting.noise = 0.0;
  g_autoptr (LabPhaseField) field = lab_phase_field_new (&setting, 1, NULL, NULL, NULL);
  fixture->input.field = field;
  fixture->input.calibration = (LabPhaseCalibration){.scale = 1.0, .misfit = (double)NAN};
  fixture->input.noise_unknown = TRUE;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  g_autofree char *described = lab_phase_map_describe (map);
  lab_phase_map_move (map, LAB_CURSOR_NEXT, &cursor);
  g_autofree char *text = lab_phase_map_readout (map, &cursor);
  g_assert_cmpuint (map->frame->lines->len, ==, 0);
  g_assert_nonnull (strstr (map->note, "not known"));
  g_assert_nonnull (strstr (map->note, "measured test errors"));
  g_assert_null (strstr (map->note, "never begins"));
  g_assert_null (strstr (described, "excess risk"));
  g_assert_nonnull (strstr (text, "without noise"));
}

/* Without noise there is no boundary, and the note says so. */
static void
test_no_noise (PhaseMapFixture *fixture, gconstpointer data)
{
  LabPhaseSetting setting = *lab_phase_field_setting (fixture->field);
  setting.noise = 0.0;
  g_autoptr (LabPhaseField) field = lab_phase_field_new (&setting, 1, NULL, NULL, NULL);
  fixture->input.field = field;
  fixture->input.condition_number = 100.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  g_assert_cmpuint (map->frame->lines->len, ==, 0);
  g_assert_nonnull (strstr (map->note, "the statistical phase never begins"));
  g_assert_cmpint (lab_phase_map_phase (map, 100.0, 10.0), ==, LAB_PHASE_NONE);
}

/* The account's boundary stands at its n, in its words. */
static void
test_account (PhaseMapFixture *fixture, gconstpointer data)
{
  LabTwoPhaseChoice choice = {.choice = LAB_CHOICE_EXPONENTIAL_POWER,
                              .boundary = 40.0,
                              .boundary_low = 30.0,
                              .boundary_high = 55.0,
                              .bend = (double)NAN};
  LabPhaseNumbers numbers;
  lab_phase_numbers_init (&numbers);
  numbers.has_trajectory = TRUE;
  numbers.noise = 0.5;
  numbers.choice = &choice;
  g_autoptr (LabPhases) phases = lab_phases_new (&numbers);
  g_autoptr (LabPhaseMap) without = lab_phase_map_new (&fixture->input);
  fixture->input.phases = phases;
  fixture->input.phases_points = 100.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  g_assert_cmpint (map->plane, ==, LAB_PLANE_TIME);
  g_assert_cmpuint (map->frame->lines->len, ==, without->frame->lines->len + 1);
  const LabChartLine *line = g_ptr_array_index (map->frame->lines, map->frame->lines->len - 1);
  g_assert_cmpfloat (line->x[0], ==, 100.0);
  g_assert_cmpfloat (line->y[0], ==, 30.0);
  g_assert_cmpfloat (line->y[1], ==, 55.0);
  g_assert_nonnull (strstr (map->note, phases->accounts[0].sentence));
  g_assert_null (strstr (without->note, phases->accounts[0].sentence));
}

static void
test_readout (PhaseMapFixture *fixture, gconstpointer data)
{
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  LabPhaseCursor cursor = {0};
  g_autofree char *text = NULL;
  g_autofree char *expected = lab_chart_number (fixture->dots[0].excess_risk);

  lab_phase_map_move (map, LAB_CURSOR_NEXT, &cursor); /* begins */
  g_assert_cmpint (cursor.dot, ==, 0);
  text = lab_phase_map_readout (map, &cursor);
  g_assert_true (g_str_has_prefix (text, "n = 64, T = 3: "));
  g_assert_nonnull (strstr (text, "expected "));
  g_assert_nonnull (strstr (text, "measured "));
  g_assert_nonnull (strstr (text, expected));
  g_assert_nonnull (strstr (text, "3 runs"));
  g_assert_nonnull (strstr (text, "optimisation phase"));
  lab_phase_map_move (map, LAB_CURSOR_UP, &cursor);
  g_assert_cmpint (cursor.dot, ==, 1);
  lab_phase_map_move (map, LAB_CURSOR_NEXT, &cursor);
  g_assert_cmpint (cursor.dot, ==, 9); /* the next n, at the same time */
  lab_phase_map_move (map, LAB_CURSOR_DOWN, &cursor);
  lab_phase_map_move (map, LAB_CURSOR_DOWN, &cursor);
  g_assert_cmpint (cursor.dot, ==, 8); /* stays at the end */
  lab_phase_map_move (map, LAB_CURSOR_PREVIOUS, &cursor);
  g_assert_cmpint (cursor.dot, ==, 0);
  lab_phase_map_move (map, LAB_CURSOR_LAST, &cursor);
  g_assert_cmpint (cursor.dot, ==, PHASE_MAP_DOTS - 1);
}

/* With nothing measured the cursor goes over the field. */
static void
test_readout_of_field (PhaseMapFixture *fixture, gconstpointer data)
{
  LabPhaseCursor cursor = {0};
  fixture->input.dot_count = 0;
  fixture->input.calibration = (LabPhaseCalibration){.scale = 1.0, .misfit = (double)NAN};
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  lab_phase_map_move (map, LAB_CURSOR_UP, &cursor);
  double before = cursor.y;
  g_assert_cmpfloat (cursor.x, >, 0.0);
  lab_phase_map_move (map, LAB_CURSOR_UP, &cursor);
  g_assert_cmpfloat (cursor.y, >, before);
  for (guint i = 0; i < 40; i++)
    lab_phase_map_move (map, LAB_CURSOR_NEXT, &cursor);
  g_assert_cmpfloat (cursor.x, ==, map->range.x_maximum);
  g_autofree char *text = lab_phase_map_readout (map, &cursor);
  g_assert_nonnull (strstr (text, "expected "));
  g_assert_null (strstr (text, "measured"));
  g_assert_nonnull (strstr (map->note, "not fixed"));
}

/* The plane holds controls and dots, and every time scale that can be fitted to them. */
static void
test_plan (PhaseMapFixture *fixture, gconstpointer data)
{
  LabExperiment controls;
  LabPhasePlan plan;
  lab_experiment_default (LAB_SWEEP_DATA, &controls);
  for (int plane = LAB_PLANE_TIME; plane <= LAB_PLANE_COMPUTE; plane++) {
    lab_phase_plan_init (&plan, &controls, (LabPlane)plane, fixture->dots, PHASE_MAP_DOTS);
    g_assert_cmpfloat (plan.home.x_minimum, <=, 64.0);
    g_assert_cmpfloat (plan.home.x_maximum, >=, 4.0 * 8192.0);
    g_assert_cmpfloat (plan.steps_low, <=, 1.0);
    g_assert_cmpfloat (plan.steps_high, >=, 1000.0);
    g_assert_cmpfloat (plan.setting.time_low, <=, LAB_PHASE_SCALE_LEAST * plan.steps_low);
    g_assert_cmpfloat (plan.setting.time_high, >=, LAB_PHASE_SCALE_MOST * plan.steps_high);
    g_assert_cmpfloat (plan.setting.smoothness, ==, lab_experiment_smoothness (&controls));
    g_autoptr (LabPhaseField) first = lab_phase_field_new (&plan.setting, 1, NULL, NULL, NULL);
    g_assert_nonnull (first);
  }
  controls.optimizer = LAB_OPTIMIZER_GD;
  lab_phase_plan_init (&plan, &controls, LAB_PLANE_COMPUTE, NULL, 0);
  g_assert_true (isinf (plan.batch));
  g_assert_cmpfloat (plan.steps_low, <, 1e-2); /* the least compute, with the most data */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
#define ADD(name, test)                                                                            \
  g_test_add (name, PhaseMapFixture, NULL, phase_map_set_up, test, phase_map_tear_down)
  ADD ("/phase-map/values", test_values);
  ADD ("/phase-map/calibrates", test_calibrates);
  ADD ("/phase-map/contours", test_contours);
  ADD ("/phase-map/lines", test_lines);
  ADD ("/phase-map/no-noise", test_no_noise);
  ADD ("/phase-map/unknown-noise", test_unknown_noise);
  ADD ("/phase-map/account", test_account);
  ADD ("/phase-map/readout", test_readout);
  ADD ("/phase-map/readout-of-field", test_readout_of_field);
  ADD ("/phase-map/plan", test_plan);
  return g_test_run ();
}
