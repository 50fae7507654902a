/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event files of TensorBoard. Internal to the room: lab_table_read() is the door.
 *
 * A record is its length (64 bits, the lowest byte first), a checksum of that, its bytes, a checksum of these; checksums are
 * CRC-32C, rotated and shifted by a constant (TFRecord, as TensorFlow's record_writer documents it). The bytes are
 * a message "Event" of protocol buffers, of which time, step and scalar values are read here; images,
 * histograms and texts are passed over. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether bytes begin with a record whose length has the right checksum. */
gboolean lab_events_are      (const char *bytes, gsize length);

/* The checksum of a record, for tests that make such files. */
guint32  lab_events_checksum (const char *bytes, gsize length);

G_END_DECLS
