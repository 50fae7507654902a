/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the bytes of a text: checked, counted, and cut into documents. */
#pragma once

#include "corpus/text/text.h"

G_BEGIN_DECLS

typedef struct _LabTextScan LabTextScan;

/* total: bytes of all files, about. at_blank_lines: documents end there, else with each file. */
LabTextScan *lab_text_scan_new  (guint64       total,
                                 gboolean      at_blank_lines,
                                 gboolean      as_characters);
void         lab_text_scan_free (LabTextScan  *scan);

/* One file after the other, in portions: returns how many bytes were taken, which are all of the last
 * portion (`last`) and else all but the beginning of a cut character; or -1 with LAB_ERROR_FILE where
 * they are no text. */
gssize       lab_text_scan_add  (LabTextScan  *scan,
                                 const char   *name,
                                 guint32       file,
                                 guint64       offset,
                                 const char   *bytes,
                                 gsize         length,
                                 gboolean      last,
                                 GError      **error);

/* Hands over documents, counts and alphabet. */
void         lab_text_scan_end  (LabTextScan  *scan,
                                 LabText      *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTextScan, lab_text_scan_free)

G_END_DECLS
