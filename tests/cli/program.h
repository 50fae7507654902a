/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the built program, named by the environment variable LAB_PROGRAM, as a user would. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  int status; /* exit status; 128 + number where a signal ended it */
  char *out;
  char *err;
} ProgramResult;

/* Ends the test program at once where LAB_PROGRAM names none: call it first. */
void          program_require      (void);

/* words as in a shell; directory NULL = here. Clear with program_result_clear(). */
ProgramResult program_run          (const char *directory, const char *words);
void          program_result_clear (ProgramResult *result);

/* Runs words that must succeed without a complaint, and reads what they print. The object belongs to
 * *parser, which the caller frees. */
JsonObject   *program_json         (const char *directory, const char *words, JsonParser **parser);

/* Runs words that must be refused as not understood: one sentence, on standard error alone, with
 * named and allowed in it. */
void          program_refuses      (const char *directory, const char *words, const char *named,
                                    const char *allowed);

/* 128 + number for a signal, else the exit status. */
int           program_exit_status  (int wait_status);

/* A fresh directory that exists until program_remove(). */
char         *program_directory    (void);
void          program_remove       (const char *directory);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProgramResult, program_result_clear)

G_END_DECLS
