/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Akaike's information criterion, corrected for few points and for errors with memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* count ln (residual / count) / inflation + 2 k + 2 k (k + 1) / (count - k - 1), k = parameters,
 * the variance of the noise included (Hurvich & Tsai 1989; with an inflation factor: Burnham &
 * Anderson 2002, 2.5). Lower is better; only differences on the same points mean something.
 * residual is a sum of squares in ln y; below 1e-9 per point a fit is exact for every purpose and
 * smaller values count the same. Needs count >= parameters + 2. */
double lab_information_criterion (double        residual,
                                  guint         count,
                                  guint         parameters,
                                  double        inflation);

/* How many neighbouring errors count as one when their correlation is given: (1 + r) / (1 - r), with
 * r kept between 0 and 0.9, so at least 1 and at most 19. */
double lab_correlation_inflation (double        correlation);

/* Correlation of neighbouring residuals (count) of a fitted curve. A fit with k free parameters of its
 * curve lowers it by about k / count, which is given back. */
double lab_residual_correlation  (const double *residual,
                                  guint         count,
                                  guint         curve_parameters);

/* How many neighbouring residuals count as one, from that correlation. */
double lab_residual_inflation    (const double *residual,
                                  guint         count,
                                  guint         curve_parameters);

G_END_DECLS
