/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of output. */
#pragma once

#include "cli/output.h"

G_BEGIN_DECLS

/* text (UTF-8) as a terminal of that character set can show it: signs and Greek letters are spelled
 * out, what is left is a question mark. NULL where the set is unknown. */
char *lab_in_charset (const char *text, const char *charset);

G_END_DECLS
