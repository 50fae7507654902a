/* What the window shows at the moment. */
#include "ui/window/window-private.h"
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
