/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a trainer's log: values behind keys. Internal to the room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A value behind its key, of a line. FALSE ends the reading of the line. */
typedef gboolean (*LabPairTaker) (gpointer data, const char *key, const char *value);

/* Finds "key: 2.1", "key=2.1", "key [100/2000]" (the first number counts), JSON and Python's dictionaries,
 * and "loss 2.1" where the word is known; a counter without a key, "(100/2000)", is the step. Words such as
 * train or val before a key belong to it. FALSE where the taker ended it. */
gboolean lab_log_read_line       (const char *line, LabPairTaker taker, gpointer data);

/* Whether it holds two values or more, as a record does. */
gboolean lab_log_line_has_values (const char *line);

G_END_DECLS
