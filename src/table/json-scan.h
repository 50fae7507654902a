/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of JSON that goes through a text once and keeps nothing: also the dictionaries that Python
 * prints ({'loss': 2.1, 'nan': None}), and NaN and Infinity. Internal to the room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper ones are refused. */
#define LAB_JSON_DEEPEST 32

typedef struct _LabJsonScan LabJsonScan;

/* What is told of what is found. path is the names of the members down to it, joined by "/" ("eval/loss");
 * an element of a list has the path of the list. Each returns FALSE to end the scan. */
typedef struct
{
  /* A number, a string, true or false as text; null and None are passed over (text NULL). index counts
   * the elements of the innermost list, from 0; G_MAXUINT outside of lists. */
  gboolean (*scalar) (gpointer data, const LabJsonScan *scan, const char *path, guint index,
                      const char *text);
  /* A list or an object begins or ends (nullable). */
  gboolean (*enter) (gpointer data, const LabJsonScan *scan, const char *path, gboolean is_list);
  gboolean (*leave) (gpointer data, const LabJsonScan *scan, const char *path, gboolean is_list);
} LabJsonTaker;

struct _LabJsonScan
{
  const char *at, *end;
  gsize line;        /* from 1 */
  const char *start; /* of the line */
  guint depth;
  GString *path, *text;
  const LabJsonTaker *taker;
  gpointer data;
  const char *needed; /* what should stand at `at`, where a scan failed; NULL where a taker ended it */
  gboolean is_cut;    /* it failed at the end of the text */
};

void     lab_json_scan_begin (LabJsonScan        *scan,
                              const char         *text,
                              gsize               length,
                              const LabJsonTaker *taker,
                              gpointer            data);

/* One value, after blanks. */
gboolean lab_json_scan_value (LabJsonScan        *scan);

/* Moves over blanks; FALSE at the end of the text. */
gboolean lab_json_scan_blanks (LabJsonScan       *scan);
void     lab_json_scan_clear (LabJsonScan        *scan);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabJsonScan, lab_json_scan_clear)

G_END_DECLS
