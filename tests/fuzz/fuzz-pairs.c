/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte pairs learnt from any bytes spell any bytes, and tokens without sense spell something. The first byte
 * chooses the vocabulary, the second how much is learnt from. */
#include "corpus/text/tokeniser.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
check_round_trip (const LabBytePairs *pairs, const char *bytes, gsize length)
{
  g_autofree guint16 *tokens = g_new (guint16, 2 * length + 1);
  g_autoptr (GByteArray) back = g_byte_array_new ();
  const gsize count = lab_byte_pairs_encode (pairs, bytes, length, tokens);

  g_assert (count <= 2 * length);
  for (gsize i = 0; i < count; i++)
    g_assert (tokens[i] < pairs->vocabulary);
  lab_byte_pairs_decode (pairs, tokens, count, back);
  g_assert (back->len == length && (length == 0 || memcmp (back->data, bytes, length) == 0));
}

/* What a model may write. */
static void
check_nonsense (const LabBytePairs *pairs, const guint8 *bytes, gsize length)
{
  g_autofree guint16 *tokens = g_new (guint16, length + 1);
  g_autoptr (GByteArray) spelled = g_byte_array_new ();

  for (gsize i = 0; i < length; i++)
    tokens[i] = (guint16)(bytes[i] * 7u % pairs->vocabulary);
  lab_byte_pairs_decode (pairs, tokens, length, spelled);
  g_assert (spelled->len <= (length + 1) * LAB_BYTE_PAIRS_WORD);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static const guint vocabularies[] = {32, 40, 64, 100};
  g_autoptr (LabBytePairs) pairs = NULL;
  gsize learnt;

  if (length < 2)
    return 0;
  learnt = (length - 2) * bytes[1] / 255;
  pairs = lab_byte_pairs_new ((const char *)bytes + 2, learnt, vocabularies[bytes[0] % 4], NULL);
  g_assert (pairs != NULL && pairs->vocabulary <= vocabularies[bytes[0] % 4]);
  check_round_trip (pairs, (const char *)bytes + 2, length - 2);
  check_round_trip (pairs, (const char *)bytes, length);
  check_nonsense (pairs, bytes, length);
  return 0;
}
