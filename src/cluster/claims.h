/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who trains which run of a run folder.
 *
 * A claim is a file that is made by an exclusive link, so that of any number of processes one makes it. It holds
 * host, process, the process's start time and a counter that its owner raises every LAB_CLAIM_BEAT seconds.
 * The claim of a process of this host that is dead (a zombie is) is taken over at once; that of another host
 * when its counter has stood still for `takeover` seconds of the watcher's own monotonic clock. Clocks of two
 * machines are never compared. Where two processes nevertheless train one run, both give the same bytes. */
#pragma once

#include "cluster/run-folder.h"

G_BEGIN_DECLS

#define LAB_CLAIM_BEAT     10.0
#define LAB_CLAIM_TAKEOVER 60.0

typedef enum
{
  LAB_CLAIM_OURS,
  LAB_CLAIM_HELD,   /* by a process that lives */
  LAB_CLAIM_UNTOLD, /* by a process of another host, of which it cannot be told yet */
  LAB_CLAIM_FAILED, /* error is set */
} LabClaimState;

typedef struct _LabClaims LabClaims;

/* The claims of this process in a folder, which must outlive them. All functions may be called from several
 * threads. */
LabClaims     *lab_claims_new     (const LabRunFolder  *folder,
                                   double               takeover);
/* Gives all claims back. */
void           lab_claims_free    (LabClaims           *claims);

/* Tries to claim a run that this process does not hold. */
LabClaimState  lab_claims_take    (LabClaims           *claims,
                                   guint                index,
                                   GError             **error);
void           lab_claims_release (LabClaims           *claims,
                                   guint                index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabClaims, lab_claims_free)

G_END_DECLS
