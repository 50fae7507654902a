/* Least recently used data go first when the shelf is full. */
#include "experiment/data-shelf.h"

#include "experiment/experiment.h"

/* Room for a worker's data: 70 repeats of the default data experiment, or 12 of 65,536 points. What
 * is in use stays, whatever its size. */
#define SHELF_BYTES (64 * 1024 * 1024)

struct _LabDataShelf
{
  GPtrArray *entries; /* LabRunData, owned; the most recently used last */
};

static void
run_data_free (gpointer data)
{
  LabRunData *entry = data;
  lab_dataset_free (entry->training);
  lab_dataset_free (entry->validation);
  lab_dataset_free (entry->test);
  g_free (entry);
}

static gboolean
same_source (const LabDataSource *a, const LabDataSource *b)
{
  return a->manifold == b->manifold && a->intrinsic_dimension == b->intrinsic_dimension &&
         a->ambient_dimension == b->ambient_dimension && a->smoothness == b->smoothness &&
         a->noise == b->noise && a->seed == b->seed && a->repeat == b->repeat;
}

static gsize
bytes_of (const LabDataset *dataset)
{
  return dataset != NULL ? dataset->n * (dataset->ambient_dimension + 2) * sizeof (float) : 0;
}

static gboolean
holds (const LabDataset *dataset, gsize n)
{
  return n == 0 || (dataset != NULL && dataset->n >= n);
}

/* Takes the entry of source from the shelf, or begins one. */
static LabRunData *
take (LabDataShelf *shelf, const LabDataSource *source)
{
  for (guint i = 0; i < shelf->entries->len; i++) {
    const LabRunData *entry = g_ptr_array_index (shelf->entries, i);
    if (same_source (&entry->source, source))
      return g_ptr_array_steal_index (shelf->entries, i);
  }
  LabRunData *entry = g_new0 (LabRunData, 1);
  entry->source = *source;
  return entry;
}

/* Puts the entry last and makes room before it. */
static void
put (LabDataShelf *shelf, LabRunData *entry)
{
  gsize bytes = 0;
  g_ptr_array_add (shelf->entries, entry);
  for (guint i = shelf->entries->len; i-- > 0;) {
    const LabRunData *kept = g_ptr_array_index (shelf->entries, i);
    bytes += bytes_of (kept->training) + bytes_of (kept->validation) + bytes_of (kept->test);
    if (bytes <= SHELF_BYTES || kept == entry)
      continue;
    g_ptr_array_remove_range (shelf->entries, 0, i + 1);
    return;
  }
}

/* Draws *dataset anew where it does not hold n rows. */
static gboolean
ensure (LabDataset **dataset,
        const LabDataSampler *sampler,
        LabDataRole role,
        gsize n,
        const gint *stop,
        GError **error)
{
  if (holds (*dataset, n))
    return TRUE;
  g_clear_pointer (dataset, lab_dataset_free);
  *dataset = lab_data_sampler_draw (sampler, role, n, stop, error);
  return *dataset != NULL;
}

static gboolean
draw_missing (LabRunData *entry,
              gsize training_points,
              gsize validation_labels,
              const gint *stop,
              GError **error)
{
  if (holds (entry->test, LAB_TEST_POINTS) && holds (entry->training, training_points) &&
      holds (entry->validation, validation_labels))
    return TRUE;
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (&entry->source, error);
  return sampler != NULL &&
         ensure (&entry->test, sampler, LAB_DATA_TEST, LAB_TEST_POINTS, stop, error) &&
         ensure (&entry->training, sampler, LAB_DATA_TRAINING, training_points, stop, error) &&
         ensure (&entry->validation, sampler, LAB_DATA_VALIDATION, validation_labels, stop, error);
}

LabDataShelf *
lab_data_shelf_new (void)
{
  LabDataShelf *shelf = g_new0 (LabDataShelf, 1);
  shelf->entries = g_ptr_array_new_with_free_func (run_data_free);
  return shelf;
}

void
lab_data_shelf_free (LabDataShelf *shelf)
{
  if (shelf == NULL)
    return;
  g_ptr_array_unref (shelf->entries);
  g_free (shelf);
}

const LabRunData *
lab_data_shelf_get (LabDataShelf *shelf,
                    const LabDataSource *source,
                    gsize training_points,
                    gsize validation_labels,
                    const gint *stop,
                    GError **error)
{
  g_return_val_if_fail (shelf != NULL && source != NULL, NULL);

  LabRunData *entry = take (shelf, source);
  gboolean complete = draw_missing (entry, training_points, validation_labels, stop, error);
  put (shelf, entry);
  return complete ? entry : NULL;
}
