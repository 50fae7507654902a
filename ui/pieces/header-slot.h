/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the header: shows its child only where the whole of it fits, and asks for no room
 * itself, so that the header never keeps a window from being made narrow. Where the child does not
 * fit the owner takes it out and shows it elsewhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LAB_TYPE_HEADER_SLOT (lab_header_slot_get_type ())
G_DECLARE_FINAL_TYPE (LabHeaderSlot, lab_header_slot, LAB, HEADER_SLOT, GtkWidget)

/* NULL takes the child out; its room is still asked for, so that it can come back. */
void     lab_header_slot_set_child  (LabHeaderSlot *slot,
                                     GtkWidget     *child);

/* The child does not fit. Emits notify::folded when that changes. */
gboolean lab_header_slot_get_folded (LabHeaderSlot *slot);

G_END_DECLS
