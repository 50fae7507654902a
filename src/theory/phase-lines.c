/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines through the plane of data and time.
 *
 * At level 1 both are told by n as a function of time: the variance equals the bias where
 * n = variance (t) / bias (t), and the risk is least where n = -variance' (t) / bias' (t). */
#include "theory/phase-field-private.h"

#include <math.h>

/* A minimum of level 2 counts when the risk rises by this much (in logarithm) on both sides. */
#define LEAST_RISE 1e-4

void
lab_phase_line_clear (LabPhaseLine *line)
{
  g_return_if_fail (line != NULL);
  g_free (line->points);
  *line = (LabPhaseLine){0};
}

static void
line_init (LabPhaseLine *line, guint most)
{
  *line = (LabPhaseLine){.points = g_new (double, 3 * most)};
  line->time = line->points + most;
  line->excess_risk = line->time + most;
}

static void
line_add (LabPhaseLine *line, double points, double time, double excess_risk)
{
  if (!(points > 0.0) || !isfinite (points) || !(time > 0.0) || !(excess_risk > 0.0))
    return;
  line->points[line->count] = points;
  line->time[line->count] = time;
  line->excess_risk[line->count++] = excess_risk;
}

static gboolean
line_end (LabPhaseLine *line)
{
  if (line->count >= 2)
    return TRUE;
  lab_phase_line_clear (line);
  return FALSE;
}

static double
time_of (const LabPhaseField *self, guint row)
{
  return exp (self->ln_time + row * self->ln_time_step);
}

gboolean
lab_phase_field_crossing (const LabPhaseField *self, LabPhaseLine *line)
{
  g_return_val_if_fail (self != NULL && line != NULL, FALSE);

  line_init (line, self->time_count);
  for (guint row = 0; row < self->time_count && self->setting.noise > 0.0; row++)
    line_add (line, self->variance[row] / self->bias[row], time_of (self, row),
              2.0 * self->bias[row]);
  return line_end (line);
}

static void
first_stopping (const LabPhaseField *self, LabPhaseLine *line)
{
  for (guint row = 0; row < self->time_count; row++) {
    double points = -self->variance_slope[row] / self->bias_slope[row];
    line_add (line, points, time_of (self, row), self->bias[row] + self->variance[row] / points);
  }
}

/* The lowest point of the parabola through the least of a column and its neighbours. */
static void
second_stopping (const LabPhaseField *self, LabPhaseLine *line)
{
  for (guint column = 0; column < self->columns; column++) {
    const double *values = self->ln_risk + column * self->rows;
    guint least = 0;
    for (guint row = 1; row < self->rows; row++)
      least = values[row] < values[least] ? row : least;
    if (least == 0 || least + 1 >= self->rows)
      continue;
    double left = values[least - 1] - values[least], right = values[least + 1] - values[least];
    if (!(left > LEAST_RISE) || !(right > LEAST_RISE))
      continue;
    double shift = 0.5 * (left - right) / (left + right);
    line_add (line, exp (self->ln_points + column * self->ln_points_step),
              exp (self->ln_row + (least + shift) * self->ln_row_step),
              exp (values[least] - 0.25 * (left - right) * shift));
  }
}

gboolean
lab_phase_field_stopping (const LabPhaseField *self, LabPhaseLine *line)
{
  g_return_val_if_fail (self != NULL && line != NULL, FALSE);

  line_init (line, MAX (self->time_count, self->columns));
  if (self->setting.noise > 0.0) {
    if (self->level == 2)
      second_stopping (self, line);
    else
      first_stopping (self, line);
  }
  return line_end (line);
}
