/* SPDX-License-Identifier: GPL-3.0-or-later */
/* KEY=NUMBER words of the commands that have keys of their own instead of an experiment's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LAB_NUMBERS_MAX 20

/* Most values of a list. */
#define LAB_NUMBERS_LIST_MAX 1000

typedef enum
{
  LAB_NUMBER_WHOLE = 1 << 0,
  LAB_NUMBER_MINIMUM_EXCLUDED = 1 << 1,
  LAB_NUMBER_MAY_BE_INFINITE = 1 << 2, /* the word inf */
  LAB_NUMBER_LIST = 1 << 3,            /* separated by commas; each value in the range */
  LAB_NUMBER_CHOICE = 1 << 4,          /* a word: preset has all that are allowed, separated by commas,
                                        * the preset first; the value is its place, from 0 */
} LabNumberFlags;

typedef struct
{
  const char *key;
  const char *description; /* one sentence */
  double minimum, maximum;
  LabNumberFlags flags;
  const char *preset; /* as text; NULL where there is none */
} LabNumberKey;

/* The values of one table of keys. Clear with lab_numbers_clear(). */
typedef struct
{
  const LabNumberKey *keys;        /* borrowed, ended by a key of NULL */
  GArray *values[LAB_NUMBERS_MAX]; /* of double; NULL where there is none */
  gboolean given[LAB_NUMBERS_MAX];
} LabNumbers;

/* words (NULL-terminated). A number may be a fraction such as 1/7. Fails, with the word in the
 * sentence, on a word without "=", an unknown key, a key given twice and a value that is not
 * allowed; numbers is then empty. */
gboolean      lab_numbers_parse    (const LabNumberKey  *keys,
                                    const char *const   *words,
                                    LabNumbers          *numbers,
                                    GError             **error);
void          lab_numbers_clear    (LabNumbers          *numbers);

/* The value of a key of the table; NaN where it was not given and has no preset. */
double        lab_numbers_get      (const LabNumbers    *numbers,
                                    const char          *key);

/* All values of a list; borrowed. NULL where there is none. */
const GArray *lab_numbers_list     (const LabNumbers    *numbers,
                                    const char          *key);

/* Whether the words gave the key. */
gboolean      lab_numbers_is_given (const LabNumbers    *numbers,
                                    const char          *key);

/* "train=1 times=1,10": the keys that have a value, in their order, 17 significant digits where
 * needed; free with g_free(). */
char         *lab_numbers_to_text  (const LabNumbers    *numbers);

/* "a number greater than 0 and at most 32": the end of a sentence "... must be"; free with
 * g_free(). */
char         *lab_number_key_range (const LabNumberKey  *key);

/* The text of the key's preset, or NULL; free with g_free(). */
char         *lab_number_key_preset (const LabNumberKey *key);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabNumbers, lab_numbers_clear)

G_END_DECLS
