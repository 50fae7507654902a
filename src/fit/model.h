/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models: the laws that can be asked for by name. */
#pragma once

#include "fit/law/two-phase.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_MODEL_POWER,          /* y = A x^p */
  LAB_MODEL_POWER_FLOOR,    /* y = A x^p + E */
  LAB_MODEL_BROKEN,         /* power, then power; a floor or a smooth bend where AICc asks for one */
  LAB_MODEL_TWO_PHASE,      /* exponential, then power; with a floor where AICc asks for one */
  LAB_MODEL_SUM,            /* y = R0 exp (-x/C0) + A x^p */
  LAB_MODEL_SUM_FLOOR,      /* and E */
  LAB_MODEL_CONSTANT_SPEED, /* (1 - x/c)^2, then power; with a floor where AICc asks for one */
  LAB_MODEL_BROKEN_SMOOTH,  /* power, then power with a smooth bend of any sharpness; with a floor where AICc asks for
                               one */
  LAB_MODEL_AUTO,           /* what the data choose */
  LAB_MODEL_COUNT,
} LabModel;

/* "power", "power+floor", "broken", "two-phase", "sum", "sum+floor", "constant-speed", "broken-smooth",
 * "auto";
 * untranslated. */
const char *lab_model_name      (LabModel             model);

/* FALSE when no model has the name. */
gboolean    lab_model_from_name (const char          *name,
                                 LabModel            *model);

/* The model that a law belongs to. */
LabModel    lab_model_of_law    (LabLaw               law);

/* The law of model with the least AICc among the fits of a choice: not one whose few late points leave
 * its exponent without limit. Its fit may be invalid. */
LabLaw      lab_model_best_law  (const LabTwoPhaseChoice *choice,
                                 LabModel                 model);

G_END_DECLS
