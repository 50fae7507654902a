/* What the data of a run are drawn from, whatever the task: the one door to training, validation and
 * test examples. */
#pragma once

#include "sequence/sequence.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_TASK_POINTS,    /* one label for each point: point regression */
  LAB_TASK_SEQUENCES, /* one label for each token of a sequence */
} LabTaskKind;

/* The same values draw the same bytes. */
typedef struct
{
  LabTaskKind task;
  LabDataSource points;        /* read for LAB_TASK_POINTS */
  LabSequenceSource sequences; /* read for LAB_TASK_SEQUENCES */
} LabRunSource;

/* Whether two sources draw the same bytes. */
gboolean       lab_run_source_equal  (const LabRunSource   *a,
                                      const LabRunSource   *b);

/* As lab_data_sampler_new() or lab_sequence_sampler_new(), and draw and free likewise. */
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
