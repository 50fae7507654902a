/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of manifold-canvas. */
#pragma once

#include "ui/views/manifold/manifold-canvas.h"

G_BEGIN_DECLS

/* Radians; the pitch stops at the poles. */
void lab_manifold_canvas_turn (LabManifoldCanvas *canvas, double yaw, double pitch);

G_END_DECLS
