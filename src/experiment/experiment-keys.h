/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary: one table of keys that the command line, the files and the window share.
 *
 * A key is the name of a parameter in KEY=VALUE words, in CSV headers and in JSON. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Whether a key counts. */
typedef enum
{
  LAB_KEY_COUNTS,
  LAB_KEY_IDLE,     /* it would, with another choice of some other key */
  LAB_KEY_REPLACED, /* something else takes its place: a file's points that of a manifold, a file's labels and a
                     * sequence's teacher that of a target. Files leave it out, or empty */
} LabKeyUse;

typedef enum
{
  LAB_KEY_INTEGER,
  LAB_KEY_REAL,
  LAB_KEY_CHOICE,
  LAB_KEY_GRID,
  LAB_KEY_TEXT, /* of the points of a file: points, labels, scaling; no field of its own */
  LAB_KEY_NAME, /* of a language or a text: corpus, source */
} LabKeyType;

typedef struct
{
  const char *key;   /* "learning_rate" */
  const char *label; /* untranslated, marked with N_(): "Learning rate" */
  const char *symbol; /* "β", or NULL */
  LabKeyType type;
  double minimum; /* for numbers */
  double maximum;
  const char *const *choices; /* NULL-terminated, for LAB_KEY_CHOICE */
  const char *description;    /* one sentence, marked with N_() */
  gboolean of_language;       /* read with task=language alone */
  gboolean minimum_excluded;  /* the value must be greater than minimum */
  const char *unsaid; /* lab_experiment_to_text() leaves the key out at this value; NULL = never. So an
                       * older line, which has no such key, is the text of the same experiment */
  double (*automatic) (const LabExperiment *experiment); /* the word auto is allowed (LAB_AUTOMATIC);
                       * the value as used. NULL: no such word */
  gsize offset;               /* of the field in LabExperiment */
  gsize size;                 /* of the field */
} LabKey;

/* All keys, in the order of the vocabulary; count may be NULL. */
const LabKey *lab_experiment_keys      (guint                *count);
const LabKey *lab_experiment_find_key  (const char           *key);

/* A key as this experiment has it: its range may be the task's. */
LabKey        lab_experiment_key_of    (const LabExperiment  *experiment,
                                        const LabKey         *key);

/* The name of a key in this experiment, marked with N_(): its label, but n counts what the task says. */
const char   *lab_experiment_key_label (const LabExperiment  *experiment,
                                        const LabKey         *key);

/* "Flat torus" for ("manifold", "torus"): translated; the word itself where none is known. */
const char   *lab_experiment_choice_name (const char         *key,
                                          const char         *choice);

/* Whether the window offers a choice of a key: a language is learnt on the command line. What it does not
 * offer comes after what it does. */
gboolean      lab_experiment_window_offers (const LabKey     *key,
                                            guint             choice);

/* "a whole number from 1 to 32": what a key allows, as the end of a sentence "... must be"; free
 * with g_free(). Translated. */
char         *lab_experiment_key_range (const LabKey         *key);

/* Sets one field from text (C locale). Fails with LAB_ERROR_UNKNOWN_KEY or
 * LAB_ERROR_INVALID_VALUE; experiment is then unchanged. Relations between keys are checked by
 * lab_experiment_check(). */
gboolean      lab_experiment_set       (LabExperiment        *experiment,
                                        const char           *key,
                                        const char           *value,
                                        GError              **error);

/* The keys of type LAB_KEY_TEXT say which points a file gives, and a file is not opened here: such a key
 * can be set to the value it has, and points to nothing, which brings drawn data back. The points
 * themselves come with lab_experiment_take_points().
 *
 * The value of a key as text (C locale, 17 significant digits where needed); free with g_free(). */
char         *lab_experiment_get       (const LabExperiment  *experiment,
                                        const char           *key);

/* A numeric or choice (index) key as a number, for controls; in place of LAB_AUTOMATIC the value as used.
 * g_return_if_fail on grid. */
double        lab_experiment_get_number (const LabExperiment *experiment,
                                         const char          *key);
gboolean      lab_experiment_set_number (LabExperiment       *experiment,
                                         const char          *key,
                                         double               value,
                                         GError             **error);

/* Makes an experiment from KEY=VALUE words (NULL-terminated). The word sweep=..., wherever it
 * stands, chooses the defaults (data when there is none); the other words are then applied in
 * order, and lab_experiment_check() has the last word. Fails, with the word in the sentence, on a
 * word without "=", an unknown key, a key given twice and a value that is not allowed; out is
 * then untouched. points are those of the file that the words name (NULL: they name none): d, sigma and
 * n are fitted to them where no word gives these; out borrows them. Words with task=language go to
 * lab_experiment_parse_language() (language.h). */
gboolean      lab_experiment_parse     (const char *const    *words,
                                        LabPointSet          *points,
                                        LabExperiment        *out,
                                        GError              **error);

/* Whether a word points=FILE is among words; source (borrowed from them) is then what to open. FALSE
 * with LAB_ERROR_INVALID_VALUE where labels or scaling is not allowed. */
gboolean      lab_experiment_words_points (const char *const *words,
                                           LabPointSource    *source,
                                           GError           **error);

/* Whether a key counts on this experiment, whatever its value; where it does not, *why (or NULL) is the reason,
 * a sentence, translated, else NULL. */
LabKeyUse     lab_experiment_key_use   (const LabExperiment  *experiment,
                                        const char           *key,
                                        const char          **why);

/* "sweep=data manifold=torus d=2 ...": every key but what is replaced and the unsaid, in order, blanks and % in a file's name
 * as %20 and %25; free with g_free(). */
char         *lab_experiment_to_text   (const LabExperiment  *experiment);

G_END_DECLS
