/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the entropy of the next token falls with the number of tokens before it that are known, measured on
 * text that was held out. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* Nats per token of test (count) after its last 0, 1, .. orders tokens, predicted by the interpolated model of
 * what followed each context in training (n): see witten-bell.h. entropies is (orders + 1). Each is an upper
 * bound of the true conditional entropy, and approaches it with n; once contexts are too many for n the
 * curve levels off. vocabulary: tokens are below. FALSE with LAB_ERROR_TOO_LARGE; FALSE without an error
 * soon after task (nullable) was cancelled; it is told the progress. */
gboolean lab_context_entropies (const guint16  *training,
                                gsize           n,
                                const guint16  *test,
                                gsize           count,
                                guint           vocabulary,
                                guint           orders,
                                double         *entropies,
                                LabTask        *task,
                                GError        **error);

G_END_DECLS
