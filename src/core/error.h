/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the laboratory.
 *
 * A message is a full sentence for the person at the screen: what went wrong, where, and what is
 * allowed instead. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LAB_ERROR (lab_error_quark ())

typedef enum
{
  LAB_ERROR_UNKNOWN_KEY,     /* a KEY=VALUE word names no parameter */
  LAB_ERROR_INVALID_VALUE,   /* malformed, out of range, or at odds with another value */
  LAB_ERROR_TOO_LARGE,       /* would need more memory than can be asked for */
  LAB_ERROR_NOT_ENOUGH_DATA, /* a fit or an estimate needs more points than there are */
  LAB_ERROR_FILE,            /* a file cannot be read or written */
  LAB_ERROR_BUSY,            /* another process is at it */
} LabError;

GQuark   lab_error_quark (void);

/* Sets the error to the sentence, and returns FALSE, to be returned in turn. */
gboolean lab_refuse      (GError **error, LabError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
