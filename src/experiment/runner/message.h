/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into the runner's inbox: its caller's commands and its backend's reports; part of the runner,
 * not of its contract. */
#pragma once

#include "experiment/runner/backend.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_MESSAGE_START,
  LAB_MESSAGE_PAUSE,
  LAB_MESSAGE_RESUME,
  LAB_MESSAGE_STOP,
  LAB_MESSAGE_QUIT,
  LAB_MESSAGE_REPORT,
} LabMessageKind;

typedef struct
{
  LabMessageKind kind;
  guint64 generation;       /* START */
  LabExperiment experiment; /* START */
  gboolean *done;           /* START: runs to leave out, owned; NULL = none */
  LabRunReport *report;     /* REPORT: owned */
} LabMessage;

LabMessage *lab_message_new    (LabMessageKind  kind);
void        lab_message_free   (LabMessage     *message);

/* A LabRunReporter: puts the report into the inbox (a LabQueue). */
void        lab_message_report (LabRunReport   *report,
                                gpointer        inbox);

G_END_DECLS
