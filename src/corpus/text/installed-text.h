/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that come with the program or that the system may have installed, by name. */
#pragma once

#include "corpus/text/text.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;        /* as in corpus=NAME */
  const char *title;       /* N_() */
  const char *package;     /* Debian's; NULL of what comes with the program */
  const char *rights;      /* who may do what with it, in a few words: N_() */
} LabInstalledText;

/* Ended by one without a name. */
extern const LabInstalledText lab_installed_texts[];

const LabInstalledText *lab_installed_text_find (const char *name);

/* As lab_text_open(): unpacked, tags of HTML taken off, and what is no UTF-8 replaced. Where it is not
 * installed the sentence names the package. */
LabText *lab_installed_text_open (const LabInstalledText  *installed,
                                  gboolean                 as_characters,
                                  LabTask                 *task,
                                  GError                 **error);

/* The King James Bible: 4,139,039 characters, one verse a line, a blank line after each chapter. */
LabText *lab_bible_open          (gboolean                 as_characters,
                                  LabTask                 *task,
                                  GError                 **error);

/* HTML without comments, scripts, styles and tags, the common entities spelled, at most one blank line in a
 * row; free with g_free(). */
char    *lab_text_without_tags   (const char              *html,
                                  gsize                    length);

G_END_DECLS
