/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often keys of 64 bits come: a hash table that grows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LabTally LabTally;

LabTally *lab_tally_new   (void);
void      lab_tally_free  (LabTally       *tally);

/* A key as good as random, from any number (splitmix64's finish). */
guint64   lab_tally_mix   (guint64         number);

/* The count of a key as lab_tally_mix() gives it, 0 where it is new; valid until the next call. */
guint32  *lab_tally_at    (LabTally       *tally,
                           guint64         key);
/* The same without making room for it. */
guint32   lab_tally_get   (const LabTally *tally,
                           guint64         key);

gsize     lab_tally_size  (const LabTally *tally);

/* Calls visit for the count of every key, in an order that depends on the keys alone. */
void      lab_tally_visit (const LabTally *tally,
                           void          (*visit) (guint32 count, gpointer data),
                           gpointer        data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTally, lab_tally_free)

G_END_DECLS
