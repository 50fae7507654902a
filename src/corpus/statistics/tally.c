/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing; a slot with the count 0 is free, so that a key is there from its first count on. */
#include "corpus/statistics/tally.h"

struct _LabTally
{
  guint64 *keys;
  guint32 *counts;
  guint8 *taken;
  gsize slots, size; /* slots: a power of two */
};

LabTally *
lab_tally_new (void)
{
  LabTally *tally = g_new0 (LabTally, 1);

  tally->slots = 1 << 10;
  tally->keys = g_new (guint64, tally->slots);
  tally->counts = g_new0 (guint32, tally->slots);
  tally->taken = g_new0 (guint8, tally->slots);
  return tally;
}

void
lab_tally_free (LabTally *tally)
{
  if (tally == NULL)
    return;
  g_free (tally->keys);
  g_free (tally->counts);
  g_free (tally->taken);
  g_free (tally);
}

guint64
lab_tally_mix (guint64 number)
{
  number += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  number = (number ^ (number >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  number = (number ^ (number >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return number ^ (number >> 31);
}

static gsize
find (const LabTally *tally, guint64 key)
{
  gsize slot = (gsize)key & (tally->slots - 1);

  while (tally->taken[slot] && tally->keys[slot] != key)
    slot = (slot + 1) & (tally->slots - 1);
  return slot;
}

static void
grow (LabTally *tally)
{
  const LabTally old = *tally;

  tally->slots *= 2;
  tally->keys = g_new (guint64, tally->slots);
  tally->counts = g_new0 (guint32, tally->slots);
  tally->taken = g_new0 (guint8, tally->slots);
  for (gsize i = 0; i < old.slots; i++)
    if (old.taken[i]) {
      const gsize slot = find (tally, old.keys[i]);

      tally->keys[slot] = old.keys[i];
      tally->counts[slot] = old.counts[i];
      tally->taken[slot] = 1;
    }
  g_free (old.keys);
  g_free (old.counts);
  g_free (old.taken);
}

guint32 *
lab_tally_at (LabTally *tally, guint64 key)
{
  gsize slot = find (tally, key);

  if (tally->taken[slot])
    return &tally->counts[slot];
  if (2 * ++tally->size > tally->slots) {
    grow (tally);
    slot = find (tally, key);
  }
  tally->keys[slot] = key;
  tally->taken[slot] = 1;
  return &tally->counts[slot];
}

guint32
lab_tally_get (const LabTally *tally, guint64 key)
{
  return tally->counts[find (tally, key)];
}

gsize
lab_tally_size (const LabTally *tally)
{
  return tally->size;
}

void
lab_tally_visit (const LabTally *tally, void (*visit) (guint32 count, gpointer data), gpointer data)
{
  for (gsize i = 0; i < tally->slots; i++)
    if (tally->taken[i])
      visit (tally->counts[i], data);
}
