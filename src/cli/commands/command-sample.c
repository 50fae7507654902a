/* scaling-lab sample: points of a manifold with their targets, as a table. */
#include "cli/command.h"

#include "cli/output.h"
#include "config.h"
#include "session/points-csv.h"
#include "session/results.h"

/* What made the points, so that the table can be made again. */
static char *
describe (const LabDataSource *source, gsize n)
{
  return g_strdup_printf (
      "Scaling Lab " LAB_VERSION "\n"
      "manifold=%s d=%u D=%u density=%g ambient_noise=%g target=%s beta=%g sigma=%g "
      "n=%" G_GSIZE_FORMAT " seed=%" G_GUINT64_FORMAT "\n"
      "%s\n"
      "effective smoothness of the target: %g; D=0: coordinates of the manifold itself",
      lab_manifold_names[source->manifold], source->intrinsic_dimension, source->ambient_dimension,
      source->density, source->ambient_noise, lab_target_names[source->target], source->smoothness,
      source->noise, n, source->seed, lab_manifold_info (source->manifold)->description,
      lab_target_effective_smoothness (source->target, source->intrinsic_dimension,
                                       source->smoothness));
}

static char *
make_table (const LabExperiment *experiment, GError **error)
{
  LabRunPlan plan = {.n = experiment->n};
  LabDataSource source;

  lab_experiment_data_source (experiment, &plan, &source);
  source.ambient_dimension = experiment->ambient_dimension;
  g_autoptr (LabDataset) points =
      lab_dataset_new (&source, LAB_DATA_TRAINING, (gsize)experiment->n, error);
  g_autofree char *comment = describe (&source, (gsize)experiment->n);

  return points != NULL ? lab_points_csv (points, comment, error) : NULL;
}

static int
run (const LabWords *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *table = NULL;
  g_autofree char *told = NULL;

  table = make_table (&words->experiment, &error);
  if (table != NULL && words->out == NULL)
    return lab_print (table) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
  if (table == NULL || !lab_results_write (words->out, table, &error)) {
    lab_complain ("%s", error->message);
    return LAB_EXIT_FAILED;
  }
  told = g_strdup_printf ("%" G_GUINT64_FORMAT " points written to %s\n", words->experiment.n,
                          words->out);
  return lab_print (told) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_sample = {
    .name = "sample",
    .usage = "[KEY=VALUE]... [--out FILE]",
    .summary = "Draw points of a manifold with their targets, as a table.",
    .details = "sigma is 0 unless given, and D=0 keeps the coordinates of the manifold itself.\n"
               "The table has a column for each coordinate and one named target, and can be\n"
               "read by scaling-lab dimension. Without --out it is printed.\n"
               "\n"
               "The points are those that the first repeat of an experiment with the same keys,\n"
               "D among them, trains on.\n"
               "\n"
               "Example: scaling-lab sample manifold=swiss_roll n=2000 --out roll.csv\n",
    .flags = LAB_COMMAND_DRAWS_POINTS,
    .run = run,
};
