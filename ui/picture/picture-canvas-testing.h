/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of picture-canvas. */
#pragma once

#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

/* The picture at this size and scale, without what lies over it. Free with
 * cairo_surface_destroy(). */
cairo_surface_t *lab_picture_canvas_render (LabPictureCanvas *canvas, int width, int height,
                                            int scale);

G_END_DECLS
