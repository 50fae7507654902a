/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column means, told from its name and from what stands in it. */
#pragma once

#include "table/table.h"

G_BEGIN_DECLS

typedef enum
{
  /* What a loss is drawn against. */
  LAB_ROLE_TOKENS,     /* also D */
  LAB_ROLE_SAMPLES,    /* examples, n, the size of a training set */
  LAB_ROLE_STEP,
  LAB_ROLE_PARAMETERS, /* also N, size */
  LAB_ROLE_COMPUTE,    /* FLOP, budget, C */
  LAB_ROLE_EPOCH,      /* where nothing better is there */
  LAB_ROLE_X,          /* called x */
  /* What is measured, the better-liked first. */
  LAB_ROLE_LOSS, /* also cross-entropy, bits per byte */
  LAB_ROLE_RISK,
  LAB_ROLE_ERROR,
  LAB_ROLE_Y, /* called y or value */
  LAB_ROLE_PERPLEXITY,
  LAB_ROLE_ACCURACY,
  /* What tells runs apart. */
  LAB_ROLE_NAME, /* of a run, a model, a data set; also any text */
  LAB_ROLE_SEED,
  LAB_ROLE_LEARNING_RATE,
  LAB_ROLE_SETTING, /* batch size, width, ... */
  LAB_ROLE_NUMBER,  /* nothing is known of it */
  /* Never an axis. */
  LAB_ROLE_ERROR_BAR, /* standard errors and deviations */
  LAB_ROLE_BOUND,     /* least and largest values that a run tracker adds */
  LAB_ROLE_TIME,      /* on the wall, stamps, durations, rates */
  LAB_ROLE_INDEX,     /* numbers of rows, pixels */
  LAB_ROLE_COUNT,
} LabColumnRole;

/* "tokens", "a loss": for sentences; translated, not to be freed. */
const char   *lab_role_words       (LabColumnRole   role);

gboolean      lab_role_is_abscissa (LabColumnRole   role);
gboolean      lab_role_is_value    (LabColumnRole   role);

/* By name alone; LAB_ROLE_NUMBER where it says nothing. */
LabColumnRole lab_role_of_name     (const char     *name);

/* All of a table's columns: roles has room for them. A column whose fields are no numbers is a name, unless
 * it is called as an axis or holds numbers nearly everywhere: then it keeps its role, and what is no number is
 * refused where it is read. */
void          lab_roles_tell       (const LabTable *table,
                                    LabColumnRole  *roles);

G_END_DECLS
