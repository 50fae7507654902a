/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of sobolev-class. */
#pragma once

#include "dynamics/sobolev-class.h"

G_BEGIN_DECLS

/* The k-th eigenvalue, k from 1, of those that sum to 1. */
double lab_sobolev_class_eigenvalue (const LabSobolevClass *sobolev, gsize k);

G_END_DECLS
