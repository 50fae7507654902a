/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabLaboratory, for the files it is made of. */
#pragma once

#include <gio/gio.h>

#include "laboratory/kernel-curves.h"
#include "laboratory/own-kernel-service.h"
#include "laboratory/laboratory.h"
#include "laboratory/record.h"
#include "laboratory/theory-service.h"

G_BEGIN_DECLS

struct _LabLaboratory
{
  GObject parent_instance;

  LabSweep axis;
  LabExperiment controls[LAB_SWEEP_COUNT];
  LabRecord *current; /* the record of the controls, or NULL; owned by records */
  GPtrArray *records; /* LabRecord, of all axes, oldest first */

  /* laboratory-points.c */
  GPtrArray *files; /* LabPointSet: all that were ever opened, since records and steps back name them */

  /* laboratory-controls.c */
  GPtrArray *done;         /* steps back, oldest first (laboratory-steps.c) */
  GPtrArray *undone;       /* and forth */
  char *gesture_key;       /* parameter that is being dragged, or NULL */
  guint rest_source;

  /* laboratory-runs.c */
  LabRunner *runner; /* NULL before the first start and after close */
  guint workers;        /* as asked for */
  guint runner_workers; /* as the runner has */
  guint64 runner_bytes; /* what its last experiment took: free again once the next one begins */
  gboolean closed;
  guint64 generation; /* of the latest start */
  LabRecord *job; /* what the runner works on, or NULL */
  gboolean paused;
  gboolean listening; /* events are still to come */
  gboolean live_changed;
  guint drain_source;
  gint64 told;           /* when "changed" was last emitted for live runs, monotonic */
  gint64 working_since;  /* monotonic; 0 while paused */
  double worked_seconds; /* before working_since */
  double begun_fraction; /* of the job that was measured before it was begun */
  double steps_per_second;
  LabRunPlan latest;
  char *failure;

  /* laboratory-fit.c */
  GCancellable *fit_cancellable;
  gboolean fitting;
  guint fit_source;
  gint64 fitted; /* when the last fit began, monotonic */
  LabFitWindow window[LAB_SWEEP_COUNT]; /* as chosen on each axis */

  LabRecord *fit_record; /* that is being fitted, while fitting */

  gsize record_bound;    /* LAB_LABORATORY_RECORD_BYTES; tests may lower it */
  gsize file_bound;      /* LAB_LABORATORY_FILE_BYTES; likewise */
  guint64 selections;    /* how often a record was selected */
  guint idle_source;     /* waits for a rest (laboratory-idle.c) */

  /* laboratory-baseline.c */
  gboolean pinned[LAB_SWEEP_COUNT];
  LabExperiment baseline[LAB_SWEEP_COUNT];
  /* Of lab_laboratory_measure_two(), while next is to come after first: asked whenever runs may have ended.
   * NULL: nothing is to come. */
  void (*go_on) (LabLaboratory *self);
  LabExperiment first, next;

  /* laboratory-theory.c */
  LabTheoryService *theory;                    /* NULL after close */
  LabCalibration calibration[LAB_SWEEP_COUNT]; /* the last that was fitted on each axis */
  LabExpectation expectation;                  /* of the controls, while expectation_valid */
  gboolean expectation_valid;
  GPtrArray *theories; /* LabTheory, static: those to draw, in the catalogue's order */
  gboolean prediction_shown;
  gboolean training_shown;
  gboolean band_shown;

  /* laboratory-kernel.c */
  LabKernelCurves *kernel_curves; /* NULL after close */
  LabOwnKernelService *own_kernel; /* likewise */
  gboolean ridge_shown;
  gboolean tangent_shown;
};

void       lab_laboratory_changed       (LabLaboratory       *self);
void       lab_laboratory_status        (LabLaboratory       *self);

/* Points `current` at the record of the controls. */
void       lab_laboratory_select        (LabLaboratory       *self);
LabRecord *lab_laboratory_find          (LabLaboratory       *self,
                                         const LabExperiment *experiment);

/* laboratory-controls.c */
void       lab_laboratory_controls_init (LabLaboratory       *self);
void       lab_laboratory_controls_clear (LabLaboratory      *self);

/* laboratory-points.c: the same points on every axis. */
/* Keeps *points, or puts those in their place that are kept already and are the same. FALSE with a
 * sentence where there is no room for more. */
gboolean   lab_laboratory_keep_points   (LabLaboratory       *self,
                                         LabPointSet        **points,
                                         GError             **error);
void       lab_laboratory_share_points  (LabLaboratory       *self, LabPointSet *points);

/* laboratory-steps.c */
void       lab_laboratory_history_init  (LabLaboratory       *self);
void       lab_laboratory_history_clear (LabLaboratory       *self);
/* Before a change of key (NULL: of everything): undo leads back here. */
void       lab_laboratory_remember      (LabLaboratory       *self, const char *key);
/* With a change: there is nothing to redo any more. */
void       lab_laboratory_forget_undone (LabLaboratory       *self);

/* A record is let go: no step brings it back. */
void       lab_laboratory_forget_record (LabLaboratory      *self, LabRecord *record);

/* laboratory-room.c: keeps the records within their bound. */
void       lab_laboratory_make_room     (LabLaboratory      *self);

/* laboratory-idle.c: gives memory back once nothing has happened for a while. */
void       lab_laboratory_idle_init     (LabLaboratory      *self);
void       lab_laboratory_idle_clear    (LabLaboratory      *self);

/* laboratory-runs.c: makes the runner do what the controls ask, now. */
void       lab_laboratory_follow        (LabLaboratory       *self);

/* laboratory-runner.c: a runner for the experiment of the controls, with as many workers as were asked
 * for, or, where they were not, as the memory allows. FALSE where it does not fit: failure says so. */
gboolean   lab_laboratory_prepare_runner (LabLaboratory      *self);
/* Ends the runner and forgets what it worked on. */
void       lab_laboratory_runs_clear    (LabLaboratory       *self);

/* laboratory-fit.c: fits what is dirty, soon. */
void       lab_laboratory_fit           (LabLaboratory       *self);
void       lab_laboratory_fit_clear     (LabLaboratory       *self);

/* laboratory-baseline.c: what was measured of the baseline of this axis, or NULL. */
LabRecord *lab_laboratory_baseline_record (LabLaboratory     *self);

/* laboratory-theory.c */
void       lab_laboratory_theory_init   (LabLaboratory       *self);
void       lab_laboratory_theory_clear  (LabLaboratory       *self);

/* laboratory-kernel.c: asks for the curve that the chart is to show, and gives what there is of it.
 * The pointers it sets are valid until the next "changed". */
void       lab_laboratory_kernel_init    (LabLaboratory       *self);
void       lab_laboratory_kernel_clear   (LabLaboratory       *self);
/* Tells the fit that is shown what the own kernel, where it is known, says of the phases. */
void       lab_laboratory_kernel_tell    (LabLaboratory       *self);
void       lab_laboratory_kernel_compose (LabLaboratory       *self,
                                          LabChartInput       *input);

G_END_DECLS
