/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The samples of a fit put in order: logarithms, distinct abscissas, dense cluster numbers.
 *
 * Internal to the room. Samples whose x or y is not positive and finite are left out and counted;
 * a sample that repeats another one exactly (x, y and cluster) carries no information of its own
 * and is counted once. The order of the input does not matter: same samples, same table. */
#pragma once

#include "fit/sample/sample.h"

G_BEGIN_DECLS

typedef struct
{
  guint count;       /* samples kept, ascending in (x, cluster, y) */
  guint abscissas;   /* distinct x */
  guint clusters;    /* distinct clusters */
  guint left_out;    /* not positive or not finite */
  guint duplicates;  /* exact repetitions dropped */
  double *x;         /* (abscissas), ascending */
  double *ln_x;      /* (count) */
  double *ln_y;      /* (count) */
  double *weight;    /* (count): positive, of mean 1 */
  guint *abscissa;   /* (count): index into x */
  guint *cluster;    /* (count): 0 .. clusters - 1, ascending in the caller's numbers */
  guint *cluster_number; /* (clusters): the caller's numbers */
} LabFitTable;

LabFitTable *lab_fit_table_new  (const LabFitSample *samples,
                                 guint               count);
void         lab_fit_table_free (LabFitTable        *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabFitTable, lab_fit_table_free)

G_END_DECLS
