/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows at the moment. */
#include "ui/window/window-private.h"

#include "ui/chart/chart-view.h"
#include "ui/window/status-bar.h"

void
lab_window_set_readout (LabWindow *self, const char *text)
{
  lab_status_bar_set_readout (LAB_STATUS_BAR (self->status_bar), text);
}

LabView *
lab_window_current_view (LabWindow *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  return LAB_IS_VIEW (shown) ? LAB_VIEW (shown) : NULL;
}

const char *
lab_window_view_name (LabWindow *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

void
lab_window_compose (LabWindow *self)
{
  g_autoptr (LabChartContent) content = lab_laboratory_compose (self->laboratory);
  lab_chart_view_set_content (LAB_CHART_VIEW (self->chart), content);
}
