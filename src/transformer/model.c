/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting: parameters and multiply-adds of a model shape. */
#include "transformer/model.h"
#include "transformer/model-testing.h"

#include "core/error.h"

static gboolean
check_range (const char *name, guint value, guint lowest, guint highest, GError **error)
{
  if (value >= lowest && value <= highest)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               "The model's %s is %u; it must lie between %u and %u.", name, value, lowest,
               highest);
  return FALSE;
}

guint
lab_model_input_row (const LabModelInput *input)
{
  return input->kind == LAB_INPUT_TOKENS ? input->tokens : input->tokens * input->features;
}

/* What one token may be. */
static gboolean
check_features (const LabModelShape *shape, GError **error)
{
  if (shape->input.kind == LAB_INPUT_TOKENS)
    return check_range ("vocabulary", shape->input.features, 2, LAB_MODEL_VOCABULARY_MAX, error);
  return check_range ("input dimension of a token", shape->input.features, 1,
                      LAB_MODEL_INPUT_MAX / shape->input.tokens, error);
}

gboolean
lab_model_shape_check (const LabModelShape *shape, GError **error)
{
  g_return_val_if_fail (shape != NULL, FALSE);

  g_return_val_if_fail ((guint)shape->input.kind < LAB_INPUT_KIND_COUNT, FALSE);
  g_return_val_if_fail ((guint)shape->positions < LAB_POSITIONS_COUNT, FALSE);
  g_return_val_if_fail (shape->per_token || shape->input.kind != LAB_INPUT_TOKENS, FALSE);
  g_return_val_if_fail (!shape->tied || shape->input.kind == LAB_INPUT_TOKENS, FALSE);
  g_return_val_if_fail (shape->causal || shape->positions != LAB_POSITIONS_RELATIVE, FALSE);

  if (!check_range ("number of tokens", shape->input.tokens, 1, LAB_MODEL_TOKENS_MAX, error) ||
      !check_features (shape, error) ||
      !check_range ("width", shape->width, 2, LAB_MODEL_WIDTH_MAX, error) ||
      !check_range ("number of heads", shape->heads, 1, shape->width, error) ||
      !check_range ("depth", shape->depth, 1, LAB_MODEL_DEPTH_MAX, error) ||
      !check_range ("feed-forward factor", shape->feed_forward, 1, LAB_MODEL_FEED_FORWARD_MAX,
                    error))
    return FALSE;
  if (shape->width % shape->heads != 0) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "The width %u cannot be shared among %u heads; choose a number of heads that "
                 "divides it.",
                 shape->width, shape->heads);
    return FALSE;
  }
  return TRUE;
}

guint
lab_model_shape_outputs (const LabModelShape *shape)
{
  g_return_val_if_fail (shape != NULL, 0);

  return shape->per_token ? shape->input.tokens : 1;
}

guint
lab_model_shape_classes (const LabModelShape *shape)
{
  g_return_val_if_fail (shape != NULL, 0);

  return shape->input.kind == LAB_INPUT_TOKENS ? shape->input.features : 1;
}

guint64
lab_model_shape_forward_flop (const LabModelShape *shape)
{
  guint64 m, tokens, embedding, block;

  g_return_val_if_fail (lab_model_shape_check (shape, NULL), 0);

  m = shape->width;
  tokens = shape->input.tokens;
  embedding = shape->input.kind == LAB_INPUT_TOKENS ? 0 : lab_model_input_row (&shape->input) * m;
  block = tokens * (4 * m * m + 2 * tokens * m + 2 * m * m * shape->feed_forward);
  return 2 * (embedding + shape->depth * block +
              m * lab_model_shape_outputs (shape) * lab_model_shape_classes (shape));
}

guint64
lab_model_shape_training_flop (const LabModelShape *shape)
{
  return 3 * lab_model_shape_forward_flop (shape);
}
