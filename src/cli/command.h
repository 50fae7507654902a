/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command of the program: one file each, one entry in the table of cli.c. */
#pragma once

#include "cli/exit.h"
#include "cli/numbers.h"
#include "experiment/grid/key-grid.h"

G_BEGIN_DECLS

#define LAB_WORKERS_MAX 64

/* What a command is given, once its words have been understood. */
typedef struct
{
  LabPointSet *points;      /* of a file, which experiment borrows; or NULL */
  LabCorpus *corpus;        /* likewise, of an experiment on language */
  char *named;              /* the word corpus=NAME of a command that takes a corpus, or NULL */
  LabExperiment experiment; /* checked; of commands without keys of their own */
  LabNumbers numbers;       /* of commands with keys of their own, also beside an experiment's */
  LabKeyGrid *key_grid;     /* of a sweep over keys, whose base experiment then is; or NULL */
  guint workers;            /* 0 = one per core */
  char *out;                /* directory or file of --out, or NULL */
  char *file;               /* of commands that take one, or may */
  char *x, *y, *model;      /* of --x, --y and --model, or NULL */
  char *gamma;              /* of --gamma, or NULL */
  char *from, *to;          /* of --from and --to, or NULL */
  char *n, *d, *compute;    /* of --n, --d and --compute, or NULL */
  char *by, *error;         /* of --by and --error, or NULL */
  char *where;              /* of all --where, LAB_OPTION_AGAIN between them, or NULL */
  char *at, *reach, *maximum; /* of --at, --reach and --maximum, or NULL */
  char *floor;              /* of --floor, or NULL */
  gboolean best, compare, shift, follow;
  gboolean tokens; /* of --tokens */
  gboolean robust;
  char *simd;               /* of --simd, or NULL */
  char *session;            /* of --session, or NULL */
  char *tasks;              /* of --tasks, or NULL */
  char *task, *takeover;    /* of --task and --takeover, or NULL */
  char *estimator, *k;      /* of --estimator and --k, or NULL */
  char *metric, *discard;   /* of --metric and --discard, or NULL */
  char *times;              /* of --times, or NULL */
  char *with;               /* of --with, or NULL */
  gboolean json;
  gboolean replace; /* finished results of something else */
  gboolean catalogue;
  gboolean help; /* asked for; everything else is then unset */
} LabArguments;

/* Between the values of an option that may be given several times. */
#define LAB_OPTION_AGAIN "\x1f"

typedef enum
{
  LAB_COMMAND_TAKES_OUT = 1 << 0,
  LAB_COMMAND_TAKES_JSON = 1 << 1,
  LAB_COMMAND_TAKES_FILE = 1 << 2, /* exactly one, and no KEY=VALUE */
  LAB_COMMAND_TAKES_MODEL = 1 << 3,
  LAB_COMMAND_TAKES_CATALOGUE = 1 << 4,
  LAB_COMMAND_TAKES_SIMD = 1 << 5,
  LAB_COMMAND_TAKES_ESTIMATOR = 1 << 6, /* and its k, metric and discard */
  LAB_COMMAND_DRAWS_POINTS = 1 << 7, /* keys of data alone; --out names a file */
  LAB_COMMAND_TAKES_TIMES = 1 << 8,
  LAB_COMMAND_TAKES_WITH = 1 << 9,
  LAB_COMMAND_TAKES_SESSION = 1 << 10, /* in place of all KEY=VALUE the name of a file, and --session */
  LAB_COMMAND_TAKES_TASKS = 1 << 11,
  LAB_COMMAND_TAKES_TASK = 1 << 12, /* and --takeover */
  LAB_COMMAND_USES_BLAS = 1 << 13,  /* also where no points of a file are read */
  LAB_COMMAND_SWEEPS_KEYS = 1 << 14, /* sweep may also name keys */
  LAB_COMMAND_TAKES_CORPUS = 1 << 15, /* first the name of one, then keys of an experiment on it */
  LAB_COMMAND_REPLACES = 1 << 16, /* --replace lets --out, or --session, replace what is of something else */
} LabCommandFlags;

typedef struct
{
  const char *name;
  gboolean takes_language;  /* of task=language too */
  const char *usage;   /* what may follow the name */
  const char *summary; /* one line */
  const char *details; /* paragraphs of its --help, each line at most 78 columns */
  LabCommandFlags flags;
  const LabNumberKey *keys; /* of its own, ended by a key of NULL; NULL: an experiment's keys */
  const LabNumberKey *keys_beside; /* of its own beside an experiment's, ended likewise; or NULL */
  int (*run) (const LabArguments *words); /* returns the exit status */
} LabCommand;

extern const LabCommand lab_command_run;
extern const LabCommand lab_command_compare;
extern const LabCommand lab_command_theory;
extern const LabCommand lab_command_predict;
extern const LabCommand lab_command_boundary;
extern const LabCommand lab_command_fit;
extern const LabCommand lab_command_sample;
extern const LabCommand lab_command_corpus;
extern const LabCommand lab_command_dimension;
extern const LabCommand lab_command_kernel;
extern const LabCommand lab_command_info;
extern const LabCommand lab_command_export;
extern const LabCommand lab_command_plan;
extern const LabCommand lab_command_work;
extern const LabCommand lab_command_gather;
extern const LabCommand lab_command_status;

/* Reads what follows the command's name: words is NULL-terminated. After "--" no word is an option.
 * Sets error with the word, the key and what is allowed; FALSE without an error where a signal ended
 * the reading of a file (*signal is then its number, else 0). Clear out with lab_arguments_clear(). */
gboolean lab_arguments_parse (const LabCommand   *command,
                          const char *const  *words,
                          LabArguments           *out,
                          int                *signal,
                          GError            **error);

/* Whether a command that takes keys of an experiment takes this one. */
gboolean lab_command_has_key (const LabCommand *command, const char *key);

void     lab_arguments_clear (LabArguments           *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabArguments, lab_arguments_clear)

G_END_DECLS
