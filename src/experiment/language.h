/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments on language: what follows from their corpus, and their rows of the table of keys. */
#pragma once

#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>
#include <stddef.h>

G_BEGIN_DECLS

/* The language that the keys name, with d, beta, tokens and seed of the experiment. */
void     lab_experiment_language       (const LabExperiment  *experiment,
                                        LabCorpusSource      *source);

/* The measured defaults of a language over those of its sweep: n, model, training. language is set. */
void     lab_experiment_settle_language (LabExperiment       *experiment);

/* Takes an opened language as the data (borrowed): its window becomes tokens. */
void     lab_experiment_take_corpus    (LabExperiment        *experiment,
                                        LabCorpus            *corpus);

/* Windows of a step where none is asked for: 2,048 tokens, as near as whole windows come. */
guint    lab_language_batch            (const LabCorpus      *corpus);

/* Heads of 16, as many as the width holds (2 where the axis is one of widths, which share them), and the
 * learning rate that goes with the width, unless they were asked for. */
void     lab_language_follow_width     (LabExperiment        *experiment,
                                        gboolean              heads_given,
                                        gboolean              rate_given);

/* The corpus where the experiment is one on language; else NULL. */
LabCorpus *lab_experiment_corpus       (const LabExperiment  *experiment);

/* Whether words (KEY=VALUE, NULL-terminated) ask for task=language; source is then what is to be opened for
 * lab_experiment_parse_language(). FALSE with an error where a word is wrong. */
gboolean lab_experiment_words_language (const char *const    *words,
                                        LabCorpusSource      *source,
                                        GError              **error);

/* As lab_experiment_parse() of words with task=language, whose opened corpus (borrowed by out) says what is
 * allowed; its kind chooses further defaults. A word that has no meaning for it is refused. */
gboolean lab_experiment_parse_language (const char *const    *words,
                                        LabCorpus            *corpus,
                                        LabExperiment        *out,
                                        GError              **error);

/* Cross-entropy in nats per counted token of a measured error: the error of a text, the error and the
 * entropy of a language whose entropy is known. */
double   lab_experiment_loss           (const LabExperiment  *experiment,
                                        double                error);

/* Whether what is measured is a loss above a known entropy; TRUE of all other tasks. */
gboolean lab_language_knows_entropy    (const LabExperiment  *experiment);

/* Passes over the training data that so many steps make; 0 where windows never repeat. */
double   lab_experiment_epochs         (const LabExperiment  *experiment,
                                        const LabRunPlan     *plan,
                                        guint                 steps);

/* Of corpus and source, the keys of type LAB_KEY_NAME. corpus=NAME brings that language's defaults; what is
 * named already stays as it is. */
gboolean lab_language_set_name         (LabExperiment        *experiment,
                                        const char           *key,
                                        const char           *value,
                                        GError              **error);

/* The name; free with g_free(). The source of a twin is a text; of any other language it is none that is read,
 * and bible. */
char    *lab_language_get_name         (const LabExperiment  *experiment,
                                        const char           *key);

/* As in positions=NAME and output=NAME; ended by NULL. */
extern const char *const lab_positions_names[LAB_POSITIONS_COUNT + 1];
extern const char *const lab_output_names[LAB_OUTPUT_COUNT + 1];

/* Where a key's field stands. */
#define LAB_KEY_FIELD(name)                                                                        \
  .offset = offsetof (LabExperiment, name), .size = sizeof (((LabExperiment *) NULL)->name)

/* Which language: corpus, source, tokeniser, vocabulary, and what each kind has of its own. */
#define LAB_KEYS_OF_CORPUS \
  {.key = "corpus", \
   .label = N_ ("Corpus"), \
   .type = LAB_KEY_NAME, \
   .of_language = TRUE, \
   .description = N_ ( \
       "The text or language to learn: bible, markov, facts, hierarchy, manifold, twin, a text " \
       "that the system has installed, or a file or folder; ./NAME is a file whatever its " \
       "name."), \
   LAB_KEY_FIELD (language)}, \
  {.key = "source", \
   .label = N_ ("Source of the twin"), \
   .type = LAB_KEY_NAME, \
   .of_language = TRUE, \
   .description = N_ ("With corpus=twin: the text that the chain is fitted to."), \
   LAB_KEY_FIELD (language)}, \
  {.key = "tokeniser", \
   .label = N_ ("Tokeniser"), \
   .type = LAB_KEY_CHOICE, \
   .of_language = TRUE, \
   .choices = lab_tokeniser_names, \
   .description = N_ ("What a token of a text is: a byte, a character, or a piece that " \
                      "byte-pair encoding learnt from the training part."), \
   LAB_KEY_FIELD (language.tokeniser)}, \
  {.key = "vocabulary", \
   .label = N_ ("Vocabulary"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = LAB_CORPUS_VOCABULARY_MIN, \
   .maximum = LAB_CORPUS_VOCABULARY_MAX, \
   .description = N_ ("Most tokens that the vocabulary of a text may have."), \
   LAB_KEY_FIELD (language.vocabulary)}, \
  {.key = "symbols", \
   .label = N_ ("Symbols"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 2, \
   .maximum = LAB_CORPUS_SYMBOLS_MAX, \
   .description = N_ ("With corpus=markov or hierarchy: size of the alphabet."), \
   LAB_KEY_FIELD (language.symbols)}, \
  {.key = "order", \
   .label = N_ ("Order"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 1, \
   .maximum = LAB_CORPUS_ORDER_MAX, \
   .description = N_ ("With corpus=markov or twin: how many tokens the next one depends on."), \
   LAB_KEY_FIELD (language.order)}, \
  {.key = "base", \
   .label = N_ ("Digits"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 2, \
   .maximum = LAB_CORPUS_BASE_MAX, \
   .description = N_ ("With corpus=facts: different digits; a key has two, a value one."), \
   LAB_KEY_FIELD (language.base)}, \
  {.key = "zipf", \
   .label = N_ ("Zipf exponent"), \
   .type = LAB_KEY_REAL, \
   .of_language = TRUE, \
   .minimum = 0, \
   .minimum_excluded = TRUE, \
   .maximum = 4, \
   .description = N_ ("With corpus=facts: key k is as frequent as k to the power -(1 + zipf)."), \
   LAB_KEY_FIELD (language.zipf)}, \
  {.key = "facts_per_window", \
   .label = N_ ("Facts in a window"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 1, \
   .maximum = LAB_CORPUS_FACTS_MAX, \
   .description = N_ ("With corpus=facts: facts that a window holds, each of three tokens."), \
   LAB_KEY_FIELD (language.facts_per_window)}, \
  {.key = "rules", \
   .label = N_ ("Rules"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 1, \
   .maximum = LAB_CORPUS_RULES_MAX, \
   .description = N_ ("With corpus=hierarchy: rules of each symbol at each level."), \
   LAB_KEY_FIELD (language.rules)}, \
  {.key = "branching", \
   .label = N_ ("Branching"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 2, \
   .maximum = LAB_CORPUS_BRANCHING_MAX, \
   .description = N_ ("With corpus=hierarchy: symbols that a rule turns one into."), \
   LAB_KEY_FIELD (language.branching)}, \
  {.key = "levels", \
   .label = N_ ("Levels"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 1, \
   .maximum = LAB_CORPUS_LEVELS_MAX, \
   .description = N_ ("With corpus=hierarchy: levels of rules between root and tokens."), \
   LAB_KEY_FIELD (language.levels)}, \
  {.key = "bins", \
   .label = N_ ("Bins"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 2, \
   .maximum = LAB_CORPUS_BINS_MAX, \
   .description = N_ ("With corpus=manifold: tokens that a coordinate is cut into."), \
   LAB_KEY_FIELD (language.bins)}, \
  {.key = "classes", \
   .label = N_ ("Classes"), \
   .type = LAB_KEY_INTEGER, \
   .of_language = TRUE, \
   .minimum = 2, \
   .maximum = LAB_CORPUS_CLASSES_MAX, \
   .description = N_ ("With corpus=manifold: labels of a sentence."), \
   LAB_KEY_FIELD (language.classes)}

/* How its model knows places and writes tokens. */
#define LAB_KEYS_OF_LANGUAGE_MODEL \
  {.key = "positions", \
   .label = N_ ("Positions"), \
   .type = LAB_KEY_CHOICE, \
   .of_language = TRUE, \
   .choices = lab_positions_names, \
   .description = \
       N_ ("How attention of a language model knows places: learned vectors, a learned " \
           "bias by distance that begins at the tokens before, or rotary."), \
   LAB_KEY_FIELD (positions)}, \
  {.key = "output", \
   .label = N_ ("Output"), \
   .type = LAB_KEY_CHOICE, \
   .of_language = TRUE, \
   .choices = lab_output_names, \
   .description = N_ ("The head of a language model: weights of its own, or those of the " \
                      "embedding (tied)."), \
   LAB_KEY_FIELD (output)}

G_END_DECLS
