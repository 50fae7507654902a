/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command leaves in a folder: files that belong together and are replaced together.
 *
 * One of them, the index (fits.json, kernel.json), lists the others with size and checksum, and says
 * which command made them from which words and input, and whether it came to its end. By it the
 * next command knows what lies there:
 *
 * - finished results of the same words and input are replaced, so are results that were cut short;
 * - finished results of anything else are refused, unless replacing was asked for;
 * - results that were cut short never replace finished ones, but go to DIR-stopped;
 * - a file that no index lists, or that was changed since, is never touched.
 *
 * Results of older versions have no list: they are known by the head of points.csv and by what their
 * JSON holds, and count as unchanged. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Where results go that no folder was named for; the next are NAME-2, NAME-3, ... */
#define LAB_RESULT_SET_DEFAULT "scaling-lab-results"

/* Who makes results, and of what. All borrowed. */
typedef struct
{
  const char *command; /* "run" */
  const char *words;   /* KEY=VALUE words of all that decides what comes out */
  const char *presets; /* such words: the values of keys that older results do not know yet */
  const char *input;   /* SHA-256 of the file that was read, or NULL */
  const char *index;   /* "fits.json"; one of lab_result_set_indexes */
  const char *const *files; /* every name that may be written, the index too; NULL-terminated */
} LabResultOrigin;

/* The index of every command that has one, ended by NULL. */
extern const char *const lab_result_set_indexes[];

typedef struct _LabResultSet LabResultSet;

/* Before the work: opens the folder out, or the first free one of the default names where out is
 * NULL, and keeps other processes from writing into it. NULL with one sentence:
 * LAB_ERROR_INVALID_VALUE where finished results of something else lie there and replace is
 * FALSE, or where a file that is not of such results has one of the names; LAB_ERROR_BUSY where
 * another process is writing into it; LAB_ERROR_FILE where it cannot be written into. Free with
 * lab_result_set_free(), which leaves no empty folder behind. */
LabResultSet *lab_result_set_open   (const char             *out,
                                     gboolean                replace,
                                     const LabResultOrigin  *origin,
                                     GError                **error);
void          lab_result_set_free   (LabResultSet           *set);

/* A file other than the index. */
void          lab_result_set_add    (LabResultSet           *set,
                                     const char             *name,
                                     GBytes                 *content);
void          lab_result_set_add_text (LabResultSet         *set,
                                     const char             *name,
                                     const char             *text);

/* After the work: writes all files, the index (an object, which gets the members made_by,
 * input_sha256, finished and files) last, or none of them. Where they may not replace what lies
 * there by now, they go elsewhere: lab_result_set_place() says where, and *notice, if not NULL,
 * why (free with g_free()). FALSE with LAB_ERROR_FILE where they cannot be written. Once a set. */
gboolean      lab_result_set_commit (LabResultSet           *set,
                                     JsonNode               *index,
                                     gboolean                finished,
                                     char                  **notice,
                                     GError                **error);

/* The folder that is, or was, written into. */
const char   *lab_result_set_place  (const LabResultSet     *set);

/* "points.csv, fits.json": what was written, in the order of origin's files; free with g_free(). */
char         *lab_result_set_names  (const LabResultSet     *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabResultSet, lab_result_set_free)

G_END_DECLS
