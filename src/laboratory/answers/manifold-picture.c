/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which directions are shown, and which values colour them. */
#include "config.h"
#include "laboratory/answers/manifold-picture.h"

#include <glib/gi18n.h>
#include <math.h>

#include "experiment/task.h"
#include "manifold/projection.h"

/* Colours of errors: from 0 to this many standard deviations of the target. */
#define LARGEST_ERROR 1.5

/* axes (3, E): principal components, or three coordinates in a row. */
static void
choose_axes (const LabManifoldPoints *points, guint choice, double *axes)
{
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < points->dimension; k++)
      axes[i * points->dimension + k] =
          choice == 0 ? points->axes[i * points->dimension + k] : k == 3 * (choice - 1) + i;
}

static void
name_axes (const LabManifoldPoints *points, guint choice, LabCloud *cloud)
{
  for (guint i = 0; i < 3; i++) {
    guint coordinate = choice == 0 ? i : 3 * (choice - 1) + i;

    if (coordinate >= points->dimension)
      continue;
    cloud->axis_names[i] = choice == 0 ? g_strdup_printf (_ ("PC %u"), i + 1)
                                       : g_strdup_printf ("x_%u", coordinate + 1);
  }
}

/* values (n) by the choice of colours; unknown ones are NaN. */
static void
choose_values (const LabManifoldPoints *points,
               const LabRunOutput *output,
               LabManifoldColour colour,
               float *values)
{
  for (guint i = 0; i < points->n; i++) {
    gboolean known = output != NULL && i < output->n * output->outputs;
    float target = points->points->target[i];

    if (colour == LAB_MANIFOLD_COLOUR_TARGET)
      values[i] = target;
    else if (!known)
      values[i] = NAN;
    else if (colour == LAB_MANIFOLD_COLOUR_PREDICTION)
      values[i] = output->values[i];
    else
      values[i] = fabsf (output->values[i] - target);
  }
}

static const char *
error_name (const LabManifoldPoints *points)
{
  const LabPointSet *file = lab_manifold_points_file (points);
  return file != NULL && file->label != NULL ? _ ("test error") : _ ("excess risk");
}

static char *
file_words (const LabManifoldPoints *points, const LabPointSet *file)
{
  if (points->n < file->n)
    /* Translators: shown of all points, a file's name. */
    return g_strdup_printf (_ ("%u of the %zu points of %s."), points->n, file->n,
                            lab_point_set_name (file));
  return g_strdup_printf (_ ("All %zu points of %s."), file->n, lab_point_set_name (file));
}

static char *
what_words (const LabManifoldPoints *points)
{
  const LabPointSet *file = lab_manifold_points_file (points);

  return file != NULL ? file_words (points, file)
                      : lab_task_info (points->source.task)->describe (&points->source);
}

/* Which directions are shown. */
static char *
axes_words (const LabManifoldPoints *points, guint choice, const char *what)
{
  if (lab_manifold_points_file (points) != NULL || lab_manifold_points_on_manifold (points))
    return g_strdup_printf (_ ("%s Shown in three of its %u coordinates or "
                               "directions; paler points are farther away."),
                            what, points->dimension);
  if (choice == 0)
    return g_strdup_printf (_ ("%s Shown in the principal components of the %u coordinates; paler "
                               "points are farther away."),
                            what, points->dimension);
  return g_strdup_printf (_ ("%s Shown in some of the %u coordinates; paler points are farther "
                             "away."),
                          what, points->dimension);
}

static char *
note_of (const LabManifoldPoints *points,
         const LabRunOutput *output,
         LabManifoldColour colour,
         guint axes_choice)
{
  g_autofree char *what = what_words (points);
  g_autofree char *words = axes_words (points, axes_choice, what);

  if (colour == LAB_MANIFOLD_COLOUR_TARGET)
    return g_steal_pointer (&words);
  if (output == NULL)
    return g_strdup_printf (_ ("%s The network is being trained."), words);
  /* Translators: a sentence, steps, "excess risk" or "test error", its value. */
  return g_strdup_printf (_ ("%s The network of the largest run after %u steps: %s %.3g."), words,
                          output->step, error_name (points), output->excess_risk);
}

static char *
title_of (const LabManifoldPoints *points)
{
  const LabPointSet *file = lab_manifold_points_file (points);

  if (file == NULL)
    return lab_task_info (points->source.task)->title (&points->source, points->n / points->tokens);
  if (!(file->intrinsic_dimension > 0.0))
    return g_strdup (lab_point_set_name (file));
  /* Translators: a file's name, and what was estimated on its points. */
  return g_strdup_printf (_ ("%s, estimated d = %.2f"), lab_point_set_name (file),
                          file->intrinsic_dimension);
}

/* Prediction and target share one scale: that of the target. */
static void
colour_range (const LabManifoldPoints *points, LabManifoldColour colour, double *low, double *high)
{
  *low = 0.0;
  *high = LARGEST_ERROR;
  if (colour == LAB_MANIFOLD_COLOUR_ERROR)
    return;
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < points->n; i++) {
    *low = fmin (*low, (double)points->points->target[i]);
    *high = fmax (*high, (double)points->points->target[i]);
  }
}

LabCloud *
lab_manifold_picture_new (const LabManifoldPoints *points,
                          const LabRunOutput *output,
                          LabManifoldColour colour,
                          guint axes_choice)
{
  static const char *const names[] = {N_ ("target"), N_ ("prediction"), N_ ("error")};
  g_return_val_if_fail (points != NULL && colour <= LAB_MANIFOLD_COLOUR_ERROR, NULL);

  g_autofree double *axes = g_new (double, 3 * (gsize)points->dimension);
  g_autofree float *projected = g_new (float, 3 * (gsize)points->n);
  g_autofree float *values = g_new (float, points->n);
  double low, high;
  const LabPointSet *file = lab_manifold_points_file (points);
  LabCloud *cloud;

  choose_axes (points, axes_choice, axes);
  lab_projection_apply (points->n, points->dimension, points->points->x, axes, projected);
  choose_values (points, output, colour, values);
  colour_range (points, colour, &low, &high);
  cloud = lab_cloud_new (points->n, projected, values, low, high);
  name_axes (points, axes_choice, cloud);
  g_free (cloud->title);
  g_free (cloud->value_name);
  g_free (cloud->note);
  cloud->title = title_of (points);
  cloud->value_name =
      g_strdup (colour == LAB_MANIFOLD_COLOUR_TARGET && file != NULL && file->label != NULL
                    ? file->label_name
                    : _ (names[colour]));
  cloud->note = note_of (points, output, colour, axes_choice);
  return cloud;
}
