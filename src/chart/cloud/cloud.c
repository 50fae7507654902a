/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cloud as a value, and where its points lie on the picture. */
#include "chart/cloud/cloud.h"

#include <math.h>

/* Depths are told apart to this many steps: a disc's own size is coarser. */
#define DEPTHS 2048

LabCloud *
lab_cloud_new (guint n, const float *points, const float *values, double low, double high)
{
  g_return_val_if_fail (n > 0 && points != NULL && values != NULL, NULL);

  LabCloud *cloud = g_new0 (LabCloud, 1);
  cloud->reference_count = 1;
  cloud->n = n;
  cloud->points = g_memdup2 (points, 3 * (gsize)n * sizeof *points);
  cloud->values = g_memdup2 (values, (gsize)n * sizeof *values);
  cloud->low = low;
  cloud->high = high;
  cloud->title = g_strdup ("");
  cloud->value_name = g_strdup ("");
  cloud->note = g_strdup ("");
  if (low < high)
    return cloud;
  cloud->low = INFINITY;
  cloud->high = -INFINITY;
  for (guint i = 0; i < n; i++)
    if (isfinite (values[i])) {
      cloud->low = MIN (cloud->low, (double)values[i]);
      cloud->high = MAX (cloud->high, (double)values[i]);
    }
  if (!(cloud->low < cloud->high)) {
    double middle = isfinite (cloud->low) ? cloud->low : 0.0;

    cloud->low = middle - 1.0;
    cloud->high = middle + 1.0;
  }
  return cloud;
}

LabCloud *
lab_cloud_ref (LabCloud *cloud)
{
  g_return_val_if_fail (cloud != NULL, NULL);

  g_atomic_int_inc (&cloud->reference_count);
  return cloud;
}

void
lab_cloud_unref (LabCloud *cloud)
{
  if (cloud == NULL || !g_atomic_int_dec_and_test (&cloud->reference_count))
    return;
  g_free (cloud->points);
  g_free (cloud->values);
  g_free (cloud->title);
  g_free (cloud->value_name);
  g_free (cloud->note);
  for (guint axis = 0; axis < 3; axis++)
    g_free (cloud->axis_names[axis]);
  g_free (cloud);
}

static guint
depth_of (const LabCloudPlace *place)
{
  return MIN ((guint)(place->nearness * (float)DEPTHS), DEPTHS - 1);
}

/* Counting sort, far to near; stable. */
static void
sort (guint n, LabCloudPlace *places)
{
  g_autofree LabCloudPlace *unsorted = g_memdup2 (places, (gsize)n * sizeof *places);
  guint first[DEPTHS + 1] = {0};

  for (guint i = 0; i < n; i++)
    first[depth_of (&unsorted[i]) + 1]++;
  for (guint depth = 0; depth < DEPTHS; depth++)
    first[depth + 1] += first[depth];
  for (guint i = 0; i < n; i++)
    places[first[depth_of (&unsorted[i])]++] = unsorted[i];
}

void
lab_cloud_arrange (const LabCloud *cloud,
                   const LabCloudPose *pose,
                   double centre_x,
                   double centre_y,
                   double radius,
                   LabCloudPlace *places)
{
  float cosine_yaw = (float)cos (pose->yaw), sine_yaw = (float)sin (pose->yaw);
  float cosine_pitch = (float)cos (pose->pitch), sine_pitch = (float)sin (pose->pitch);
  float scale = (float)(radius * pose->zoom);

  for (guint i = 0; i < cloud->n; i++) {
    const float *point = cloud->points + 3 * (gsize)i;
    float right = cosine_yaw * point[0] + sine_yaw * point[2];
    float towards = cosine_yaw * point[2] - sine_yaw * point[0];
    float up = cosine_pitch * point[1] - sine_pitch * towards;

    towards = cosine_pitch * towards + sine_pitch * point[1];
    places[i] = (LabCloudPlace){
        .x = (float)centre_x + scale * right,
        .y = (float)centre_y - scale * up,
        .nearness = CLAMP (0.5f + 0.5f * towards, 0.0f, 1.0f),
        .index = i,
    };
  }
  sort (cloud->n, places);
}
