/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of views: one line for each, in the order of the header. */
#include "ui/picture/view.h"

#include <glib/gi18n.h>

#include "ui/views/dimension/dimension-view.h"
#include "ui/views/kernel/kernel-view.h"
#include "ui/views/manifold/manifold-view.h"
#include "ui/views/phases/phases-view.h"

static const LabViewEntry views[] = {
    {"phases", N_ ("Phases"), N_ ("Where training and where data limit the error (6)"),
     lab_phases_view_new},
    {"kernel", N_ ("Kernel"), N_ ("What the network’s tangent kernel predicts (7)"),
     lab_kernel_view_new},
    {"manifold", N_ ("Manifold"), N_ ("The data, and what the network makes of it (8)"),
     lab_manifold_view_new},
    {"dimension", N_ ("Dimension"),
     N_ ("Estimates of the data’s dimension, and inside the network (9)"), lab_dimension_view_new},
    {NULL, NULL, NULL, NULL},
};

const LabViewEntry *
lab_views (void)
{
  return views;
}
