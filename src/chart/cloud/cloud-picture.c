/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cloud seen from a side, as a picture to export. */
#include "chart/cloud/cloud.h"

typedef struct
{
  LabCloud *cloud;
  LabCloudPose pose;
} Seen;

static void
seen_free (gpointer data)
{
  Seen *seen = data;
  lab_cloud_unref (seen->cloud);
  g_free (seen);
}

static void
paint_seen (cairo_t *cr,
            double width,
            double height,
            gconstpointer content,
            const LabChartStyle *style)
{
  const Seen *seen = content;
  lab_cloud_paint (cr, width, height, seen->cloud, &seen->pose, style);
}

LabPicture *
lab_cloud_picture (LabCloud *cloud, const LabCloudPose *pose)
{
  g_return_val_if_fail (cloud != NULL && pose != NULL, NULL);

  LabPicture *picture = g_new0 (LabPicture, 1);
  Seen *seen = g_new0 (Seen, 1);
  seen->cloud = lab_cloud_ref (cloud);
  seen->pose = *pose;
  picture->title = g_strdup (cloud->title);
  picture->description = g_strdup (cloud->note);
  picture->content = seen;
  picture->release = seen_free;
  picture->paint = paint_seen;
  return picture;
}
