/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a picture or the points to a file. What is written is taken at the call: later changes
 * of the laboratory do not reach the file. */
#include "config.h"
#include "ui/window/export.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "session/results.h"
#include "ui/window/export-target.h"

/* Tick labels of an exported chart: this share of its height, so that text stays readable when
 * the picture is scaled to a page. */
#define FONT_SHARE    55.0
#define FONT_SMALLEST 10.0

typedef struct
{
  char *path;
  char *csv;         /* the points, or NULL for a picture */
  char *kernel_path; /* beside the points: what kernels do on the same data; NULL: nothing */
  char *kernel_csv;
  LabPicture *picture; /* NULL for the points */
  double width;
  double height;
} Export;

static void
export_free (Export *export)
{
  g_free (export->path);
  g_free (export->csv);
  g_free (export->kernel_path);
  g_free (export->kernel_csv);
  g_clear_pointer (&export->picture, lab_picture_free);
  g_free (export);
}

static gboolean
write_now (const Export *export, GError **error)
{
  LabChartStyle style;
  if (export->csv != NULL)
    return lab_results_write (export->path, export->csv, error) &&
           (export->kernel_csv == NULL ||
            lab_results_write (export->kernel_path, export->kernel_csv, error));
  lab_chart_style_init (&style, LAB_LOOK_PRINT, MAX (export->height / FONT_SHARE, FONT_SMALLEST));
  return lab_picture_export (export->picture, &style, export->width, export->height, export->path,
                             error);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  if (write_now (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* points.csv is joined by points-kernel.csv where the chart shows what kernels do. */
static void
take_csv (Export *export, LabLaboratory *laboratory)
{
  export->csv = lab_laboratory_points_csv (laboratory);
  export->kernel_csv = lab_laboratory_kernel_csv (laboratory);
  export->kernel_path = lab_export_beside (export->path);
}

char **
lab_export_paths (LabLaboratory *laboratory, const char *path)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autofree char *kernel_csv = NULL;
  g_autofree char *beside = NULL;

  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory) && path != NULL, NULL);
  g_strv_builder_add (paths, path);
  if (lab_export_is_points (path) && (kernel_csv = lab_laboratory_kernel_csv (laboratory)) != NULL)
    g_strv_builder_add (paths, beside = lab_export_beside (path));
  return g_strv_builder_end (paths);
}

void
lab_export_async (LabLaboratory *laboratory,
                  LabPicture *picture,
                  const char *path,
                  double width,
                  double height,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (laboratory, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  g_return_if_fail (LAB_IS_LABORATORY (laboratory) && path != NULL);
  export->path = g_strdup (path);
  export->picture = picture;
  export->width = width;
  export->height = height;
  g_task_set_task_data (task, export, (GDestroyNotify)export_free);
  if (lab_export_is_points (path)) {
    take_csv (export, laboratory);
    if (export->csv == NULL) {
      g_task_return_new_error (task, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                               _ ("No run is measured yet: let at least one finish, then export."));
      return;
    }
  } else if (picture == NULL) {
    g_autoptr (LabChartContent) content = lab_laboratory_compose (laboratory);
    export->picture = lab_chart_picture (content);
  }
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
lab_export_finish (LabLaboratory *laboratory, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, laboratory), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
