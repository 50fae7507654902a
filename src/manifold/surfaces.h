/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of the manifolds in their natural coordinates, uniform in the parameters named.
 *
 * With u, v, u_1 ... uniform on [0, 1):
 * torus       (cos t_1, sin t_1, ..., cos t_d, sin t_d), t_i = 2 pi u_i
 * sphere, M1  a normal vector of d + 1 entries over its length
 * ball        a sphere's point times u^(1/d)
 * cube, M9    (u_1, ..., u_d);      gaussian, M12  d normals
 * product     a sphere of lab_manifold_sphere_part() dimensions beside a torus of the others
 * swiss_roll, M7  (t cos t, 21 v, t sin t), t = 3 pi / 2 (1 + 2 u)
 * s_curve, M13a   (sin t, 2 v, sign t (cos t - 1)), t = 3 pi (u - 1/2)
 * moebius     ((1 + r/2 cos p/2) cos p, (1 + r/2 cos p/2) sin p, r/2 sin p/2), p = 2 pi u, r = 2v - 1
 * M11         the same with 5 p in place of p/2
 * helix, M5a  ((2 + cos 8t) cos t, (2 + cos 8t) sin t, sin 8t), t = 2 pi u
 * spiral      (s cos s, s sin s), s = sqrt (4 pi^2 + u (64 - 4) pi^2): nearly uniform in length
 * M2          3 dimensions in 5, affine;  M3  4 in 6, polynomials and a twist
 * M4, M6, M8  pairs (u_(i+1) cos 2 pi u_i, u_(i+1) sin 2 pi u_i), i cyclic, the 2d of them written
 *             1, 3 and 3 times
 * M5b         (r cos p, r sin p, p/2), r = 10 pi u, p = 10 pi v
 * M10a,b,c,d  a uniform point of the surface of the unit cube in d + 1 dimensions
 * M13b        (100 cos t, 100 sin t, t), t = 10 pi u
 * Sources: theory.md 4.1; equations of the benchmark set as in Hein & Audibert 2005 and in
 * scikit-dimension's BenchmarkManifolds (whose trailing zeros are left out). */
#pragma once

#include "manifold/manifold.h"

G_BEGIN_DECLS

/* One point (E) of any manifold but LAB_MANIFOLD_SMOOTH_EMBEDDING, E the canonical dimension. The
 * number of values it takes from the stream depends on manifold and dimension alone. */
void lab_surface_draw (LabManifold  manifold,
                       guint        intrinsic_dimension,
                       LabRandom   *random,
                       double      *point);

/* benchmark-surfaces.c: M2 to M6, M8, M10, M11, M13b. */
void lab_surface_draw_benchmark (LabManifold  manifold,
                                 guint        intrinsic_dimension,
                                 LabRandom   *random,
                                 double      *point);

G_END_DECLS
