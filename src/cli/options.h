/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may follow a command with two dashes before it. */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* Beside the flag of an option that may be given several times: each is added, LAB_OPTION_AGAIN between them. */
#define LAB_OPTION_ADDS (1u << 31)

/* An option: of all commands that have its flag. */
typedef struct
{
  const char *name;  /* "--out" */
  const char *value; /* "DIR"; NULL for a switch */
  const char *needs; /* what a missing value is: "the name of a directory" */
  const char *help;  /* a few words */
  guint flag;        /* of LabCommandFlags; 0: every command */
  gsize offset;      /* in LabArguments: of a char * where there is a value, else of a gboolean */
} LabOption;

/* All options, ended by one without a name. */
extern const LabOption lab_options[];

/* words points at an option; it is moved past what the option consumed. Sets error with the option and
 * what the command takes. */
gboolean lab_option_read (const LabCommand   *command,
                          const char *const **words,
                          LabArguments           *out,
                          GError            **error);

G_END_DECLS
