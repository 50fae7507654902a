/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laws panel says about depth. Measured and theory are kept apart. */
#include "config.h"
#include "ui/laws/depth-text.h"

#include <glib/gi18n.h>

static gboolean
is_told (const LabCurveFit *fit)
{
  return fit != NULL && fit->has_depth && fit->depth.valid;
}

char *
lab_depth_text_measured (const LabCurveFit *fit)
{
  if (!is_told (fit))
    return g_strdup (_ ("Nothing to compare yet"));
  if (!fit->depth.reached)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Depth helps up to %u block",
                                         "Depth helps up to %u blocks", fit->depth.deepest),
                            fit->depth.deepest);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u block is enough",
                                       "%u blocks are enough", fit->depth.enough),
                          fit->depth.enough);
}

char *
lab_depth_text_interval (const LabCurveFit *fit)
{
  if (!is_told (fit))
    return NULL;
  if (fit->depth.low == fit->depth.high)
    /* xgettext:no-c-format */
    return g_strdup (_ ("the same in 95 % of resampled repeats"));
  /* Translators: a 95 % interval of a number of blocks. */
  return g_strdup_printf (_ ("between %u and %u"), fit->depth.low, fit->depth.high);
}

char *
lab_depth_text_theory (void)
{
  /* Translators: the number of blocks that theory asks for. */
  return g_strdup (_ ("log₂ d + constant"));
}

char *
lab_depth_text_nature (void)
{
  return g_strdup (
      _ ("paper A: an asymptote, enough for the best network; the constant is unknown"));
}

char *
lab_depth_text_expected (guint d, guint known_dimension, guint known_depth)
{
  if (known_dimension == 0)
    return g_strdup (
        _ ("The constant can be had from another dimension: measure one, then come back "
           "to this."));
  /* Translators: dimension, its measured depth, this dimension, the depth that follows. */
  return g_strdup_printf (
      _ ("With the constant from d = %u (%u blocks), log₂ d + constant is %.1f blocks for d = %u."),
      known_dimension, known_depth, lab_theory_depth (d, known_dimension, known_depth), d);
}
