/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of finished runs in a run folder: one file each, whole or not there, named by its index. */
#pragma once

#include "cluster/run-folder.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

/* Whether the run has a file; it may yet turn out to be damaged. */
gboolean   lab_record_is_there (const LabRunFolder  *folder,
                                guint                index);

/* Writes the record of a run that finished or diverged; on the disk when it returns. Where another process
 * was faster the same bytes take the place of the same bytes. */
gboolean   lab_record_write    (const LabRunFolder  *folder,
                                const LabRun        *run,
                                GError             **error);

/* The run with this index of the experiment; NULL without an error where it has no record, NULL and
 * LAB_ERROR_FILE where its file is damaged or tells of another run. */
LabRun    *lab_record_read     (const LabRunFolder  *folder,
                                const LabExperiment *experiment,
                                guint                index,
                                GError             **error);

/* All runs by index, NULL where one is missing; free with g_ptr_array_unref(). The sentences about damaged
 * records are added to complaints (of char *). */
GPtrArray *lab_records_read    (const LabRunFolder  *folder,
                                const LabExperiment *experiment,
                                GPtrArray           *complaints);

/* Removes what processes left that were ended while they wrote. Only where every run has its record. */
void       lab_records_tidy    (const LabRunFolder  *folder);

G_END_DECLS
