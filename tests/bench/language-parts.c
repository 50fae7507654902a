/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Once per instruction set, as the routines themselves. */
#include "language-parts.h"

#include "clock.h"
#include "transformer/cross-entropy.h"
#include "transformer/vocabulary.h"

#define language_parts VARIANT (language_parts)

/* Logits a little apart, as after some training. */
static void
fill_logits (LabNetwork *network)
{
  for (guint v = 0; v < network->shape.input.features; v++)
    for (guint c = 0; c < network->columns; c++)
      network->logits[v * network->stride + c] = (Real)((v * 7 + c * 3) % 11) * (Real)0.3;
}

/* Their gradients take the place of the logits: these are filled anew, which is not timed. */
static double
one_chunk (LabNetwork *network, const Real *x, const Real *embedding, Real *gradient)
{
  double sum = 0, start;

  fill_logits (network);
  start = bench_seconds ();
  lab_vocabulary_gather (network, x, NULL);
  lab_vocabulary_embed (network, embedding, network->block[0].input);
  network->tokens_valid = TRUE;
  lab_cross_entropy_backward (network, x, NULL, 1e-3, &sum);
  lab_vocabulary_backward (network, gradient);
  return bench_seconds () - start;
}

double
language_parts (const LabModelShape *shape, guint batch, double seconds)
{
  LabNetwork *network = lab_network_new (shape, batch, NULL, NULL);
  const guint chunk = lab_network_capacity (network), tokens = shape->input.tokens;
  const gsize rows = (gsize)shape->input.features * shape->width;
  g_autofree Real *x = g_new (Real, (gsize)chunk * tokens), *embedding = g_new0 (Real, rows);
  g_autofree Real *gradient = g_new0 (Real, rows);
  double spent = 0;
  guint chunks = 0;

  for (gsize i = 0; i < (gsize)chunk * tokens; i++)
    x[i] = (Real)(i * 13 % shape->input.features);
  lab_network_start_chunk (network, MIN (chunk, batch));
  for (const double end = bench_seconds () + seconds; bench_seconds () < end; chunks++)
    spent += one_chunk (network, x, embedding, gradient);
  lab_network_free (network);
  return spent / chunks * batch / MIN (chunk, batch);
}
