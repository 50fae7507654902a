/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that may follow the program's name when it is to open its window. */
#pragma once

#include "experiment/experiment.h"
#include "ui/pieces/appearance.h"

G_BEGIN_DECLS

typedef struct
{
  LabExperiment experiment;
  LabPointSet *points;    /* of the experiment; a reference, or NULL */
  const char *appearance; /* NULL: as set */
  const char *view;       /* NULL: the one that is shown */
  char *file;             /* a session or points; owned, or NULL */
  int width;              /* 0: as remembered */
  int height;
  gboolean has_experiment;
} LabApplicationWords;

/* Reads them; a look of this time is set. FALSE with a sentence about the word that cannot be. Clear in either
 * case. */
gboolean lab_application_words_read  (GApplicationCommandLine *line,
                                      LabAppearance           *appearance,
                                      LabApplicationWords     *words,
                                      GError                 **error);
void     lab_application_words_clear (LabApplicationWords     *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabApplicationWords, lab_application_words_clear)

G_END_DECLS
