/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/tokeniser-kind.h"

const char *const lab_tokeniser_names[LAB_TOKENISER_COUNT + 1] = {
    [LAB_TOKENISER_BYTES] = "bytes",
    [LAB_TOKENISER_CHARACTERS] = "characters",
    [LAB_TOKENISER_PAIRS] = "pairs",
};
