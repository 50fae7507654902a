/* Logarithmic scales: value to pixel and back. */
#include <math.h>

#include "chart/scale.h"

/* Places `value` in [minimum, maximum] as a fraction of the axis in log space. */
static double
log_fraction (double value, double minimum, double maximum)
{
  if (!(value > 0.0) || !isfinite (value))
    return NAN;
  return (log10 (value) - log10 (minimum)) / (log10 (maximum) - log10 (minimum));
}

static double
log_value (double fraction, double minimum, double maximum)
{
  return pow (10.0, log10 (minimum) + fraction * (log10 (maximum) - log10 (minimum)));
}

double
lab_chart_plot_x (const LabChartPlot *plot, const LabChartRange *range, double x)
{
  return plot->x + plot->width * log_fraction (x, range->x_minimum, range->x_maximum);
}

double
lab_chart_plot_y (const LabChartPlot *plot, const LabChartRange *range, double y)
{
  return plot->y + plot->height * (1.0 - log_fraction (y, range->y_minimum, range->y_maximum));
}

double
lab_chart_value_x (const LabChartPlot *plot, const LabChartRange *range, double pixel_x)
{
  return log_value ((pixel_x - plot->x) / plot->width, range->x_minimum, range->x_maximum);
}

double
lab_chart_value_y (const LabChartPlot *plot, const LabChartRange *range, double pixel_y)
{
  return log_value (1.0 - (pixel_y - plot->y) / plot->height, range->y_minimum, range->y_maximum);
}

LabScale
lab_scale_x (const LabChartPlot *plot, const LabChartRange *range)
{
  double factor = plot->width / (log10 (range->x_maximum) - log10 (range->x_minimum));

  return (LabScale){plot->x - factor * log10 (range->x_minimum), factor};
}

LabScale
lab_scale_y (const LabChartPlot *plot, const LabChartRange *range)
{
  double factor = -plot->height / (log10 (range->y_maximum) - log10 (range->y_minimum));

  return (LabScale){plot->y - factor * log10 (range->y_maximum), factor};
}
