/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planes of dots: scale and colours, what is left out, pictures of grids, joint laws and IsoFLOP. */
#include "chart/plane/plane-made.h"

#include <math.h>
#include <string.h>

#include "../../fit/joint/joint-made.h"

static void
test_scale (void)
{
  const LabValueDot dots[] = {
      {1.0, 1.0, 0.01}, {10.0, 1.0, 1.0}, {10.0, 10.0, NAN}, {-1.0, 1.0, 5.0}, {1.0, NAN, 9.0}};
  g_autoptr (LabDotPlane) plane =
      lab_dot_plane_new ("x", "y", "error", FALSE, dots, G_N_ELEMENTS (dots));
  g_autoptr (LabDotPlane) sides = lab_dot_plane_new ("x", "y", "residual", TRUE, dots, 2);
  g_autofree char *words = lab_dot_plane_describe (plane);

  g_assert_cmpuint (plane->count, ==, 3);
  g_assert_cmpfloat (lab_dot_plane_place (plane, 0.01), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (lab_dot_plane_place (plane, 0.1), 0.5, 1e-12);
  g_assert_cmpfloat (lab_dot_plane_place (plane, 1.0), ==, 1.0);
  g_assert_cmpfloat (lab_dot_plane_place (sides, -1.0), ==, 0.0);
  g_assert_cmpfloat (lab_dot_plane_place (sides, 0.0), ==, 0.5);
  LabColour below = lab_dot_plane_colour (sides, 0.0), above = lab_dot_plane_colour (sides, 1.0);
  g_assert_cmpfloat (below.blue, >, below.red);
  g_assert_cmpfloat (above.red, >, above.blue);
  g_assert_nonnull (strstr (words, "3 dots, from 0.01 to 1, 1 without a value"));
}

/* The file holds the words, and is painted with what the dots say. */
static char *
svg_of (LabPicture *picture)
{
  LabChartStyle style;
  g_autoptr (GError) error = NULL;

  lab_chart_style_init (&style, LAB_LOOK_PRINT, 13.0);
  g_autoptr (GBytes) bytes = lab_picture_bytes (picture, &style, 800.0, 600.0, "x.svg", &error);
  g_assert_no_error (error);
  lab_picture_free (picture);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_joint (void)
{
  LabJointPoint points[MADE_POINTS];
  make_points (1, 0.01, MADE_POINTS, points);
  const LabJointAsked asked = {.flop = 6.0, .reach = NAN, .at = NAN, .seed = 1};
  g_autoptr (LabJointStudy) study = lab_joint_study_new (points, MADE_POINTS, &asked, NULL, NULL);
  g_autofree char *svg = svg_of (lab_dot_plane_of_joint (study, "params", "tokens"));

  g_assert_nonnull (strstr (svg, "60 dots"));
}

static void
test_isoflop (void)
{
  LabIsoflopPoint points[18];
  for (guint i = 0; i < 18; i++) {
    double compute = 1e18 * pow (10.0, i / 6), n, d;
    lab_joint_law_optimum (&MADE_LAW, compute, 6.0, &n, &d);
    n *= pow (2.0, i % 6 - 2.5);
    points[i] =
        (LabIsoflopPoint){compute, n, lab_joint_law_value (&MADE_LAW, n, compute / 6.0 / n)};
  }
  g_autoptr (LabIsoflop) isoflop = lab_isoflop_new (points, 18, 1, NULL);
  g_assert_cmpuint (isoflop->count, ==, 3);
  LabPicture *picture = lab_chart_of_isoflop (isoflop, "params", "loss");
  const LabChartContent *content = picture->content;
  g_assert_cmpuint (content->series->len, ==, 3);
  for (guint s = 0; s < 3; s++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, s);
    const LabChartLine *line = g_ptr_array_index (content->lines, s);
    g_assert_cmpuint (series->point_count, ==, 6);
    /* The parabola passes the points of its budget. */
    g_assert_cmpfloat_with_epsilon (line->y[0], series->points[0].y, 0.03 * line->y[0]);
  }
  g_autofree char *svg = svg_of (picture);
  g_assert_cmpuint (strlen (svg), >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane/scale", test_scale);
  g_test_add_func ("/plane/joint", test_joint);
  g_test_add_func ("/plane/isoflop", test_isoflop);
  return g_test_run ();
}
