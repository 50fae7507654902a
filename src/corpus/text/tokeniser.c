/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/tokeniser.h"

#include <string.h>

#define PAGE 256

LabTokeniser *
lab_tokeniser_new_bytes (void)
{
  LabTokeniser *tokeniser = g_new0 (LabTokeniser, 1);

  tokeniser->kind = LAB_TOKENISER_BYTES;
  tokeniser->vocabulary = 256;
  return tokeniser;
}

static void
give_token (LabTokeniser *tokeniser, gunichar character, guint16 token)
{
  guint16 **page = &tokeniser->pages[character / PAGE];

  if (*page == NULL) {
    *page = g_new (guint16, PAGE);
    memset (*page, 0xFF, PAGE * sizeof **page);
  }
  (*page)[character % PAGE] = token;
}

LabTokeniser *
lab_tokeniser_new_characters (const LabText *text, guint most)
{
  LabTokeniser *tokeniser = g_new0 (LabTokeniser, 1);

  g_return_val_if_fail (text->alphabet != NULL && most >= 2, NULL);

  tokeniser->kind = LAB_TOKENISER_CHARACTERS;
  tokeniser->has_rest = text->alphabet_count > most;
  tokeniser->character_count = tokeniser->has_rest ? most - 1 : (guint)text->alphabet_count;
  tokeniser->vocabulary = tokeniser->character_count + tokeniser->has_rest;
  tokeniser->characters = g_new (gunichar, tokeniser->character_count);
  for (guint i = 0; i < tokeniser->character_count; i++) {
    tokeniser->characters[i] = text->alphabet[i].character;
    give_token (tokeniser, text->alphabet[i].character, (guint16)i);
  }
  return tokeniser;
}

LabTokeniser *
lab_tokeniser_new_pairs (LabBytePairs *pairs)
{
  LabTokeniser *tokeniser = g_new0 (LabTokeniser, 1);

  tokeniser->kind = LAB_TOKENISER_PAIRS;
  tokeniser->vocabulary = pairs->vocabulary;
  tokeniser->pairs = pairs;
  return tokeniser;
}

void
lab_tokeniser_free (LabTokeniser *tokeniser)
{
  if (tokeniser == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tokeniser->pages); i++)
    g_free (tokeniser->pages[i]);
  g_free (tokeniser->characters);
  lab_byte_pairs_free (tokeniser->pairs);
  g_free (tokeniser);
}

gsize
lab_tokeniser_room (const LabTokeniser *tokeniser, gsize length)
{
  return tokeniser->kind == LAB_TOKENISER_PAIRS ? 2 * length : length;
}

static guint16
token_of (const LabTokeniser *tokeniser, gunichar character)
{
  const guint16 *page = character < 0x110000 ? tokeniser->pages[character / PAGE] : NULL;
  const guint16 token = page != NULL ? page[character % PAGE] : LAB_TOKEN_NONE;

  return token == LAB_TOKEN_NONE && tokeniser->has_rest ? (guint16)tokeniser->character_count
                                                        : token;
}

static gsize
encode_characters (const LabTokeniser *tokeniser, const char *bytes, gsize length, guint16 *tokens)
{
  gsize count = 0;

  for (gsize at = 0; at < length;) {
    const guchar first = (guchar)bytes[at];
    gunichar character = first;

    if (first >= 0x80)
      character = g_utf8_get_char_validated (bytes + at, (gssize)(length - at));
    at += character < 0x110000 ? (gsize)g_utf8_skip[first] : 1;
    tokens[count] = token_of (tokeniser, character);
    count += tokens[count] != LAB_TOKEN_NONE;
  }
  return count;
}

gsize
lab_tokeniser_encode (const LabTokeniser *tokeniser,
                      const char *bytes,
                      gsize length,
                      guint16 *tokens)
{
  switch (tokeniser->kind) {
  case LAB_TOKENISER_CHARACTERS:
    return encode_characters (tokeniser, bytes, length, tokens);
  case LAB_TOKENISER_PAIRS:
    return lab_byte_pairs_encode (tokeniser->pairs, bytes, length, tokens);
  default:
    for (gsize i = 0; i < length; i++)
      tokens[i] = (guchar)bytes[i];
    return length;
  }
}

static void
append_character (const LabTokeniser *tokeniser, guint16 token, GByteArray *bytes)
{
  char spelled[6];
  const int size = g_unichar_to_utf8 (
      token < tokeniser->character_count ? tokeniser->characters[token] : 0xFFFD, spelled);

  g_byte_array_append (bytes, (const guint8 *)spelled, (guint)size);
}

void
lab_tokeniser_decode (const LabTokeniser *tokeniser,
                      const guint16 *tokens,
                      gsize count,
                      GByteArray *bytes)
{
  if (tokeniser->kind == LAB_TOKENISER_PAIRS) {
    lab_byte_pairs_decode (tokeniser->pairs, tokens, count, bytes);
    return;
  }
  for (gsize i = 0; i < count; i++) {
    const guint8 byte = (guint8)tokens[i];

    if (tokeniser->kind == LAB_TOKENISER_BYTES)
      g_byte_array_append (bytes, &byte, 1);
    else
      append_character (tokeniser, tokens[i], bytes);
  }
}
