/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of models and the laws behind them. */
#include "fit/model.h"

#include "fit/law/law-fit.h"
#include "fit/power-floor.h"

static const char *const names[LAB_MODEL_COUNT] = {
    [LAB_MODEL_POWER] = "power",
    [LAB_MODEL_POWER_FLOOR] = "power+floor",
    [LAB_MODEL_BROKEN] = "broken",
    [LAB_MODEL_TWO_PHASE] = "two-phase",
    [LAB_MODEL_SUM] = "sum",
    [LAB_MODEL_SUM_FLOOR] = "sum+floor",
    [LAB_MODEL_CONSTANT_SPEED] = "constant-speed",
    [LAB_MODEL_BROKEN_SMOOTH] = "broken-smooth",
    [LAB_MODEL_AUTO] = "auto",
};

const char *
lab_model_name (LabModel model)
{
  g_return_val_if_fail (model >= LAB_MODEL_POWER && model < LAB_MODEL_COUNT, NULL);
  return names[model];
}

gboolean
lab_model_from_name (const char *name, LabModel *model)
{
  g_return_val_if_fail (name != NULL && model != NULL, FALSE);

  for (guint m = 0; m < LAB_MODEL_COUNT; m++)
    if (g_str_equal (names[m], name)) {
      *model = (LabModel)m;
      return TRUE;
    }
  return FALSE;
}

LabModel
lab_model_of_law (LabLaw law)
{
  gboolean has_floor = lab_law_has_floor (law);

  switch (lab_law_form (law)) {
  case LAB_FORM_POWER:
    return has_floor ? LAB_MODEL_POWER_FLOOR : LAB_MODEL_POWER;
  case LAB_FORM_EXPONENTIAL_POWER:
    return LAB_MODEL_TWO_PHASE;
  case LAB_FORM_POWER_POWER:
    return LAB_MODEL_BROKEN;
  case LAB_FORM_SPEED_POWER:
    return LAB_MODEL_CONSTANT_SPEED;
  case LAB_FORM_SUM:
    return has_floor ? LAB_MODEL_SUM_FLOOR : LAB_MODEL_SUM;
  case LAB_FORM_COUNT:
    break;
  }
  g_return_val_if_reached (LAB_MODEL_POWER);
}

/* A smooth bend is one of the broken laws, and a model of its own where it is asked for. */
static gboolean
belongs (LabLaw law, LabModel model)
{
  return model == LAB_MODEL_BROKEN_SMOOTH ? lab_law_is_smooth (law)
                                          : lab_model_of_law (law) == model;
}

/* Laws with gamma fixed are rivals of the model, not what it fits. */
LabLaw
lab_model_best_law (const LabTwoPhaseChoice *choice, LabModel model)
{
  gboolean is_found = FALSE;
  LabLaw best = LAB_LAW_POWER;

  g_return_val_if_fail (choice != NULL && model < LAB_MODEL_AUTO, LAB_LAW_POWER);

  for (guint law = 0; law < LAB_LAW_SUM_SEVENTH; law++) {
    const LabLawFit *fit = &choice->fits[law];
    gboolean has_limit =
        !lab_law_has_floor ((LabLaw)law) || fit->exponent >= LAB_POWER_FLOOR_STEEPEST;
    if (!belongs ((LabLaw)law, model) || (is_found && !(fit->valid && has_limit)))
      continue;
    if (!is_found || !choice->fits[best].valid || fit->aicc < choice->fits[best].aicc)
      best = (LabLaw)law;
    is_found = TRUE;
  }
  return best;
}
