/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encoding and decoding; byte-pairs-learn.c finds the pairs. */
#include "corpus/text/byte-pairs.h"

#include "corpus/text/byte-pairs-private.h"

typedef enum
{
  CLASS_LETTER,
  CLASS_DIGIT,
  CLASS_BLANK,
  CLASS_LINE_END,
  CLASS_OTHER,
} Class;

static Class
class_of (char byte)
{
  if ((guchar)byte >= 0x80 || g_ascii_isalpha (byte))
    return CLASS_LETTER;
  if (g_ascii_isdigit (byte))
    return CLASS_DIGIT;
  if (byte == '\n' || byte == '\r')
    return CLASS_LINE_END;
  return byte == ' ' || byte == '\t' ? CLASS_BLANK : CLASS_OTHER;
}

gsize
lab_byte_pairs_word (const char *bytes, gsize length)
{
  gsize end = 1;
  Class class = class_of (bytes[0]);

  length = MIN (length, LAB_BYTE_PAIRS_WORD);
  if (bytes[0] == ' ' && length > 1)
    class = class_of (bytes[1]);
  while (end < length && class_of (bytes[end]) == class)
    end++;
  return end;
}

static guint32
slot_of (guint left, guint right)
{
  const guint64 key = ((guint64)left << 16) | right;

  return (guint32)((key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 40) % LAB_BYTE_PAIRS_SLOTS;
}

guint
lab_byte_pairs_find (const LabBytePairs *pairs, guint left, guint right)
{
  for (guint32 slot = slot_of (left, right); pairs->slots[slot] != 0;
       slot = (slot + 1) % LAB_BYTE_PAIRS_SLOTS)
    if (pairs->slots[slot] >> 16 == (((guint64)left << 16) | right))
      return (guint)(pairs->slots[slot] & 0xFFFF);
  return 0;
}

void
lab_byte_pairs_join (LabBytePairs *pairs, guint left, guint right)
{
  const guint token = pairs->vocabulary++;
  guint32 slot = slot_of (left, right);

  pairs->joined[token][0] = (guint16)left;
  pairs->joined[token][1] = (guint16)right;
  pairs->lengths[token] =
      left < LAB_BYTE_PAIRS_HALVES ? 1 : (guint8)(pairs->lengths[left] + pairs->lengths[right]);
  while (pairs->slots[slot] != 0)
    slot = (slot + 1) % LAB_BYTE_PAIRS_SLOTS;
  pairs->slots[slot] = ((guint64)left << 32) | ((guint64)right << 16) | token;
}

void
lab_byte_pairs_free (LabBytePairs *pairs)
{
  if (pairs == NULL)
    return;
  g_free (pairs->joined);
  g_free (pairs->lengths);
  g_free (pairs->slots);
  g_free (pairs);
}

gsize
lab_byte_pairs_halves (const char *bytes, gsize length, guint16 *tokens)
{
  for (gsize i = 0; i < length; i++) {
    tokens[2 * i] = (guchar)bytes[i] >> 4;
    tokens[2 * i + 1] = 16 + ((guchar)bytes[i] & 15);
  }
  return 2 * length;
}

gsize
lab_byte_pairs_replace (guint16 *tokens, gsize count, guint left, guint right, guint token)
{
  gsize to = 0;

  for (gsize from = 0; from < count; to++) {
    if (from + 1 < count && tokens[from] == left && tokens[from + 1] == right) {
      tokens[to] = (guint16)token;
      from += 2;
    } else
      tokens[to] = tokens[from++];
  }
  return to;
}

/* As learnt: of all pairs that are joined somewhere the earliest first. */
static gsize
encode_word (const LabBytePairs *pairs, const char *bytes, gsize length, guint16 *tokens)
{
  gsize count = lab_byte_pairs_halves (bytes, length, tokens);

  for (;;) {
    guint earliest = G_MAXUINT;

    for (gsize i = 0; i + 1 < count; i++) {
      const guint token = lab_byte_pairs_find (pairs, tokens[i], tokens[i + 1]);

      if (token != 0)
        earliest = MIN (earliest, token);
    }
    if (earliest == G_MAXUINT)
      return count;
    count = lab_byte_pairs_replace (tokens, count, pairs->joined[earliest][0],
                                    pairs->joined[earliest][1], earliest);
  }
}

gsize
lab_byte_pairs_encode (const LabBytePairs *pairs, const char *bytes, gsize length, guint16 *tokens)
{
  gsize count = 0;

  for (gsize at = 0; at < length;) {
    const gsize word = lab_byte_pairs_word (bytes + at, length - at);
    guint16 scratch[2 * LAB_BYTE_PAIRS_WORD];
    const gsize of_word = encode_word (pairs, bytes + at, word, scratch);

    for (gsize i = 0; i < of_word; i++)
      tokens[count++] = scratch[i];
    at += word;
  }
  return count;
}

/* Halves of a token, from left to right, where `half` waits for its low one; -1: none waits. */
static void
spell (const LabBytePairs *pairs, guint token, int *half, GByteArray *bytes)
{
  guint8 byte = '?';

  if (token >= LAB_BYTE_PAIRS_HALVES) {
    spell (pairs, pairs->joined[token][0], half, bytes);
    spell (pairs, pairs->joined[token][1], half, bytes);
    return;
  }
  if (token < 16 && *half < 0) {
    *half = (int)token;
    return;
  }
  if (token >= 16 && *half >= 0)
    byte = (guint8)(*half << 4 | (int)(token - 16));
  *half = token < 16 ? (int)token : -1;
  g_byte_array_append (bytes, &byte, 1);
}

void
lab_byte_pairs_decode (const LabBytePairs *pairs,
                       const guint16 *tokens,
                       gsize count,
                       GByteArray *bytes)
{
  const guint8 mark = '?';
  int half = -1;

  for (gsize i = 0; i < count; i++)
    spell (pairs, tokens[i], &half, bytes);
  if (half >= 0)
    g_byte_array_append (bytes, &mark, 1);
}
