/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture says: the place under its cursor, and all it shows, for screen readers. */
#include "config.h"
#include "ui/picture/picture-canvas-private.h"

#include <glib/gi18n.h>

static void
update_label (LabPictureCanvas *canvas)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);
  /* Translators: the name of a picture, and what the place under its cursor says. */
  g_autofree char *label = *self->read_out != '\0'
                               ? g_strdup_printf (_ ("%s: %s"), self->name, self->read_out)
                               : g_strdup (self->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
lab_picture_canvas_set_name (LabPictureCanvas *canvas, const char *name)
{
  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas) && name != NULL);

  g_free (lab_picture_canvas_private (canvas)->name);
  lab_picture_canvas_private (canvas)->name = g_strdup (name);
  update_label (canvas);
}

void
lab_picture_canvas_describe (LabPictureCanvas *canvas, const char *description)
{
  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas) && description != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

void
lab_picture_canvas_say (LabPictureCanvas *canvas, const char *text)
{
  LabPictureCanvasPrivate *self = lab_picture_canvas_private (canvas);

  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas) && text != NULL);

  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  self->by_keyboard = self->by_keyboard && *text != '\0';
  if (g_str_equal (text, self->read_out))
    return;
  g_free (self->read_out);
  self->read_out = g_strdup (text);
  update_label (canvas);
  g_signal_emit_by_name (canvas, "read-out", self->read_out);
}

const char *
lab_picture_canvas_get_read_out (LabPictureCanvas *canvas)
{
  g_return_val_if_fail (LAB_IS_PICTURE_CANVAS (canvas), "");

  return lab_picture_canvas_private (canvas)->read_out;
}
