/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the data of a run are drawn from, whatever the task: the one door to training, validation and
 * test examples. */
#pragma once

#include "sequence/sequence.h"
#include "sequence/windows.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_TASK_POINTS,    /* one label for each point: point regression */
  LAB_TASK_SEQUENCES, /* one label for each token of a sequence */
  LAB_TASK_LANGUAGE,  /* the next token of a text, for each token of a window */
  LAB_TASK_COUNT,
} LabTaskKind;

/* As in task=NAME; ended by NULL. What else there is to a task: task.h. */
extern const char *const lab_task_names[LAB_TASK_COUNT + 1];

/* The same values draw the same bytes. The source of another task than its own stays zero. */
typedef struct
{
  LabTaskKind task;
  guint outputs;        /* labels of one example */
  gboolean on_manifold; /* the examples, or their tokens, are points of a manifold of the catalogue */
  LabDataSource points;
  LabSequenceSource sequences;
  LabCorpus *corpus; /* borrowed; see lab_run_source_hold() */
  guint32 repeat;    /* of the corpus */
} LabRunSource;

/* Keeps what a source borrows alive, and lets it go. */
void           lab_run_source_hold   (const LabRunSource   *source);
void           lab_run_source_release (const LabRunSource  *source);

/* Whether two sources draw the same bytes. */
gboolean       lab_run_source_equal  (const LabRunSource   *a,
                                      const LabRunSource   *b);

/* The file that a source takes its points from, borrowed; NULL without. */
LabPointSet   *lab_run_source_file   (const LabRunSource   *source);

/* For a picture: in coordinates of the data themselves (of what lies on no manifold, in those it is drawn
 * in) and without noise. */
void           lab_run_source_bare   (LabRunSource         *source);

/* Test examples of the source. */
gsize          lab_run_source_test_examples (const LabRunSource *source);

/* Bytes of one example: coordinates, targets and labels. */
gsize          lab_run_source_row_bytes (const LabRunSource *source);

/* As lab_data_sampler_new() and its likes of other tasks, and draw and free likewise. */
typedef struct _LabRunSampler LabRunSampler;

LabRunSampler *lab_run_sampler_new   (const LabRunSource   *source,
                                      const gint           *stop,
                                      GError              **error);
void           lab_run_sampler_free  (LabRunSampler        *sampler);
LabDataset    *lab_run_sampler_draw  (const LabRunSampler  *sampler,
                                      LabDataRole           role,
                                      gsize                 n,
                                      const gint           *stop,
                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRunSampler, lab_run_sampler_free)

G_END_DECLS
