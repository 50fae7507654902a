/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counter-based random streams: Philox 4x32-10.
 *
 * Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011. A stream has 2^64 blocks of four words; the seed is the key, run and purpose are the
 * upper half of the counter, so no two streams of one seed share a block.
 * Limits: normals rest on the C library's log and cos, and have 32 bits of radius and angle (no
 * value beyond 6.77 standard deviations). */
#include "core/random.h"
#include "core/random-testing.h"

#include <math.h>

/* Multipliers and key increments (golden ratio, sqrt 3 - 1) of the paper. */
#define PHILOX_MULTIPLIER_0 0xD2511F53u
#define PHILOX_MULTIPLIER_1 0xCD9E8D57u
#define PHILOX_WEYL_0       0x9E3779B9u
#define PHILOX_WEYL_1       0xBB67AE85u
#define PHILOX_ROUNDS       10

#define TWO_TO_MINUS_32 0x1p-32
#define TWO_TO_MINUS_53 0x1p-53

void
lab_random_philox_block (const guint32 counter[4], const guint32 key[2], guint32 block[4])
{
  guint32 c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  guint32 key0 = key[0], key1 = key[1];

  for (guint round = 0; round < PHILOX_ROUNDS; round++) {
    guint64 product0 = (guint64)PHILOX_MULTIPLIER_0 * c0;
    guint64 product1 = (guint64)PHILOX_MULTIPLIER_1 * c2;

    c0 = (guint32)(product1 >> 32) ^ c1 ^ key0;
    c1 = (guint32)product1;
    c2 = (guint32)(product0 >> 32) ^ c3 ^ key1;
    c3 = (guint32)product0;
    key0 += PHILOX_WEYL_0;
    key1 += PHILOX_WEYL_1;
  }
  block[0] = c0;
  block[1] = c1;
  block[2] = c2;
  block[3] = c3;
}

void
lab_random_init (LabRandom *random, guint64 seed, guint32 run, LabStreamPurpose purpose)
{
  g_return_if_fail (random != NULL);

  *random = (LabRandom){
      .key = {(guint32)seed, (guint32)(seed >> 32)},
      .counter = {0, 0, run, (guint32)purpose},
      .used = G_N_ELEMENTS (random->block),
  };
}

guint32
lab_random_uint32 (LabRandom *random)
{
  if (random->used == G_N_ELEMENTS (random->block)) {
    lab_random_philox_block (random->counter, random->key, random->block);
    if (++random->counter[0] == 0)
      random->counter[1]++;
    random->used = 0;
  }
  return random->block[random->used++];
}

double
lab_random_uniform (LabRandom *random)
{
  guint64 high = lab_random_uint32 (random) >> 5; /* 27 bits */
  guint64 low = lab_random_uint32 (random) >> 6;  /* 26 bits */

  return (double)((high << 26) | low) * TWO_TO_MINUS_53;
}

/* D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019): the upper
 * word of word * bound is uniform once the words whose lower part falls into the uneven rest
 * (2^32 mod bound of them) are thrown back. */
guint32
lab_random_below (LabRandom *random, guint32 bound)
{
  g_return_val_if_fail (bound > 0, 0);

  guint32 uneven_rest = (0u - bound) % bound;
  guint64 product;

  do
    product = (guint64)lab_random_uint32 (random) * bound;
  while ((guint32)product < uneven_rest);
  return (guint32)(product >> 32);
}

double
lab_random_normal (LabRandom *random)
{
  /* Half a step above zero: the logarithm stays finite. */
  double radius_word = ((double)lab_random_uint32 (random) + 0.5) * TWO_TO_MINUS_32;
  double angle_word = (double)lab_random_uint32 (random) * TWO_TO_MINUS_32;

  return sqrt (-2.0 * log (radius_word)) * cos (2.0 * G_PI * angle_word);
}

void
lab_random_fill_normal (LabRandom *random, gsize count, float *values)
{
  g_return_if_fail (random != NULL);
  g_return_if_fail (values != NULL || count == 0);

  for (gsize i = 0; i < count; i++)
    values[i] = (float)lab_random_normal (random);
}

void
lab_random_shuffle (LabRandom *random, gsize count, guint32 *indices)
{
  g_return_if_fail (random != NULL);
  g_return_if_fail (indices != NULL || count == 0);
  g_return_if_fail (count <= G_MAXUINT32);

  for (guint32 last = (guint32)count; last > 1; last--) {
    guint32 chosen = lab_random_below (random, last);
    guint32 moved = indices[last - 1];

    indices[last - 1] = indices[chosen];
    indices[chosen] = moved;
  }
}
