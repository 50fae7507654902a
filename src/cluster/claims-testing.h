/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of claims. */
#pragma once

#include "cluster/claims.h"

G_BEGIN_DECLS

/* As lab_claims_new(), with claims in the name of another host and with another pause between two beats. */
LabClaims *lab_claims_new_as (const LabRunFolder *folder,
                              double              takeover,
                              const char         *host,
                              double              beat);

G_END_DECLS
