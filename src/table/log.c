/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/log.h"

#include "table/json-scan.h"
#include "table/number.h"

#include <math.h>
#include <string.h>

/* A record has so many values: a line with one is a message. */
#define LEAST_VALUES 2

typedef enum
{
  TOKEN_WORD,
  TOKEN_NUMBER,
  TOKEN_SIGN,
} TokenKind;

typedef struct
{
  TokenKind kind;
  const char *from;
  gsize length;
} Token;

typedef struct
{
  const char *line;
  GArray *tokens; /* of Token */
  LabPairTaker taker;
  gpointer data;
} Line;

static gboolean
is_number_start (const char *c)
{
  if (*c == '+' || *c == '-' || *c == '.')
    c++;
  return g_ascii_isdigit (*c) || (*c == '.' && g_ascii_isdigit (c[1]));
}

/* A comma belongs to a number where three digits follow, and no more. */
static gboolean
is_thousand (const char *c)
{
  return *c == ',' && g_ascii_isdigit (c[1]) && g_ascii_isdigit (c[2]) && g_ascii_isdigit (c[3]) &&
         !g_ascii_isdigit (c[4]);
}

static const char *
skip_number (const char *c)
{
  for (c++; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".+-/%_", *c) == NULL && !is_thousand (c))
      break;
  while (c[-1] == '.' || c[-1] == '-')
    c--;
  return c;
}

static const char *
skip_word (const char *c)
{
  while (g_ascii_isalnum (*c) || (*c != '\0' && strchr ("_./@-", *c) != NULL) || (guchar)*c >= 0x80)
    c++;
  while (strchr ("./-", c[-1]) != NULL)
    c--;
  return c;
}

/* One token from c on, which is no blank; the place behind it. */
static const char *
take_token (GArray *tokens, const char *c)
{
  Token token = {TOKEN_SIGN, c, 1};

  if (is_number_start (c))
    token = (Token){TOKEN_NUMBER, c, (gsize)(skip_number (c) - c)};
  else if (g_ascii_isalpha (*c) || *c == '_' || (guchar)*c >= 0x80)
    token = (Token){TOKEN_WORD, c, (gsize)(skip_word (c) - c)};
  g_array_append_val (tokens, token);
  return c + token.length;
}

static gboolean
is_one_of (const Token *token, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == token->length &&
        g_ascii_strncasecmp (token->from, words[i], token->length) == 0)
      return TRUE;
  return FALSE;
}

static const Token *
token_at (const Line *line, guint i)
{
  return i < line->tokens->len ? &g_array_index (line->tokens, Token, i) : NULL;
}

static gboolean
is_kind (const Line *line, guint i, TokenKind kind)
{
  return i < line->tokens->len && token_at (line, i)->kind == kind;
}

static gboolean
is_sign (const Line *line, guint i, const char *signs)
{
  return is_kind (line, i, TOKEN_SIGN) && strchr (signs, *token_at (line, i)->from) != NULL;
}

/* The word i with those before it that belong to it; free with g_free(). */
static char *
key_of (const Line *line, guint i)
{
  static const char *const belonging[] = {"train",  "training", "val",  "valid",    "validation",
                                          "test",   "eval",     "lm",   "learning", "consumed",
                                          "global", "total",    "grad", "batch",    NULL};
  const Token *last = token_at (line, i), *first = last;

  while (i > 0 && is_kind (line, i - 1, TOKEN_WORD) &&
         is_one_of (token_at (line, i - 1), belonging))
    first = token_at (line, --i);
  return g_strndup (first->from, (gsize)(last->from + last->length - first->from));
}

/* A number, or the first of "100/2000"; NULL for anything else, such as 90.0min and 12:30. */
static char *
value_of (const Token *token, gboolean must_count)
{
  const char *slash = memchr (token->from, '/', token->length);
  char *text =
      g_strndup (token->from, slash != NULL ? (gsize)(slash - token->from) : token->length);
  const char *after = token->from + token->length;
  double value, whole = INFINITY;

  if (slash != NULL)
    whole = g_ascii_strtod (slash + 1, NULL);
  if (lab_field_read (text, LAB_MARK_POINT, &value) == LAB_FIELD_NUMBER &&
      !(*after == ':' && g_ascii_isdigit (after[1])) &&
      (!must_count || (slash != NULL && value >= 0.0 && value <= whole && floor (value) == value)))
    return text;
  g_free (text);
  return NULL;
}

static gboolean
give (const Line *line, const char *key, char *value)
{
  const gboolean go_on = value == NULL || line->taker (line->data, key, value);

  g_free (value);
  return go_on;
}

static gboolean
is_nothing (const Line *line, guint i)
{
  static const char *const words[] = {"nan", "inf", NULL};

  return is_kind (line, i, TOKEN_WORD) && is_one_of (token_at (line, i), words);
}

/* A word, and a value behind it: where the value stands among the tokens; 0 for none. */
static guint
find_value (const Line *line, guint i)
{
  static const char *const known[] = {"step",  "steps",  "iter",     "iteration", "it",
                                      "epoch", "batch",  "loss",     "ppl",       "perplexity",
                                      "lr",    "tokens", "accuracy", NULL};
  const gboolean is_set = is_sign (line, i + 1, ":=");
  guint at = i + (is_set ? 2 : 1);

  if (is_set && is_nothing (line, at))
    return at;
  if (is_sign (line, at, "[(") && is_kind (line, at + 1, TOKEN_NUMBER) &&
      (is_set ||
       memchr (token_at (line, at + 1)->from, '/', token_at (line, at + 1)->length) != NULL))
    return at + 1;
  if (!is_kind (line, at, TOKEN_NUMBER))
    return 0;
  return is_set || is_one_of (token_at (line, i), known) ? at : 0;
}

static gboolean
read_tokens (const Line *line)
{
  for (guint i = 0; i < line->tokens->len; i++) {
    if (is_kind (line, i, TOKEN_NUMBER)) {
      if (!give (line, "step", value_of (token_at (line, i), TRUE)))
        return FALSE;
      continue;
    }
    const guint at = is_kind (line, i, TOKEN_WORD) ? find_value (line, i) : 0;

    if (at == 0)
      continue;
    g_autofree char *key = key_of (line, i);
    if (!give (line, key,
               is_nothing (line, at) ? g_strdup ("nan") : value_of (token_at (line, at), FALSE)))
      return FALSE;
    i = at;
  }
  return TRUE;
}

/* Members of JSON within a line. */
static gboolean
take_member (gpointer data,
             const LabJsonScan *scan,
             const char *path,
             guint index,
             const char *text)
{
  const Line *line = data;
  double value;

  (void)scan;
  if (index != G_MAXUINT || text == NULL || *path == '\0' ||
      lab_field_read (text, LAB_MARK_POINT, &value) != LAB_FIELD_NUMBER)
    return TRUE;
  return line->taker (line->data, path, text);
}

gboolean
lab_log_read_line (const char *text, LabPairTaker taker, gpointer data)
{
  static const LabJsonTaker members = {.scalar = take_member};
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  const Line line = {text, tokens, taker, data};

  for (const char *c = text; *c != '\0';) {
    if (*c == '{') {
      g_auto (LabJsonScan) scan = {.at = NULL};

      lab_json_scan_begin (&scan, c, strlen (c), &members, (gpointer)&line);
      if (lab_json_scan_value (&scan)) {
        c = scan.at;
        continue;
      }
      if (scan.needed == NULL)
        return FALSE;
    }
    if (strchr (" \t\"'", *c) != NULL)
      c++;
    else
      c = take_token (tokens, c);
  }
  return read_tokens (&line);
}

static gboolean
count_pair (gpointer data, const char *key, const char *value)
{
  guint *count = data;

  (void)key;
  (void)value;
  return ++*count < LEAST_VALUES;
}

gboolean
lab_log_line_has_values (const char *line)
{
  guint count = 0;

  g_return_val_if_fail (line != NULL, FALSE);

  lab_log_read_line (line, count_pair, &count);
  return count >= LEAST_VALUES;
}
