/* What only tests ask of catalogue. */
#pragma once

#include "theory/catalogue.h"

G_BEGIN_DECLS

/* The entry of that id, or NULL. */
const LabTheory *lab_theory_find (const char *id);

G_END_DECLS
