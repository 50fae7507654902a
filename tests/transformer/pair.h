/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers twice: for a routine and for its plain twin. */
#pragma once

#include "core/random.h"

/* A matrix as the routines see it (float, with stride) and as the twin does (double, dense). */
typedef struct
{
  guint rows, columns;
  gsize stride;
  float *fast;
  double *plain;
} Pair;

/* rows x columns of standard normals, or of zeros when random is NULL. */
Pair pair_new    (LabRandom  *random,
                  guint       rows,
                  guint       columns,
                  gsize       stride);
void pair_clear  (Pair       *pair);

/* Fails unless routine and twin agree within bound times the largest number of the twin, which must
 * not be zero throughout. */
void assert_pair (const char *what,
                  const Pair *pair,
                  double      bound);
