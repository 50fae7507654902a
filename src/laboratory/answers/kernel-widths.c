/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laboratory/answers/kernel-widths.h"
#include "laboratory/answers/kernel-widths-testing.h"

#include "core/latest.h"
#include "laboratory/laboratory.h"

typedef struct
{
  LabExperiment *experiment; /* a copy that holds its points */
  double head_scale;
} Wish;

struct _LabKernelWidths
{
  GObject parent_instance;

  LabLatest *latest; /* of Wish, answered by LabWidthGap */
  gboolean known;    /* gap is that of the wish that counts */
  LabWidthGap gap;
  char *failure;
};

enum
{
  CHANGED,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabKernelWidths, lab_kernel_widths, G_TYPE_OBJECT)

static gpointer
wish_copy (gconstpointer data)
{
  Wish *wish = g_memdup2 (data, sizeof (Wish));

  wish->experiment = lab_experiment_copy (wish->experiment);
  return wish;
}

static void
wish_free (gpointer data)
{
  lab_experiment_free (((Wish *)data)->experiment);
  g_free (data);
}

static gboolean
wish_equal (gconstpointer a, gconstpointer b)
{
  const Wish *left = a, *right = b;

  return left->head_scale == right->head_scale &&
         lab_experiment_equal (left->experiment, right->experiment);
}

static gpointer
compute (gpointer data, LabLatestCall *call, GError **error)
{
  const Wish *wish = data;
  g_autofree LabWidthGap *gap = g_new0 (LabWidthGap, 1);

  if (!lab_width_gap_compute (wish->experiment, wish->head_scale, 1, lab_latest_call_task (call),
                              gap, error))
    return NULL;
  return g_steal_pointer (&gap);
}

static void
arrived (gconstpointer wish,
         gpointer answer,
         const GError *error,
         gboolean final,
         gpointer user_data)
{
  LabKernelWidths *self = user_data;
  g_autofree LabWidthGap *gap = answer;

  self->known = gap != NULL;
  if (gap != NULL)
    self->gap = *gap;
  self->failure = error != NULL ? g_strdup (error->message) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

static const LabLatestKind KIND = {
    wish_copy, wish_free, wish_equal, compute, g_free, NULL, arrived, "kernel-widths",
};

void
lab_kernel_widths_stop (LabKernelWidths *self)
{
  g_return_if_fail (LAB_IS_KERNEL_WIDTHS (self));

  self->known = FALSE;
  g_clear_pointer (&self->failure, g_free);
  lab_latest_forget (self->latest);
}

void
lab_kernel_widths_want (LabKernelWidths *self, const LabExperiment *experiment, double head_scale)
{
  Wish wish = {(LabExperiment *)experiment, head_scale};
  gconstpointer now;

  g_return_if_fail (LAB_IS_KERNEL_WIDTHS (self) && experiment != NULL);

  now = lab_latest_get_wish (self->latest);
  if (now == NULL || !wish_equal (now, &wish))
    lab_kernel_widths_stop (self);
  lab_latest_want (self->latest, &wish, LAB_LABORATORY_REST);
}

static void
lab_kernel_widths_finalize (GObject *object)
{
  LabKernelWidths *self = LAB_KERNEL_WIDTHS (object);

  lab_latest_free (self->latest);
  g_free (self->failure);
  G_OBJECT_CLASS (lab_kernel_widths_parent_class)->finalize (object);
}

static void
lab_kernel_widths_class_init (LabKernelWidthsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lab_kernel_widths_finalize;
  signals[CHANGED] = g_signal_new ("changed", LAB_TYPE_KERNEL_WIDTHS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lab_kernel_widths_init (LabKernelWidths *self)
{
  self->latest = lab_latest_new (&KIND, self);
}

LabKernelWidths *
lab_kernel_widths_new (void)
{
  return g_object_new (LAB_TYPE_KERNEL_WIDTHS, NULL);
}

const LabWidthGap *
lab_kernel_widths_get (LabKernelWidths *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_WIDTHS (self), NULL);

  return self->known ? &self->gap : NULL;
}

const char *
lab_kernel_widths_get_failure (LabKernelWidths *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_WIDTHS (self), NULL);

  return self->failure;
}

gboolean
lab_kernel_widths_is_busy (LabKernelWidths *self)
{
  g_return_val_if_fail (LAB_IS_KERNEL_WIDTHS (self), FALSE);

  return lab_latest_is_busy (self->latest);
}
