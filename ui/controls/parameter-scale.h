/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a parameter lies on a slider: range, steps, marks; and how its value is typed and shown.
 * Pure logic: no widget. */
#pragma once

#include "experiment/experiment-keys.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_SPACING_LINEAR, /* position = value */
  LAB_SPACING_OCTAVE, /* position = log2 value; steps of a quarter octave: 64, 80, 96, 112, 128 */
  LAB_SPACING_DECADE, /* position = log10 value; steps 1, 1.5, 2, 3, 5, 7 in each decade */
} LabSpacing;

/* The slider's range is the one that is comfortable to use; typed values may go beyond it, as far
 * as the vocabulary allows. */
typedef struct
{
  const LabKey *key;
  LabSpacing spacing;
  double minimum;
  double maximum;
  double step; /* LAB_SPACING_LINEAR */
} LabParameterScale;

/* key: a numeric one. */
void     lab_parameter_scale_init     (LabParameterScale       *scale,
                                       const LabKey            *key);

/* Slider position of a value (clamped into the range), and back (on a step). */
double   lab_parameter_scale_position (const LabParameterScale *scale,
                                       double                   value);
double   lab_parameter_scale_value    (const LabParameterScale *scale,
                                       double                   position);

/* The next value up (direction 1) or down (-1); a page is an octave, a decade or five steps.
 * Stays within the vocabulary's range. */
double   lab_parameter_scale_next     (const LabParameterScale *scale,
                                       double                   value,
                                       int                      direction,
                                       gboolean                 page);

/* Positions of the marks, with labels for some; returns how many (at most 32). */
typedef struct
{
  double position;
  char label[16]; /* "" for none */
} LabScaleMark;
guint    lab_parameter_scale_marks    (const LabParameterScale *scale,
                                       LabScaleMark             marks[32]);

/* A number as the user's locale writes it, with grouped digits; "auto" for D = 0. Free with
 * g_free(). */
char    *lab_parameter_format         (const LabKey            *key,
                                       double                   value);

/* What a user may type ("8,192", "8 192", "8.192", "0,5", "2^13", "8k", "1e-3"), as a value in
 * the C locale; NULL where it is no number. Free with g_free(). */
char    *lab_parameter_parse          (const LabKey            *key,
                                       const char              *text);

G_END_DECLS
