/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the program ends: one table of exit statuses, kept by every command. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_EXIT_DONE = 0,
  LAB_EXIT_FAILED = 1,
  LAB_EXIT_NOT_UNDERSTOOD = 2,
  LAB_EXIT_AGAIN = 75, /* EX_TEMPFAIL of sysexits.h */
  LAB_EXIT_SIGNAL = 128,
} LabExit;

/* The table, for people; ended by a meaning of NULL. */
typedef struct
{
  LabExit status;
  const char *name; /* "0", "128 + signal" */
  const char *meaning;
} LabExitWords;

extern const LabExitWords lab_exit_words[];

/* Complains with the error's sentence. Returns the status that it stands for: words and sizes that
 * cannot be are asked wrongly, a file that cannot be read or data that do not suffice are could not. */
int lab_exit_with (const GError *error);

/* Of work that was watched: 128 + signal where one ended it, else as above. error may be NULL then. */
int lab_exit_after (int signal, const GError *error);

G_END_DECLS
