/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of LabPictureCanvas share. */
#pragma once

#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

typedef struct
{
  LabPictureCanvas *canvas; /* whose this is */
  LabLook look;
  gboolean presenting;

  GdkTexture *picture; /* at the size below; NULL: to be painted */
  cairo_surface_t *surfaces[2];
  int width, height, scale;

  char *name;
  char *read_out;       /* "": there is no cursor */
  gboolean by_keyboard; /* keys placed the cursor: the pointer leaving does not take it away */

  double pointer_x, pointer_y; /* NaN outside */
  double pinched;              /* the pinch's scale so far */
} LabPictureCanvasPrivate;

LabPictureCanvasPrivate *lab_picture_canvas_private         (LabPictureCanvas        *canvas);

/* picture-canvas-input.c: takes pointer and keys. */
void                     lab_picture_canvas_add_controllers (LabPictureCanvasPrivate *self);

G_END_DECLS
