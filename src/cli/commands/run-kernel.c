#include "cli/commands/run-kernel.h"

#include "cli/output.h"
#include "cli/watch.h"
#include "core/error.h"
#include "session/results-kernel.h"

/* Rows of the tangent kernel's table. */
#define ROWS 9

const LabNumberKey lab_run_kernel_keys[] = {
    {"ridge",
     "1: with sweep=data, kernel ridge regression on the same data as well (up to 2048 training "
     "points), the ridge chosen on the validation labels.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {"tangent",
     "1: with sweep=time or compute, the test curve that the tangent kernel of the network "
     "predicts as well. AdamW has no such curve: gradient descent at 1/mu_max stands in.",
     0, 1, LAB_NUMBER_WHOLE, "0"},
    {0},
};

static gboolean
is_asked (const LabWords *words, const char *key)
{
  return lab_numbers_get (&words->numbers, key) > 0;
}

gboolean
lab_run_kernel_check (const LabWords *words, GError **error)
{
  const LabAxisKernel kernel = lab_axis (words->experiment.sweep)->kernel;

  if (is_asked (words, "ridge") && kernel != LAB_AXIS_KERNEL_RIDGE) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "ridge=1: kernel ridge regression goes over n; it needs sweep=data.");
    return FALSE;
  }
  if (is_asked (words, "tangent") && kernel != LAB_AXIS_KERNEL_TANGENT) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "tangent=1: the tangent kernel predicts a curve in time; it needs "
                         "sweep=time or sweep=compute.");
    return FALSE;
  }
  return !is_asked (words, "ridge") || lab_ridge_check (&words->experiment, error);
}

typedef struct
{
  const LabWords *words;
  LabRunKernel *kernel;
  GError *error;
} Errand;

static gpointer
compute (LabTask *task, gpointer data)
{
  Errand *errand = data;
  const LabExperiment *experiment = &errand->words->experiment;
  LabRunKernel *kernel = errand->kernel;

  if (is_asked (errand->words, "ridge"))
    kernel->is_whole = lab_ridge_curve_compute (experiment, errand->words->workers, task, NULL,
                                                NULL, &kernel->ridge, &errand->error);
  else if (is_asked (errand->words, "tangent"))
    kernel->is_whole =
        lab_tangent_curve_compute (experiment, LAB_TANGENT_CURVE_POINTS, errand->words->workers,
                                   task, &kernel->tangent, &errand->error);
  kernel->has_ridge =
      is_asked (errand->words, "ridge") && (kernel->is_whole || kernel->ridge.count[0] > 0);
  kernel->has_tangent = is_asked (errand->words, "tangent") && kernel->is_whole;
  return NULL;
}

gboolean
lab_run_kernel_compute (const LabWords *words, LabRunKernel *kernel, int *signal, GError **error)
{
  Errand errand = {.words = words, .kernel = kernel};

  *kernel = (LabRunKernel){.has_ridge = FALSE};
  if (!is_asked (words, "ridge") && !is_asked (words, "tangent"))
    return TRUE;
  lab_watch (compute, &errand, "Kernels on the same data", signal);
  if (errand.error == NULL)
    return TRUE;
  g_propagate_error (error, errand.error);
  return FALSE;
}

void
lab_run_kernel_write (const LabWords *words, const LabRunKernel *kernel, LabOut *out)
{
  g_autofree char *csv = NULL;

  if (kernel->has_ridge) {
    csv = lab_results_ridge_csv (&words->experiment, &kernel->ridge);
    lab_out_add_text (out, "ridge.csv", csv);
  } else if (kernel->has_tangent) {
    csv = lab_results_tangent_csv (&words->experiment, &kernel->tangent);
    lab_out_add_text (out, "tangent.csv", csv);
  }
}

gboolean
lab_run_kernel_is_whole (const LabWords *words, const LabRunKernel *kernel)
{
  return kernel->is_whole || (!is_asked (words, "ridge") && !is_asked (words, "tangent"));
}

void
lab_run_kernel_add (const LabRunKernel *kernel, JsonObject *root)
{
  if (kernel->has_ridge)
    json_object_set_member (root, "kernel_ridge", lab_results_ridge_json (&kernel->ridge));
  if (kernel->has_tangent)
    json_object_set_member (root, "tangent_kernel", lab_results_tangent_json (&kernel->tangent));
}

static void
append_table (GString *text, const char *align, GPtrArray *cells)
{
  g_autofree char *table = NULL;

  g_ptr_array_add (cells, NULL);
  table = lab_columns (align, (const char *const *)cells->pdata);
  g_string_append (text, table);
}

static void
append_ridge (GString *text, const LabRidgeCurve *curve)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  static const char *const headings[] = {"n", "Matérn 1/2", "tangent kernel"};

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_ptr_array_add (cells, g_strdup (headings[i]));
  for (guint i = 0; i < curve->count[LAB_RIDGE_MATERN]; i++) {
    g_ptr_array_add (cells, g_strdup_printf ("%.0f", curve->points[LAB_RIDGE_MATERN][i].n));
    for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
      g_ptr_array_add (cells, i < curve->count[kernel]
                                  ? g_strdup_printf ("%.4g", curve->points[kernel][i].mean)
                                  : g_strdup ("-"));
  }
  g_string_append (text,
                   "\nKernel ridge regression on the same data (measurement), excess risk:\n");
  append_table (text, "rrr", cells);
  if (curve->left_out > 0)
    g_string_append_printf (text, "Values of n left out, beyond %u points: %u.\n",
                            LAB_RUN_RIDGE_POINTS, curve->left_out);
}

static void
append_tangent (GString *text, const LabTangentCurve *curve)
{
  static const char *const kinds[] = {
      "full-batch gradient descent", "mini-batches to first order",
      "full-batch gradient descent at 1/mu_max, since AdamW has no such flow"};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_string_append_printf (text,
                          "\nPredicted by the tangent kernel (width %u, first %" G_GSIZE_FORMAT
                          " of %" G_GSIZE_FORMAT " points):\n%s,\nlearning rate %.4g%s.\n",
                          curve->width, curve->n, curve->asked, kinds[curve->kind], curve->rate,
                          curve->schedule ? ", constant instead of scheduled" : "");
  if (curve->count == 0) {
    g_string_append_printf (text, "No curve: descent diverges from the learning rate %.4g on.\n",
                            curve->largest_rate);
    return;
  }
  g_ptr_array_add (cells, g_strdup (lab_axis (curve->axis)->symbol));
  g_ptr_array_add (cells, g_strdup ("excess risk"));
  for (guint row = 0; row < ROWS; row++) {
    const guint i = row * (curve->count - 1) / (ROWS - 1);

    if (row > 0 && i == (row - 1) * (curve->count - 1) / (ROWS - 1))
      continue;
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", curve->x[i]));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", curve->excess_risk[i]));
  }
  append_table (text, "rr", cells);
}

char *
lab_run_kernel_text (const LabRunKernel *kernel)
{
  GString *text = g_string_new (NULL);

  if (kernel->has_ridge)
    append_ridge (text, &kernel->ridge);
  if (kernel->has_tangent)
    append_tangent (text, &kernel->tangent);
  return g_string_free (text, FALSE);
}
