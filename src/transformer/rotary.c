/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles once per network; the turn itself is two multiply-adds a number. */
#include "transformer/rotary.h"

#include "transformer/network-private.h"

#include <math.h>

#define BASE 10000.0

void
lab_rotary_fill (const LabModelShape *shape, Real *angles)
{
  const guint features = shape->width / shape->heads, pairs = features / 2;

  for (guint t = 0; t < shape->input.tokens; t++)
    for (guint i = 0; i < pairs; i++) {
      const double angle = t * pow (BASE, -2.0 * i / features);

      angles[2 * (t * pairs + i)] = (Real)cos (angle);
      angles[2 * (t * pairs + i) + 1] = (Real)sin (angle);
    }
}

void
lab_rotary_turn (const LabNetwork *network, gboolean back, Real *qkv)
{
  const guint features = network->shape.width / network->shape.heads, pairs = features / 2;
  const guint heads = 2 * network->shape.heads; /* of queries and of keys */

  for (guint head = 0; head < heads; head++)
    for (guint i = 0; i < pairs; i++) {
      Real *first = qkv + (gsize)(head * features + 2 * i) * network->stride;
      Real *second = first + network->stride;

      for (guint t = 0; t < network->shape.input.tokens; t++) {
        const Real cosine = network->angles[2 * (t * pairs + i)];
        const Real sine = network->angles[2 * (t * pairs + i) + 1] * (back ? -1 : 1);
        const guint column = t * network->sequences;

        for (guint s = 0; s < network->sequences; s += LANES) {
          const Vector x = load_sequences (network, first + column, s);
          const Vector y = load_sequences (network, second + column, s);

          store_sequences (network, first + column, s, x * cosine - y * sine);
          store_sequences (network, second + column, s, x * sine + y * cosine);
        }
      }
    }
}
