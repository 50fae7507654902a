/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least recently used data go first when the shelf is full. */
#include "experiment/run/data-shelf.h"
#include "experiment/run/data-shelf-testing.h"

#include "experiment/experiment.h"

typedef struct Entry
{
  LabRunData data;
  struct Entry *next;
} Entry;

/* A chain of its own: GLib's containers come from a slice allocator whose hand-overs between
 * threads ThreadSanitizer does not see. */
struct _LabDataShelf
{
  Entry *first; /* the most recently used */
  gsize bound;  /* bytes */
};

static void
free_entries (Entry *entry)
{
  while (entry != NULL) {
    Entry *next = entry->next;
    lab_dataset_free (entry->data.training);
    lab_dataset_free (entry->data.validation);
    lab_dataset_free (entry->data.test);
    lab_run_source_release (&entry->data.source);
    g_free (entry);
    entry = next;
  }
}

static gsize
bytes_of (const LabDataset *dataset)
{
  return dataset != NULL
             ? dataset->n *
                   (dataset->ambient_dimension + 2 * dataset->outputs +
                    (dataset->distribution != NULL ? (gsize)dataset->outputs * dataset->classes
                                                   : 0)) *
                   sizeof (float)
             : 0;
}

static gsize
entry_bytes (const Entry *entry)
{
  return bytes_of (entry->data.training) + bytes_of (entry->data.validation) +
         bytes_of (entry->data.test);
}

/* Frees the entries from the first on that no longer fits into `bound` beside `bytes` more. */
static void
free_beyond (LabDataShelf *shelf, gsize bound, gsize bytes)
{
  for (Entry **link = &shelf->first; *link != NULL; link = &(*link)->next) {
    bytes += entry_bytes (*link);
    if (bytes <= bound)
      continue;
    free_entries (*link);
    *link = NULL;
    return;
  }
}

/* Of n rows as bytes_of() counts them. */
static gsize
row_bytes (const LabRunSource *source, gsize n)
{
  return n * lab_run_source_row_bytes (source);
}

static gboolean
holds (const LabDataset *dataset, gsize n)
{
  return n == 0 || (dataset != NULL && (dataset->n >= n || dataset->is_all));
}

/* Takes the entry of source from the shelf, or begins one. */
static Entry *
take (LabDataShelf *shelf, const LabRunSource *source)
{
  for (Entry **link = &shelf->first; *link != NULL; link = &(*link)->next) {
    Entry *entry = *link;
    if (!lab_run_source_equal (&entry->data.source, source))
      continue;
    *link = entry->next;
    return entry;
  }
  Entry *entry = g_new0 (Entry, 1);
  entry->data.source = *source;
  lab_run_source_hold (source);
  return entry;
}

/* Draws *dataset anew where it does not hold n rows. */
static gboolean
ensure (LabDataset **dataset,
        const LabRunSampler *sampler,
        LabDataRole role,
        gsize n,
        const gint *stop,
        GError **error)
{
  if (holds (*dataset, n))
    return TRUE;
  g_clear_pointer (dataset, lab_dataset_free);
  *dataset = lab_run_sampler_draw (sampler, role, n, stop, error);
  return *dataset != NULL;
}

static gboolean
draw_missing (LabRunData *entry,
              gsize training_points,
              gsize validation_labels,
              const gint *stop,
              GError **error)
{
  const gsize test_points = lab_run_source_test_examples (&entry->source);
  if (holds (entry->test, test_points) && holds (entry->training, training_points) &&
      holds (entry->validation, validation_labels))
    return TRUE;
  g_autoptr (LabRunSampler) sampler = lab_run_sampler_new (&entry->source, stop, error);
  return sampler != NULL &&
         ensure (&entry->test, sampler, LAB_DATA_TEST, test_points, stop, error) &&
         ensure (&entry->training, sampler, LAB_DATA_TRAINING, training_points, stop, error) &&
         ensure (&entry->validation, sampler, LAB_DATA_VALIDATION, validation_labels, stop, error);
}

LabDataShelf *
lab_data_shelf_new (void)
{
  return lab_data_shelf_new_within (LAB_DATA_SHELF_BYTES);
}

LabDataShelf *
lab_data_shelf_new_within (gsize bytes)
{
  LabDataShelf *shelf = g_new0 (LabDataShelf, 1);

  shelf->bound = bytes;
  return shelf;
}

void
lab_data_shelf_free (LabDataShelf *shelf)
{
  if (shelf == NULL)
    return;
  free_entries (shelf->first);
  g_free (shelf);
}

const LabRunData *
lab_data_shelf_get (LabDataShelf *shelf,
                    const LabRunSource *source,
                    gsize training_points,
                    gsize validation_labels,
                    const gint *stop,
                    GError **error)
{
  g_return_val_if_fail (shelf != NULL && source != NULL, NULL);

  Entry *entry = take (shelf, source);
  /* Before the new is drawn: else a worker would hold it and the old at once. */
  free_beyond (
      shelf, shelf->bound,
      MAX (entry_bytes (entry), row_bytes (source, training_points + validation_labels +
                                                       lab_run_source_test_examples (source))));
  gboolean complete = draw_missing (&entry->data, training_points, validation_labels, stop, error);
  entry->next = shelf->first;
  shelf->first = entry;
  return complete ? &entry->data : NULL;
}

void
lab_data_shelf_trim (LabDataShelf *shelf, gsize bytes)
{
  g_return_if_fail (shelf != NULL);

  free_beyond (shelf, bytes, 0);
}

gsize
lab_data_shelf_bytes (const LabDataShelf *shelf)
{
  gsize bytes = 0;

  g_return_val_if_fail (shelf != NULL, 0);
  for (const Entry *entry = shelf->first; entry != NULL; entry = entry->next)
    bytes += entry_bytes (entry);
  return bytes;
}
