/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of laboratory-room. */
#pragma once

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* Bytes that the curves take at present. */
gsize lab_laboratory_record_bytes (LabLaboratory *laboratory);

G_END_DECLS
