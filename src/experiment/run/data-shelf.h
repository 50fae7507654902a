/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data sets that a worker keeps between its runs.
 *
 * The runs of a repeat share target, test and validation points, and their training sets are
 * nested: drawn once, they serve until something else needs the room. Belongs to one thread. */
#pragma once

#include "experiment/run-source.h"

G_BEGIN_DECLS

/* What a run is trained and measured on; owned by the shelf. */
typedef struct
{
  LabRunSource source;
  LabDataset *training;   /* at least as many rows as were asked for */
  LabDataset *validation; /* likewise; NULL when none were ever asked for */
  LabDataset *test;       /* LAB_TEST_POINTS rows, or those of a file that are for the test */
} LabRunData;

typedef struct _LabDataShelf LabDataShelf;

/* What a shelf keeps at most, in bytes, beside what is in use. */
#define LAB_DATA_SHELF_BYTES ((gsize)64 << 20)

LabDataShelf     *lab_data_shelf_new  (void);
/* The same with a bound of its own: of several shelves. */
LabDataShelf     *lab_data_shelf_new_within (gsize           bytes);
void              lab_data_shelf_free (LabDataShelf         *shelf);

/* The data of source with at least that many training points and validation labels (0 = none),
 * drawn where the shelf does not hold them. Valid until the next call. Returns NULL and sets error
 * as lab_run_sampler_draw() does, or without an error once *stop (nullable) is non-zero. */
const LabRunData *lab_data_shelf_get  (LabDataShelf         *shelf,
                                       const LabRunSource   *source,
                                       gsize                 training_points,
                                       gsize                 validation_labels,
                                       const gint           *stop,
                                       GError              **error);

/* Nothing is in use any more: what is more than so many bytes goes too. */
void              lab_data_shelf_trim  (LabDataShelf         *shelf,
                                        gsize                 bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDataShelf, lab_data_shelf_free)

G_END_DECLS
