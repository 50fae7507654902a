/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places controls, chart and laws by the room there is. GTK 4.8 has no breakpoints. */
#include "ui/window/workspace.h"

/* Widths below which the arrangement changes, and the room the chart must keep; pixels. */
#define WIDE         900
#define NARROW       700
#define CHART_WIDTH  300
#define CHART_HEIGHT 180

/* Bounds of the side panels' widths. */
#define CONTROLS_WIDTH 320
#define LAWS_WIDTH     300

/* Largest share of the height for the laws under the chart. */
#define LAWS_SHARE 0.42

struct _LabWorkspace
{
  GtkWidget parent_instance;

  GtkWidget *controls; /* NULL while they are in the popover */
  GtkWidget *chart;
  GtkWidget *laws;
  gboolean narrow;
  guint narrow_source;
};

enum
{
  PROPERTY_NARROW = 1,
  PROPERTY_COUNT
};

static GParamSpec *properties[PROPERTY_COUNT];

G_DEFINE_FINAL_TYPE (LabWorkspace, lab_workspace, GTK_TYPE_WIDGET)

static gboolean
is_shown (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_visible (widget);
}

static int
minimum_width (GtkWidget *widget)
{
  int minimum = 0;
  if (is_shown (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
panel_width (GtkWidget *widget, int largest)
{
  int minimum = 0, natural = 0;
  if (!is_shown (widget))
    return 0;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (MIN (natural, largest), minimum);
}

static void
lab_workspace_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  LabWorkspace *self = LAB_WORKSPACE (widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (CHART_WIDTH, minimum_width (self->laws));
    *natural = MAX (1200, *minimum);
  } else {
    int laws = 0;
    if (is_shown (self->laws))
      gtk_widget_measure (self->laws, GTK_ORIENTATION_VERTICAL, -1, &laws, NULL, NULL, NULL);
    *minimum = CHART_HEIGHT + laws;
    *natural = MAX (700, *minimum);
  }
}

static gboolean
tell_narrow (gpointer data)
{
  LabWorkspace *self = data;
  self->narrow_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROPERTY_NARROW]);
  return G_SOURCE_REMOVE;
}

/* Children cannot move out during an allocation: the owner hears of it right after. */
static void
set_narrow (LabWorkspace *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_narrow, self, NULL);
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  if (is_shown (widget))
    gtk_widget_size_allocate (widget, &(GtkAllocation){x, y, width, height}, -1);
}

static void
lab_workspace_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LabWorkspace *self = LAB_WORKSPACE (widget);
  gboolean narrow = width < MAX (NARROW, minimum_width (self->controls) + CHART_WIDTH);
  int controls = narrow ? 0 : panel_width (self->controls, CONTROLS_WIDTH);
  int laws = panel_width (self->laws, LAWS_WIDTH);
  gboolean wide = width >= MAX (WIDE, controls + laws + CHART_WIDTH);

  set_narrow (self, narrow);
  if (self->controls != NULL)
    gtk_widget_set_child_visible (self->controls, !narrow);
  if (!narrow)
    place (self->controls, 0, 0, controls, height);
  if (wide) {
    place (self->chart, controls, 0, width - controls - laws, height);
    place (self->laws, width - laws, 0, laws, height);
  } else {
    int below = 0, least = 0;
    if (is_shown (self->laws)) {
      gtk_widget_measure (self->laws, GTK_ORIENTATION_VERTICAL, width - controls, &least, &below,
                          NULL, NULL);
      below = MAX (MIN (below, (int)(height * LAWS_SHARE)), least);
    }
    place (self->chart, controls, 0, width - controls, height - below);
    place (self->laws, controls, height - below, width - controls, below);
  }
  if (self->laws != NULL) {
    if (wide)
      gtk_widget_remove_css_class (self->laws, "below");
    else
      gtk_widget_add_css_class (self->laws, "below");
  }
}

static void
lab_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROPERTY_NARROW)
    g_value_set_boolean (value, LAB_WORKSPACE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lab_workspace_dispose (GObject *object)
{
  LabWorkspace *self = LAB_WORKSPACE (object);
  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_pointer (&self->controls, gtk_widget_unparent);
  g_clear_pointer (&self->chart, gtk_widget_unparent);
  g_clear_pointer (&self->laws, gtk_widget_unparent);
  G_OBJECT_CLASS (lab_workspace_parent_class)->dispose (object);
}

static void
lab_workspace_class_init (LabWorkspaceClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  object_class->dispose = lab_workspace_dispose;
  object_class->get_property = lab_workspace_get_property;
  widget_class->measure = lab_workspace_measure;
  widget_class->size_allocate = lab_workspace_size_allocate;
  properties[PROPERTY_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTY_COUNT, properties);
  gtk_widget_class_set_css_name (widget_class, "workspace");
}

static void
lab_workspace_init (LabWorkspace *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
lab_workspace_new (GtkWidget *chart, GtkWidget *laws)
{
  LabWorkspace *self = g_object_new (LAB_TYPE_WORKSPACE, NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (chart) && GTK_IS_WIDGET (laws), NULL);
  self->chart = chart;
  self->laws = laws;
  gtk_widget_set_parent (chart, GTK_WIDGET (self));
  gtk_widget_set_parent (laws, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
lab_workspace_set_controls (LabWorkspace *self, GtkWidget *controls)
{
  g_return_if_fail (LAB_IS_WORKSPACE (self));
  if (self->controls == controls)
    return;
  g_clear_pointer (&self->controls, gtk_widget_unparent);
  self->controls = controls;
  /* First in the focus order, as it is on the screen. */
  if (controls != NULL)
    gtk_widget_insert_before (controls, GTK_WIDGET (self), self->chart);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lab_workspace_expect_width (LabWorkspace *self, int width)
{
  g_return_if_fail (LAB_IS_WORKSPACE (self));
  self->narrow = width < NARROW;
}

gboolean
lab_workspace_get_narrow (LabWorkspace *self)
{
  g_return_val_if_fail (LAB_IS_WORKSPACE (self), FALSE);
  return self->narrow;
}
