/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/runner/message.h"

static void
run_report_free (LabRunReport *report)
{
  g_clear_pointer (&report->run, lab_run_unref);
  g_clear_error (&report->error);
  g_free (report->evaluations);
  g_free (report);
}

LabMessage *
lab_message_new (LabMessageKind kind)
{
  LabMessage *message = g_new0 (LabMessage, 1);
  message->kind = kind;
  return message;
}

void
lab_message_free (LabMessage *message)
{
  g_clear_pointer (&message->report, run_report_free);
  g_free (message->done);
  g_free (message);
}

void
lab_message_report (LabRunReport *report, gpointer inbox)
{
  LabMessage *message = lab_message_new (LAB_MESSAGE_REPORT);
  message->report = report;
  lab_queue_push (inbox, message);
}
