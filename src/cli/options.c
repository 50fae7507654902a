/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of all commands: their table, and how one of them is read. */
#include "cli/options.h"

#include "core/error.h"

#include <string.h>

const LabOption lab_options[] = {
    {"--out", "DIR", "the name of a directory, such as --out results",
     "write the files into DIR, which is made where missing", LAB_COMMAND_TAKES_OUT,
     offsetof (LabArguments, out)},
    {"--out", "FILE", "the name of a file, such as --out points.csv", "write the points into FILE",
     LAB_COMMAND_DRAWS_POINTS, offsetof (LabArguments, out)},
    {"--replace", NULL, NULL, "let --out replace finished results of something else",
     LAB_COMMAND_REPLACES | LAB_COMMAND_DRAWS_POINTS, offsetof (LabArguments, replace)},
    {"--x", "COL", "the name of a column, such as --x n", "column of the abscissa",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, x)},
    {"--y", "COL", "the name of a column, such as --y excess_risk", "column of the values",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, y)},
    {"--by", "COL", "the name of a column, such as --by run_name",
     "a curve for each value of a column", LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, by)},
    {"--where", "COL=VALUE", "a column and a value, such as --where seed=1",
     "only rows with this value; may be given several times",
     LAB_COMMAND_TAKES_MODEL | LAB_OPTION_ADDS, offsetof (LabArguments, where)},
    {"--error", "COL", "the name of a column, such as --error stderr",
     "column of standard errors, which weigh the values", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, error)},
    {"--best", NULL, NULL, "of rows with the same abscissa the one with the least value",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, best)},
    {"--model", "MODEL",
     "power, power+floor, broken, broken-smooth, two-phase, sum, sum+floor, constant-speed, joint, "
     "isoflop or auto",
     "power, power+floor, broken, broken-smooth, two-phase, sum, sum+floor, constant-speed, joint, "
     "isoflop or auto",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, model)},
    {"--gamma", "G", "a number or a fraction, such as --gamma 1/7", "fix the exponent of a sum law",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, gamma)},
    {"--floor", "any", "the word any", "of power+floor: the floor may lie below 0",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, floor)},
    {"--shift", NULL, NULL, "of power+floor: shift x too, E + A (x + x0)^p",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, shift)},
    {"--from", "X", "a number, such as --from 100", "fit from this abscissa on",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, from)},
    {"--to", "X", "a number, such as --to 1e4", "fit up to this abscissa", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, to)},
    {"--n", "COL", "the name of a column, such as --n params",
     "of joint laws: column of N, parameters", LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, n)},
    {"--d", "COL", "the name of a column, such as --d tokens",
     "of joint laws: column of D, training data", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, d)},
    {"--compute", "COL", "the name of a column, such as --compute flops",
     "of isoflop: column of the compute", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, compute)},
    {"--reach", "Y", "a number, such as --reach 2.5", "say what a value of Y needs",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, reach)},
    {"--robust", NULL, NULL, "let single outliers hardly count (Huber's loss)",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, robust)},
    {"--session", "FILE", "the name of a file, such as --session work.scalinglab",
     "keep the runs in a session's file, and go on with what it has", LAB_COMMAND_TAKES_SESSION,
     offsetof (LabArguments, session)},
    {"--tasks", "K", "a number of parts, such as --tasks 8", "cut the experiment into K parts",
     LAB_COMMAND_TAKES_TASKS, offsetof (LabArguments, tasks)},
    {"--task", "I", "the number of a part, such as --task 0", "train part I, from 0",
     LAB_COMMAND_TAKES_TASK, offsetof (LabArguments, task)},
    {"--takeover", "SECONDS", "a number of seconds, such as --takeover 60",
     "take over what another machine has claimed when it is still for so long",
     LAB_COMMAND_TAKES_TASK, offsetof (LabArguments, takeover)},
    {"--at", "X", "a number, such as --at 1e22",
     "say the value at this abscissa, with its interval", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, at)},
    {"--maximum", "Y", "a number, such as --maximum 1",
     "fit how far values that rise lie below this", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, maximum)},
    {"--follow", NULL, NULL, "fit again whenever the file has grown, until Ctrl-C",
     LAB_COMMAND_TAKES_MODEL, offsetof (LabArguments, follow)},
    {"--compare", NULL, NULL, "compare each curve of --by with the first", LAB_COMMAND_TAKES_MODEL,
     offsetof (LabArguments, compare)},
    {"--times", "LIST", "whole numbers of steps separated by commas, such as --times 1,10,100",
     "steps after which the risks are told, separated by commas", LAB_COMMAND_TAKES_TIMES,
     offsetof (LabArguments, times)},
    {"--with", "WORDS", "KEY=VALUE words in one, such as --with head_scale=1",
     "KEY=VALUE words, in one, of what the second curve has instead", LAB_COMMAND_TAKES_WITH,
     offsetof (LabArguments, with)},
    {"--catalogue", NULL, NULL, "list the theories instead", LAB_COMMAND_TAKES_CATALOGUE,
     offsetof (LabArguments, catalogue)},
    {"--simd", "LEVEL", "avx512, avx2 or baseline",
     "train with the instructions of avx512, avx2 or baseline", LAB_COMMAND_TAKES_SIMD,
     offsetof (LabArguments, simd)},
    {"--estimator", "LIST", "names of estimators, such as --estimator mle,twonn",
     "estimators, separated by commas, or all", LAB_COMMAND_TAKES_ESTIMATOR,
     offsetof (LabArguments, estimator)},
    {"--k", "LIST", "numbers of neighbours, such as --k 20", "neighbours, separated by commas",
     LAB_COMMAND_TAKES_ESTIMATOR, offsetof (LabArguments, k)},
    {"--tokens", NULL, NULL, "take each token of an array (sequences, tokens, D) for a point",
     LAB_COMMAND_TAKES_ESTIMATOR, offsetof (LabArguments, tokens)},
    {"--metric", "METRIC", "euclid, angle, chord or 1-cos", "euclid, angle, chord or 1-cos",
     LAB_COMMAND_TAKES_ESTIMATOR, offsetof (LabArguments, metric)},
    {"--discard", "SHARE", "a fraction, such as --discard 0.1",
     "part of the largest ratios that TwoNN leaves out", LAB_COMMAND_TAKES_ESTIMATOR,
     offsetof (LabArguments, discard)},
    {"--json", NULL, NULL, "print one JSON object and nothing else", LAB_COMMAND_TAKES_JSON,
     offsetof (LabArguments, json)},
    {"--help", NULL, NULL, "print this help", 0, offsetof (LabArguments, help)},
    {0},
};

static gboolean
takes (const LabCommand *command, const LabOption *option)
{
  return option->flag == 0 || (command->flags & option->flag) != 0;
}

/* "--out DIR, --json and --help" */
static char *
options_of (const LabCommand *command)
{
  GString *list = g_string_new (NULL);

  for (const LabOption *option = lab_options; option->name != NULL; option++) {
    if (!takes (command, option))
      continue;
    if (list->len > 0)
      g_string_append (list, option[1].name == NULL ? " and " : ", ");
    g_string_append (list, option->name);
    if (option->value != NULL)
      g_string_append_printf (list, " %s", option->value);
  }
  return g_string_free (list, FALSE);
}

static gboolean
set_value (const LabOption *option, const char *value, LabArguments *out, GError **error)
{
  char **field = (char **)(gpointer)((char *)out + option->offset);

  if (value == NULL || *value == '\0')
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE, "%s needs a value: %s.", option->name,
                       option->needs);
  g_autofree char *before = *field;
  *field = before != NULL && (option->flag & LAB_OPTION_ADDS) != 0
               ? g_strconcat (before, LAB_OPTION_AGAIN, value, NULL)
               : g_strdup (value);
  return TRUE;
}

gboolean
lab_option_read (const LabCommand *command,
                 const char *const **words,
                 LabArguments *out,
                 GError **error)
{
  const char *word = g_str_equal (**words, "-h") ? "--help" : **words;
  g_autofree char *allowed = NULL;

  (*words)++;
  for (const LabOption *option = lab_options; option->name != NULL; option++) {
    gsize length = strlen (option->name);

    if (!takes (command, option) || !g_str_has_prefix (word, option->name))
      continue;
    if (option->value != NULL && word[length] == '=')
      return set_value (option, word + length + 1, out, error);
    if (word[length] != '\0')
      continue;
    if (option->value == NULL) {
      *(gboolean *)(gpointer)((char *)out + option->offset) = TRUE;
      return TRUE;
    }
    const char *value = **words;

    if (value != NULL)
      (*words)++;
    return set_value (option, value, out, error);
  }
  allowed = options_of (command);
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     "%s is not an option of scaling-lab %s, which takes %s.", word, command->name,
                     allowed);
}
