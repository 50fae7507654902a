/* The phase map: its values are the theory's, its colours the values', its words keep apart. */
#include "chart/paint-phase-map.h"
#include "chart/phase-map-plan.h"
#include "theory/compute-law.h"
#include "theory/phase-boundary.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#define SCALE 0.1
#define DOTS  40

typedef struct
{
  LabPhaseField *field;
  LabPhaseDot dots[DOTS];
  LabPhaseMapInput input;
} Fixture;

/* Errors measured exactly where the field with this scale expects them. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  LabPhaseSetting setting = {.smoothness = 1.0,
                             .intrinsic_dimension = 2.0,
                             .nu = 0.5,
                             .noise = 0.5,
                             .features = 17217.0,
                             .points_low = 30.0,
                             .points_high = 1e5,
                             .time_low = 1e-3,
                             .time_high = 1e8};
  fixture->field = lab_phase_field_new (&setting, 1, NULL, NULL, NULL);
  for (guint i = 0; i < DOTS; i++) {
    LabPhaseDot *dot = &fixture->dots[i];
    *dot = (LabPhaseDot){.points = 64 << (i / 8), .steps = 3.0 * pow (2.5, i % 8), .runs = 3};
    dot->compute = 100.0 * fmin (dot->points, 128.0) * dot->steps;
    dot->excess_risk = lab_phase_field_risk (fixture->field, dot->points, SCALE * dot->steps);
  }
  fixture->input = (LabPhaseMapInput){
      .plane = LAB_PLANE_TIME,
      .field = fixture->field,
      .calibration = {.fitted = TRUE, .scale = SCALE, .misfit = 0.5, .points = DOTS},
      .range = {30.0, 1e5, 1.0, 1e5},
      .flop_per_label = 100.0,
      .batch = 128.0,
      .dots = fixture->dots,
      .dot_count = DOTS,
  };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lab_phase_field_unref (fixture->field);
}

static double
between (double low, double high, guint i, guint count)
{
  return low * pow (high / low, (double)i / (count - 1));
}

static void
test_values (Fixture *fixture, gconstpointer data)
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
        double expected = lab_phase_field_risk (fixture->field, n, SCALE * steps);
        g_assert_cmpfloat_with_epsilon (map->risk[row * LAB_PHASE_MAP_COLUMNS + column] / expected,
                                        1.0, 1e-9);
        g_assert_cmpfloat_with_epsilon (lab_phase_map_predict (map, n, y) / expected, 1.0, 1e-9);
      }
    g_assert_cmpuint (map->dot_count, ==, DOTS);
    for (guint i = 0; i < DOTS; i++) {
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
test_calibrates (Fixture *fixture, gconstpointer data)
{
  LabPhaseCalibration calibration;
  lab_phase_map_calibrate (fixture->field, fixture->dots, DOTS, &calibration);
  g_assert_true (calibration.fitted);
  g_assert_cmpuint (calibration.points, ==, DOTS);
  g_assert_cmpfloat_with_epsilon (calibration.scale, SCALE, 1e-3 * SCALE);
  g_assert_cmpfloat (calibration.misfit, <, 1e-3);
  /* Runs in training do not count. */
  for (guint i = 3; i < DOTS; i++)
    fixture->dots[i].provisional = TRUE;
  lab_phase_map_calibrate (fixture->field, fixture->dots, DOTS, &calibration);
  g_assert_false (calibration.fitted);
  g_assert_cmpfloat (calibration.scale, ==, 1.0);
  g_assert_cmpuint (calibration.points, ==, 3);
}

/* A contour goes where its level is. */
static void
test_contours (Fixture *fixture, gconstpointer data)
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
test_lines (Fixture *fixture, gconstpointer data)
{
  fixture->input.condition_number = 1000.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  const LabChartLine *crossing = line_of (map, LAB_LINE_PREDICTION, FALSE);
  const LabChartLine *stopping = line_of (map, LAB_LINE_FIT, FALSE);
  const LabChartLine *asymptote = line_of (map, LAB_LINE_REFERENCE, FALSE);
  const LabChartLine *condition = line_of (map, LAB_LINE_FIT, TRUE);
  double bias, variance, lower, upper;

  for (guint i = 0; i < crossing->vertex_count; i++) {
    lab_phase_field_terms (fixture->field, SCALE * crossing->y[i], &bias, &variance);
    g_assert_cmpfloat_with_epsilon (variance / crossing->x[i] / bias, 1.0, 1e-6);
  }
  guint last = asymptote->vertex_count - 1;
  g_assert_cmpfloat_with_epsilon (log (asymptote->y[last] / asymptote->y[0]) /
                                      log (asymptote->x[last] / asymptote->x[0]),
                                  lab_boundary_exponent (1.0, 2.0, 0.5), 1e-9);
  /* The slow end is where exp (-2 t / kappa), the fast end where exp (-4 t / sqrt (kappa)), has come
   * down to the least risk. */
  for (guint i = 0; i < condition->vertex_count; i += 10) {
    double least = lab_phase_field_risk (fixture->field, stopping->x[i], SCALE * stopping->y[i]);
    if (least >= 0.9)
      continue;
    lab_condition_gap (SCALE * condition->y[i], 1000.0, &lower, &upper);
    g_assert_cmpfloat_with_epsilon (upper / least, 1.0, 1e-3);
    lab_condition_gap (SCALE * condition->band_low[i], 1000.0, &lower, &upper);
    g_assert_cmpfloat_with_epsilon (lower / least, 1.0, 1e-3);
  }
}

/* Without noise there is no boundary, and the note says so. */
static void
test_no_noise (Fixture *fixture, gconstpointer data)
{
  LabPhaseSetting setting = *lab_phase_field_setting (fixture->field);
  setting.noise = 0.0;
  g_autoptr (LabPhaseField) field = lab_phase_field_new (&setting, 1, NULL, NULL, NULL);
  fixture->input.field = field;
  fixture->input.condition_number = 100.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  g_assert_cmpuint (map->frame->lines->len, ==, 0);
  g_assert_nonnull (strstr (map->note, "no boundary"));
  g_assert_cmpint (lab_phase_map_phase (map, 100.0, 10.0), ==, LAB_PHASE_NONE);
}

static void
test_readout (Fixture *fixture, gconstpointer data)
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
  g_assert_cmpint (cursor.dot, ==, DOTS - 1);
}

/* With nothing measured the cursor goes over the field. */
static void
test_readout_of_field (Fixture *fixture, gconstpointer data)
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

/* Evenly rising in lightness (CIE L*), for every look and every eye. */
static void
test_ramp (void)
{
  LabColour black = {0, 0, 0, 1};
  double last = -1.0, least = INFINITY, most = 0.0;
  for (guint i = 0; i <= 64; i++) {
    LabColour colour = lab_ramp_colour (i / 64.0);
    double luminance = lab_colour_contrast (&colour, &black) * 0.05 - 0.05;
    double lightness = 116.0 * cbrt (luminance) - 16.0;
    if (i > 0) {
      least = fmin (least, lightness - last);
      most = fmax (most, lightness - last);
    }
    last = lightness;
  }
  g_test_message ("steps of lightness from %.2f to %.2f", least, most);
  g_assert_cmpfloat (least, >, 0.5);
  g_assert_cmpfloat (most, <, 2.5);
  LabColour beyond = lab_ramp_colour (7.0), end = lab_ramp_colour (1.0);
  g_assert_cmpfloat (beyond.red, ==, end.red);
}

static LabColour
pixel_at (cairo_surface_t *surface, double x, double y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) +
                      (gsize)y * (gsize)cairo_image_surface_get_stride (surface);
  guint32 pixel = ((const guint32 *)(gconstpointer)row)[(gsize)x];
  return (LabColour){(pixel >> 16 & 255) / 255.0, (pixel >> 8 & 255) / 255.0, (pixel & 255) / 255.0,
                     1.0};
}

static void
assert_colour (const LabColour *actual, const LabColour *expected)
{
  g_assert_cmpfloat_with_epsilon (actual->red, expected->red, 0.02);
  g_assert_cmpfloat_with_epsilon (actual->green, expected->green, 0.02);
  g_assert_cmpfloat_with_epsilon (actual->blue, expected->blue, 0.02);
}

static cairo_surface_t *
paint (const LabPhaseMap *map,
       LabLook look,
       double font,
       int width,
       int height,
       LabChartPlot *plot,
       GArray *labels)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;
  lab_chart_style_init (&style, look, font);
  lab_phase_map_paint_noting (cr, width, height, map, &style, plot, labels);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Field and dots have the colours of their values. */
static void
test_colours (Fixture *fixture, gconstpointer data)
{
  fixture->dots[20].excess_risk = 0.8; /* unlike the field around it */
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  for (int look = LAB_LOOK_LIGHT; look <= LAB_LOOK_PRINT; look++) {
    LabChartPlot plot;
    cairo_surface_t *surface = paint (map, (LabLook)look, 12.0, 900, 700, &plot, NULL);
    for (guint i = 0; i < DOTS; i += 5) {
      const LabPhaseMapDot *dot = &map->dots[i];
      LabColour colour = pixel_at (surface, lab_chart_plot_x (&plot, &map->range, dot->dot.points),
                                   lab_chart_plot_y (&plot, &map->range, dot->y));
      LabColour expected = lab_ramp_colour (lab_phase_map_place (map, dot->dot.excess_risk));
      assert_colour (&colour, &expected);
    }
    /* The lower right corner has neither line nor word. */
    double x = plot.x + 0.97 * plot.width, y = plot.y + 0.985 * plot.height;
    LabColour colour = pixel_at (surface, x, y);
    LabColour expected = lab_ramp_colour (lab_phase_map_place (
        map, lab_phase_map_predict (map, lab_chart_value_x (&plot, &map->range, x),
                                    lab_chart_value_y (&plot, &map->range, y))));
    assert_colour (&colour, &expected);
    cairo_surface_destroy (surface);
  }
}

/* Words neither overlap each other nor leave the picture, at any size; nothing breaks it. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const int sizes[][2] = {{1100, 800}, {700, 560}, {420, 340}, {240, 140}, {60, 40}};
  fixture->input.condition_number = 100.0;
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++) {
    g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (LabLabelBox));
    cairo_surface_t *surface =
        paint (map, LAB_LOOK_LIGHT, 12.0, sizes[s][0], sizes[s][1], NULL, labels);
    for (guint i = 0; i < labels->len && s < 3; i++) {
      LabLabelBox a = g_array_index (labels, LabLabelBox, i);
      a.width *= 0.9;
      a.height *= 0.6; /* of ink */
      g_assert_cmpfloat (a.x, >, 0.0);
      g_assert_cmpfloat (a.x, <, sizes[s][0]);
      g_assert_cmpfloat (a.y, >, 0.0);
      g_assert_cmpfloat (a.y, <, sizes[s][1]);
      for (guint k = 0; k < i; k++) {
        LabLabelBox b = g_array_index (labels, LabLabelBox, k);
        b.width *= 0.9;
        b.height *= 0.6;
        g_assert_false (lab_label_boxes_overlap (&a, &b));
      }
    }
    cairo_surface_destroy (surface);
  }
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"map.svg", "map.pdf", "map.png"};
  g_autoptr (LabPhaseMap) map = lab_phase_map_new (&fixture->input);
  g_autofree char *folder = g_dir_make_tmp ("lab-phase-map-XXXXXX", NULL);
  LabPicture *picture = lab_phase_map_picture (map);
  LabChartStyle style;
  lab_chart_style_init (&style, LAB_LOOK_PRINT, 12.0);
  g_assert_nonnull (strstr (picture->description, "40 measured dots"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    g_autofree char *bytes = NULL;
    g_autoptr (GError) error = NULL;
    gsize length = 0;
    g_assert_true (lab_picture_export (picture, &style, 800, 600, path, &error));
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    g_assert_cmpuint (length, >, 4000);
    g_remove (path);
  }
  g_rmdir (folder);
  lab_picture_free (picture);
}

/* The plane holds controls and dots, and every time scale that can be fitted to them. */
static void
test_plan (Fixture *fixture, gconstpointer data)
{
  LabExperiment controls;
  LabPhasePlan plan;
  lab_experiment_default (LAB_SWEEP_DATA, &controls);
  for (int plane = LAB_PLANE_TIME; plane <= LAB_PLANE_COMPUTE; plane++) {
    lab_phase_plan_init (&plan, &controls, (LabPlane)plane, fixture->dots, DOTS);
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
#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/phase-map/values", test_values);
  ADD ("/phase-map/calibrates", test_calibrates);
  ADD ("/phase-map/contours", test_contours);
  ADD ("/phase-map/lines", test_lines);
  ADD ("/phase-map/no-noise", test_no_noise);
  ADD ("/phase-map/readout", test_readout);
  ADD ("/phase-map/readout-of-field", test_readout_of_field);
  g_test_add_func ("/phase-map/ramp", test_ramp);
  ADD ("/phase-map/colours", test_colours);
  ADD ("/phase-map/words", test_words);
  ADD ("/phase-map/export", test_export);
  ADD ("/phase-map/plan", test_plan);
  return g_test_run ();
}
