/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of the phase map. */
#include "chart/phase-map/phase-map.h"

/* Cividis at equal steps, from the published table of 256 colours. */
static const guint8 cividis[][3] = {
    {0, 34, 78},     {18, 53, 112},   {59, 73, 108},   {87, 93, 109},  {112, 113, 115},
    {138, 134, 120}, {165, 156, 116}, {195, 179, 105}, {225, 204, 85}, {254, 232, 56},
};

LabColour
lab_ramp_colour (double place)
{
  const guint last = G_N_ELEMENTS (cividis) - 1;
  double at = CLAMP (place, 0.0, 1.0) * last;
  guint cell = MIN ((guint)at, last - 1);
  double share = at - cell;
  double channel[3];

  for (guint i = 0; i < 3; i++)
    channel[i] = ((1.0 - share) * cividis[cell][i] + share * cividis[cell + 1][i]) / 255.0;
  return (LabColour){channel[0], channel[1], channel[2], 1.0};
}
