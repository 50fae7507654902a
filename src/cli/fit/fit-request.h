/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words after fit ask for. */
#pragma once

#include "cli/command.h"
#include "fit/model-fit.h"
#include "table/reading.h"

G_BEGIN_DECLS

typedef struct
{
  LabReadingRequest reading; /* borrows from the words, but for where */
  char **where;
  LabFitOptions options;
  double at, reach, maximum; /* NaN where they were not asked for */
  gboolean compares;
} LabFitRequest;

/* FALSE after a sentence on standard error. Clear with lab_fit_request_clear(). */
gboolean lab_fit_request_read  (const LabArguments *words, LabFitRequest *request);
void     lab_fit_request_clear (LabFitRequest      *request);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabFitRequest, lab_fit_request_clear)

G_END_DECLS
