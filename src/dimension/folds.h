/* Points dealt into groups of equal size, of which one at a time is left out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LAB_FOLDS_MAX 100

/* No group: nothing is left out. */
#define LAB_FOLD_NONE G_MAXUINT8

typedef struct
{
  guint count;   /* LAB_FOLDS_MAX, or n where that is less */
  guint8 *group; /* (n): 0 .. count - 1, at random; the same for the same n */
} LabFolds;

/* Free group with g_free(). */
void     lab_folds_deal (gsize           n,
                         LabFolds       *folds);

/* The first k of index (listed) that group number left_out does not hold, by their position in
 * index, into place (k). Returns how many there were. */
guint    lab_folds_pick (const LabFolds *folds,
                         guint           left_out,
                         const guint32  *index,
                         guint           listed,
                         guint           k,
                         guint          *place);

/* The 95 % interval of an estimate by the delete-a-group jackknife, given the estimates without
 * each group (count): value -+ 1.96 sqrt ((count - 1) / count * sum (v - mean v)^2). By the
 * inequality of Efron & Stein (1981) this errs on the wide side on average: on known manifolds it is
 * 1.1 to 2.3 times as wide as it should be, TwoNN's wider than MLE's (tests/dimension/test-measured).
 * It tells the scatter of the sample alone, not an estimator's bias. NaN where an estimate is not
 * finite. */
void     lab_folds_interval (double          value,
                             const double   *without,
                             guint           count,
                             double         *low,
                             double         *high);

G_END_DECLS
