/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to learn: bytes of one or many files, cut into documents.
 *
 * Documents are the files, where there are several, and else what blank lines separate. Where that gives
 * fewer than LAB_TEXT_DOCUMENTS_LEAST, or one with more than a twelfth of all bytes, they are pieces of
 * about a 256th of the text that end with a line: a part can then be held out that is neither nothing
 * nor half of it. A byte order mark is no part of the text.
 *
 * Small files are kept in memory, large ones are read a piece at a time from an open descriptor: memory is
 * bounded whatever the size of the text, and a file that changes meanwhile can do no harm. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

#define LAB_TEXT_DOCUMENTS_LEAST 32
#define LAB_TEXT_FILES_MOST      ((gsize)1 << 20)
/* A file beyond it is read as it is needed; there may be so many of these. */
#define LAB_TEXT_KEPT_FILE       ((guint64)1 << 20)
#define LAB_TEXT_LARGE_FILES     256
/* What comes from a pipe is kept. */
#define LAB_TEXT_PIPE_MOST       ((guint64)1 << 30)

typedef struct
{
  guint32 file;
  guint64 offset, bytes;
  guint64 characters; /* of UTF-8; of other bytes those that continue no character */
} LabDocument;

typedef struct
{
  gunichar character;
  guint64 count;
} LabTextCharacter;

typedef struct
{
  char *name;       /* as it may be shown */
  int descriptor;   /* -1 of what is kept */
  char *bytes;      /* NULL of what is not */
  guint64 size;
} LabTextFile;

typedef struct
{
  LabTextFile *files;
  gsize file_count;
  guint passed_over;      /* files of a folder that are empty, or no UTF-8 where that is asked for */
  LabDocument *documents; /* in order of the files */
  gsize document_count;
  gboolean in_pieces;     /* documents are pieces of equal size */
  guint64 bytes, characters;
  LabTextCharacter *alphabet; /* the most frequent first, then by code point; NULL unless as_characters */
  gsize alphabet_count;
} LabText;

/* Opens a file, a folder with all that lies in it (hidden files and links to folders aside), several of
 * them separated by ':', or "-", standard input. as_characters: it has to be UTF-8 without zero bytes,
 * and its alphabet is counted. NULL with LAB_ERROR_FILE and a sentence where it cannot be read, is empty, is no
 * UTF-8, or is one character over and over; LAB_ERROR_TOO_LARGE; NULL without an error soon after task
 * (nullable), which is told the progress, was cancelled. */
LabText *lab_text_open      (const char      *path,
                             gboolean         as_characters,
                             LabTask         *task,
                             GError         **error);

/* The same for the contents of one or many files that sentences call name, as LabTextFile with bytes of
 * lab_memory_new() and names of their own, which are taken whatever comes out. */
LabText *lab_text_of_files  (const char      *name,
                             GArray          *files,
                             gboolean         as_characters,
                             LabTask         *task,
                             GError         **error);
/* Appends a file with a copy of length bytes; FALSE with LAB_ERROR_TOO_LARGE. */
gboolean lab_text_add_bytes (GArray          *files,
                             const char      *name,
                             const char      *bytes,
                             gsize            length,
                             GError         **error);

void     lab_text_free      (LabText         *text);

/* Reads count bytes of a document from byte `from` of it into buffer. What cannot be read any more, since
 * the file changed, is zeros. */
void     lab_text_read      (const LabText     *text,
                             const LabDocument *document,
                             guint64            from,
                             gsize              count,
                             char              *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabText, lab_text_free)

G_END_DECLS
