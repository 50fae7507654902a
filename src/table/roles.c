/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/roles.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A column of a role that numbers have may hold so many texts in a hundred fields. */
#define MOST_TEXTS 20

/* Stamps of time in seconds since 1970: from 2001 to 2065. */
#define FIRST_STAMP 1e9
#define LAST_STAMP  3e9

typedef struct
{
  LabColumnRole role;
  const char *words; /* between blanks; all words of one entry between | must be there */
} Meaning;

/* The first that holds counts. */
static const Meaning meanings[] = {
    {LAB_ROLE_INDEX, "unnamed|index|idx|pixel|pixels|row|column"},
    {LAB_ROLE_TIME,
     "per second|per sec|per s|timestamp|time|walltime|wall|elapsed|seconds|sec|secs|minutes|"
     "hours|date|runtime|duration|latency|ms|datetime|eta"},
    {LAB_ROLE_ERROR_BAR,
     "std|stderr|sem|se|sd|stdev|standard error|standard deviation|uncertainty"},
    {LAB_ROLE_SEED, "seed|seeds|repeat|repetition|trial|replicate|replica"},
    {LAB_ROLE_LEARNING_RATE, "lr|learning rate"},
    {LAB_ROLE_SETTING, "flops per token|flop per token|loss scale|grad norm|grad|gradient"},
    {LAB_ROLE_PERPLEXITY, "ppl|perplexity"},
    {LAB_ROLE_ACCURACY, "acc|accuracy|top1|top5|f1|bleu|score|auc"},
    {LAB_ROLE_RISK, "risk"},
    {LAB_ROLE_LOSS,
     "loss|losses|nll|xent|cross entropy|crossentropy|ce|bpb|bits per byte|bits byte|verlust|"
     "perte|perdita|pérdida|损失"},
    {LAB_ROLE_ERROR, "err|error|mse|rmse|mae|wer|fehler"},
    {LAB_ROLE_SETTING,
     "batch size|bs|batch|width|depth|layers|layer|heads|hidden|dim|dropout|decay|momentum|"
     "temperature|wd|nodes|gpus|rank|warmup|head"},
    {LAB_ROLE_COMPUTE, "flop|flops|gflop|gflops|tflop|tflops|pflops|zflops|compute|budget"},
    {LAB_ROLE_TOKENS, "token|tokens|toks"},
    {LAB_ROLE_PARAMETERS, "parameter|parameters|params|param|model size|weights"},
    {LAB_ROLE_SAMPLES,
     "samples|sample|examples|example|set size|train size|training size|data size|dataset size|"
     "sequences|images|datapoints"},
    {LAB_ROLE_STEP, "step|steps|iter|iters|iteration|iterations|update|updates"},
    {LAB_ROLE_EPOCH, "epoch|epochs"},
    {LAB_ROLE_NAME,
     "name|run|runs|id|model|experiment|exp|label|config|dataset|source|group|tag|status|state"},
};

/* Names that are one word and mean something alone; those of one letter by their case. */
static const struct
{
  const char *name;
  LabColumnRole role;
} alone[] = {{"D", LAB_ROLE_TOKENS},
             {"n", LAB_ROLE_SAMPLES},
             {"N", LAB_ROLE_PARAMETERS},
             {"C", LAB_ROLE_COMPUTE},
             {"x", LAB_ROLE_X},
             {"X", LAB_ROLE_X},
             {"y", LAB_ROLE_Y},
             {"Y", LAB_ROLE_Y},
             {"L", LAB_ROLE_LOSS},
             {"size", LAB_ROLE_PARAMETERS},
             {"Size", LAB_ROLE_PARAMETERS},
             {"Value", LAB_ROLE_Y},
             {"value", LAB_ROLE_Y},
             {"n_train", LAB_ROLE_SAMPLES},
             {"E", LAB_ROLE_NUMBER}};

const char *
lab_role_words (LabColumnRole role)
{
  static const char *const words[LAB_ROLE_COUNT] = {
      [LAB_ROLE_TOKENS] = N_ ("tokens"),
      [LAB_ROLE_SAMPLES] = N_ ("training examples"),
      [LAB_ROLE_STEP] = N_ ("steps"),
      [LAB_ROLE_PARAMETERS] = N_ ("parameters"),
      [LAB_ROLE_COMPUTE] = N_ ("compute"),
      [LAB_ROLE_EPOCH] = N_ ("epochs"),
      [LAB_ROLE_X] = N_ ("x"),
      [LAB_ROLE_LOSS] = N_ ("a loss"),
      [LAB_ROLE_RISK] = N_ ("a risk"),
      [LAB_ROLE_ERROR] = N_ ("an error"),
      [LAB_ROLE_Y] = N_ ("y"),
      [LAB_ROLE_PERPLEXITY] = N_ ("a perplexity"),
      [LAB_ROLE_ACCURACY] = N_ ("an accuracy"),
      [LAB_ROLE_NAME] = N_ ("a name"),
      [LAB_ROLE_SEED] = N_ ("a seed"),
      [LAB_ROLE_LEARNING_RATE] = N_ ("a learning rate"),
      [LAB_ROLE_SETTING] = N_ ("a setting"),
      [LAB_ROLE_NUMBER] = N_ ("a number"),
      [LAB_ROLE_ERROR_BAR] = N_ ("a standard error"),
      [LAB_ROLE_BOUND] = N_ ("a bound"),
      [LAB_ROLE_TIME] = N_ ("a time"),
      [LAB_ROLE_INDEX] = N_ ("an index"),
  };

  g_return_val_if_fail (role < LAB_ROLE_COUNT, NULL);
  return _ (words[role]);
}

gboolean
lab_role_is_abscissa (LabColumnRole role)
{
  return role <= LAB_ROLE_X;
}

gboolean
lab_role_is_value (LabColumnRole role)
{
  return role >= LAB_ROLE_LOSS && role <= LAB_ROLE_ACCURACY;
}

/* " train loss " of "train/loss" and "trainLoss": letters of words in small ones, each word between blanks. */
static char *
words_of (const char *name)
{
  GString *words = g_string_new (" ");
  gboolean was_small = FALSE;

  for (const char *c = name; *c != '\0'; c++) {
    const gboolean is_large = g_ascii_isupper (*c);

    if (is_large && was_small)
      g_string_append_c (words, ' ');
    was_small = g_ascii_islower (*c);
    if (g_ascii_isalnum (*c) || (guchar)*c >= 0x80)
      g_string_append_c (words, g_ascii_tolower (*c));
    else if (words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
  }
  g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

static gboolean
means (const char *words, const char *list)
{
  g_auto (GStrv) entries = g_strsplit (list, "|", -1);

  for (guint i = 0; entries[i] != NULL; i++) {
    g_autofree char *entry = g_strdup_printf (" %s ", entries[i]);

    if (strstr (words, entry) != NULL)
      return TRUE;
  }
  return FALSE;
}

LabColumnRole
lab_role_of_name (const char *name)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (name != NULL, LAB_ROLE_NUMBER);

  for (gsize i = 0; i < G_N_ELEMENTS (alone); i++)
    if (g_str_equal (name, alone[i].name))
      return alone[i].role;
  if (strstr (name, "__MIN") != NULL || strstr (name, "__MAX") != NULL)
    return LAB_ROLE_BOUND;
  /* "width=10" names a curve. */
  if (strchr (name, '=') != NULL)
    return LAB_ROLE_NUMBER;
  words = words_of (name);
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (means (words, meanings[i].words))
      return meanings[i].role;
  return LAB_ROLE_NUMBER;
}

/* How many fields of a column are numbers, texts, and stamps of time. */
static void
count_fields (const LabTable *table, guint column, guint *numbers, guint *texts, guint *stamps)
{
  *numbers = *texts = *stamps = 0;
  for (guint row = 0; row < lab_table_rows (table); row++) {
    double value;

    if (!lab_table_is_number (table, row, column, &value))
      ++*texts;
    else if (*lab_table_field (table, row, column) != '\0')
      ++*numbers;
    *stamps += value > FIRST_STAMP && value < LAST_STAMP;
  }
}

static gboolean
begins_with_name (const char *name, const char *word)
{
  return g_str_has_prefix (name, word);
}

/* The name without its unit tells more surely: "tokens (B)". */
static LabColumnRole
role_of (const LabTable *table, guint column)
{
  const char *name = lab_table_name (table, column), *unit = lab_table_unit (table, column);
  g_autofree char *base = g_strdup (name);
  LabColumnRole role;

  if (!lab_table_has_names (table))
    return LAB_ROLE_NUMBER;
  if (*unit != '\0')
    *strrchr (base, name[strlen (name) - 1] == ')' ? '(' : '[') = '\0';
  role = lab_role_of_name (g_strchomp (base));
  if (role != LAB_ROLE_NUMBER || *unit == '\0')
    return role;
  if (begins_with_name (unit, "FLOP"))
    return LAB_ROLE_COMPUTE;
  return begins_with_name (unit, "nats") || begins_with_name (unit, "bits") ? LAB_ROLE_LOSS : role;
}

void
lab_roles_tell (const LabTable *table, LabColumnRole *roles)
{
  g_return_if_fail (table != NULL && roles != NULL);

  for (guint i = 0; i < lab_table_columns (table); i++) {
    guint numbers, texts, stamps;

    roles[i] = role_of (table, i);
    count_fields (table, i, &numbers, &texts, &stamps);
    if (roles[i] == LAB_ROLE_NUMBER && numbers >= 2 && stamps == numbers)
      roles[i] = LAB_ROLE_TIME;
    const gboolean is_axis = lab_role_is_abscissa (roles[i]) || lab_role_is_value (roles[i]);

    if (texts > 0 && !(is_axis && numbers > 0) &&
        (guint64)texts * 100 > (guint64)MOST_TEXTS * (texts + numbers))
      roles[i] = LAB_ROLE_NAME;
  }
}
